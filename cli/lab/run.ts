import { resolve } from "node:path";
import { ECRClient } from "@aws-sdk/client-ecr";
import { fromIni } from "@aws-sdk/credential-provider-ini";
import { roleArn } from "../../lib/aws/arn";
import { assumeRole } from "../../lib/credentials/assume";
import { writeProfile } from "../../lib/credentials/profile";
import { renderTable } from "../../lib/report/table";
import { findTerraform } from "../../lib/terraform/binary";
import type { Sandbox } from "../../sandbox/sandbox";
import { shellEnvironment, shellLines } from "../exports";
import { interruptSignal } from "../interrupt";
import { readRegistry } from "../read-registry";
import { LabConsole } from "./console";
import { type DeployedLab, deployLab, type LabPlan, sandboxClient } from "./deployed-lab";
import { makeLabDirectory } from "./directory";
import { forgetAws, registryEnvironment } from "./environment";
import { expectedDenial, expectedImages } from "./expectation";
import { asAwsCli, type ListAnswer, listImages } from "./list-images";
import { differences, labCell } from "./proof";
import { labSettings, PROFILE, SESSION_NAME } from "./settings";

export interface LabOptions {
  /** The registry file. */
  readonly config: string;
  /** Leave the sandbox up until it is interrupted. */
  readonly keep?: boolean;
}

/** Runs the lab. @returns the exit status: 0 if both answers are exactly as the lab says, 1 if one is not. */
export async function runLab({ config, keep }: LabOptions): Promise<0 | 1> {
  const environment = { ...process.env };
  const settings = labSettings(readRegistry(config, registryEnvironment(environment)), environment);
  const terraform = await findTerraform(environment);
  const signal = interruptSignal();
  forgetAws(process.env);
  const directory = makeLabDirectory();
  const sandboxes: Sandbox[] = [];
  try {
    const console = new LabConsole();
    const plan = { settings, config: resolve(config), directory, terraform, environment, console, signal };
    const lab = await deployLab(plan, (sandbox) => sandboxes.push(sandbox));
    const proved = await proveLab(plan, lab);
    if (keep) await keepUp(plan, lab);
    return proved ? 0 : 1;
  } finally {
    await Promise.all(sandboxes.map((sandbox) => sandbox.stop()));
    directory.remove();
  }
}

/** Steps 7 to 10: assume the role, write the profile, list both repositories with it, compare. */
async function proveLab(plan: LabPlan, { sandbox, imageDigest }: DeployedLab): Promise<boolean> {
  const { settings, directory, console, signal } = plan;
  const { registry, role, repositoryA, repositoryB } = settings;
  signal.throwIfAborted();
  const credentials = await assumeRole({
    region: registry.region,
    endpoint: sandbox.endpoint,
    credentials: sandbox.deployer,
    roleArn: roleArn(registry, role.name),
    sessionName: SESSION_NAME,
  });
  console.step(
    "assume",
    `${role.name}, session ${SESSION_NAME}, until ${credentials.expiration.toISOString()}`,
  );
  await writeProfile(directory.credentialsFile, PROFILE, credentials);
  console.step("profile", `${PROFILE} in ${directory.credentialsFile}`);

  const { credentialsFile: filepath, configFile: configFilepath } = directory;
  const ecr = new ECRClient({
    ...sandboxClient(sandbox, registry.region),
    credentials: fromIni({ profile: PROFILE, filepath, configFilepath }),
  });
  const list = async (repository: string): Promise<ListAnswer> => {
    signal.throwIfAborted();
    console.step("list", `aws ecr list-images --repository-name ${repository} --profile ${PROFILE}`);
    const answer = await listImages(ecr, repository);
    console.verbatim(asAwsCli(answer));
    return answer;
  };
  try {
    const answers = [
      {
        repository: repositoryA,
        declared: "allowed",
        expected: expectedImages(imageDigest),
        answer: await list(repositoryA),
      },
      {
        repository: repositoryB,
        declared: "denied",
        expected: expectedDenial(settings),
        answer: await list(repositoryB),
      },
    ] as const;
    console.verbatim(
      renderTable(
        answers.map((answer) => labCell(role.name, answer)),
        { colour: console.colour },
      ),
    );
    const different = differences(answers);
    for (const line of different) process.stderr.write(`not as the lab says: ${line}\n`);
    if (!different.length) console.step("proved", "both answers are exactly as the lab says");
    return different.length === 0;
  } finally {
    ecr.destroy();
  }
}

/** Waits for Ctrl-C, the way to end it, with the sandbox up; that is no failure. */
async function keepUp(
  { console, environment, signal }: LabPlan,
  { sandbox, variables }: DeployedLab,
): Promise<void> {
  console.verbatim(
    [
      "# the AWS CLI (--profile ecrTester) and npx cdktf reach this sandbox, and nothing else, with:",
      ...shellLines(shellEnvironment(variables, environment)),
      "# Ctrl-C here ends it",
    ].join("\n"),
  );
  const interrupted = new Promise<void>((done) =>
    signal.addEventListener("abort", () => done(), { once: true }),
  );
  await Promise.race([interrupted, sandbox.stopped]);
}
