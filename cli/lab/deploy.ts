import { join } from "node:path";
import { terraform, type TerraformRun } from "../../lib/terraform/run";

export const STACKS = ["ecr-repositories", "ecr-access"] as const;

/** Runs Terraform in the folder of one synthesized stack. */
export type StackRun = Omit<TerraformRun, "cwd"> & { readonly output: string };

const folder = (run: StackRun, stack: string): TerraformRun => ({
  ...run,
  cwd: join(run.output, "stacks", stack),
});

export async function initializeStack(run: StackRun, stack: string): Promise<void> {
  await terraform(folder(run, stack), ["init", "-input=false", "-no-color"]);
}

/** @returns Terraform's own summary, such as `2 added, 0 changed, 0 destroyed` */
export async function applyStack(run: StackRun, stack: string): Promise<string> {
  const { stdout } = await terraform(folder(run, stack), [
    "apply",
    "-auto-approve",
    "-input=false",
    "-no-color",
  ]);
  return /Apply complete! Resources: ([^\n]*?)\.?\n/.exec(stdout)?.[1] ?? "nothing to apply";
}

/** The outputs of a stack that was applied, by name. */
export async function stackOutputs(run: StackRun, stack: string): Promise<Record<string, string>> {
  const { stdout } = await terraform(folder(run, stack), ["output", "-json", "-no-color"]);
  const outputs = JSON.parse(stdout) as Record<string, { value: string }>;
  return Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value]));
}
