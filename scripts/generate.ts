/** Writes the generated files that are committed; `__tests__` fail when one of them is stale. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { registryEditorSchema, teamEditorSchema } from "../lib/config/editor-schema";
import { ecrActionsExtract } from "./ecr-actions-extract";

const root = join(__dirname, "..");
writeFileSync(join(root, "lib/aws/ecr-actions.json"), ecrActionsExtract());
writeFileSync(join(root, "registry.schema.json"), JSON.stringify(registryEditorSchema(), null, 2));
writeFileSync(join(root, "team.schema.json"), JSON.stringify(teamEditorSchema(), null, 2));
