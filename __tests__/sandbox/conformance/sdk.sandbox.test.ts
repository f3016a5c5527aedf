import { createHash } from "node:crypto";
import {
  BatchCheckLayerAvailabilityCommand,
  CompleteLayerUploadCommand,
  CreateRepositoryCommand,
  DeleteRepositoryCommand,
  DescribeRepositoriesCommand,
  ECRClient,
  GetAuthorizationTokenCommand,
  GetDownloadUrlForLayerCommand,
  InitiateLayerUploadCommand,
  ListImagesCommand,
  PutImageCommand,
  SetRepositoryPolicyCommand,
  UploadLayerPartCommand,
} from "@aws-sdk/client-ecr";
import {
  CreateAccessKeyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  DeleteAccessKeyCommand,
  IAMClient,
  PutUserPolicyCommand,
  UpdateAccessKeyCommand,
} from "@aws-sdk/client-iam";
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { type Sandbox, startSandbox } from "../../../sandbox/sandbox";

const ACCOUNT = "123456789012";
const OTHER = "210987654321";
const region = "us-west-2";

jest.setTimeout(60_000);

describe("the JavaScript SDK", () => {
  let sandbox: Sandbox;
  let now: Date;

  const clients = (credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string }) => {
    const settings = { endpoint: sandbox.endpoint, region, credentials };
    return { ecr: new ECRClient(settings), iam: new IAMClient(settings), sts: new STSClient(settings) };
  };
  const deployer = () => clients(sandbox.deployer);
  const repository = (name: string) =>
    deployer().ecr.send(new CreateRepositoryCommand({ repositoryName: name }));

  beforeEach(async () => {
    now = new Date();
    sandbox = await startSandbox({ account: ACCOUNT, region, clock: () => now });
  });

  afterEach(() => sandbox.stop());

  async function upload(repositoryName: string, bytes: Buffer, digest = sha256(bytes)) {
    const { ecr } = deployer();
    const { uploadId } = await ecr.send(new InitiateLayerUploadCommand({ repositoryName }));
    const part = { partFirstByte: 0, partLastByte: bytes.length - 1, layerPartBlob: bytes };
    await ecr.send(new UploadLayerPartCommand({ repositoryName, uploadId, ...part }));
    return ecr.send(new CompleteLayerUploadCommand({ repositoryName, uploadId, layerDigests: [digest] }));
  }

  const config = Buffer.from('{"architecture":"amd64"}');
  const layer = Buffer.from("a layer & nothing=else");

  const manifest = JSON.stringify({
    schemaVersion: 2,
    mediaType: "application/vnd.oci.image.manifest.v1+json",
    config: {
      mediaType: "application/vnd.oci.image.config.v1+json",
      digest: sha256(config),
      size: config.length,
    },
    layers: [
      { mediaType: "application/vnd.oci.image.layer.v1.tar", digest: sha256(layer), size: layer.length },
    ],
  });

  test("pushes an image blob by blob, and its digest is the manifest's", async () => {
    await repository("team-a/alpine");
    await upload("team-a/alpine", config);
    await upload("team-a/alpine", layer);
    const image = { repositoryName: "team-a/alpine", imageManifest: manifest, imageTag: "v1" };
    await deployer().ecr.send(new PutImageCommand(image));
    const { imageIds } = await deployer().ecr.send(
      new ListImagesCommand({ repositoryName: "team-a/alpine" }),
    );
    expect(imageIds).toEqual([{ imageDigest: sha256(Buffer.from(manifest)), imageTag: "v1" }]);
  });

  test("can't push a manifest whose blobs are missing, in this repository, whatever another one holds", async () => {
    await repository("team-a/alpine");
    await repository("team-b/alpine");
    await upload("team-b/alpine", config);
    await upload("team-b/alpine", layer);
    const image = { repositoryName: "team-a/alpine", imageManifest: manifest, imageTag: "v1" };
    await expect(deployer().ecr.send(new PutImageCommand(image))).rejects.toMatchObject({
      name: "LayersNotFoundException",
      message: expect.stringContaining(sha256(layer)),
    });
  });

  test("can't complete a layer under another digest, twice, or empty", async () => {
    await repository("team-a/alpine");
    await expect(upload("team-a/alpine", layer, sha256(config))).rejects.toMatchObject({
      name: "InvalidLayerException",
    });
    await upload("team-a/alpine", layer);
    await expect(upload("team-a/alpine", layer)).rejects.toMatchObject({
      name: "LayerAlreadyExistsException",
    });
    const { ecr } = deployer();
    const { uploadId } = await ecr.send(new InitiateLayerUploadCommand({ repositoryName: "team-a/alpine" }));
    const complete = { repositoryName: "team-a/alpine", uploadId, layerDigests: [sha256(layer)] };
    await expect(ecr.send(new CompleteLayerUploadCommand(complete))).rejects.toMatchObject({
      name: "EmptyUploadException",
    });
  });

  test("uploads a layer of 14 MB in one part", async () => {
    await repository("team-a/alpine");
    const large = Buffer.alloc(14_000_000, 7);
    const { layerDigest } = await upload("team-a/alpine", large);
    expect(layerDigest).toBe(sha256(large));
  });

  test("pages through 250 repositories, each once", async () => {
    for (let index = 0; index < 250; index++) await repository(`many/r${index}`);
    const names: string[] = [];
    let nextToken: string | undefined;
    let pages = 0;
    do {
      const page = await deployer().ecr.send(new DescribeRepositoriesCommand({ nextToken }));
      names.push(...page.repositories!.map(({ repositoryName }) => repositoryName!));
      nextToken = page.nextToken;
      pages++;
    } while (nextToken);
    expect({ pages, names: new Set(names).size, all: names.length }).toEqual({
      pages: 3,
      names: 250,
      all: 250,
    });
  });

  test("gets a token that is good for twelve hours, and the missing layer's error", async () => {
    await repository("team-a/alpine");
    const { authorizationData } = await deployer().ecr.send(new GetAuthorizationTokenCommand({}));
    const hours = (authorizationData![0]!.expiresAt!.getTime() - now.getTime()) / 3_600_000;
    expect(Math.round(hours)).toBe(12);
    const missing = { repositoryName: "team-a/alpine", layerDigest: sha256(layer) };
    await expect(deployer().ecr.send(new GetDownloadUrlForLayerCommand(missing))).rejects.toMatchObject({
      name: "LayersNotFoundException",
    });
    const check = { repositoryName: "team-a/alpine", layerDigests: [sha256(layer)] };
    const { failures } = await deployer().ecr.send(new BatchCheckLayerAvailabilityCommand(check));
    expect(failures).toMatchObject([{ failureCode: "MissingLayerDigest" }]);
  });

  test("a session that has expired is told so by every service", async () => {
    const trust = {
      Effect: "Allow",
      Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
      Action: "sts:AssumeRole",
    };
    const document = JSON.stringify({ Version: "2012-10-17", Statement: [trust] });
    await deployer().iam.send(new CreateRoleCommand({ RoleName: "r", AssumeRolePolicyDocument: document }));
    const assume = new AssumeRoleCommand({
      RoleArn: `arn:aws:iam::${ACCOUNT}:role/r`,
      RoleSessionName: "session",
    });
    const { Credentials: keys } = await deployer().sts.send(assume);
    const session = clients({
      accessKeyId: keys!.AccessKeyId!,
      secretAccessKey: keys!.SecretAccessKey!,
      sessionToken: keys!.SessionToken,
    });
    now = new Date(now.getTime() + 3_601_000);
    await expect(session.ecr.send(new ListImagesCommand({ repositoryName: "r" }))).rejects.toMatchObject({
      name: "ExpiredTokenException",
    });
    await expect(session.sts.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
      name: "ExpiredToken",
    });
  });

  test("a user's key works as soon as it is made, and not when it is inactive or deleted", async () => {
    const { iam } = deployer();
    await iam.send(new CreateUserCommand({ UserName: "ann", Path: "/people/" }));
    const { AccessKey: key } = await iam.send(new CreateAccessKeyCommand({ UserName: "ann" }));
    const credentials = { accessKeyId: key!.AccessKeyId!, secretAccessKey: key!.SecretAccessKey! };
    const who = () => clients(credentials).sts.send(new GetCallerIdentityCommand({}));
    expect((await who()).Arn).toBe(`arn:aws:iam::${ACCOUNT}:user/people/ann`);
    const own = { UserName: "ann", AccessKeyId: key!.AccessKeyId };
    await iam.send(new UpdateAccessKeyCommand({ ...own, Status: "Inactive" }));
    await expect(who()).rejects.toMatchObject({ name: "InvalidClientTokenId" });
    await iam.send(new UpdateAccessKeyCommand({ ...own, Status: "Active" }));
    expect((await who()).Account).toBe(ACCOUNT);
    await iam.send(new DeleteAccessKeyCommand(own));
    await expect(who()).rejects.toMatchObject({ name: "InvalidClientTokenId" });
  });

  test("another account's user needs its own policy and the repository's", async () => {
    await repository("shared/base");
    const stranger = clients(await sandbox.deployerOf(OTHER));
    const list = new ListImagesCommand({ repositoryName: "shared/base", registryId: ACCOUNT });
    await expect(stranger.ecr.send(list)).rejects.toMatchObject({
      name: "AccessDeniedException",
      message: expect.stringContaining("because no resource-based policy allows the ecr:ListImages action"),
    });
    const statement = {
      Effect: "Allow",
      Principal: { AWS: `arn:aws:iam::${OTHER}:root` },
      Action: "ecr:ListImages",
    };
    const policyText = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
    await deployer().ecr.send(new SetRepositoryPolicyCommand({ repositoryName: "shared/base", policyText }));
    expect((await stranger.ecr.send(list)).imageIds).toEqual([]);
    const steal = new DeleteRepositoryCommand({ repositoryName: "shared/base", registryId: ACCOUNT });
    await expect(stranger.ecr.send(steal)).rejects.toMatchObject({ name: "AccessDeniedException" });
  });

  test("sees a policy's change with the very next call", async () => {
    const { iam } = deployer();
    await repository("team-a/alpine");
    await iam.send(new CreateUserCommand({ UserName: "ann" }));
    const { AccessKey: key } = await iam.send(new CreateAccessKeyCommand({ UserName: "ann" }));
    const ann = clients({ accessKeyId: key!.AccessKeyId!, secretAccessKey: key!.SecretAccessKey! });
    const list = () => ann.ecr.send(new ListImagesCommand({ repositoryName: "team-a/alpine" }));
    const put = (effect: string) => {
      const statement = { Effect: effect, Action: "ecr:ListImages", Resource: "*" };
      const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
      return iam.send(new PutUserPolicyCommand({ UserName: "ann", PolicyName: "p", PolicyDocument }));
    };
    for (let round = 0; round < 10; round++) {
      await put("Allow");
      expect((await list()).imageIds).toEqual([]);
      await put("Deny");
      await expect(list()).rejects.toMatchObject({
        message: expect.stringContaining("with an explicit deny"),
      });
    }
  });
});

function sha256(bytes: Buffer): string {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}
