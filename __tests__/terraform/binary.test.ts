import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { findTerraform } from "../../lib/terraform/binary";

describe("findTerraform", () => {
  let directory: string;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "terraform-"));
  });

  afterEach(() => rmSync(directory, { recursive: true }));

  function program(name: string, script: string): string {
    const file = join(directory, name);
    writeFileSync(file, `#!/bin/sh\n${script}\n`);
    chmodSync(file, 0o755);
    return file;
  }

  const path = () => ({ PATH: `${directory}:/usr/bin:/bin` });
  const saying = (version: string) => `echo '{"terraform_version":"${version}"}'`;

  test.each(["1.5.0", "1.11.4", "2.0.0", "1.12.0-beta1"])("accepts version %s", async (version) => {
    const file = program("terraform", saying(version));
    expect(await findTerraform(path())).toBe(file);
  });

  test.each(["1.4.7", "0.15.5", "1.5.0-rc1".replace("1.5.0", "1.4.9")])(
    "refuses version %s, saying what it got",
    async (version) => {
      program("terraform", saying(version));
      await expect(findTerraform(path())).rejects.toThrow(`must be version 1.5.0 or newer, got "${version}"`);
    },
  );

  test("says that there is none, in one line", async () => {
    await expect(findTerraform({ PATH: directory })).rejects.toThrow(
      /^Terraform must be on the PATH, .*found none[^\n]*$/,
    );
  });

  test("refuses a program that can't say its version", async () => {
    program("terraform", "echo hello");
    await expect(findTerraform(path())).rejects.toThrow("got no version");
  });

  test("takes the program that TERRAFORM_BINARY_NAME names, as cdktf does", async () => {
    const file = program("tofu", saying("1.9.0"));
    expect(await findTerraform({ ...path(), TERRAFORM_BINARY_NAME: "tofu" })).toBe(file);
  });

  test("finds a program that TERRAFORM_BINARY_NAME names from here", async () => {
    const file = program("my terraform", saying("1.9.0"));
    const fromHere = relative(process.cwd(), file);
    expect(await findTerraform({ ...path(), TERRAFORM_BINARY_NAME: fromHere })).toBe(file);
  });
});
