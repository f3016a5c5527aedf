import { join } from "node:path";
import { Command } from "commander";
import { addValidate } from "../../cli/validate";
import { ConfigError } from "../../lib/config/problem";
import { inFolder, writeFiles } from "./files";

const registry = { account: "123456789012", region: "us-west-2", teams: [{ namespace: "a" }] };

/** What `ecr-access validate --config` prints, on stdout and on stderr. */
function validate(written: object): { out: string[]; err: string[] } {
  const printed = { out: [] as string[], err: [] as string[] };
  const log = jest.spyOn(console, "log").mockImplementation((line) => printed.out.push(String(line)));
  const error = jest.spyOn(console, "error").mockImplementation((line) => printed.err.push(String(line)));
  try {
    inFolder((folder) => {
      writeFiles(folder, { "registry.yaml": JSON.stringify(written) });
      const program = new Command();
      addValidate(program);
      program.parse(["node", "ecr-access", "validate", "--config", join(folder, "registry.yaml")]);
    });
  } finally {
    log.mockRestore();
    error.mockRestore();
  }
  return printed;
}

test("a good registry is counted", () => {
  expect(validate(registry)).toEqual({ out: ["1 team, 0 repositories, 0 roles"], err: [] });
});

test("advice is given on stderr beside the counts", () => {
  const { out, err } = validate({ ...registry, teams: [{ namespace: "1a", repositories: [{ name: "x" }] }] });
  expect(out).toEqual(["1 team, 1 repository, 0 roles"]);
  expect(err).toEqual([expect.stringContaining("teams[0].namespace should start with a letter")]);
});

test("a bad registry is refused with its problems, and not counted", () => {
  expect(() => validate({ ...registry, region: "x" })).toThrow(ConfigError);
});

test("a registry whose documents AWS would not take is refused too", () => {
  const principals = Array.from(
    { length: 60 },
    (_, index) => `arn:aws:iam::123456789012:role/some-longer-name-${index}`,
  );
  const role = { name: "r", trust: { principals }, grants: [{ level: "list" }] };
  expect(() => validate({ ...registry, teams: [{ namespace: "a", roles: [role] }] })).toThrow(
    /:\d+:\d+: teams\[0\]\.roles\[0\] must have a trust policy of at most 2048 characters/,
  );
});
