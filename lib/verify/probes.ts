import {
  BatchCheckLayerAvailabilityCommand,
  BatchDeleteImageCommand,
  BatchGetImageCommand,
  DescribeImagesCommand,
  type ECRClient,
  GetAuthorizationTokenCommand,
  GetDownloadUrlForLayerCommand,
  ListImagesCommand,
  PutImageCommand,
} from "@aws-sdk/client-ecr";

type MetadataBearer = { readonly $metadata: { readonly requestId?: string } };

/**
 * How one action is asked without changing anything. "Denied" looks the same for all: AccessDenied whose sentence names
 * this very action, repository and caller. "Allowed" is what the probe says here. Nothing else counts as either.
 */
export interface Probe {
  /** In AWS's spelling: `ecr:ListImages`. */
  readonly action: string;
  /** Is it a call that only reads? The others change nothing either, for what they name can't exist. */
  readonly readOnly: boolean;
  /** The error with which ECR answers an authorized caller, where that is an error. */
  readonly allowedError?: string;
  /** Sends the call. */
  ask(ecr: ECRClient, repositoryName: string): Promise<Shown>;
}

/** What an answer that is no error shows. */
export interface Shown {
  /** Is it one that only an authorized caller gets? */
  readonly allowed: boolean;
  readonly requestId?: string;
}

interface Spec<Output> extends Omit<Probe, "ask"> {
  send(ecr: ECRClient, repositoryName: string): Promise<Output>;
  /** Is the answer one that only an authorized caller gets? */
  shows(output: Output): boolean;
}

function probe<Output extends MetadataBearer>({ send, shows, ...rest }: Spec<Output>): Probe {
  return {
    ...rest,
    ask: async (ecr, repositoryName) => {
      const output = await send(ecr, repositoryName);
      return { allowed: shows(output), requestId: output.$metadata.requestId };
    },
  };
}

/** The SHA-256 of nothing that anybody knows: no image and no layer has it. */
const NO_DIGEST = `sha256:${"0".repeat(64)}`;
const imageIds = [{ imageDigest: NO_DIGEST }];

/**
 * A manifest as it should be, whose blobs exist nowhere: ECR answers LayersNotFoundException, and stores nothing.
 * Whether an ill-formed one is refused before or after authorization is not documented.
 */
const MANIFEST_TYPE = "application/vnd.oci.image.manifest.v1+json";
const imageManifest = JSON.stringify({
  schemaVersion: 2,
  mediaType: MANIFEST_TYPE,
  config: { mediaType: "application/vnd.oci.image.config.v1+json", digest: NO_DIGEST, size: 2 },
  layers: [{ mediaType: "application/vnd.oci.image.layer.v1.tar", digest: NO_DIGEST, size: 2 }],
});

const failedFor = (failures: readonly { failureCode?: string }[] | undefined, code: string): boolean =>
  failures?.length === 1 && failures[0]!.failureCode === code;

/** A list, perhaps empty, of what has a digest or a tag. */
const areImages = (images: readonly object[] | undefined): boolean =>
  Array.isArray(images) &&
  images.every((image: { imageDigest?: unknown; imageTag?: unknown; imageTags?: unknown[] } | null) =>
    [image?.imageDigest, image?.imageTag, image?.imageTags?.[0]].some((name) => typeof name === "string"),
  );

/** @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_Operations.html */
export const probes: readonly Probe[] = [
  probe({
    action: "ecr:ListImages",
    readOnly: true,
    send: (ecr, repositoryName) => ecr.send(new ListImagesCommand({ repositoryName, maxResults: 1 })),
    shows: ({ imageIds }) => areImages(imageIds),
  }),
  probe({
    action: "ecr:DescribeImages",
    readOnly: true,
    send: (ecr, repositoryName) => ecr.send(new DescribeImagesCommand({ repositoryName, maxResults: 1 })),
    shows: ({ imageDetails }) => areImages(imageDetails),
  }),
  probe({
    action: "ecr:BatchGetImage",
    readOnly: true,
    send: (ecr, repositoryName) => ecr.send(new BatchGetImageCommand({ repositoryName, imageIds })),
    shows: ({ failures }) => failedFor(failures, "ImageNotFound"),
  }),
  probe({
    action: "ecr:BatchCheckLayerAvailability",
    readOnly: true,
    send: (ecr, repositoryName) =>
      ecr.send(new BatchCheckLayerAvailabilityCommand({ repositoryName, layerDigests: [NO_DIGEST] })),
    shows: ({ layers, failures }) =>
      (layers?.length === 1 && layers[0]!.layerAvailability === "UNAVAILABLE") ||
      failedFor(failures, "MissingLayerDigest"),
  }),
  probe({
    action: "ecr:GetDownloadUrlForLayer",
    readOnly: true,
    allowedError: "LayersNotFoundException",
    send: (ecr, repositoryName) =>
      ecr.send(new GetDownloadUrlForLayerCommand({ repositoryName, layerDigest: NO_DIGEST })),
    shows: () => false, // there is no such layer to have a URL
  }),
  probe({
    action: "ecr:PutImage",
    readOnly: false,
    allowedError: "LayersNotFoundException",
    send: (ecr, repositoryName) =>
      ecr.send(new PutImageCommand({ repositoryName, imageManifest, imageManifestMediaType: MANIFEST_TYPE })),
    shows: () => false, // ECR stores no manifest whose blobs it does not hold
  }),
  probe({
    action: "ecr:BatchDeleteImage",
    readOnly: false,
    send: (ecr, repositoryName) => ecr.send(new BatchDeleteImageCommand({ repositoryName, imageIds })),
    shows: ({ failures }) => failedFor(failures, "ImageNotFound"),
  }),
  probe({
    action: "ecr:GetAuthorizationToken",
    readOnly: true,
    send: (ecr) => ecr.send(new GetAuthorizationTokenCommand({})),
    shows: ({ authorizationData }) => Boolean(authorizationData?.[0]?.authorizationToken), // dropped unread
  }),
];

/** The probe of an action; `undefined` where asking would change something, as with the layer uploads: those are predicted only. */
export function probeOf(action: string): Probe | undefined {
  return probes.find((probe) => probe.action === action);
}
