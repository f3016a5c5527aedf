import fc from "fast-check";
import cases from "../hostile.json";
import type { Edit, HostileCase } from "./hostile";
import { edit, hostileRequest } from "./hostile";
import type { TestGateway } from "./gateway";
import { bytesOf, type Credentials, exchange, type RawRequest } from "./raw-client";

const PREFIX = "AmazonEC2ContainerRegistry_V20150921.";
const NAMES = [
  "team-a/alpine",
  "team-b/alpine",
  "team-a/*",
  "*",
  "",
  "team-a/../team-b/alpine",
  "TEAM-A/alpine",
];
const OPERATIONS = [
  "ListImages",
  "BatchDeleteImage",
  "DescribeRepositories",
  "CreateRepository",
  "PutImage",
  "listImages",
  "GetRepositoryPolicy",
];
const ACTIONS = [
  "GetUser",
  "DeleteRole",
  "CreateAccessKey",
  "GetCallerIdentity",
  "AssumeRole",
  "ListRoles",
  "PutRolePolicy",
];

const repositoryName = fc.oneof(
  fc.constantFrom(...NAMES),
  fc.string({ maxLength: 12 }),
  fc.constant(null),
  fc.integer(),
);

/** A request that is well-formed, whatever it asks for. */
const plain: fc.Arbitrary<HostileCase> = fc.oneof(
  fc.record({
    name: fc.constant("ecr"),
    by: fc.constantFrom("deployer" as const, "deployer" as const, "session" as const),
    ecr: fc.tuple(
      fc.constantFrom(...OPERATIONS),
      fc.record(
        {
          repositoryName,
          registryId: fc.constantFrom("123456789012", "123456789012", "210987654321", "*"),
          imageIds: fc.constant([]),
        },
        { requiredKeys: ["repositoryName"] },
      ),
    ),
    answer: fc.constant(""),
  }),
  fc.record({
    name: fc.constant("iam"),
    by: fc.constantFrom("deployer" as const, "deployer" as const, "session" as const),
    iam: fc.record(
      {
        Action: fc.constantFrom(...ACTIONS),
        UserName: fc.constantFrom("deployer", "x", "*"),
        RoleName: fc.constantFrom("team-a", "x", "*"),
      },
      { requiredKeys: ["Action"] },
    ) as fc.Arbitrary<Record<string, string>>,
    scope: fc.record({ service: fc.constantFrom("iam", "iam", "iam", "iam", "sts", "ecr", "s3") }),
    answer: fc.constant(""),
  }),
  fc.constantFrom(...(cases as unknown as HostileCase[])),
);

const header = fc.constantFrom(
  "x-amz-target",
  "authorization",
  "host",
  "content-type",
  "x-amz-date",
  "x-amz-security-token",
  "content-length",
  "x-moto-account-id",
  "expect",
);
const text = fc.oneof(
  fc.string({ maxLength: 20 }).map((value) => value.replace(/[\r\n]/g, " ")),
  fc.constantFrom(
    ...OPERATIONS.map((operation) => PREFIX + operation),
    "100-continue",
    "application/json",
    "0",
    "-1",
    "1e3",
    "20200101T000000Z",
  ),
);

const change: fc.Arbitrary<Edit> = fc.oneof(
  fc.tuple(header, text).map(([name, value]) => ({ set: { [name]: value } })),
  fc.tuple(header, text).map(([name, value]) => ({ add: [[name, value] as [string, string]] })),
  header.map((name) => ({ remove: [name] })),
  fc.constantFrom("GET", "POST", "PUT", "HEAD", "OPTIONS").map((method) => ({ method })),
  fc
    .constantFrom(
      "/",
      "//",
      "/moto-api/reset",
      "/?Action=DeleteRole",
      "/?X-Amz-Signature=0",
      "*",
      "/%00",
      "/?%",
    )
    .map((target) => ({ target })),
  fc
    .constantFrom("", "{}", "[]", '{"a":1,"a":2}', "Action=DeleteRole", "\u0000", "&&&", "%")
    .map((body) => ({ body })),
);

export interface FuzzedRequest {
  readonly test: HostileCase;
  readonly before: Edit;
  readonly after: Edit;
}

const maybe = fc.option(change, { nil: {} as Edit, freq: 2 });

export const fuzzedRequest: fc.Arbitrary<FuzzedRequest> = fc.record({
  test: plain,
  before: maybe,
  after: maybe,
});

/** Builds it; an edit that does not fit the request is left out. */
async function build(
  { test, before, after }: FuzzedRequest,
  port: number,
  holders: Record<string, Credentials>,
): Promise<RawRequest> {
  try {
    return edit(
      await hostileRequest({ ...test, before: { ...test.before, ...before } }, port, holders),
      after,
    );
  } catch {
    return edit(await hostileRequest({ ...test, before: undefined, after: undefined }, port, holders), after);
  }
}

/** Sends a fuzzed request: the gateway stays up, and what it carried out, it had allowed. */
export async function survives(
  fuzzed: FuzzedRequest,
  gateway: TestGateway,
  holders: Record<string, Credentials>,
  patienceMs: number,
): Promise<void> {
  const request = await build(fuzzed, gateway.port, holders);
  const { code, body } = await exchange(gateway.port, bytesOf(request), patienceMs);
  if (gateway.unallowed.length)
    throw new Error(`carried out and not allowed: ${gateway.unallowed.join(", ")}`);
  if (code === "InternalFailure") throw new Error(body);
}
