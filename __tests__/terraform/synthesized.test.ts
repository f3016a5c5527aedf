import { buildInventory } from "../../lib/terraform/build-inventory";
import { readSynthesized } from "../../lib/terraform/synthesized";
import { Matrix } from "../../lib/matrix/matrix";
import projects from "./synthesized.json";

/** What is not denied, as lines: `app ListImages team-a/app: allowed`. */
function notDenied(stacks: Record<string, object>): readonly string[] {
  const files = Object.entries(stacks).map(([name, content]) => ({
    name,
    content: content as Record<string, unknown>,
  }));
  const matrix = new Matrix(buildInventory(readSynthesized(files)), undefined);
  return [...matrix.cells(["ecr:ListImages", "ecr:PutImage"])]
    .filter(({ predicted }) => predicted !== "denied")
    .map(
      ({ role, action, repository, predicted }) => `${role} ${action.slice(4)} ${repository}: ${predicted}`,
    );
}

test.each(projects)("$name", ({ stacks, expected }) => {
  expect(notDenied(stacks as unknown as Record<string, object>)).toEqual(expected);
});
