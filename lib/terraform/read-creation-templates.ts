import { readDocument } from "./document";
import type { CreationTemplate } from "./inventory";
import type { Locations } from "./locations";
import type { TerraformResource } from "./resource";
import { text } from "./resource";
import { doubted } from "./role-draft";

/** The template of every repository for which there is no other. */
const ROOT = "ROOT";

/**
 * What becomes the policy of repositories that Amazon ECR itself creates: for a pull through cache, for replication, or
 * when somebody pushes.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-creation-templates.html
 */
export function readCreationTemplates(
  byAddress: ReadonlyMap<string, TerraformResource>,
  locations: Locations,
): readonly CreationTemplate[] {
  return [...byAddress.values()]
    .filter(({ type, mode }) => type === "aws_ecr_repository_creation_template" && mode === "managed")
    .map((resource) => {
      const { address, values, doubt } = resource;
      const prefix = text(resource, "prefix");
      const isWritten = values.repository_policy !== undefined && values.repository_policy !== null;
      const policy = {
        name: `repository creation template ${address}`,
        document: readDocument(values.repository_policy, byAddress),
      };
      const open = prefix === undefined ? `for which repositories ${address} is, is not known` : doubt;
      return {
        ...locations.of(resource),
        prefix: prefix === ROOT ? undefined : prefix,
        policy: !isWritten ? undefined : open === undefined ? policy : doubted(policy, open),
      };
    });
}
