import type { RegistryLocation } from "../../../lib/aws/arn";
import { repositoryArn } from "../../../lib/aws/arn";
import type { PolicyDocument } from "../../../lib/iam/types";
import type { Call } from "../../gateway/call";
import type { MotoClient } from "../../moto/client";
import type { Cache } from "./cache";

/** What a repository itself says about who may use it. */
export interface Repository {
  readonly policy?: PolicyDocument;
  readonly tags: Readonly<Record<string, string>>;
}

interface Tag {
  readonly Key: string;
  readonly Value: string;
}

/** Repository policies and tags, read back from moto's ECR and remembered until the next write. */
export class DeployedRepositories {
  constructor(
    private readonly moto: Pick<MotoClient, "send">,
    private readonly cache: Cache,
  ) {}

  /** The repository of that name; one that does not exist has neither policy nor tags. */
  repository(location: RegistryLocation, name: string): Promise<Repository> {
    const arn = repositoryArn(location, name);
    return this.cache.get(`repository ${arn}`, async () => {
      const { policyText } = await this.read(location, "GetRepositoryPolicy", { repositoryName: name });
      const { tags } = await this.read(location, "ListTagsForResource", { resourceArn: arn });
      return {
        ...(policyText !== undefined && { policy: JSON.parse(policyText as string) as PolicyDocument }),
        tags: Object.fromEntries(((tags ?? []) as readonly Tag[]).map(({ Key, Value }) => [Key, Value])),
      };
    });
  }

  private async read(
    { account, region }: RegistryLocation,
    operation: string,
    parameters: Call["parameters"],
  ): Promise<Record<string, unknown>> {
    const { status, body } = await this.moto.send({ service: "ecr", operation, region, parameters }, account);
    const answer = status < 500 ? (JSON.parse(body.toString("utf8")) as Record<string, unknown>) : {};
    if (status === 200) return answer;
    if (typeof answer.__type === "string" && /NotFoundException$/.test(answer.__type)) return {};
    throw new Error(`moto answered ${operation} with ${status}`);
  }
}
