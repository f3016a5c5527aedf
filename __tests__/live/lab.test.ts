/**
 * The lab's proof against the service itself, AWS or the sandbox: endpoint and deployer credentials come from the usual
 * AWS variables. Changes nothing.
 */
import { join } from "node:path";
import { DescribeRepositoriesCommand, ECRClient, ListImagesCommand } from "@aws-sdk/client-ecr";
import { labSettings, SESSION_NAME } from "../../cli/lab/settings";
import { readRegistry } from "../../cli/read-registry";
import { ROOT } from "../../cli/root";
import { assumedRoleArn, repositoryArn, roleArn } from "../../lib/aws/arn";
import { assumeRole } from "../../lib/credentials/assume";
import { callerIdentity } from "../../lib/credentials/caller";
import { parseDenial } from "../../lib/iam/denial";
import { classify } from "../../lib/iam/errors";

const registry = readRegistry(process.env.ECR_ACCESS_CONFIG || join(ROOT, "registry.yaml"));
const { role, repositoryA, repositoryB } = labSettings(registry, process.env);
const { account, region } = registry;
const session = assumedRoleArn(registry, role.name, SESSION_NAME);

describe(`${role.name} in ${account}, ${region}`, () => {
  const deployer = new ECRClient({ region });
  let asRole: ECRClient;

  beforeAll(async () => {
    const credentials = await assumeRole({
      region,
      roleArn: roleArn(registry, role.name),
      sessionName: SESSION_NAME,
    });
    expect(await callerIdentity({ region, credentials })).toEqual({ account, arn: session });
    asRole = new ECRClient({ region, credentials });
  });

  afterAll(() => {
    deployer.destroy();
    asRole?.destroy();
  });

  test.each([...new Set([repositoryA, repositoryB])])(
    "%s exists for the deployer, so that an answer about it means something",
    async (repositoryName) => {
      const { repositories } = await deployer.send(
        new DescribeRepositoriesCommand({ repositoryNames: [repositoryName] }),
      );
      expect(repositories?.map((repository) => repository.repositoryArn)).toEqual([
        repositoryArn(registry, repositoryName),
      ]);
    },
  );

  test(`${role.name} may ecr:ListImages on ${repositoryA}`, async () => {
    const { imageIds } = await asRole.send(new ListImagesCommand({ repositoryName: repositoryA }));
    expect(imageIds).toContainEqual(
      expect.objectContaining({ imageDigest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) }),
    );
  });

  test(`${role.name} may not ecr:ListImages on ${repositoryB}: no identity-based policy allows it`, async () => {
    const answer = await asRole.send(new ListImagesCommand({ repositoryName: repositoryB })).then(
      () => ({ name: "Allowed", message: `${repositoryB} was listed` }),
      (error: Error) => ({ name: error.name, message: error.message }),
    );
    expect({ class: classify(answer).class, denial: parseDenial(answer.message) }).toMatchObject({
      class: "access-denied",
      denial: {
        principal: session,
        action: "ecr:ListImages",
        resource: repositoryArn(registry, repositoryB),
        cause: "identity",
        explicit: false,
      },
    });
  });
});
