/** Sessions against the sandbox's gateway, before a moto of a few lines. */
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { ListImagesCommand } from "@aws-sdk/client-ecr";
import type { Clock } from "../../lib/verify/clock";
import { RoleSession, type RoleToAssume } from "../../lib/verify/role-session";
import { Secrets } from "../../lib/verify/secrets";
import { target } from "../../lib/verify/target";
import { FakeMoto, allow, trusts } from "../sandbox/support/fake-moto";
import { ACCOUNT, REGION, startGateway, type TestGateway } from "../sandbox/support/gateway";

const role: RoleToAssume = {
  name: "reader",
  arn: `arn:aws:iam::${ACCOUNT}:role/reader`,
  sessionName: "proof",
  sessionArn: `arn:aws:sts::${ACCOUNT}:assumed-role/reader/proof`,
};
const MINUTE = 60_000;
const signal = new AbortController().signal;

let gateway: TestGateway;
let minutes = 0;
const clock: Clock = {
  now: () => Date.now() + minutes * MINUTE,
  sleep: () => Promise.resolve(),
  random: () => 0,
};

beforeEach(async () => {
  minutes = 0;
  const moto = new FakeMoto();
  moto.role("reader", { inline: { p: allow("ecr:ListImages", "*") } });
  moto.role("guarded", {
    trust: trusts("root", { Condition: { StringEquals: { "sts:ExternalId": "abc-123" } } }),
  });
  gateway = await startGateway({}, moto);
});

afterEach(() => gateway.close());

function sessionOf(change: Partial<RoleToAssume> = {}, secrets = new Secrets()): RoleSession {
  const endpoint = `http://127.0.0.1:${gateway.port}`;
  const where = target({ region: REGION, endpoint, credentials: gateway.deployer });
  return new RoleSession({ ...role, ...change }, where, clock, secrets);
}

const assumptions = () => gateway.decisions.filter(({ action }) => action === "sts:AssumeRole").length;

test("a session is opened once, and again only when it has less than five minutes left", async () => {
  const session = sessionOf();
  const first = await session.ecr(signal);
  minutes = 54;
  expect(await session.ecr(signal)).toBe(first);
  expect(assumptions()).toBe(1);
  minutes = 56;
  expect(await session.ecr(signal)).not.toBe(first);
  expect(assumptions()).toBe(2);
});

test("many that ask at once open one session", async () => {
  const session = sessionOf();
  const clients = await Promise.all(Array.from({ length: 20 }, () => session.ecr(signal)));
  expect(new Set(clients).size).toBe(1);
  expect(assumptions()).toBe(1);
});

test("a client whose credentials were refused is replaced, one that was replaced meanwhile changes nothing", async () => {
  const session = sessionOf();
  const first = await session.ecr(signal);
  session.drop(first);
  const second = await session.ecr(signal);
  session.drop(first);
  expect(await session.ecr(signal)).toBe(second);
  expect(second).not.toBe(first);
});

test("a replaced client still finishes what it was asked", async () => {
  const session = sessionOf();
  const first = await session.ecr(signal);
  const underWay = first.send(new ListImagesCommand({ repositoryName: "team-a/api" }));
  minutes = 56;
  await session.ecr(signal);
  expect((await underWay).imageIds).toEqual([]);
});

test("a session of anybody else than the role is none", async () => {
  const session = sessionOf({ sessionArn: `arn:aws:sts::${ACCOUNT}:assumed-role/reader/another` });
  await expect(session.ecr(signal)).rejects.toThrow(
    `the session is of ${role.sessionArn}, not of arn:aws:sts::${ACCOUNT}:assumed-role/reader/another`,
  );
});

test("a session that STS says to be of another account than its ARN is none", async () => {
  const server = createServer((request, response) => {
    request.resume().on("end", () => response.end(answers.shift()));
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const user = `<AssumedRoleUser><AssumedRoleId>AROAX:x</AssumedRoleId><Arn>${role.sessionArn}</Arn></AssumedRoleUser>`;
  const keys =
    "<Credentials><AccessKeyId>ASIAX</AccessKeyId><SecretAccessKey>secret</SecretAccessKey><SessionToken>token</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials>";
  const answers = [
    `<AssumeRoleResponse><AssumeRoleResult>${keys}${user}</AssumeRoleResult></AssumeRoleResponse>`,
    `<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>${role.sessionArn}</Arn><Account>210987654321</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`,
  ];
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const where = target({ region: REGION, endpoint, credentials: gateway.deployer });
  const session = new RoleSession(role, where, clock, new Secrets());
  await expect(session.open(signal)).rejects.toThrow(`${role.sessionArn} is of account 210987654321`);
  server.closeAllConnections();
  server.close();
});

test.each([
  ["with its external id", { externalId: "abc-123" }, true],
  ["with another external id", { externalId: "abc-124" }, false],
  ["without one", {}, false],
])("a role that asks for an external id is assumed %s: %s", async (_case, change, opens) => {
  const guarded = {
    arn: `arn:aws:iam::${ACCOUNT}:role/guarded`,
    sessionArn: `arn:aws:sts::${ACCOUNT}:assumed-role/guarded/proof`,
  };
  const session = sessionOf({ ...guarded, ...change });
  const opened = await session.open(signal).then(
    () => true,
    (error: Error) => (error.name === "AccessDenied" ? false : error),
  );
  expect(opened).toBe(opens);
});

test("the session's secrets are hidden from then on, as they are and as they stand in a URL", async () => {
  const secrets = new Secrets();
  const session = sessionOf({}, secrets);
  const ecr = await session.ecr(signal);
  const { secretAccessKey, sessionToken } = await ecr.config.credentials();
  const text = `${secretAccessKey} and ${sessionToken} and ${encodeURIComponent(sessionToken!)}`;
  expect(secrets.hide(text)).toBe("[hidden] and [hidden] and [hidden]");
});
