import extract from "./ecr-actions.json";

/** An action of Amazon ECR, as the Service Authorization Reference lists it. */
export interface EcrAction {
  /** AWS's spelling with the service prefix: `ecr:ListImages`. */
  readonly name: string;
  readonly accessLevel: string;
  /** Does the action name a repository? If not, IAM asks it on `*`, and a grant of it on a repository's ARN grants nothing. */
  readonly repository: boolean;
}

const actions = new Map<string, EcrAction>(
  extract.map((row) => [`ecr:${row.name}`.toLowerCase(), { ...row, name: `ecr:${row.name}` }]),
);

/**
 * Every action of Amazon ECR.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerregistry.html
 */
export const ecrActions: readonly EcrAction[] = [...actions.values()];

/** The action of that name, compared without regard to case as IAM does; `undefined` if ECR has none. */
export function ecrAction(name: string): EcrAction | undefined {
  return actions.get(name.toLowerCase());
}
