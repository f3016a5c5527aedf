import { expectation, isContradicted, type ProvedCell } from "./cell";
import { PAST } from "./judge";

/** `proved`: every cell was shown to be as declared and predicted. What was not shown is `inconclusive`, and never green. */
export type Result = "proved" | "contradicted" | "inconclusive";

/** A verification as its JSON has it. */
export interface Verification {
  readonly version: 1;
  readonly account: string;
  readonly region: string;
  /** ARN of whoever assumed the roles. */
  readonly caller?: string;
  /** Commit of the checkout that was verified, `-dirty` behind it where something was not committed. */
  readonly commit?: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  /** ISO 8601, UTC. */
  readonly finishedAt: string;
  readonly result: Result;
  /** What the result does not show, and why: one line each. */
  readonly notShown: readonly string[];
  /** Present when cells were sampled: how many there are for those that were asked. */
  readonly sampled?: { readonly asked: number; readonly of: number };
  readonly cells: readonly ProvedCell[];
}

export interface Circumstances {
  /** What was left out on purpose: said, and no less proved for it. */
  readonly notAsked: readonly string[];
  /** Was the run ended before its time? Then nothing is proved, and nothing contradicted. */
  readonly interrupted: boolean;
}

/** The result of cells, and what they do not show. */
export function resultOf(
  cells: readonly ProvedCell[],
  { notAsked, interrupted }: Circumstances,
): Pick<Verification, "result" | "notShown"> {
  const gaps = [
    ...(interrupted ? ["interrupted: what follows is what was known by then"] : []),
    ...(cells.length ? [] : ["there is no cell to prove"]),
    ...gapsOfRoles(cells),
    ...gapsOfCells(cells),
  ];
  const contradicted = cells.some(isContradicted) && !interrupted;
  const result = contradicted ? "contradicted" : gaps.length ? "inconclusive" : "proved";
  return { result, notShown: [...gaps, ...notAsked] };
}

/** A role shows something only with an answer of each kind: one that is denied everything may just be broken. */
function gapsOfRoles(cells: readonly ProvedCell[]): string[] {
  const seen = new Map<string, Set<ProvedCell["observed"]>>();
  for (const { role, observed } of cells) {
    if (!seen.has(role)) seen.set(role, new Set());
    seen.get(role)!.add(observed);
  }
  return [...seen].flatMap(([role, answers]) => {
    const missing = (["allowed", "denied"] as const).filter((answer) => !answers.has(answer));
    if (!missing.length) return [];
    return [
      `${role}: no cell was seen ${missing.join(", and none ")}: its answers have nothing to be compared with`,
    ];
  });
}

/** Cells with the same reason are one line. */
function gapsOfCells(cells: readonly ProvedCell[]): string[] {
  const byReason = new Map<string, { readonly first: ProvedCell; count: number }>();
  for (const cell of cells) {
    const reason = gapOf(cell);
    if (reason === undefined) continue;
    const key = `${cell.role}: ${reason}`;
    const alike = byReason.get(key);
    if (alike) alike.count++;
    else byReason.set(key, { first: cell, count: 1 });
  }
  return [...byReason].map(([reason, { first, count }]) => {
    const more = count > 1 ? ` and ${count - 1} more` : "";
    return `${first.action} ${first.repository}${more}: ${reason}`;
  });
}

function gapOf(cell: ProvedCell): string | undefined {
  if (cell.observed === "inconclusive") return cell.reason;
  if (expectation(cell) === undefined)
    return `observed ${cell.observed}, but neither declared nor predicted: there is nothing to compare it with`;
  return undefined;
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
  if (reason.startsWith(PAST))
    return `${repository} is gone, and the role was not stopped before that showed`;
  if (observed === "allowed" && predicted !== "allowed") {
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
