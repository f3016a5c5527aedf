import { CreateRepositoryCommand, ECRClient } from "@aws-sdk/client-ecr";
import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  IAMClient,
} from "@aws-sdk/client-iam";
import { pushImage } from "../../cli/lab/push-image";
import type { Sandbox } from "../../sandbox/sandbox";

export const ACCOUNT = "123456789012";
export const REGION = "us-west-2";
export const ROLE = "ecr_access_teama_role";

/** What the lab deploys; a sabotage changes one of them. */
export interface Deployment {
  /** Account whose root the trust policy names. */
  readonly trusted: string;
  /** Pattern of the repositories that the identity policy names. */
  readonly granted: string;
  /** Is the policy attached? */
  readonly attached: boolean;
  readonly repositories: readonly string[];
}

export const theLab: Deployment = {
  trusted: ACCOUNT,
  granted: "team-a/*",
  attached: true,
  repositories: ["team-a/alpine", "team-b/alpine"],
};

/** Deploys the lab, or what a sabotage made of it, with the SDK: no Terraform, so that a test takes a second. */
export async function deploy(
  sandbox: Sandbox,
  { trusted, granted, attached, repositories }: Deployment,
): Promise<void> {
  const settings = { endpoint: sandbox.endpoint, region: REGION, credentials: sandbox.deployer };
  const iam = new IAMClient(settings);
  const ecr = new ECRClient(settings);
  try {
    for (const repositoryName of repositories) {
      await ecr.send(new CreateRepositoryCommand({ repositoryName }));
      await pushImage(ecr, repositoryName, "v1");
    }
    const trust = {
      Effect: "Allow",
      Principal: { AWS: `arn:aws:iam::${trusted}:root` },
      Action: "sts:AssumeRole",
      Condition: {},
    };
    await iam.send(new CreateRoleCommand({ RoleName: ROLE, AssumeRolePolicyDocument: document(trust) }));
    const resource = `arn:aws:ecr:${REGION}:${ACCOUNT}:repository/${granted}`;
    const identity = { Effect: "Allow", Action: ["ecr:ListImages"], Resource: [resource] };
    const created = await iam.send(
      new CreatePolicyCommand({ PolicyName: "ecr_access_testing", PolicyDocument: document(identity) }),
    );
    const PolicyArn = created.Policy!.Arn;
    if (attached) await iam.send(new AttachRolePolicyCommand({ RoleName: ROLE, PolicyArn }));
  } finally {
    iam.destroy();
    ecr.destroy();
  }
}

const document = (statement: object) => JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
