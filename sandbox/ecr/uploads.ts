import { createHash, type Hash } from "node:crypto";
import { AwsError } from "../gateway/aws-error";
import { type Correction, jsonOf } from "./correction";

interface Upload {
  readonly hash: Hash;
  bytes: number;
}

const MOST_UPLOADS = 1_000;

/** Layers on their way: moto believes any digest, ECR reckons it from the bytes. Only the hash of them is kept here. */
export class Uploads {
  readonly #uploads = new Map<string, Upload>();

  /** @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_InitiateLayerUpload.html */
  readonly initiate: Correction = async ({ call, send }) => {
    const answer = await send("InitiateLayerUpload", call.parameters);
    if (answer.status === 200) {
      this.#uploads.set(String(jsonOf(answer).uploadId), { hash: createHash("sha256"), bytes: 0 });
      const [oldest] = this.#uploads.keys();
      if (this.#uploads.size > MOST_UPLOADS) this.#uploads.delete(oldest!);
    }
    return answer;
  };

  /** @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_UploadLayerPart.html */
  readonly part: Correction = async ({ call, send }) => {
    const { uploadId, layerPartBlob, partFirstByte, partLastByte } = call.parameters;
    const bytes = Buffer.from(typeof layerPartBlob === "string" ? layerPartBlob : "", "base64");
    if (Number(partLastByte) - Number(partFirstByte) + 1 !== bytes.length) {
      throw new AwsError(
        "InvalidParameterException",
        "Invalid parameter at 'layerPartBlob' failed to satisfy constraint: 'must be as long as partFirstByte and partLastByte say'",
      );
    }
    const answer = await send("UploadLayerPart", call.parameters);
    const upload = this.#uploads.get(String(uploadId));
    if (answer.status === 200 && upload) {
      upload.hash.update(bytes);
      upload.bytes += bytes.length;
    }
    return answer;
  };

  /** @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CompleteLayerUpload.html */
  readonly complete: Correction = async ({ call, account, send }) => {
    const { uploadId, repositoryName = "", layerDigests } = call.parameters;
    const upload = this.#uploads.get(String(uploadId));
    const digest = upload ? `sha256:${upload.hash.copy().digest("hex")}` : "";
    const there = await send("BatchCheckLayerAvailability", { repositoryName, layerDigests: [digest] });
    if (there.status !== 200) return there;
    const where = `in the repository with name '${repositoryName as string}' in the registry with id '${account}'`;
    if (upload?.bytes === 0) {
      throw new AwsError("EmptyUploadException", `The upload ${uploadId as string} ${where} has no parts`);
    }
    if (upload && !(Array.isArray(layerDigests) && layerDigests.includes(digest))) {
      throw new AwsError(
        "InvalidLayerException",
        `The layer digest ${digest}, reckoned from the parts, is not the one specified, '${String(layerDigests)}'`,
      );
    }
    if ((jsonOf(there).layers as readonly unknown[]).length) {
      throw new AwsError(
        "LayerAlreadyExistsException",
        `The layer with digest '${digest}' already exists ${where}`,
      );
    }
    const answer = await send("CompleteLayerUpload", call.parameters);
    if (answer.status === 200) this.#uploads.delete(String(uploadId));
    return answer;
  };
}
