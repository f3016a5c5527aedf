import { AwsError } from "../gateway/aws-error";
import { type Correction, type Forwarding, jsonOf } from "./correction";
import { type Manifest, readManifest } from "./manifest";

/**
 * PutImage: moto takes a manifest whose blobs nobody uploaded, and makes up a digest of its own.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutImage.html
 */
export const putImage: Correction = async (forwarding) => {
  const { parameters } = forwarding.call;
  if (typeof parameters.imageManifest !== "string") {
    throw new AwsError(
      "InvalidParameterException",
      "Invalid parameter at 'imageManifest': it must be a string",
    );
  }
  const manifest = readManifest(parameters.imageManifest);
  const claimed = parameters.imageDigest;
  if (claimed !== undefined && claimed !== manifest.digest) {
    throw new AwsError("ImageDigestDoesNotMatchException", `The image digest must be ${manifest.digest}`);
  }
  const refusal = await missing(forwarding, manifest);
  if (refusal) return refusal;
  return forwarding.send("PutImage", {
    ...parameters,
    imageDigest: manifest.digest,
    ...(manifest.mediaType !== undefined &&
      parameters.imageManifestMediaType === undefined && { imageManifestMediaType: manifest.mediaType }),
  });
};

/** moto's own error, or none, when the repository isn't there; else throws for what the manifest names and isn't. */
async function missing({ call, account, send }: Forwarding, { blobs, images }: Manifest) {
  const { repositoryName = "" } = call.parameters;
  const layers = await send("BatchCheckLayerAvailability", { repositoryName, layerDigests: [...blobs] });
  if (layers.status !== 200) return layers;
  const where = `image into repository with name '${repositoryName as string}' in the registry with id '${account}'`;
  const absent = failures(jsonOf(layers)).map(({ layerDigest }) => layerDigest ?? "");
  if (absent.length) {
    throw new AwsError(
      "LayersNotFoundException",
      `Layers with digests '[${absent.join(", ")}]' required for pushing ${where} do not exist`,
    );
  }
  if (images.length === 0) return undefined;
  const imageIds = images.map((imageDigest) => ({ imageDigest }));
  const found = jsonOf(await send("BatchGetImage", { repositoryName, imageIds })).images as readonly Image[];
  const there = new Set(found.map(({ imageId }) => imageId.imageDigest));
  const unknown = images.filter((digest) => !there.has(digest));
  if (unknown.length === 0) return undefined;
  throw new AwsError(
    "ReferencedImagesNotFoundException",
    `Images with digests '[${unknown.join(", ")}]' required for pushing ${where} do not exist`,
  );
}

interface Image {
  readonly imageId: { readonly imageDigest: string };
}

interface Failure {
  readonly layerDigest?: string;
}

function failures(answer: Record<string, unknown>): readonly Failure[] {
  return (answer.failures ?? []) as readonly Failure[];
}
