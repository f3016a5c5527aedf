import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { ECRClient, type ECRClientConfig } from "@aws-sdk/client-ecr";
import type { Environment } from "../../lib/system/child";
import { cliConfigFile, findProvider } from "../../lib/terraform/providers";
import { type Sandbox, startSandbox } from "../../sandbox/sandbox";
import { sandboxVariables } from "../exports";
import { ROOT } from "../root";
import type { LabConsole } from "./console";
import { applyStack, initializeStack, stackOutputs, type StackRun, STACKS } from "./deploy";
import type { LabDirectory } from "./directory";
import { bareEnvironment, registryEnvironment } from "./environment";
import { pushImage } from "./push-image";
import { IMAGE_TAG, type LabSettings } from "./settings";
import { synthesize } from "./synthesize";

export interface LabPlan {
  readonly settings: LabSettings;
  /** Absolute path of the registry file. */
  readonly config: string;
  readonly directory: LabDirectory;
  /** Terraform's path. */
  readonly terraform: string;
  /** The user's environment, of which little is used. */
  readonly environment: Environment;
  readonly console: LabConsole;
  readonly signal: AbortSignal;
}

/** The lab's stacks in a sandbox of their own, an image in both repositories. */
export interface DeployedLab {
  readonly sandbox: Sandbox;
  /** What the AWS CLI, the SDKs, Terraform and cdktf need to reach it as its deployer. */
  readonly variables: Readonly<Record<string, string>>;
  /** Digest of the image in repository A. */
  readonly imageDigest: string;
}

/** Settings of an SDK client that reaches the sandbox and nothing else. */
export function sandboxClient({ endpoint }: Sandbox, region: string): ECRClientConfig {
  return { endpoint, region, useFipsEndpoint: false, useDualstackEndpoint: false };
}

/** Starts a sandbox, deploys the stacks to it with Terraform, and pushes the images. The caller stops the sandbox. */
export async function deployLab(plan: LabPlan, onSandbox: (sandbox: Sandbox) => void): Promise<DeployedLab> {
  const { settings, directory, console } = plan;
  const { account, region } = settings.registry;
  const failed = new AbortController();
  const signal = AbortSignal.any([plan.signal, failed.signal]);
  const terraformConfig = cliConfigFile(findProvider(plan.environment), directory.terraformConfig);
  const run: Omit<StackRun, "environment"> = { program: plan.terraform, output: directory.output, signal };
  const bare = terraformEnvironment(plan.environment, terraformConfig);

  // neither synthesis nor init needs the endpoint, so the sandbox starts meanwhile
  const starting = startSandbox({ account, region, onProgress: (text) => console.progress(text), signal });
  starting.then(onSandbox, () => undefined);
  const preparing = (async () => {
    const environment = { ...registryEnvironment(plan.environment), ECR_ACCESS_CONFIG: plan.config };
    await synthesize(ROOT, environment, directory.output, signal);
    console.step("synthesize", `${STACKS.join(" and ")}, as cdktf synth does`);
    // one after the other: two at once would fetch the provider twice where it has to be fetched
    for (const stack of STACKS) await initializeStack({ ...run, environment: bare }, stack);
    console.step("initialize", "terraform init");
  })();
  const sandbox = await both(starting, preparing, (why) => failed.abort(why));
  console.step("sandbox", `ready at ${sandbox.endpoint} (account ${account}, ${region})`);

  const { credentialsFile, configFile } = directory;
  const variables = {
    ...sandboxVariables({ ...sandbox, account, region, credentialsFile, configFile }),
    ...(terraformConfig && { TF_CLI_CONFIG_FILE: terraformConfig }),
    ...cdktfVariables(plan),
  };
  await applyStacks({ ...run, environment: { ...bare, ...variables } }, console);
  return { sandbox, variables, imageDigest: await pushImages(plan, sandbox) };
}

/** With these `npx cdktf` synthesizes the same registry into the lab's directory, whose state is beside it. */
function cdktfVariables({ directory, config, environment }: LabPlan): Record<string, string> {
  const names = ["ECR_ACCESS_ROLE", "ECR_ACCESS_POLICY"] as const;
  return {
    CDKTF_OUTPUT: directory.output,
    CDKTF_SKIP_PROVIDER_LOCK: "true",
    CHECKPOINT_DISABLE: "1",
    ECR_ACCESS_CONFIG: config,
    ...Object.fromEntries(names.flatMap((name) => (environment[name] ? [[name, environment[name]]] : []))),
  };
}

/** Waits for both; when one fails the other is given up, so that neither goes on alone. @throws what failed first */
async function both<T>(first: Promise<T>, second: Promise<void>, giveUp: (why: unknown) => void): Promise<T> {
  first.catch(giveUp);
  second.catch(giveUp);
  await Promise.allSettled([first, second]);
  await second;
  return first;
}

function terraformEnvironment(
  environment: Environment,
  configFile: string | undefined,
): Record<string, string> {
  return {
    ...(configFile ? { TF_CLI_CONFIG_FILE: configFile } : { TF_PLUGIN_CACHE_DIR: pluginCache() }),
    ...bareEnvironment(environment),
    TF_WORKSPACE: "sandbox",
    TF_IN_AUTOMATION: "1",
    CHECKPOINT_DISABLE: "1",
  };
}

/** Where a fetched provider (0.7 GB unpacked) stays for the next run. */
function pluginCache(): string {
  const directory = join(ROOT, ".cache/terraform-plugins");
  mkdirSync(directory, { recursive: true });
  return directory;
}

async function applyStacks(run: StackRun, console: LabConsole): Promise<void> {
  const results = await Promise.allSettled(
    STACKS.map(async (stack) => {
      const summary = await applyStack(run, stack);
      const outputs = Object.values(await stackOutputs(run, stack));
      console.step("deploy", [`${stack}: ${summary}`, ...outputs].join("\n" + " ".repeat(21)));
    }),
  );
  const failed = results.find((result) => result.status === "rejected");
  if (failed) throw failed.reason;
}

async function pushImages({ settings, console }: LabPlan, sandbox: Sandbox): Promise<string> {
  const credentials = sandbox.deployer;
  const ecr = new ECRClient({ ...sandboxClient(sandbox, settings.registry.region), credentials });
  try {
    const push = async (repository: string) => {
      const digest = await pushImage(ecr, repository, IMAGE_TAG);
      console.step("push", `${repository}:${IMAGE_TAG} ${digest}`);
      return digest;
    };
    const imageDigest = await push(settings.repositoryA);
    if (settings.repositoryB !== settings.repositoryA) await push(settings.repositoryB);
    return imageDigest;
  } finally {
    ecr.destroy();
  }
}
