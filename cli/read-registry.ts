import type { Environment } from "../lib/config/interpolate";
import { loadRegistry } from "../lib/config/load";
import { ConfigError } from "../lib/config/problem";
import type { Registry } from "../lib/config/registry";
import { limitProblems } from "../lib/policies/limits";

/**
 * The registry of a file, known to make documents that IAM and ECR take.
 * @throws ConfigError with every problem
 */
export function checkedRegistry(file: string, environment: Environment): Registry {
  const registry = loadRegistry(file, environment);
  const problems = limitProblems(registry);
  if (problems.length > 0) throw new ConfigError(problems);
  return registry;
}

/** The same, and its advice goes to stderr. */
export function readRegistry(file: string, environment: Environment = process.env): Registry {
  const registry = checkedRegistry(file, environment);
  for (const warning of registry.warnings) console.error(warning);
  return registry;
}
