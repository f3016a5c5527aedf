import { allow, trusts } from "./support/fake-moto";
import { ACCOUNT, startGateway, type TestGateway } from "./support/gateway";
import { type Credentials, sign } from "./support/raw-client";

const OTHER = "210987654321";
const REPOSITORIES = `arn:aws:ecr:us-west-2:${ACCOUNT}:repository`;

describe("the gateway decides", () => {
  let gateway: TestGateway;

  beforeEach(async () => {
    gateway = await startGateway();
  });

  afterEach(() => gateway.close());

  const session = (entity: Parameters<TestGateway["moto"]["role"]>[1]): Promise<Credentials> => {
    const name = `subject-${Object.keys(gateway.moto.roles).length}`;
    gateway.moto.role(name, entity);
    return gateway.assume(gateway.deployer, name);
  };
  const list = (credentials: Credentials, repositoryName: string, more: object = {}) =>
    gateway.ecr(credentials, "ListImages", { repositoryName, ...more });

  test.each([
    ["its own namespace", "team-a/api", 200],
    ["another team's namespace", "team-b/api", 400],
    ["a namespace that shares its prefix", "team-a-x/api", 400],
    ["the namespace's own name", "team-a", 400],
  ])("by the repository's exact ARN: %s (%s) answers %d", async (_case, repository, status) => {
    const subject = await session({ inline: { p: allow("ecr:ListImages", `${REPOSITORIES}/team-a/*`) } });
    expect((await list(subject, repository)).status).toBe(status);
  });

  test("by the signed region: the same name elsewhere is another repository", async () => {
    const subject = await session({ inline: { p: allow("ecr:ListImages", `${REPOSITORIES}/team-a/*`) } });
    const { body } = await list(subject, "team-a/api", { registryId: OTHER });
    expect(body).toContain(
      `on resource: arn:aws:ecr:us-west-2:${OTHER}:repository/team-a/api because no resource-based policy`,
    );
  });

  test("before existence: what is denied is denied whether it is there or not", async () => {
    const subject = await session({});
    gateway.moto.repositories["team-a/there"] = {};
    for (const name of ["team-a/there", "team-a/missing"]) {
      expect(await list(subject, name)).toMatchObject({ status: 400, code: "AccessDeniedException" });
    }
  });

  test("every name of a list", async () => {
    const subject = await session({
      inline: { p: allow("ecr:DescribeRepositories", `${REPOSITORIES}/team-a/*`) },
    });
    const describe = (...repositoryNames: string[]) =>
      gateway.ecr(subject, "DescribeRepositories", { repositoryNames });
    expect((await describe("team-a/one", "team-a/two")).status).toBe(200);
    expect(await describe("team-a/one", "team-b/two")).toMatchObject({ code: "AccessDeniedException" });
  });

  test("all repositories only for who may see every name", async () => {
    const everything = await session({
      inline: { p: allow("ecr:DescribeRepositories", `${REPOSITORIES}/*`) },
    });
    expect((await gateway.ecr(everything, "DescribeRepositories", {})).status).toBe(200);
    const some = await session({
      inline: { p: allow("ecr:DescribeRepositories", `${REPOSITORIES}/team-*`) },
    });
    expect(await gateway.ecr(some, "DescribeRepositories", {})).toMatchObject({
      code: "AccessDeniedException",
    });
  });

  test("actions without a repository on * alone", async () => {
    const onArn = await session({
      inline: { p: allow("ecr:GetAuthorizationToken", `${REPOSITORIES}/team-a/*`) },
    });
    expect(await gateway.ecr(onArn, "GetAuthorizationToken", {})).toMatchObject({
      code: "AccessDeniedException",
    });
    const onAll = await session({ inline: { p: allow("ecr:DescribeRegistry", "*") } });
    expect((await gateway.ecr(onAll, "DescribeRegistry", {})).status).toBe(200);
  });

  test("within the boundary", async () => {
    gateway.moto.policies[`arn:aws:iam::${ACCOUNT}:policy/b`] = allow(
      "ecr:ListImages",
      `${REPOSITORIES}/team-a/*`,
    );
    const boundary = `arn:aws:iam::${ACCOUNT}:policy/b`;
    const subject = await session({ boundary, inline: { p: allow("ecr:*", "*") } });
    expect((await list(subject, "team-a/api")).status).toBe(200);
    expect((await list(subject, "team-b/api")).body).toContain("because no permissions boundary allows");
  });

  test("an explicit deny over every allow, and names the kind of policy", async () => {
    const deny = {
      Version: "2012-10-17",
      Statement: [{ Sid: "No", Effect: "Deny", Action: "ecr:*", Resource: `${REPOSITORIES}/team-b/*` }],
    };
    const subject = await session({ inline: { all: allow("ecr:*", "*"), deny } });
    expect((await list(subject, "team-b/api")).body).toContain(
      "with an explicit deny in an identity-based policy",
    );
    expect(gateway.decisions.at(-1)).toMatchObject({
      verdict: "ExplicitlyDenied",
      policy: "deny",
      statement: "No",
    });
  });

  test("by a repository's policy for the same account, which is enough by itself", async () => {
    const statement = {
      Effect: "Allow",
      Principal: { AWS: `arn:aws:iam::${ACCOUNT}:role/subject-0` },
      Action: "ecr:ListImages",
    };
    gateway.moto.repositories["shared/base"] = { policy: { Version: "2012-10-17", Statement: [statement] } };
    const subject = await session({});
    expect((await list(subject, "shared/base")).status).toBe(200);
    expect((await list(subject, "shared/other")).status).toBe(400);
    const other = await gateway.ecr(subject, "BatchGetImage", {
      repositoryName: "shared/base",
      imageIds: [],
    });
    expect(other.code).toBe("AccessDeniedException");
  });

  test("by the tags of the repository and of the principal", async () => {
    gateway.moto.repositories["any/mine"] = { tags: { team: "a" } };
    gateway.moto.repositories["any/theirs"] = { tags: { team: "b" } };
    const condition = { Condition: { StringEquals: { "aws:ResourceTag/team": "${aws:PrincipalTag/team}" } } };
    const subject = await session({
      tags: { team: "a" },
      inline: { p: allow("ecr:ListImages", "*", condition) },
    });
    expect((await list(subject, "any/mine")).status).toBe(200);
    expect((await list(subject, "any/theirs")).status).toBe(400);
    expect((await list(subject, "any/untagged")).status).toBe(400);
  });

  test("a repository with tags needs ecr:TagResource as well", async () => {
    const subject = await session({ inline: { p: allow("ecr:CreateRepository", "*") } });
    const make = (more: object) =>
      gateway.ecr(subject, "CreateRepository", { repositoryName: "team-a/new", ...more });
    expect((await make({ tags: [{ Key: "a", Value: "b" }] })).body).toContain("ecr:TagResource");
    expect((await make({})).status).toBe(200);
  });

  test("IAM calls on the entity that they name", async () => {
    const subject = await session({
      inline: { p: allow("iam:GetRole", `arn:aws:iam::${ACCOUNT}:role/team-a-*`) },
    });
    const get = (RoleName: string) => gateway.query(subject, "iam", { Action: "GetRole", RoleName });
    gateway.moto.role("team-a-reader", {});
    expect((await get("team-a-reader")).status).toBe(200);
    expect(await get("team-b-reader")).toMatchObject({ status: 403, code: "AccessDenied" });
    expect(await get("subject-0")).toMatchObject({ status: 403, code: "AccessDenied" });
  });

  test("a call about oneself names the caller, to IAM and to moto", async () => {
    await gateway.query(gateway.deployer, "iam", { Action: "GetUser" });
    expect(gateway.decisions.at(-1)).toMatchObject({ action: "iam:GetUser", resource: gateway.deployer.arn });
    expect(gateway.carriedOut.at(-1)?.parameters).toEqual({ UserName: "deployer" });
    const subject = await session({ inline: { p: allow("iam:GetUser", "*") } });
    expect(await gateway.query(subject, "iam", { Action: "GetUser" })).toMatchObject({
      code: "ValidationError",
    });
  });

  test("a caller whose policies can't be read may nothing", async () => {
    const subject = await session({
      inline: { p: allow("ecr:ListImages", "*") },
    });
    gateway.moto.roles["subject-0"]!.attached.push("arn:aws:iam::123456789012:policy/gone");
    await gateway.query(gateway.deployer, "iam", { Action: "TagRole", RoleName: "subject-0" });
    expect((await list(subject, "team-a/api")).status).toBe(500);
    expect(gateway.carriedOut.filter(({ operation }) => operation === "ListImages")).toEqual([]);
  });

  test("another account's caller needs both sides", async () => {
    const stranger = await gateway.deployerOf(OTHER);
    gateway.moto.repositories["shared/base"] = {};
    expect(await list(stranger, "shared/base", { registryId: ACCOUNT })).toMatchObject({
      code: "AccessDeniedException",
    });
    const Statement = [{ Effect: "Allow", Principal: { AWS: OTHER }, Action: "ecr:ListImages" }];
    gateway.moto.repositories["shared/base"] = { policy: { Version: "2012-10-17", Statement } };
    await gateway.ecr(gateway.deployer, "SetRepositoryPolicy", {
      repositoryName: "shared/base",
      policyText: "{}",
    });
    expect((await list(stranger, "shared/base", { registryId: ACCOUNT })).status).toBe(200);
    expect(gateway.moto.calls.at(-1)).toMatchObject({ account: ACCOUNT, call: { operation: "ListImages" } });
  });

  test("a session of another account's role by both its trust and the caller's policy", async () => {
    gateway.moto.role("crossing", { trust: trusts("root", {}, "sts:AssumeRole", OTHER) });
    const stranger = await gateway.deployerOf(OTHER);
    expect((await gateway.assume(stranger, "crossing")).accessKeyId).toMatch(/^ASIA/);
    await expect(gateway.assume(gateway.deployer, "crossing")).rejects.toThrow("AccessDenied");
  });

  test("a deny on any resource denies a service whose resources the sandbox does not know", async () => {
    const deny = { Effect: "Deny", Action: "ssm:GetParameter", Resource: "arn:aws:ssm:*:*:parameter/secret" };
    const open = await session({ inline: { p: allow("ssm:*", "*") } });
    const closed = {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "ssm:*", Resource: "*" }, deny],
    };
    const ask = (credentials: Credentials) => ssm(gateway, credentials);
    expect((await ask(open)).status).toBe(200);
    expect(await ask(await session({ inline: { p: closed } }))).toMatchObject({
      code: "AccessDeniedException",
    });
  });
});

async function ssm(gateway: TestGateway, credentials: Credentials) {
  const request = {
    method: "POST",
    target: "/",
    headers: [
      ["host", `127.0.0.1:${gateway.port}`],
      ["content-type", "application/x-amz-json-1.1"],
      ["x-amz-target", "AmazonSSM.GetParameter"],
    ] as [string, string][],
    body: '{"Name":"secret"}',
  };
  return gateway.send(await sign(request, credentials, { service: "ssm" }));
}
