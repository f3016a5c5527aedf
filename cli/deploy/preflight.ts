import { join } from "node:path";
import { loadRegistry } from "../../lib/config/load";
import type { Registry } from "../../lib/config/registry";
import { limitProblems } from "../../lib/policies/limits";
import { UsageError } from "../failure";
import { ROOT } from "../root";

/** The registry that `main.ts` synthesizes, checked the same way. */
export function checkedRegistry(environment: NodeJS.ProcessEnv): Registry {
  const registry = loadRegistry(environment.ECR_ACCESS_CONFIG || join(ROOT, "registry.yaml"), environment);
  const problems = limitProblems(registry);
  if (problems.length) throw new UsageError(...problems);
  return registry;
}
