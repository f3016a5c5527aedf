import { readFileSync } from "node:fs";
import { join } from "node:path";
import { registryEditorSchema } from "../../lib/config/editor-schema";
import { ACCESS_LEVELS, levelActions } from "../../lib/config/levels";

const text = readFileSync(join(__dirname, "../../docs/registry.md"), "utf8");

/** Section → the fields of its tables. */
const documented = Object.fromEntries(
  text
    .split(/^## /m)
    .map((section) => [
      section.split("\n", 1)[0],
      [...section.matchAll(/^\| `(.+?)` \| .* \|.*\|$/gm)].map(([, name]) => name),
    ]),
);

type Schema = { properties?: Record<string, Schema>; items?: Schema; anyOf?: Schema[]; $ref?: string };

const schema = registryEditorSchema() as Schema & { definitions: { team: Schema } };

/** Paths of all fields below a schema, as the tables write them: `lifecycle[].expire.moreThan`. */
function fieldsOf({ properties = {}, items, anyOf = [] }: Schema, path = ""): string[] {
  const own = Object.entries(properties).flatMap(([name, field]) => {
    const each = path === "" ? name : `${path}.${name}`;
    return [each, ...fieldsOf(field, each)];
  });
  const below = [
    ...anyOf.flatMap((each) => fieldsOf(each, path)),
    ...(items ? fieldsOf(items, `${path}[]`) : []),
  ];
  return [...new Set([...own, ...below])];
}

const team = schema.definitions.team.properties!;

test.each<[string, readonly string[]]>([
  ["The file", Object.keys(schema.properties!)],
  ["A team", Object.keys(team)],
  ["A repository", fieldsOf(team.repositories!.items!)],
  ["A role", fieldsOf(team.roles!.items!)],
  ["A share", fieldsOf(team.shares!.items!)],
])("docs/registry.md, “%s”, has every field of the schema and no other", (section, fields) => {
  expect([...documented[section]!].sort()).toEqual([...fields].sort());
});

test.each(ACCESS_LEVELS)("docs/registry.md lists what %s adds", (level) => {
  const before = ACCESS_LEVELS[ACCESS_LEVELS.indexOf(level) - 1];
  const known = before === undefined ? [] : levelActions(before);
  const added = levelActions(level).filter((action) => !known.includes(action));
  expect(text).toContain(
    `| \`${level}\` | ${added.map((action) => action.slice("ecr:".length)).join(", ")} |`,
  );
});

test("docs/registry.md shows the form of an error line as it comes", () => {
  expect(text).toContain(
    'teams/a.yaml:3:12: namespace must match ECR\'s repository name pattern, got "Team_A"',
  );
});
