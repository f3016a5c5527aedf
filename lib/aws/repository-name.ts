/**
 * ECR's grammar of repository names, as its API enforces it.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html
 */
export const REPOSITORY_NAME =
  /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/;

/** Does ECR's API accept this repository name: its pattern, 2 to 256 characters? A part of a name, such as a namespace, is `isNamePart`. */
export function isRepositoryName(name: string): boolean {
  return name.length >= 2 && name.length <= 256 && REPOSITORY_NAME.test(name);
}

/** One or more whole parts of a repository name (`team-a`, `base/images`), of any length up to 256. */
export function isNamePart(name: string): boolean {
  return name.length <= 256 && REPOSITORY_NAME.test(name);
}
