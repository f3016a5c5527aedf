import { allow } from "./support/fake-moto";
import { ACCOUNT, queryRequest, startGateway, type TestGateway } from "./support/gateway";
import type { Credentials } from "./support/raw-client";

let gateway: TestGateway;

beforeEach(async () => {
  gateway = await startGateway();
});

afterEach(() => gateway.close());

describe("GetAccessKeyInfo", () => {
  const OTHER = "210987654321";
  const ask = (credentials: Credentials, id: string) =>
    gateway.query(credentials, "sts", { Action: "GetAccessKeyInfo", AccessKeyId: id });

  test("names the account of a user's key, of a session's and of another account's", async () => {
    gateway.moto.role("target", {});
    const session = await gateway.assume(gateway.deployer, "target");
    const other = await gateway.deployerOf(OTHER);
    for (const [key, account] of [
      [gateway.deployer, ACCOUNT],
      [session, ACCOUNT],
      [other, OTHER],
    ] as const) {
      const { body } = await ask(gateway.deployer, key.accessKeyId);
      expect(body).toContain(`<GetAccessKeyInfoResult><Account>${account}</Account>`);
    }
  });

  test("is denied to whom no policy allows it", async () => {
    gateway.moto.role("may", { inline: { p: allow("sts:GetAccessKeyInfo", "*") } });
    gateway.moto.role("maynot", { inline: { p: allow("sts:GetAccessKeyInfoX", "*") } });
    const id = gateway.deployer.accessKeyId;
    expect((await ask(await gateway.assume(gateway.deployer, "may"), id)).status).toBe(200);
    expect(await ask(await gateway.assume(gateway.deployer, "maynot"), id)).toMatchObject({
      status: 403,
      code: "AccessDenied",
    });
  });

  test("refuses what is no key's id", async () => {
    expect(await ask(gateway.deployer, "AKIA<x>")).toMatchObject({ status: 400, code: "ValidationError" });
  });
});

describe("AssumeRoleWithSAML", () => {
  const form = {
    Action: "AssumeRoleWithSAML",
    RoleArn: `arn:aws:iam::${ACCOUNT}:role/target`,
    PrincipalArn: `arn:aws:iam::${ACCOUNT}:saml-provider/idp`,
    SAMLAssertion: Buffer.from("<Response/>").toString("base64"),
  };

  beforeEach(() => gateway.moto.role("target", {}));

  test("is said not to be in the sandbox, signed by an administrator or not, and opens no session", async () => {
    const unsigned = await gateway.send(queryRequest(gateway.port, "sts", form));
    const signed = await gateway.query(gateway.deployer, "sts", form);
    for (const { status, code, body } of [unsigned, signed]) {
      expect({ status, code }).toEqual({ status: 400, code: "UnsupportedOperation" });
      expect(body).not.toContain("SessionToken");
    }
    expect(gateway.carriedOut).toEqual([]);
    expect(gateway.decisions.slice(-2).map(({ verdict }) => verdict)).toEqual(["Refused", "Refused"]);
  });
});
