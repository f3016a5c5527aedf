import { asAwsCli, type ListAnswer } from "./list-images";
import { isAsExpected } from "./expectation";

/** One cell of the lab's access matrix: what was declared, and what ECR answered. */
export interface LabCell {
  readonly role: string;
  readonly action: string;
  readonly repository: string;
  readonly declared: "allowed" | "denied";
  readonly observed: "allowed" | "denied" | "inconclusive";
}

export interface LabAnswer {
  readonly repository: string;
  readonly declared: "allowed" | "denied";
  /** The answer that the lab says, whole. */
  readonly expected: ListAnswer;
  readonly answer: ListAnswer;
}

/** The cell that an answer shows: only exactly the expected answer, and a denial by name, count. */
export function labCell(role: string, { repository, declared, expected, answer }: LabAnswer): LabCell {
  const other = "imageIds" in answer ? "allowed" : "inconclusive";
  const observed = isAsExpected(answer, expected) ? declared : answerIsDenial(answer) ? "denied" : other;
  return { role, action: "ecr:ListImages", repository, declared, observed };
}

const answerIsDenial = (answer: ListAnswer) =>
  "error" in answer && answer.error.name === "AccessDeniedException";

/** What differs from what the lab says, one line an answer; none: proved. */
export function differences(answers: readonly LabAnswer[]): string[] {
  return answers
    .filter(({ answer, expected }) => !isAsExpected(answer, expected))
    .map(
      ({ repository, expected, answer }) =>
        `${repository}: expected ${oneLine(expected)}, got ${oneLine(answer)}`,
    );
}

const oneLine = (answer: ListAnswer) => asAwsCli(answer).replace(/\s+/g, " ");
