import { CreateRepositoryCommand, ECRClient, SetRepositoryPolicyCommand } from "@aws-sdk/client-ecr";
import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  IAMClient,
  PutRolePermissionsBoundaryCommand,
} from "@aws-sdk/client-iam";
import { pushImage } from "../../cli/lab/push-image";
import { type Sandbox, startSandbox } from "../../sandbox/sandbox";

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
  /** Does a policy on team-b/alpine let the role list it? */
  readonly open?: boolean;
  /** Does a boundary let the role do nothing in ECR? */
  readonly cut?: boolean;
}

export const theLab: Deployment = {
  trusted: ACCOUNT,
  granted: "team-a/*",
  attached: true,
  repositories: ["team-a/alpine", "team-b/alpine"],
};

/** A sandbox in which every session is expired as soon as it is issued. */
export function startExpiringSandbox(): Promise<Sandbox> {
  let ahead = 0;
  return startSandbox({
    account: ACCOUNT,
    region: REGION,
    clock: () => new Date(Date.now() + ahead),
    onDecision: ({ action, verdict }) => {
      if (action === "sts:AssumeRole" && verdict === "Allowed") ahead += 2 * 3_600_000;
    },
  });
}

/** Deploys the lab, or what a sabotage made of it, with the SDK: no Terraform, so that a test takes a second. */
export async function deploy(
  sandbox: Sandbox,
  { trusted, granted, attached, repositories, open, cut }: Deployment,
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
    if (open) {
      const principal = { AWS: `arn:aws:iam::${ACCOUNT}:role/${ROLE}` };
      const listing = { Effect: "Allow", Principal: principal, Action: ["ecr:ListImages"] };
      const repository = { repositoryName: "team-b/alpine", policyText: document(listing) };
      await ecr.send(new SetRepositoryPolicyCommand(repository));
    }
    if (cut) {
      const other = { Effect: "Allow", Action: ["iam:GetUser"], Resource: ["*"] };
      const boundary = await iam.send(
        new CreatePolicyCommand({ PolicyName: "boundary", PolicyDocument: document(other) }),
      );
      const PermissionsBoundary = boundary.Policy!.Arn;
      await iam.send(new PutRolePermissionsBoundaryCommand({ RoleName: ROLE, PermissionsBoundary }));
    }
    if (attached) await iam.send(new AttachRolePolicyCommand({ RoleName: ROLE, PolicyArn }));
  } finally {
    iam.destroy();
    ecr.destroy();
  }
}

const document = (statement: object) => JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
