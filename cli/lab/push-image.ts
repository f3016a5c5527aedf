import { createHash } from "node:crypto";
import {
  CompleteLayerUploadCommand,
  type ECRClient,
  InitiateLayerUploadCommand,
  PutImageCommand,
  UploadLayerPartCommand,
} from "@aws-sdk/client-ecr";

const MANIFEST_TYPE = "application/vnd.oci.image.manifest.v1+json";

const sha256 = (bytes: Uint8Array): string => `sha256:${createHash("sha256").update(bytes).digest("hex")}`;

interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
}

/**
 * Pushes the smallest image that ECR accepts: one config blob and one layer, then the manifest that names both.
 *
 * @returns the image's digest, the SHA-256 of the manifest's bytes
 * @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutImage.html
 */
export async function pushImage(ecr: ECRClient, repositoryName: string, imageTag: string): Promise<string> {
  const layer = Buffer.from(`the only layer of ${repositoryName}:${imageTag}\n`);
  const config = JSON.stringify({
    architecture: "amd64",
    os: "linux",
    rootfs: { type: "layers", diff_ids: [sha256(layer)] },
  });
  const upload = (mediaType: string, blob: Uint8Array) => uploadBlob(ecr, repositoryName, mediaType, blob);
  const manifest = JSON.stringify({
    schemaVersion: 2,
    mediaType: MANIFEST_TYPE,
    config: await upload("application/vnd.oci.image.config.v1+json", Buffer.from(config)),
    layers: [await upload("application/vnd.oci.image.layer.v1.tar", layer)],
  });
  const imageDigest = sha256(Buffer.from(manifest));
  await ecr.send(
    new PutImageCommand({
      repositoryName,
      imageTag,
      imageManifest: manifest,
      imageManifestMediaType: MANIFEST_TYPE,
      imageDigest,
    }),
  );
  return imageDigest;
}

async function uploadBlob(
  ecr: ECRClient,
  repositoryName: string,
  mediaType: string,
  layerPartBlob: Uint8Array,
): Promise<Descriptor> {
  const { uploadId } = await ecr.send(new InitiateLayerUploadCommand({ repositoryName }));
  const size = layerPartBlob.byteLength;
  const part = { repositoryName, uploadId, layerPartBlob, partFirstByte: 0, partLastByte: size - 1 };
  await ecr.send(new UploadLayerPartCommand(part));
  const digest = sha256(layerPartBlob);
  await ecr.send(new CompleteLayerUploadCommand({ repositoryName, uploadId, layerDigests: [digest] }));
  return { mediaType, digest, size };
}
