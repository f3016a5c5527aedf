import { isContradicted, type ProvedCell } from "./cell";

/** `proved`: every cell was shown to be as declared and predicted. What was not shown is `inconclusive`, and never green. */
export type Result = "proved" | "contradicted" | "inconclusive";

/** A verification as its JSON has it. */
export interface Verification {
  readonly version: 1;
  readonly account: string;
  readonly region: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  /** ISO 8601, UTC. */
  readonly finishedAt: string;
  readonly result: Result;
  readonly cells: readonly ProvedCell[];
  /** What the result does not show, and why: one line each. */
  readonly notShown: readonly string[];
  /** Present when cells were sampled: how many there are for those that were asked. */
  readonly sampled?: { readonly asked: number; readonly of: number };
}

/** The result of cells, and what they do not show. @param notAsked what was left out on purpose or could not be asked */
export function resultOf(
  cells: readonly ProvedCell[],
  notAsked: readonly string[],
): Pick<Verification, "result" | "notShown"> {
  const gaps = [
    ...(cells.length ? [] : ["there is no cell to prove"]),
    ...gapsOfRoles(cells),
    ...gapsOfCells(cells),
  ];
  const result = cells.some(isContradicted) ? "contradicted" : gaps.length ? "inconclusive" : "proved";
  return { result, notShown: [...gaps, ...notAsked] };
}

/** A role shows something only with an answer of each kind: one that is denied everything may just be broken. */
function gapsOfRoles(cells: readonly ProvedCell[]): string[] {
  const roles = [...new Set(cells.map((cell) => cell.role))];
  return roles.flatMap((role) => {
    const seen = new Set(cells.filter((cell) => cell.role === role).map((cell) => cell.observed));
    if (seen.has("allowed") && seen.has("denied")) return [];
    const missing = [seen.has("allowed") ? "" : "allowed", seen.has("denied") ? "" : "denied"].filter(
      Boolean,
    );
    return [
      `${role}: no cell was seen ${missing.join(", and none ")}: its answers have nothing to be compared with`,
    ];
  });
}

/** Cells with the same reason are one line. */
function gapsOfCells(cells: readonly ProvedCell[]): string[] {
  const byReason = new Map<string, ProvedCell[]>();
  for (const cell of cells.filter(({ observed }) => observed === "inconclusive")) {
    const reason = `${cell.role}: ${cell.reason}`;
    byReason.set(reason, [...(byReason.get(reason) ?? []), cell]);
  }
  return [...byReason].map(([reason, alike]) => {
    const [{ action, repository }] = alike as [ProvedCell];
    const more = alike.length > 1 ? ` and ${alike.length - 1} more` : "";
    return `${action} ${repository}${more}: ${reason}`;
  });
}

/** Each contradiction as one line that says what to look at. */
export function contradictions(cells: readonly ProvedCell[]): string[] {
  return cells.filter(isContradicted).map((cell) => {
    const { role, action, repository, declared, predicted, observed } = cell;
    const answers = `declared ${declared}, predicted ${predicted}, observed ${observed}`;
    return `${role} can${observed === "denied" ? "not" : ""} ${action} ${repository}: ${answers}; ${hint(cell)}`;
  });
}

function hint({ action, repository, declared, predicted, observed, reason }: ProvedCell): string {
  if (reason.startsWith("past authorization"))
    return `${repository} is gone, and the role was not stopped before that showed`;
  if (observed === "allowed" && predicted === "denied") {
    return action === "ecr:GetAuthorizationToken"
      ? "a policy that was attached by hand?"
      : `a repository policy on ${repository}, or a policy that was attached by hand?`;
  }
  if (observed === "allowed")
    return "the policies allow more than registry.yaml grants: deployed from another commit?";
  if (declared === "allowed" && predicted === "denied")
    return "the policies allow less than registry.yaml grants";
  return `is the policy deployed and attached? ${reason}`;
}
