import { createHash } from "node:crypto";
import { AwsError } from "../gateway/aws-error";
import { type Json, type JsonObject, parseUnambiguously } from "../gateway/json";

/** What ECR reads in an image's manifest. */
export interface Manifest {
  /** SHA-256 of its bytes. */
  readonly digest: string;
  readonly mediaType?: string;
  /** Of the config and the layers, each once. */
  readonly blobs: readonly string[];
  /** Of the images that a list of images names. */
  readonly images: readonly string[];
}

const DOCKER = "application/vnd.docker.distribution.manifest.v2+json";
const OCI = "application/vnd.oci.image.manifest.v1+json";

/** @throws {AwsError} for text that is no manifest */
export function readManifest(text: string): Manifest {
  const document = parse(text);
  const digests = (value: Json | undefined) => (Array.isArray(value) ? value.map(digestOf) : []);
  const config = document.config === undefined ? [] : [digestOf(document.config)];
  const blobs = [...new Set([...config, ...digests(document.layers)])];
  const images = [...new Set(digests(document.manifests))];
  const isList = document.manifests !== undefined;
  if (!isList && (blobs.length === 0 || digests(document.layers).length === 0)) {
    throw invalidManifest("an image must have a config and at least one layer");
  }
  const digest = `sha256:${createHash("sha256").update(text).digest("hex")}`;
  return { digest, mediaType: mediaTypeOf(document), blobs, images };
}

function parse(text: string): JsonObject {
  try {
    return parseUnambiguously(Buffer.from(text));
  } catch (error) {
    throw invalidManifest((error as Error).message);
  }
}

function digestOf(descriptor: Json): string {
  const digest = (descriptor as JsonObject | null)?.digest;
  if (typeof digest === "string" && /^sha256:[0-9a-f]{64}$/.test(digest)) return digest;
  throw invalidManifest("a digest must be sha256: and 64 hexadecimal digits");
}

/** OCI leaves it to the reader to tell an image by its config. */
function mediaTypeOf({ mediaType, config }: JsonObject): string | undefined {
  if (typeof mediaType === "string") return mediaType;
  const kind = (config as JsonObject | undefined)?.mediaType;
  if (typeof kind !== "string") return undefined;
  return kind.startsWith("application/vnd.oci.") ? OCI : DOCKER;
}

function invalidManifest(what: string): AwsError {
  return new AwsError(
    "InvalidParameterException",
    `Invalid parameter at 'ImageManifest' failed to satisfy constraint: '${what}'`,
  );
}
