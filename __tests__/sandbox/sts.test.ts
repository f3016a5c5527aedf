import { allow, trusts } from "./support/fake-moto";
import { ACCOUNT, credentialsIn, queryRequest, startGateway, type TestGateway } from "./support/gateway";
import type { Credentials } from "./support/raw-client";

const PROVIDER = `arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com`;
const AUDIENCE = { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" };

describe("AssumeRole", () => {
  let gateway: TestGateway;
  let now: Date;

  beforeEach(async () => {
    now = new Date("2026-06-01T12:00:00Z");
    gateway = await startGateway({ clock: () => now });
  });

  afterEach(() => gateway.close());

  const tryToAssume = (credentials: Credentials, role: string, more: Record<string, string> = {}) =>
    gateway.query(credentials, "sts", {
      Action: "AssumeRole",
      RoleArn: `arn:aws:iam::${ACCOUNT}:role/${role}`,
      RoleSessionName: "session",
      ...more,
    });

  const user = async (name: string, policies: Record<string, object> = {}): Promise<Credentials> => {
    gateway.moto.user(name, { inline: policies });
    const form = { Action: "CreateAccessKey", UserName: name };
    const { body } = await gateway.query(gateway.deployer, "iam", form);
    return {
      accessKeyId: /<AccessKeyId>(.*?)</.exec(body)![1]!,
      secretAccessKey: /<SecretAccessKey>(.*?)</.exec(body)![1]!,
    };
  };

  test("the account root as principal lets whoever in the account may call sts:AssumeRole", async () => {
    gateway.moto.role("target", {});
    const may = await user("may", { p: allow("sts:AssumeRole", `arn:aws:iam::${ACCOUNT}:role/target`) });
    const mayElsewhere = await user("mayelsewhere", {
      p: allow("sts:AssumeRole", `arn:aws:iam::${ACCOUNT}:role/target-x`),
    });
    const mayNot = await user("maynot");
    expect((await tryToAssume(may, "target")).status).toBe(200);
    expect(await tryToAssume(mayElsewhere, "target")).toMatchObject({ status: 403, code: "AccessDenied" });
    expect(await tryToAssume(mayNot, "target")).toMatchObject({ status: 403, code: "AccessDenied" });
  });

  test("a denial carries no reason, and a role that does not exist is denied with the same words", async () => {
    gateway.moto.role("closed", { trust: trusts("user/somebody-else") });
    const sentence = (role: string) =>
      `<Message>User: ${gateway.deployer.arn} is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::${ACCOUNT}:role/${role}</Message>`;
    expect((await tryToAssume(gateway.deployer, "closed")).body).toContain(sentence("closed"));
    expect((await tryToAssume(gateway.deployer, "missing")).body).toContain(sentence("missing"));
  });

  test("an external id must be the one that the trust policy asks for", async () => {
    gateway.moto.role("target", {
      trust: trusts("root", { Condition: { StringEquals: { "sts:ExternalId": "secret-7" } } }),
    });
    expect((await tryToAssume(gateway.deployer, "target", { ExternalId: "secret-7" })).status).toBe(200);
    expect(await tryToAssume(gateway.deployer, "target")).toMatchObject({ code: "AccessDenied" });
    expect(await tryToAssume(gateway.deployer, "target", { ExternalId: "secret-77" })).toMatchObject({
      code: "AccessDenied",
    });
  });

  test.each([
    ["900", 200],
    ["899", 400],
    ["3600", 200],
    ["3601", 400],
    ["43201", 400],
    ["an hour", 400],
  ])(
    "a session of %s seconds, of a role that allows an hour, is answered with %d",
    async (seconds, status) => {
      gateway.moto.role("target", {});
      expect((await tryToAssume(gateway.deployer, "target", { DurationSeconds: seconds })).status).toBe(
        status,
      );
    },
  );

  test("a session that opens a session gets an hour at most, whatever the role allows", async () => {
    gateway.moto.role("first", { inline: { p: allow("sts:AssumeRole", "*") } });
    gateway.moto.role("second", { maxSessionSeconds: 43_200 });
    const first = await gateway.assume(gateway.deployer, "first");
    expect((await tryToAssume(gateway.deployer, "second", { DurationSeconds: "7200" })).status).toBe(200);
    expect((await tryToAssume(first, "second", { DurationSeconds: "3600" })).status).toBe(200);
    const chained = await tryToAssume(first, "second", { DurationSeconds: "7200" });
    expect(chained).toMatchObject({
      status: 400,
      code: "ValidationError",
      body: expect.stringContaining("role chaining"),
    });
  });

  test.each([["a"], ["a/b"], ["a b"], [""], ["x".repeat(65)]])(
    "a session can't be named %j",
    async (name) => {
      gateway.moto.role("target", {});
      expect(await tryToAssume(gateway.deployer, "target", { RoleSessionName: name })).toMatchObject({
        code: "ValidationError",
      });
    },
  );

  test("a session policy takes away, and never gives", async () => {
    gateway.moto.role("target", {
      inline: { p: allow("ecr:ListImages", "arn:aws:ecr:us-west-2:123456789012:repository/team-a/*") },
    });
    const Policy = JSON.stringify(
      allow(
        ["ecr:ListImages", "ecr:DeleteRepository"],
        "arn:aws:ecr:us-west-2:123456789012:repository/team-a/one",
      ),
    );
    const session = await gateway.assume(gateway.deployer, "target", { Policy });
    const ask = (operation: string, repositoryName: string) =>
      gateway.ecr(session, operation, { repositoryName });
    expect((await ask("ListImages", "team-a/one")).status).toBe(200);
    expect((await ask("ListImages", "team-a/two")).body).toContain("because no session policy allows");
    expect((await ask("DeleteRepository", "team-a/one")).body).toContain(
      "because no identity-based policy allows",
    );
  });

  test("session tags need sts:TagSession, become principal tags, and the transitive ones go down the chain", async () => {
    const tagged = allow(
      "ecr:ListImages",
      "arn:aws:ecr:us-west-2:123456789012:repository/${aws:PrincipalTag/team}/*",
    );
    const open = trusts("root", {}, ["sts:AssumeRole", "sts:TagSession"] as unknown as string);
    gateway.moto.role("untagged", { inline: { p: tagged } });
    gateway.moto.role("first", { trust: open, inline: { p: allow("sts:*", "*") } });
    gateway.moto.role("second", { trust: open, inline: { p: tagged } });
    const tags = { "Tags.member.1.Key": "team", "Tags.member.1.Value": "team-a" };
    expect(await tryToAssume(gateway.deployer, "untagged", tags)).toMatchObject({ code: "AccessDenied" });
    const first = await gateway.assume(gateway.deployer, "first", {
      ...tags,
      "TransitiveTagKeys.member.1": "team",
    });
    const second = await gateway.assume(first, "second");
    expect((await gateway.ecr(second, "ListImages", { repositoryName: "team-a/one" })).status).toBe(200);
    expect((await gateway.ecr(second, "ListImages", { repositoryName: "team-b/one" })).status).toBe(400);
    expect(await tryToAssume(first, "second", tags)).toMatchObject({ code: "InvalidParameterValue" });
  });

  test("a role that is made again under the same name is another one", async () => {
    gateway.moto.role("target", { inline: { p: allow("ecr:ListImages", "*") } });
    const session = await gateway.assume(gateway.deployer, "target");
    gateway.moto.role("target", { id: "AROAANOTHER", inline: { p: allow("ecr:ListImages", "*") } });
    await gateway.query(gateway.deployer, "iam", { Action: "TagRole", RoleName: "target" });
    expect(await gateway.ecr(session, "ListImages", { repositoryName: "a/b" })).toMatchObject({
      code: "UnrecognizedClientException",
    });
  });

  test("a session ends when its time is up, to the second", async () => {
    gateway.moto.role("target", {});
    const session = await gateway.assume(gateway.deployer, "target", { DurationSeconds: "900" });
    const who = () => gateway.query(session, "sts", { Action: "GetCallerIdentity" });
    now = new Date("2026-06-01T12:14:59Z");
    expect((await who()).status).toBe(200);
    now = new Date("2026-06-01T12:15:00Z");
    expect(await who()).toMatchObject({ status: 403, code: "ExpiredToken" });
  });
});

describe("AssumeRoleWithWebIdentity", () => {
  let gateway: TestGateway;
  let now: Date;

  beforeEach(async () => {
    now = new Date("2026-06-01T12:00:00Z");
    gateway = await startGateway({ clock: () => now });
    const subject = {
      StringLike: { "token.actions.githubusercontent.com:sub": "repo:org@1/app@2:ref:refs/heads/main" },
    };
    gateway.moto.role("ci", {
      trust: {
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Principal: { Federated: PROVIDER },
            Action: "sts:AssumeRoleWithWebIdentity",
            Condition: { StringEquals: AUDIENCE, ...subject },
          },
        ],
      },
      inline: { p: allow("ecr:ListImages", "arn:aws:ecr:us-west-2:123456789012:repository/team-a/*") },
    });
  });

  afterEach(() => gateway.close());

  const exchange = (token: string) =>
    gateway.send(
      queryRequest(gateway.port, "sts", {
        Action: "AssumeRoleWithWebIdentity",
        RoleArn: `arn:aws:iam::${ACCOUNT}:role/ci`,
        RoleSessionName: "run-1",
        WebIdentityToken: token,
      }),
    );
  const MAIN = "repo:org@1/app@2:ref:refs/heads/main";

  test("gives the workflow that the trust policy names a session of the role", async () => {
    const answer = await exchange(gateway.webIdentityToken({ subject: MAIN }));
    expect(answer.body).toContain(`<SubjectFromWebIdentityToken>${MAIN}</SubjectFromWebIdentityToken>`);
    const session = credentialsIn(answer);
    expect((await gateway.ecr(session, "ListImages", { repositoryName: "team-a/one" })).status).toBe(200);
    expect((await gateway.ecr(session, "ListImages", { repositoryName: "team-b/one" })).status).toBe(400);
  });

  test.each([
    ["another branch", { subject: "repo:org@1/app@2:ref:refs/heads/main2" }, "AccessDenied"],
    [
      "a repository of the same name with another id",
      { subject: "repo:org@1/app@3:ref:refs/heads/main" },
      "AccessDenied",
    ],
    ["another audience", { subject: MAIN, audience: "somebody" }, "InvalidIdentityToken"],
    ["a token that has expired", { subject: MAIN, lifetimeSeconds: -1 }, "ExpiredTokenException"],
  ])("refuses %s", async (_case, claims, code) => {
    expect(await exchange(gateway.webIdentityToken(claims))).toMatchObject({ code });
  });

  test("says no more than that it is not authorized", async () => {
    const { body, status } = await exchange(gateway.webIdentityToken({ subject: "repo:x" }));
    expect(status).toBe(403);
    expect(body).toContain("<Message>Not authorized to perform sts:AssumeRoleWithWebIdentity</Message>");
  });

  test("refuses a token whose claims were changed", async () => {
    const [header, payload, signature] = gateway.webIdentityToken({ subject: "repo:x" }).split(".");
    const claims = JSON.parse(Buffer.from(payload!, "base64url").toString()) as object;
    const forged = Buffer.from(JSON.stringify({ ...claims, sub: MAIN })).toString("base64url");
    expect(await exchange(`${header}.${forged}.${signature}`)).toMatchObject({
      code: "InvalidIdentityToken",
    });
  });
});

