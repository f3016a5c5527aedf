import { authorizationToken } from "./authorization-token";
import type { Correction } from "./correction";
import { downloadUrl } from "./download-url";
import { paged } from "./pages";
import { putImage } from "./put-image";

/** The operations that moto answers otherwise than ECR. */
const corrections: Readonly<Record<string, Correction>> = {
  DescribeImages: paged("DescribeImages", "imageDetails", "imageIds"),
  DescribeRepositories: paged("DescribeRepositories", "repositories", "repositoryNames"),
  GetAuthorizationToken: authorizationToken,
  GetDownloadUrlForLayer: downloadUrl,
  ListImages: paged("ListImages", "imageIds"),
  PutImage: putImage,
};

export function ecrCorrection(operation: string): Correction | undefined {
  return Object.hasOwn(corrections, operation) ? corrections[operation] : undefined;
}
