import { XMLParser } from "fast-xml-parser";
import { MotoClient } from "../../../sandbox/moto/client";
import { type Moto, startMoto } from "../../../sandbox/moto/process";
import { type Sandbox, startSandbox } from "../../../sandbox/sandbox";
import { trusts } from "../support/fake-moto";
import { ecrRequest, queryRequest } from "../support/gateway";
import { sign } from "../support/raw-client";

jest.setTimeout(60_000);

const NAME = { repositoryName: "team-a/alpine" };
const ROLE = { RoleName: "reader" };
const POLICY = { PolicyArn: "arn:aws:iam::123456789012:policy/list" };
const DOCUMENT = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "ecr:ListImages", Resource: "*" }],
});
const PULL = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: "*", Action: "ecr:BatchGetImage" }],
});

/** In this order: each finds what those before it made. */
const CALLS: readonly (readonly [
  service: "ecr" | "iam",
  operation: string,
  parameters: Record<string, unknown>,
])[] = [
  ["ecr", "CreateRepository", { ...NAME, tags: [{ Key: "team", Value: "a" }] }],
  ["ecr", "CreateRepository", NAME],
  ["ecr", "DescribeRepositories", {}],
  ["ecr", "DescribeRepositories", { repositoryNames: ["team-a/none"] }],
  [
    "ecr",
    "ListTagsForResource",
    { resourceArn: "arn:aws:ecr:us-west-2:123456789012:repository/team-a/alpine" },
  ],
  ["ecr", "SetRepositoryPolicy", { ...NAME, policyText: PULL }],
  ["ecr", "GetRepositoryPolicy", NAME],
  ["ecr", "GetLifecyclePolicy", NAME],
  ["ecr", "PutImageTagMutability", { ...NAME, imageTagMutability: "IMMUTABLE" }],
  ["ecr", "ListImages", NAME],
  ["ecr", "ListImages", { repositoryName: "team-a/none" }],
  ["ecr", "InitiateLayerUpload", NAME],
  ["ecr", "BatchCheckLayerAvailability", { ...NAME, layerDigests: ["sha256:none"] }],
  ["ecr", "BatchGetImage", { ...NAME, imageIds: [{ imageTag: "v1" }] }],
  ["ecr", "BatchDeleteImage", { ...NAME, imageIds: [{ imageTag: "v1" }] }],
  ["ecr", "DescribeImages", NAME],
  ["ecr", "DescribeRegistry", {}],
  ["ecr", "DeleteRepository", NAME],
  ["iam", "CreateRole", { ...ROLE, AssumeRolePolicyDocument: JSON.stringify(trusts("root")) }],
  ["iam", "CreateRole", { ...ROLE, AssumeRolePolicyDocument: JSON.stringify(trusts("root")) }],
  ["iam", "GetRole", ROLE],
  ["iam", "GetRole", { RoleName: "nobody" }],
  ["iam", "CreatePolicy", { PolicyName: "list", PolicyDocument: DOCUMENT }],
  ["iam", "CreatePolicy", { PolicyName: "broken", PolicyDocument: "{}" }],
  ["iam", "GetPolicyVersion", { ...POLICY, VersionId: "v1" }],
  ["iam", "AttachRolePolicy", { ...ROLE, ...POLICY }],
  ["iam", "ListAttachedRolePolicies", ROLE],
  ["iam", "ListRolePolicies", ROLE],
  ["iam", "DeleteRole", ROLE],
  ["iam", "CreateOpenIDConnectProvider", { Url: "https://token.actions.githubusercontent.com" }],
];

describe("an allowed call is answered as moto answers it:", () => {
  let sandbox: Sandbox;
  let moto: Moto;
  let client: MotoClient;

  beforeAll(async () => {
    sandbox = await startSandbox({ account: "123456789012", region: "us-west-2" });
    moto = await startMoto();
    client = new MotoClient(moto);
  });

  afterAll(async () => {
    await sandbox.stop();
    await client.close();
    await moto.stop();
  });

  test.each(CALLS)("%s %s %j", async (service, operation, parameters) => {
    const port = Number(new URL(sandbox.endpoint).port);
    const form = { Action: operation, ...parameters } as Record<string, string>;
    const plain =
      service === "ecr" ? ecrRequest(port, operation, parameters) : queryRequest(port, service, form);
    const signed = await sign(plain, sandbox.deployer, { service });
    const ours = await fetch(sandbox.endpoint, {
      method: "POST",
      headers: signed.headers,
      body: signed.body,
    });
    const call = {
      service,
      operation,
      region: "us-west-2",
      parameters: parameters as Record<string, string>,
    };
    const theirs = await client.send(call, "123456789012");

    expect({
      status: ours.status,
      contentType: ours.headers.get("content-type"),
      shape: shape(service, await ours.text()),
    }).toEqual({
      status: theirs.status,
      contentType: theirs.contentType,
      shape: shape(service, theirs.body.toString()),
    });
  });
});

/** The names in an answer, and for leaves the kind of value: what differs from one run to the next is left out. */
function shape(service: string, body: string): unknown {
  return shapeOf(
    service === "ecr" ? (JSON.parse(body) as unknown) : (new XMLParser().parse(body) as unknown),
  );
}

function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shapeOf);
  if (typeof value !== "object" || value === null) return typeof value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, shapeOf(inner)]));
}
