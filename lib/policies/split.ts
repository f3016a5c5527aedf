/** Documents that IAM accepts from statements that may be too long for one. */
import { documentSize, policyDocument, type Statement } from "./document";

/** A statement of an identity policy. */
export type GrantStatement = Statement & {
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
};

/**
 * Characters of a customer-managed policy, whitespace not counted.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export const managedPolicySize = 6144;

/**
 * The same access as lists of statements that each fit a managed policy, each filled before the next is begun. A
 * statement whose resources don't fit goes on in the next list with the rest of them.
 */
export function splitStatements(statements: readonly GrantStatement[]): GrantStatement[][] {
  if (!statements.length) return [];
  if (fits(statements)) return [[...statements]];
  const parts: GrantStatement[][] = [[]];
  for (const statement of statements) {
    let rest = statement.Resource;
    while (rest.length) {
      const part = parts.at(-1)!;
      const count = howManyFit(part, { ...statement, Resource: rest });
      if (count) part.push({ ...statement, Resource: rest.slice(0, count) });
      rest = rest.slice(count);
      if (rest.length) parts.push([]);
    }
  }
  return parts;
}

const fits = (statements: readonly Statement[]) =>
  documentSize(policyDocument(statements)) <= managedPolicySize;

/** How many of the statement's resources still go into the part, the statement itself included. */
function howManyFit(part: readonly GrantStatement[], statement: GrantStatement): number {
  const size = (resources: readonly string[]) =>
    documentSize(policyDocument([...part, { ...statement, Resource: resources }]));
  let room = managedPolicySize - size([]);
  let count = 0;
  for (const resource of statement.Resource) {
    room -= JSON.stringify(resource).length + (count ? 1 : 0);
    if (room < 0) break;
    count++;
  }
  return count;
}
