import type { Prediction } from "./judge";
import type { MatrixRole } from "./members";
import { type Surroundings, predictor } from "./predict";
import type { MatrixRepository } from "./repository-index";

const MOST_LOCATIONS = 20;

/** A role on a repository (undefined: without one) wherever the two may be; what is not in FROM is denied. */
export function predictEverywhere(
  { name, inventory: role }: MatrixRole,
  repository: MatrixRepository | undefined,
  everywhere: readonly Surroundings[],
): (action: string) => Prediction {
  if (!role)
    return () => ({ predicted: "denied", reason: `the role ${name} is declared, but not in what was read` });
  if (repository && !repository.inventory)
    return () => ({
      predicted: "denied",
      reason: `the repository ${repository.name} is declared, but not in what was read`,
    });
  if (everywhere.length > MOST_LOCATIONS)
    return () => ({ predicted: "unknown", reason: "the account or the region is not known" });
  const each = everywhere.map((surroundings) => predictor(role, repository?.inventory, surroundings));
  return (action) => agree(each.map((predict) => predict(action)));
}

/** Where account or region are not known, each that could make a difference is tried: only what all say is said. */
function agree(predictions: readonly Prediction[]): Prediction {
  const [first, ...others] = predictions;
  if (others.every(({ predicted }) => predicted === first!.predicted)) return first!;
  return { predicted: "unknown", reason: "it depends on the account or the region, which are not known" };
}
