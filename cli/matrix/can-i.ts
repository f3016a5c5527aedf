import type { Predicted } from "../../lib/matrix/cell";
import { hasRepository } from "../../lib/matrix/matrix";
import { UsageError } from "../failure";
import { type MatrixSource, findNamed, readActions, readMatrix } from "../read-matrix";

/** The answer to one question, in lines to print. */
export function canI(
  roleName: string,
  actionName: string,
  repositoryName: string,
  source: MatrixSource,
): { predicted: Predicted; lines: readonly string[] } {
  const action = readActions([actionName])[0]!;
  const matrix = readMatrix(source);
  const role = findNamed("role", roleName, matrix.roles, source.from);
  const repository = findRepository(repositoryName, action, matrix.repositories, source.from);
  const { predicted, reason, statement, missing } = matrix.predict(role, repository)(action);
  const lines = [`${predicted}: ${role.name} ${action} ${repositoryName}`, `  ${reason}`];
  if (predicted === "denied" && missing !== undefined) lines.push(`  missing: ${missing}`);
  if (statement && statement.sid !== undefined)
    lines.push(`  the statement's number in its policy is ${statement.index + 1}`);
  const grant = role.declaration?.grant(action, repository?.name ?? "*");
  if (grant)
    lines.push(`  declared by the grant at ${grant.source.file}:${grant.source.line}:${grant.source.column}`);
  else if (role.declaration && (!repository || repository.declared)) lines.push("  no grant declares it");
  return { predicted, lines };
}

/** `*` is the repository of actions that have none, and of no other. */
export function findRepository<Item extends { readonly name: string }>(
  name: string,
  action: string,
  repositories: readonly Item[],
  where: string,
): Item | undefined {
  if (!hasRepository(action)) {
    if (name === "*") return undefined;
    throw new UsageError(`${action} has no repository: ask for it on "*", got ${JSON.stringify(name)}`);
  }
  if (name === "*") throw new UsageError(`${action} is asked of one repository: expected its name, got "*"`);
  return findNamed("repository", name, repositories, where);
}
