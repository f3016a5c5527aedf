import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ACCESS_LEVELS, levelActions } from "../../lib/config/levels";
import { fieldsOf, schema, teamFields } from "./schema-fields";

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

test.each<[string, readonly string[]]>([
  ["The file", Object.keys(schema.properties!)],
  ["A team", Object.keys(teamFields)],
  ["A repository", fieldsOf(teamFields.repositories!.items!)],
  ["A role", fieldsOf(teamFields.roles!.items!)],
  ["A share", fieldsOf(teamFields.shares!.items!)],
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
