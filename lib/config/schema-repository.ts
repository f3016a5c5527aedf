import { z } from "zod";
import { lifecycle } from "./schema-lifecycle";
import { fields, flag, namePart, tags, text, word } from "./schema-text";

/**
 * Neither an alias nor a bare id: ECR answers with the key's ARN, and what differs from it Terraform would replace the
 * repository for, at every plan.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_EncryptionConfiguration.html
 */
const kmsKey = text(
  "must be the ARN of a KMS key, not of an alias",
  /^arn:[a-z-]+:kms:[a-z0-9-]+:\d{12}:key\/(?:mrk-[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/,
  "ARN of the KMS key, not of an alias (with one, each plan would replace the repository), in the registry's account and region.",
);

const encryption = z
  .union(
    [
      word(["AES256", "KMS"], "AES256, or KMS with the key that AWS manages."),
      fields({ kmsKey }, "KMS with a key of your own."),
    ],
    { error: "must be AES256, KMS or a mapping with kmsKey" },
  )
  .meta({ description: "How images are encrypted. Changing it replaces the repository. Default: AES256." });

/** What `defaults` and a repository have in common. */
export const repositorySettings = {
  imageTagMutability: word(
    ["MUTABLE", "IMMUTABLE"],
    "May a tag be moved to another image? Default: MUTABLE.",
  ).optional(),
  scanOnPush: flag("Scan each image for vulnerabilities when it is pushed. Default: false.").optional(),
  lifecycle: lifecycle.optional(),
  encryption: encryption.optional(),
  forceDelete: flag(
    "Let destroy delete repositories that still hold images. Default: false, destroy fails until they are empty.",
  ).optional(),
  tags: tags.optional(),
};

export const repository = fields(
  {
    name: namePart.meta({
      description: "Name without the namespace; the two with `/` between them have 2 to 256 characters.",
    }),
    ...repositorySettings,
  },
  "A repository, `<namespace>/<name>`.",
);
