import { allow } from "./support/fake-moto";
import { ecrRequest, queryRequest, startGateway, type TestGateway } from "./support/gateway";
import { type Credentials, presign, type RawRequest, sign } from "./support/raw-client";

type Edit = (request: RawRequest) => RawRequest;
const same: Edit = (request) => request;

describe("a sender that is not known", () => {
  let gateway: TestGateway;
  let now: Date;

  beforeEach(async () => {
    now = new Date("2026-06-01T12:00:00Z");
    gateway = await startGateway({ clock: () => now });
    gateway.moto.role("role", { inline: { p: allow("*", "*") } });
  });

  afterEach(() => gateway.close());

  const ask = async (
    service: "ecr" | "iam" | "sts",
    credentials: Credentials,
    edit: Edit = same,
    date = now,
  ) => {
    const plain = {
      ecr: ecrRequest(gateway.port, "ListImages", { repositoryName: "a/b" }),
      iam: queryRequest(gateway.port, "iam", { Action: "ListRoles" }),
      sts: queryRequest(gateway.port, "sts", { Action: "GetCallerIdentity" }),
    }[service];
    const { status, code } = await gateway.send(edit(await sign(plain, credentials, { service, date })));
    return [status, code];
  };

  const TABLE = [
    [
      "ecr",
      400,
      "UnrecognizedClientException",
      "InvalidSignatureException",
      "ExpiredTokenException",
      "MissingAuthenticationTokenException",
    ],
    [
      "iam",
      403,
      "InvalidClientTokenId",
      "SignatureDoesNotMatch",
      "ExpiredToken",
      "MissingAuthenticationToken",
    ],
    [
      "sts",
      403,
      "InvalidClientTokenId",
      "SignatureDoesNotMatch",
      "ExpiredToken",
      "MissingAuthenticationToken",
    ],
  ] as const;

  test.each(TABLE)(
    "%s answers each kind with its own error",
    async (service, status, unknown, wrong, expired, unsigned) => {
      const { deployer } = gateway;
      const session = await gateway.assume(deployer, "role");
      const other = await gateway.assume(deployer, "role");
      const bare = { accessKeyId: session.accessKeyId, secretAccessKey: session.secretAccessKey };
      const notSigned: Edit = (request) => ({
        ...request,
        headers: request.headers.filter(
          ([name]) => !["authorization", "x-amz-date", "x-amz-content-sha256"].includes(name),
        ),
      });

      expect(await ask(service, deployer)).toEqual([200, undefined]);
      expect(await ask(service, session)).toEqual([200, undefined]);
      expect(await ask(service, { ...deployer, accessKeyId: "AKIAIOSFODNN7EXAMPLE" })).toEqual([
        status,
        unknown,
      ]);
      expect(await ask(service, bare)).toEqual([status, unknown]);
      expect(await ask(service, { ...bare, sessionToken: other.sessionToken })).toEqual([status, unknown]);
      expect(await ask(service, { ...deployer, sessionToken: session.sessionToken })).toEqual([
        status,
        unknown,
      ]);
      expect(await ask(service, { ...deployer, secretAccessKey: "wrong" })).toEqual([status, wrong]);
      expect(await ask(service, deployer, notSigned)).toEqual([status, unsigned]);
      now = new Date("2026-06-01T13:00:00Z");
      expect(await ask(service, session)).toEqual([status, expired]);
    },
  );

  test.each([
    [-4, 200],
    [4, 200],
    [-6, 400],
    [6, 400],
  ])("a clock that is off by %d minutes gets %d", async (minutes, status) => {
    const date = new Date(now.getTime() + minutes * 60_000);
    expect((await ask("ecr", gateway.deployer, same, date))[0]).toBe(status);
  });

  test("keys that moto has and the gateway never issued are unknown", async () => {
    gateway.moto.user("ghost", { attached: ["arn:aws:iam::aws:policy/AdministratorAccess"] });
    const key = { accessKeyId: "AKIAGHOSTX1234567890", secretAccessKey: "secret-of-ghost" };
    expect(await ask("ecr", key)).toEqual([400, "UnrecognizedClientException"]);
  });

  test("a signature in the query string is good for as long as it says", async () => {
    const presigned = async (expiresIn: number, date: Date) => {
      const request = {
        method: "GET",
        target: "/?Action=GetCallerIdentity&Version=2011-06-15",
        headers: [["host", `127.0.0.1:${gateway.port}`]] as [string, string][],
        body: "",
      };
      const session = await gateway.assume(gateway.deployer, "role");
      return gateway.send(await presign(request, session, { service: "sts", date }, expiresIn));
    };
    const minuteAgo = new Date(now.getTime() - 60_000);
    expect((await presigned(61, minuteAgo)).body).toContain(":assumed-role/role/session</Arn>");
    expect(await presigned(59, minuteAgo)).toMatchObject({ code: "SignatureDoesNotMatch" });
  });

  test("nothing secret is in the log", async () => {
    const session = await gateway.assume(gateway.deployer, "role");
    await ask("ecr", session);
    await ask("ecr", { ...session, secretAccessKey: "wrong" });
    const log = JSON.stringify(gateway.decisions);
    for (const secret of [session.secretAccessKey, session.sessionToken!, gateway.deployer.secretAccessKey]) {
      expect(log).not.toContain(secret);
    }
  });
});
