import { assumedRoleArn, repositoryArn } from "../../lib/aws/arn";
import { asAwsCli, type ListAnswer } from "./list-images";
import { IMAGE_TAG, type LabSettings, SESSION_NAME } from "./settings";

/** The lab's first answer: the one image that was pushed, and nothing else. */
export function expectedImages(imageDigest: string): ListAnswer {
  return { imageIds: [{ imageDigest, imageTag: IMAGE_TAG }] };
}

/** The lab's second answer, word for word. */
export function expectedDenial({ registry, role, repositoryB }: LabSettings): ListAnswer {
  const caller = assumedRoleArn(registry, role.name, SESSION_NAME);
  const resource = repositoryArn(registry, repositoryB);
  return {
    error: {
      name: "AccessDeniedException",
      message:
        `User: ${caller} is not authorized to perform: ecr:ListImages on resource: ${resource} ` +
        "because no identity-based policy allows the ecr:ListImages action",
    },
  };
}

/** Is the answer exactly the expected one? */
export function isAsExpected(answer: ListAnswer, expected: ListAnswer): boolean {
  return asAwsCli(answer) === asAwsCli(expected);
}
