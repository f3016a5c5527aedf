/** The sandbox that is measured: two repositories, a role that may list one of them, and as many more of each as asked. */
import { CreateRepositoryCommand, ECRClient } from "@aws-sdk/client-ecr";
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { startSandbox } from "../../sandbox/sandbox";

const trust = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    { Effect: "Allow", Principal: { AWS: "arn:aws:iam::123456789012:root" }, Action: "sts:AssumeRole" },
  ],
});
const policy = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Action: "ecr:ListImages",
      Resource: "arn:aws:ecr:us-west-2:123456789012:repository/team-a/*",
    },
  ],
});

async function main(extra: number): Promise<void> {
  const { endpoint, deployer } = await startSandbox({ account: "123456789012", region: "us-west-2" });
  const settings = { endpoint, region: "us-west-2", credentials: deployer };
  const [ecr, iam, sts] = [new ECRClient(settings), new IAMClient(settings), new STSClient(settings)];
  const role = async (RoleName: string) => {
    await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trust }));
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: "list", PolicyDocument: policy }));
  };
  for (let index = 0; index < extra; index++) {
    await role(`extra-${index}`);
    await ecr.send(new CreateRepositoryCommand({ repositoryName: `extra/r${index}` }));
  }
  for (const repositoryName of ["team-a/alpine", "team-b/alpine"]) {
    await ecr.send(new CreateRepositoryCommand({ repositoryName }));
  }
  await role("lister");
  const { Credentials: session } = await sts.send(
    new AssumeRoleCommand({ RoleArn: "arn:aws:iam::123456789012:role/lister", RoleSessionName: "bench" }),
  );
  process.send?.({
    endpoint,
    session: {
      accessKeyId: session!.AccessKeyId,
      secretAccessKey: session!.SecretAccessKey,
      sessionToken: session!.SessionToken,
    },
  });
}

process.on("message", () => {
  globalThis.gc?.();
  process.send?.(process.memoryUsage().heapUsed);
});
process.once("SIGTERM", () => process.exit());

void main(Number(process.argv[2]));
