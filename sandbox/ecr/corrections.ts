import { authorizationToken } from "./authorization-token";
import type { Correction } from "./correction";
import { downloadUrl } from "./download-url";
import { paged } from "./pages";
import { putImage } from "./put-image";
import { Uploads } from "./uploads";

/** The operations that moto answers otherwise than ECR, by name. */
export function ecrCorrections(): ReadonlyMap<string, Correction> {
  const uploads = new Uploads();
  return new Map<string, Correction>([
    ["CompleteLayerUpload", uploads.complete],
    ["DescribeImages", paged("DescribeImages", "imageDetails", "imageIds")],
    ["DescribeRepositories", paged("DescribeRepositories", "repositories", "repositoryNames")],
    ["GetAuthorizationToken", authorizationToken],
    ["GetDownloadUrlForLayer", downloadUrl],
    ["InitiateLayerUpload", uploads.initiate],
    ["ListImages", paged("ListImages", "imageIds")],
    ["PutImage", putImage],
    ["UploadLayerPart", uploads.part],
  ]);
}
