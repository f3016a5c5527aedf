import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { freshCheckouts } from "./fresh-checkout";

const { path: checkout, home, startLab, leftovers } = freshCheckouts();

/** A PATH of a few programs, and what else is named. */
function pathOf(...programs: readonly string[]): string {
  const folder = join(home(), "bin");
  mkdirSync(folder);
  for (const name of ["node", "sh", ...programs]) {
    const found = execFileSync("sh", ["-c", 'command -v "$1"', "sh", name], { encoding: "utf8" }).trim();
    symlinkSync(found, join(folder, name));
  }
  return folder;
}

test("a reader of its output that goes away is no proof: it runs to its end, and leaves nothing behind", async () => {
  const lab = startLab();
  await lab.printed("synthesize");
  lab.child.stdout!.destroy();
  const { status, stderr } = await lab.ended;
  expect({ status, stderr, ...leftovers() }).toEqual({ status: 0, stderr: "", processes: [], files: [] });
});

test("without Python it says what to install, and does not wait for Terraform", async () => {
  rmSync(join(checkout(), ".cache"));
  const path = pathOf();
  // a Terraform whose init takes as long as it can
  writeFileSync(
    join(path, "terraform"),
    `#!/bin/sh\n[ "$1" = version ] && echo '{"terraform_version":"1.9.0"}' || exec /bin/sleep 120\n`,
  );
  chmodSync(join(path, "terraform"), 0o755);
  const lab = startLab({ PATH: path });
  const { status, stderr } = await lab.ended;
  expect({ status, stderr, ...leftovers() }).toEqual({
    status: 2,
    stderr: "the sandbox needs Python 3 with venv and pip, found no python3 on the PATH\n",
    processes: [],
    files: [],
  });
}, 60_000);

test("a checkout that can't be written is one line that says so", async () => {
  writeFileSync(join(checkout(), ".lab"), "no folder");
  const { status, stdout, stderr } = await startLab().ended;
  expect({ status, stdout, stderr }).toEqual({
    status: 2,
    stdout: "",
    stderr: expect.stringMatching(/^\S+\/\.lab must be a folder that this user can write: .*\n$/),
  });
});
