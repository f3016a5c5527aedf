import { type ECRClient, ListImagesCommand, type ListImagesCommandOutput } from "@aws-sdk/client-ecr";

/** What ECR answered to one ListImages. */
export type ListAnswer =
  | { readonly imageIds: NonNullable<ListImagesCommandOutput["imageIds"]> }
  | { readonly error: { readonly name: string; readonly message: string } };

export async function listImages(ecr: ECRClient, repositoryName: string): Promise<ListAnswer> {
  try {
    const { imageIds = [] } = await ecr.send(new ListImagesCommand({ repositoryName }));
    return { imageIds: imageIds.map(({ imageDigest, imageTag }) => ({ imageDigest, imageTag })) };
  } catch (error) {
    const { name, message } = error as Error;
    return { error: { name, message } };
  }
}

/** The answer as the AWS CLI prints it. */
export function asAwsCli(answer: ListAnswer): string {
  if ("imageIds" in answer) return JSON.stringify(answer, null, 4);
  return `An error occurred (${answer.error.name}) when calling the ListImages operation: ${answer.error.message}`;
}
