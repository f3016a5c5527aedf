import { registryOf, problemsOf } from "./files";

/** The description that a role of the registry gets. */
function filled(
  description: string,
  environment: Record<string, string | undefined> = {},
): string | undefined {
  return registryOf({ "registry.yaml": registry(description) }, environment).teams[0]?.roles[0]?.description;
}

function refused(
  description: string,
  environment: Record<string, string | undefined> = {},
): readonly string[] {
  return problemsOf({ "registry.yaml": registry(description) }, environment);
}

const registry = (description: string) =>
  JSON.stringify({
    account: "123456789012",
    region: "us-west-2",
    teams: [{ namespace: "a", roles: [{ purpose: "x", description, grants: [{ level: "list" }] }] }],
  });

test.each([
  ["${NAME}", { NAME: "value" }, "value"],
  ["a-${NAME}-b-${OTHER}", { NAME: "1", OTHER: "2" }, "a-1-b-2"],
  ["${NAME:-default}", {}, "default"],
  ["${NAME:-default}", { NAME: "" }, "default"],
  ["${NAME:-default}", { NAME: "value" }, "value"],
  ["${NAME:-}", {}, ""],
  ["${NAME}", { NAME: "" }, ""],
  ["${NAME:-a:-b $x}", {}, "a:-b $x"],
  ["$NAME and $$ and $", { NAME: "value" }, "$NAME and $$ and $"],
  ["$${NAME}", { NAME: "value" }, "$value"],
  ["${NAME}", { NAME: "$OTHER", OTHER: "twice" }, "$OTHER"],
  ["{NAME} %d #", { NAME: "value" }, "{NAME} %d #"],
])("%j with %j is %j", (written, environment, expected) => {
  expect(filled(written, environment)).toBe(expected);
});

test.each([
  ["an expression", '${file("/etc/hostname")}', {}],
  ["a reference", "${aws_iam_role.x.arn}", {}],
  ["an IAM variable", "${aws:username}", {}],
  ["another operator", "${NAME-default}", { NAME: "x" }],
  ["a length", "${#NAME}", { NAME: "x" }],
  ["a template in a default", "${NAME:-${OTHER}}", { NAME: "x", OTHER: "y" }],
  ["a template around a template", "${${NAME}}", { NAME: "x" }],
  ["an open template", "${NAME", { NAME: "x" }],
  ["an empty name", "${}", {}],
  ["a space in it", "${ NAME }", { NAME: "x" }],
  ["a directive", "%{ if true }x%{ endif }", {}],
  ["an escaped directive", "%%{ x }", {}],
  ["an escaped expression", "$${x.y}", {}],
  ["a directive in a default that is not used", "${NAME:-%{x}", { NAME: "x" }],
  ["a token", "${TfToken[TOKEN.0]}", {}],
  ["a token without its braces", "TfToken[TOKEN.0]", {}],
  ["a list's token", "#{Token[Foo.1]}", {}],
])("%s is refused before it is filled in: %j", (_what, written, environment) => {
  expect(refused(written, environment)).toEqual([
    expect.stringContaining("teams[0].roles[0].description must not hold"),
  ]);
});

test.each([
  ["a template", "${NAME}", { NAME: "${OTHER}", OTHER: "twice" }],
  ["an expression", "${NAME}", { NAME: '${file("/etc/hostname")}' }],
  ["a directive", "${NAME}", { NAME: "%{ if true }" }],
  ["a token", "${NAME}", { NAME: "TfToken[TOKEN.0]" }],
  ["a token made of two parts", "${A}${B}", { A: "Tok", B: "en[1]" }],
  ["an expression made with the text around", "$${NAME}", { NAME: "{x}" }],
  ["a directive made with the text around", "%${NAME}", { NAME: "{x}" }],
  ["a control character", "${NAME}", { NAME: "\u001b[31m" }],
])("%s is refused once it is filled in: %j", (_what, written, environment) => {
  expect(refused(written, environment)).toEqual([
    expect.stringMatching(/description must not hold .* once the environment is filled in/),
  ]);
});

test("a variable that is not set is named", () => {
  expect(refused("${SOME_NAME}")).toEqual([
    'registry.yaml:1:112: teams[0].roles[0].description needs the environment variable SOME_NAME, which is not set, or a default: ${SOME_NAME:-…}, got "${SOME_NAME}"',
  ]);
});

test("what every object has is not a variable", () => {
  expect(refused("${constructor}")).toEqual([
    expect.stringContaining("needs the environment variable constructor"),
  ]);
});

test("a short text that names a long variable without end is refused before it is filled in", () => {
  expect(refused("${A}".repeat(2_000), { A: "x".repeat(100_000) })).toEqual([
    expect.stringContaining("description must not fill the file with more than 4194304 characters"),
  ]);
});

test("credentials are not filled in", () => {
  const secret = "wJalrXUtnFEMI";
  const lines = refused("${AWS_SECRET_ACCESS_KEY}", { AWS_SECRET_ACCESS_KEY: secret });
  expect(lines).toEqual([expect.stringContaining("must not hold ${AWS_SECRET_ACCESS_KEY}")]);
  expect(lines.join()).not.toContain(secret);
});

test("numbers and booleans are what YAML says they are", () => {
  const text = registry("x").replace('"grants"', '"maxSessionDuration": "${SECONDS}", "grants"');
  expect(problemsOf({ "registry.yaml": text }, { SECONDS: "3600" })).toEqual([
    expect.stringContaining('maxSessionDuration must be a whole number from 3600 to 43200, got "3600"'),
  ]);
});
