/** What each access level may do: every level includes the one before. */
export type AccessLevel = "list" | "pull" | "push" | "admin";

export const ACCESS_LEVELS: readonly AccessLevel[] = ["list", "pull", "push", "admin"];

/** The level that is asked of `"*"`: it names no repository. */
export const AUTHORIZATION = "ecr:GetAuthorizationToken";

/**
 * See which images there are.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerregistry.html
 */
const LIST = ["ecr:ListImages", "ecr:DescribeImages", "ecr:DescribeRepositories"];

/**
 * Log in and pull, as AmazonEC2ContainerRegistryPullOnly.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/security-iam-awsmanpol.html
 */
const PULL = [
  "ecr:BatchCheckLayerAvailability",
  "ecr:GetDownloadUrlForLayer",
  "ecr:BatchGetImage",
  AUTHORIZATION,
];

/**
 * Push an image.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-push-iam.html
 */
const PUSH = ["ecr:InitiateLayerUpload", "ecr:UploadLayerPart", "ecr:CompleteLayerUpload", "ecr:PutImage"];

/**
 * Delete and scan images. Nothing that Terraform owns (lifecycle, tag mutability, scanning configuration, tags, the
 * repository itself), and nothing that lets others in (the repository policy).
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/delete_image.html
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning.html
 */
const ADMIN = ["ecr:BatchDeleteImage", "ecr:StartImageScan", "ecr:DescribeImageScanFindings"];

const ADDED: Readonly<Record<AccessLevel, readonly string[]>> = {
  list: LIST,
  pull: PULL,
  push: PUSH,
  admin: ADMIN,
};

/** The ECR actions of a level, those of the levels before it first. */
export function levelActions(level: AccessLevel): readonly string[] {
  return ACCESS_LEVELS.slice(0, ACCESS_LEVELS.indexOf(level) + 1).flatMap((each) => ADDED[each]);
}
