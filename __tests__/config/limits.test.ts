import base from "./base.json";
import { problemsOf, registryOf } from "./files";

const repeated = (text: string, times: number) => text.repeat(times);

/** The base registry with other fields in its first team, its first repository and its first role. */
function registry(
  team: object,
  repository: object = {},
  role: object = {},
  defaults: object = base.defaults,
) {
  const changed = structuredClone(base);
  Object.assign(changed.teams[0]!, team);
  Object.assign(changed.teams[0]!.repositories[0] ?? {}, repository);
  Object.assign(changed.teams[0]!.roles[0]!, role);
  return { "registry.yaml": JSON.stringify({ ...changed, defaults }) };
}

const role = (fields: object) => registry({}, {}, fields);
const tags = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`tag${index}`, "x"]));

test.each([
  ["a role's name of 64 characters", role({ name: repeated("r", 64) }), role({ name: repeated("r", 65) })],
  [
    "a policy's name of 128 characters",
    role({ policy: repeated("p", 128) }),
    role({ policy: repeated("p", 129) }),
  ],
  [
    "a description of 1,000 characters",
    role({ description: repeated("é", 1000) }),
    role({ description: repeated("é", 1001) }),
  ],
  [
    "a tag's key of 128 characters",
    role({ tags: { [repeated("k", 128)]: "" } }),
    role({ tags: { [repeated("k", 129)]: "" } }),
  ],
  [
    "a tag's value of 256 characters",
    role({ tags: { k: repeated("v", 256) } }),
    role({ tags: { k: repeated("v", 257) } }),
  ],
  ["fifty tags, those of defaults included", role({ tags: tags(49) }), role({ tags: tags(50) })],
  ["fifty tags of a repository", registry({}, { tags: tags(49) }), registry({}, { tags: tags(50) })],
  [
    "an external id of 1,224 characters",
    role({ trust: { principals: ["210987654321"], externalId: repeated("x", 1224) } }),
    role({ trust: { principals: ["210987654321"], externalId: repeated("x", 1225) } }),
  ],
  [
    "a whole repository name of 256 characters",
    registry({}, { name: repeated("x", 249) }),
    registry({}, { name: repeated("x", 250) }),
  ],
  [
    "a lifecycle policy of fifty rules",
    registry({}, { lifecycle: rules(50) }),
    registry({}, { lifecycle: rules(51) }),
  ],
])("%s is good, and one more is refused", (_what, good, bad) => {
  expect(problemsOf(good)).toEqual([]);
  expect(problemsOf(bad)).toHaveLength(1);
});

function rules(count: number) {
  return Array.from({ length: count }, (_, index) => ({
    tagStatus: "tagged",
    tagPrefixes: [`v${index}`],
    expire: { moreThan: 1 },
  }));
}

test("a role's name that is made of a long namespace must be given", () => {
  const unnamed = { roles: [{ purpose: "ci", grants: [{ level: "list" }] }] };
  expect(problemsOf(registry({ namespace: repeated("n", 57), ...unnamed }))).toEqual([]);
  expect(problemsOf(registry({ namespace: repeated("n", 58), ...unnamed }))).toEqual([
    expect.stringContaining("teams[0].roles[0].name must be given: by default it is longer than 64"),
  ]);
});

test("a value of any length is cut in its message", () => {
  const [line] = problemsOf(role({ name: repeated("r", 5000) }));
  expect(line?.length).toBeLessThan(300);
  expect(line).toMatch(/…$/);
});

describe("advice", () => {
  const warningsOf = (files: Record<string, string>) =>
    registryOf(files).warnings.map((line) => line.replace(/^.*?registry-\w+\//, ""));

  test("a registry without odd names has none", () => {
    expect(warningsOf(registry({}))).toEqual([]);
  });

  test.each(["1api", "a--b", "a__b"])("the name %s is taken with a warning", (name) => {
    expect(warningsOf(registry({}, { name }))).toEqual([
      expect.stringMatching(
        /^registry.yaml:1:\d+: teams\[0\].repositories\[0\].name should start with a letter and have neither -- nor __/,
      ),
    ]);
  });

  test("a name that says the namespace again is taken with a warning", () => {
    expect(warningsOf(registry({}, { name: "team-a/api" }))).toEqual([
      expect.stringContaining("the repository is team-a/team-a/api"),
    ]);
  });

  test("a namespace with a leading digit is taken with a warning", () => {
    expect(warningsOf(registry({ namespace: "1team" }))).toHaveLength(1);
  });

  test("forceDelete is taken with a warning for each repository that has it", () => {
    const everywhere = registry({}, {}, {}, { forceDelete: true });
    expect(warningsOf(registry({}, { forceDelete: true }))).toEqual([expect.stringContaining("team-a/api")]);
    expect(warningsOf(everywhere)).toHaveLength(4);
  });

  test("more roles than an account has are taken with a warning", () => {
    const roles = Array.from({ length: 1000 }, (_, index) => ({
      name: `r${index}`,
      grants: [{ level: "list" }],
    }));
    expect(warningsOf(registry({ roles }))).toEqual([
      "registry.yaml:1:1: the file declares more roles than the 1000 an account has without asking for more, got 1001",
    ]);
  });
});
