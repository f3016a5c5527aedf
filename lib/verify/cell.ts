import type { Declared, Observed, Predicted, Question } from "../matrix/cell";

/** A cell to prove: the question, and the two answers that are known before anybody is asked. */
export interface CellToProve extends Question {
  readonly declared: Declared;
  /** `unknown` where there is nothing to predict from. */
  readonly predicted: Predicted;
  /** Of a sampled cell: how many cells it stands for, itself included. */
  readonly standsFor?: number;
}

/** A cell with what the service answered. */
export interface ProvedCell extends CellToProve {
  readonly observed: Observed;
  /** AWS's own words, or why the answer shows nothing. */
  readonly reason: string;
  /** Calls that were made for it. */
  readonly attempts: number;
  /** Of the last call; empty if it never got an answer. */
  readonly requestId: string;
}

/** What the service should answer: as declared; what nobody declares, as predicted; `undefined`, nobody knows. */
export function expectation({ declared, predicted }: CellToProve): "allowed" | "denied" | undefined {
  if (declared !== "undeclared") return declared;
  return predicted === "unknown" ? undefined : predicted;
}

/** Does the service contradict what was declared, or what was predicted? */
export function isContradicted({ declared, predicted, observed }: ProvedCell): boolean {
  if (observed === "inconclusive") return false;
  const differs = (answer: Declared | Predicted) =>
    (answer === "allowed" || answer === "denied") && answer !== observed;
  return differs(declared) || differs(predicted);
}
