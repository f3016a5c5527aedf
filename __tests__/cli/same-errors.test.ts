import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "../../cli/root";
import { plainEnvironment } from "../lab/lab-process";

/** Good by each field, and more than IAM takes. */
const principals = Array.from(
  { length: 60 },
  (_, index) => `arn:aws:iam::123456789012:role/long-name-${index}`,
);
const registry = {
  account: "123456789012",
  region: "us-west-2",
  teams: [
    { namespace: "team-a", roles: [{ name: "r", trust: { principals }, grants: [{ level: "list" }] }] },
  ],
};

describe("what IAM and ECR would refuse", () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "same-errors-"));
    writeFileSync(join(folder, "registry.yaml"), JSON.stringify(registry));
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  test.each([
    ["validate"],
    ["lab"],
    ["sandbox"],
    ["matrix"],
    ["can-i", "r", "ListImages", "team-a/x"],
    ["who-can", "ListImages", "team-a/x"],
    ["verify"],
    ["credentials", "r"],
  ])("is the same line and status 2 for %s", (...command) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(ROOT, "cli/main.js"), ...command], {
      cwd: folder,
      env: plainEnvironment(folder) as NodeJS.ProcessEnv,
      encoding: "utf8",
    });
    expect(stderr).toMatch(
      /^registry\.yaml:1:\d+: teams\[0\]\.roles\[0\] must have a trust policy of at most 2048 characters, got \d+ for role "r"\n$/,
    );
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(readdirSync(folder)).toEqual(["registry.yaml"]);
  });
});

test("no command reads the registry in a way of its own", () => {
  const files = readdirSync(join(ROOT, "cli"), { recursive: true, encoding: "utf8" });
  const reading = files.filter(
    (name) => name.endsWith(".ts") && /\bloadRegistry\b/.test(readFileSync(join(ROOT, "cli", name), "utf8")),
  );
  expect(reading).toEqual(["read-registry.ts"]);
});
