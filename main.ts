/** registry.yaml → stacks → cdktf.out. */
import { App } from "cdktf";
import { loadRegistry } from "./lib/config/load";
import { ConfigError } from "./lib/config/problem";
import { limitProblems } from "./lib/policies/limits";
import { AccessStack } from "./stacks/access-stack";
import { RepositoriesStack } from "./stacks/repositories-stack";

function main(): void {
  const registry = loadRegistry(process.env.ECR_ACCESS_CONFIG || "registry.yaml", process.env);
  const problems = limitProblems(registry);
  if (problems.length) throw new ConfigError(problems);
  registry.warnings.forEach((warning) => console.error(warning));

  const app = new App();
  new RepositoriesStack(app, "ecr-repositories", registry);
  new AccessStack(app, "ecr-access", registry);
  app.synth();
}

try {
  main();
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  console.error(error.problems.join("\n"));
  process.exitCode = 2;
}
