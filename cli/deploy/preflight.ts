import { join } from "node:path";
import type { Registry } from "../../lib/config/registry";
import { checkedRegistry } from "../read-registry";
import { ROOT } from "../root";

/** The registry that `main.ts` synthesizes, checked the same way; its advice is left to `main.ts`. */
export function registryToSynthesize(environment: NodeJS.ProcessEnv): Registry {
  return checkedRegistry(environment.ECR_ACCESS_CONFIG || join(ROOT, "registry.yaml"), environment);
}