describe("GetSessionToken and GetFederationToken", () => {
  let gateway: TestGateway;

  beforeEach(async () => {
    gateway = await startGateway();
  });

  afterEach(() => gateway.close());

  test("a session token is the user's own, and opens no other", async () => {
    const session = credentialsIn(
      await gateway.query(gateway.deployer, "sts", { Action: "GetSessionToken" }),
    );
    const { body } = await gateway.query(session, "sts", { Action: "GetCallerIdentity" });
    expect(body).toContain(`<Arn>${gateway.deployer.arn}</Arn>`);
    expect(await gateway.query(session, "sts", { Action: "GetSessionToken" })).toMatchObject({
      code: "AccessDenied",
    });
  });

  test("a federated user may what the user may and the policy allows, and nothing without a policy", async () => {
    const form = { Action: "GetFederationToken", Name: "bob" };
    const Policy = JSON.stringify(allow("ecr:ListImages", "*"));
    const bare = credentialsIn(await gateway.query(gateway.deployer, "sts", form));
    const limited = credentialsIn(await gateway.query(gateway.deployer, "sts", { ...form, Policy }));
    expect((await gateway.ecr(bare, "ListImages", { repositoryName: "a/b" })).status).toBe(400);
    expect((await gateway.ecr(limited, "ListImages", { repositoryName: "a/b" })).status).toBe(200);
    expect((await gateway.ecr(limited, "DeleteRepository", { repositoryName: "a/b" })).status).toBe(400);
  });
});
