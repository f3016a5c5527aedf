import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Files, inFolder, loading, problemsOf, registryOf, writeFiles } from "./files";

const registry = (...include: string[]) =>
  `account: "123456789012"\nregion: us-west-2\ninclude: ${JSON.stringify(include)}\n`;
const team = (namespace: string) => `namespace: ${namespace}\nrepositories:\n  - name: api\n`;

const namespacesOf = (files: Files) => registryOf(files).teams.map(({ namespace }) => namespace);

test("files of teams stand beside the teams of the registry, in the order of their names", () => {
  const files = {
    "registry.yaml": `${registry("teams/*.yaml")}teams: [{ namespace: base }]\n`,
    "teams/b.yaml": team("team-b"),
    "teams/a.yaml": team("team-a"),
    "teams/.hidden.yaml": team("hidden"),
    "teams/notes.md": "not a team",
  };
  expect(namespacesOf(files)).toEqual(["base", "team-a", "team-b"]);
});

test("folders may be patterns, and a file that two patterns name counts once", () => {
  const files = {
    "registry.yaml": registry("*/team.yaml", "x/team.yaml"),
    "x/team.yaml": team("x"),
    "y/team.yaml": team("y"),
  };
  expect(namespacesOf(files)).toEqual(["x", "y"]);
});

test("a team knows its file and line", () => {
  const files = { "registry.yaml": registry("teams/*.yaml"), "teams/a.yaml": `# A\n${team("a")}` };
  expect(registryOf(files).teams[0]?.source).toEqual({ file: "teams/a.yaml", line: 2, column: 1, path: [] });
});

test("problems of all files come at once, each with its file, its path starting at the team", () => {
  const files = {
    "registry.yaml": `${registry("teams/*.yaml")}regoin: x\n`,
    "teams/a.yaml": "namespace: Team_A\n",
    "teams/b.yaml":
      "namespace: b\nroles:\n  - purpose: ci\n    grants:\n      - level: pull\n        on: [c/api]\n",
    "teams/c.yaml": "namespace: c\nrepositories: [{ name: api, scanOnPush: 1 }]\n",
    "teams/d.yaml": "namespace: [\n",
  };
  expect(problemsOf(files)).toEqual([
    'registry.yaml:4:1: regoin is not a field here: did you mean region?, got "regoin"',
    'teams/a.yaml:1:12: namespace must match ECR\'s repository name pattern, got "Team_A"',
    'teams/b.yaml:6:14: roles[0].grants[0].on[0] must be shared by its owner: the shares of c lack { to: [b], level: pull, repositories: [c/api] }, got "c/api"',
    "teams/c.yaml:2:41: repositories[0].scanOnPush must be true or false, got 1",
    "teams/d.yaml:2:1: the file must be YAML: flow sequence in block collection must be sufficiently indented and end with a ]",
  ]);
});

test("a registry whose include is refused is not said to have no team", () => {
  expect(problemsOf({ "registry.yaml": registry("../x.yaml") })).toHaveLength(1);
  expect(problemsOf({ "registry.yaml": registry("x.yaml") })).toHaveLength(1);
});

test("two files with one namespace are named both", () => {
  const files = { "registry.yaml": registry("*/a.yaml"), "x/a.yaml": team("a"), "y/a.yaml": team("a") };
  expect(problemsOf(files)).toEqual([
    'y/a.yaml:1:12: namespace must be the team\'s own: x/a.yaml:1:12 has it too, got "a"',
  ]);
});

test("namespaces that overlap by path are refused, and a text prefix is not", () => {
  const files = {
    "registry.yaml": registry("*.yml"),
    "a.yml": team("team"),
    "b.yml": team("team/b"),
    "c.yml": team("team-b"),
  };
  expect(problemsOf(files)).toEqual([
    'b.yml:1:12: namespace must not overlap another by path: a.yml:1:12 has "team", got "team/b"',
  ]);
});

test("a team's file is not a list of teams", () => {
  expect(problemsOf({ "registry.yaml": registry("a.yml"), "a.yml": "teams: []\n" })).toEqual([
    "a.yml:1:1: namespace must match ECR's repository name pattern, got nothing",
    'a.yml:1:1: teams is not a field here: there are namespace, repositories, roles, shares, got "teams"',
  ]);
});

describe("what is no file of the registry's", () => {
  const load = (folder: string, ...include: string[]) => {
    writeFiles(folder, { "sub/registry.yaml": registry(...include), "outside.yaml": team("outside") });
    return loading(join(folder, "sub/registry.yaml"));
  };

  test("a link out of the folder is refused, a link within it is not", () => {
    inFolder((folder) => {
      writeFiles(folder, { "sub/real/a.yaml": team("a") });
      symlinkSync(join(folder, "sub/real/a.yaml"), join(folder, "sub/in.yaml"));
      symlinkSync(join(folder, "outside.yaml"), join(folder, "sub/out.yaml"));
      expect(load(folder, "in.yaml")).toHaveProperty("registry");
      expect(load(folder, "out.yaml")).toEqual({
        problems: [
          'registry.yaml:3:11: include[0] must stay below the registry file\'s folder: "out.yaml" leads out of it, got "out.yaml"',
        ],
      });
    });
  });

  test("a folder that is a link out of the folder is refused", () => {
    inFolder((folder) => {
      mkdirSync(join(folder, "elsewhere"));
      writeFiles(folder, { "elsewhere/a.yaml": team("a"), "sub/x": "" });
      symlinkSync(join(folder, "elsewhere"), join(folder, "sub/teams"));
      expect(load(folder, "teams/*.yaml")).toEqual({
        problems: [
          'registry.yaml:3:11: include[0] must stay below the registry file\'s folder: "teams/a.yaml" leads out of it, got "teams/*.yaml"',
        ],
      });
    });
  });

  test("a link to nowhere, a folder and a pipe are named", () => {
    inFolder((folder) => {
      mkdirSync(join(folder, "sub/folder.yml"), { recursive: true });
      symlinkSync(join(folder, "sub/nowhere"), join(folder, "sub/link.yml"));
      execFileSync("mkfifo", [join(folder, "sub/pipe.yml")]);
      expect(load(folder, "*.yml")).toEqual({
        problems: [
          "folder.yml:1:1: the file must be a file: this is a directory",
          "link.yml:1:1: the file must exist: there is no such file",
          "pipe.yml:1:1: the file must be a regular file: this is a pipe, socket or device",
        ],
      });
    });
  });

  test.each([
    ["registry.yaml", "the file must exist: there is no such file"],
    ["", "the file must be a file: this is a directory"],
  ])("the registry file itself, named %j", (name, problem) => {
    inFolder((folder) => {
      const file = join(folder, name);
      expect(loading(file)).toEqual({ problems: [expect.stringContaining(`:1:1: ${problem}`)] });
    });
  });

  test("a device is not read", () => {
    expect(loading("/dev/zero")).toEqual({
      problems: ["zero:1:1: the file must be a regular file: this is a pipe, socket or device"],
    });
  });

  test("a file's name can't colour a terminal", () => {
    inFolder((folder) => {
      const name = "a\u001b[31m.yaml";
      writeFileSync(join(folder, name), "[]");
      const result = loading(join(folder, name));
      expect("problems" in result && result.problems[0]).toMatch(/^a\\u001b\[31m\.yaml:1:1: /);
    });
  });
});
