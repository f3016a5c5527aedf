/** registry.yaml → stacks → cdktf.out, and the page that a reviewer reads beside them. */
import { join } from "node:path";
import { App } from "cdktf";
import { loadRegistry } from "./lib/config/load";
import { ConfigError } from "./lib/config/problem";
import { Declarations } from "./lib/matrix/declare";
import { Matrix } from "./lib/matrix/matrix";
import { review } from "./lib/matrix/review";
import { limitProblems } from "./lib/policies/limits";
import { reviewPage } from "./lib/report/review-page";
import { writeWhole } from "./lib/system/write-file";
import { readInventory } from "./lib/terraform/source";
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

  const matrix = new Matrix(readInventory(app.outdir), new Declarations(registry));
  writeWhole(join(app.outdir, "review.md"), reviewPage(review(matrix, registry)));
}

try {
  main();
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  console.error(error.problems.join("\n"));
  process.exitCode = 2;
}
