import { type MatrixSource, readActions, readMatrix } from "../read-matrix";
import { type OutsideCaller, outsideCallers } from "../../lib/matrix/outside-callers";
import { findRepository } from "./can-i";

interface Answer {
  readonly role: string;
  readonly reason: string;
}

/** The roles that may, those of which it is not known, and whom of other accounts the repository lets in. */
export function whoCan(
  actionName: string,
  repositoryName: string,
  source: MatrixSource,
): { allowed: readonly Answer[]; unknown: readonly Answer[]; outside: readonly OutsideCaller[] } {
  const action = readActions([actionName])[0]!;
  const matrix = readMatrix(source);
  const repository = findRepository(repositoryName, action, matrix.repositories, source.from);
  const answers = matrix.roles.map((role) => ({
    role: role.name,
    ...matrix.predict(role, repository)(action),
  }));
  const { inventory } = repository ?? {};
  return {
    outside: inventory ? outsideCallers(action, inventory, matrix.source) : [],
    allowed: answers.filter(({ predicted }) => predicted === "allowed"),
    unknown: answers.filter(({ predicted }) => predicted === "unknown"),
  };
}
