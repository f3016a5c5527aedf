/** The answers to one question, "may this role do this action on this repository?", and where each comes from. */

/** From the grants in registry.yaml alone; `undeclared`: the registry does not know the role or the repository. */
export type Declared = "allowed" | "denied" | "undeclared";

/** From the policies in the synthesized JSON, a plan or a state; `unknown`: they do not say. */
export type Predicted = "allowed" | "denied" | "unknown";

/** From the service itself. */
export type Observed = "allowed" | "denied" | "inconclusive";

/** The question. */
export interface Question {
  /** The role's plain name. */
  readonly role: string;
  /** In AWS's spelling: `ecr:ListImages`. */
  readonly action: string;
  /** The repository's plain name, `*` for an action without a repository. */
  readonly repository: string;
}

/** One cell of the matrix, as its JSON has it. */
export interface Cell extends Question {
  readonly declared: Declared;
  readonly predicted: Predicted;
  /** The policy and its deciding statement (Sid, else its number), or what is missing or not known. */
  readonly reason: string;
}

/** The actions that are asked of every repository unless told otherwise, and the one that has no repository. */
export const PROBED_ACTIONS: readonly string[] = [
  "ecr:ListImages",
  "ecr:DescribeImages",
  "ecr:BatchGetImage",
  "ecr:BatchCheckLayerAvailability",
  "ecr:GetDownloadUrlForLayer",
  "ecr:PutImage",
  "ecr:BatchDeleteImage",
  "ecr:GetAuthorizationToken",
];
