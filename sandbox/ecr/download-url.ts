import { AwsError } from "../gateway/aws-error";
import { type Correction, jsonOf } from "./correction";

/**
 * GetDownloadUrlForLayer: moto doesn't have it. A layer that isn't there is said to be missing, as ECR does; one that is
 * can't be downloaded, since the sandbox keeps no bytes.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetDownloadUrlForLayer.html
 */
export const downloadUrl: Correction = async ({ call, account, send }) => {
  const { repositoryName = "", layerDigest = "" } = call.parameters;
  const answer = await send("BatchCheckLayerAvailability", { repositoryName, layerDigests: [layerDigest] });
  if (answer.status !== 200) return answer;
  if ((jsonOf(answer).layers as readonly unknown[]).length === 0) {
    throw new AwsError(
      "LayersNotFoundException",
      `The layer with digest '${layerDigest as string}' does not exist in the repository with name '${repositoryName as string}' in the registry with id '${account}'`,
    );
  }
  throw new AwsError("UnsupportedOperationException", "downloading layers is not available in the sandbox");
};
