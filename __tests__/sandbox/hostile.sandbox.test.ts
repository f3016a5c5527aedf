/** The table of hostile requests again, against moto itself. */
import { CreateRepositoryCommand, DescribeRepositoriesCommand, ECRClient } from "@aws-sdk/client-ecr";
import {
  CreateRoleCommand,
  GetAccountAuthorizationDetailsCommand,
  IAMClient,
  PutRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import type { DecisionRecord } from "../../sandbox/decisions";
import { type Sandbox, startSandbox } from "../../sandbox/sandbox";
import cases from "./hostile.json";
import { allow, trusts } from "./support/fake-moto";
import { type HostileCase, hostileRequest } from "./support/hostile";
import { bytesOf, type Credentials, exchange } from "./support/raw-client";

jest.setTimeout(120_000);

describe("134 hostile requests", () => {
  let sandbox: Sandbox;
  let port: number;
  let holders: Record<string, Credentials>;
  const decisions: DecisionRecord[] = [];
  const settings = () => ({ endpoint: sandbox.endpoint, region: "us-west-2", credentials: sandbox.deployer });

  /** Everything that the administrator can see. */
  const everything = async () => {
    const { repositories } = await new ECRClient(settings()).send(new DescribeRepositoriesCommand({}));
    const details = new GetAccountAuthorizationDetailsCommand({
      Filter: ["User", "Role", "Group", "LocalManagedPolicy"],
    });
    const { UserDetailList, RoleDetailList, Policies } = await new IAMClient(settings()).send(details);
    return JSON.stringify({ repositories, UserDetailList, RoleDetailList, Policies });
  };

  beforeAll(async () => {
    sandbox = await startSandbox({
      account: "123456789012",
      region: "us-west-2",
      onDecision: (decision) => decisions.push(decision),
    });
    port = Number(new URL(sandbox.endpoint).port);
    const [ecr, iam, sts] = [new ECRClient(settings()), new IAMClient(settings()), new STSClient(settings())];
    for (const repositoryName of ["team-a/alpine", "team-b/alpine"])
      await ecr.send(new CreateRepositoryCommand({ repositoryName }));
    const role = (RoleName: string, trust: object) =>
      iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: JSON.stringify(trust) }));
    await role("team-a", trusts("root"));
    await role("other", trusts("root"));
    await role("closed", trusts("user/somebody-else"));
    const PolicyDocument = JSON.stringify(
      allow("ecr:ListImages", "arn:aws:ecr:us-west-2:123456789012:repository/team-a/*"),
    );
    await iam.send(new PutRolePolicyCommand({ RoleName: "team-a", PolicyName: "list", PolicyDocument }));
    const assume = async (name: string): Promise<Credentials> => {
      const command = new AssumeRoleCommand({
        RoleArn: `arn:aws:iam::123456789012:role/${name}`,
        RoleSessionName: "session",
      });
      const { Credentials: keys } = await sts.send(command);
      return {
        accessKeyId: keys!.AccessKeyId!,
        secretAccessKey: keys!.SecretAccessKey!,
        sessionToken: keys!.SessionToken,
      };
    };
    holders = { deployer: sandbox.deployer, session: await assume("team-a"), other: await assume("other") };
  });

  afterAll(() => sandbox.stop());

  test("are all refused, and everything is as it was", async () => {
    const before = await everything();
    const wrong: string[] = [];
    for (const hostile of cases as unknown as HostileCase[]) {
      const answer = await exchange(port, bytesOf(await hostileRequest(hostile, port, holders)), 1_000);
      const code = answer.code ?? (answer.status === 0 || answer.body === "" ? "closed" : answer.body);
      if (![hostile.answer].flat().includes(code)) wrong.push(`${hostile.name}: ${code}`);
    }
    expect(wrong).toEqual([]);
    expect(await everything()).toBe(before);
  });
});
