import { type MatrixSource, readActions, readMatrix } from "../read-matrix";
import { findRepository } from "./can-i";

interface Answer {
  readonly role: string;
  readonly reason: string;
}

/** The roles that may, and those of which it is not known. */
export function whoCan(
  actionName: string,
  repositoryName: string,
  source: MatrixSource,
): { allowed: readonly Answer[]; unknown: readonly Answer[] } {
  const action = readActions([actionName])[0]!;
  const matrix = readMatrix(source);
  const repository = findRepository(repositoryName, action, matrix.repositories, source.from);
  const answers = matrix.roles.map((role) => ({
    role: role.name,
    ...matrix.predict(role, repository)(action),
  }));
  return {
    allowed: answers.filter(({ predicted }) => predicted === "allowed"),
    unknown: answers.filter(({ predicted }) => predicted === "unknown"),
  };
}
