import { loadRegistry } from "../lib/config/load";
import { ConfigError } from "../lib/config/problem";
import type { Registry } from "../lib/config/registry";
import { limitProblems } from "../lib/policies/limits";

/**
 * The registry of a file, known to make documents that IAM and ECR take. Advice goes to stderr.
 * @throws ConfigError with every problem
 */
export function readRegistry(file: string): Registry {
  const registry = loadRegistry(file, process.env);
  const problems = limitProblems(registry);
  if (problems.length > 0) throw new ConfigError(problems);
  for (const warning of registry.warnings) console.error(warning);
  return registry;
}
