import { applies, type Question } from "./applies";
import { isUndecided } from "./match";
import type { Naming } from "./principal";
import type { Statement } from "./statement";
import type { Decision } from "./types";

/** The statements of a policy, under the name that decisions give it. */
export interface ReadPolicy {
  readonly name: string;
  readonly statements: readonly Statement[];
}

/** A statement that applies, or may apply; without one, an access that AWS gives through no policy. */
export interface Finding {
  readonly statement?: NonNullable<Decision["statement"]>;
  readonly naming?: Naming;
  /** What could not be judged about it; empty when it applies for certain. */
  readonly doubts: readonly string[];
}

/** What the policies of one kind say: each list in the order of the documents. */
export interface Findings {
  readonly allows: readonly Finding[];
  readonly denies: readonly Finding[];
}

/** Asks every statement. One whose effect cannot be read may allow and may deny. */
export function findingsOf(policies: readonly ReadPolicy[], question: Question): Findings {
  const allows: Finding[] = [];
  const denies: Finding[] = [];
  for (const { name, statements } of policies) {
    for (const statement of statements) {
      const { match, naming, doubtsNamed } = applies(statement, question);
      if (match === false) continue;
      const { index, sid, effect } = statement;
      const finding: Finding = {
        statement: { policy: name, ...(sid !== undefined && { sid }), index },
        ...(naming && { naming }),
        doubts: isUndecided(match) ? placed(name, statement, match.reasons) : [],
      };
      if (effect !== "Deny") allows.push(finding);
      if (effect !== "Deny" && doubtsNamed) {
        const doubts = [...finding.doubts, ...placed(name, statement, doubtsNamed)];
        allows.push({ ...finding, naming: "self", doubts });
      }
      if (effect !== "Allow") denies.push(finding);
    }
  }
  return { allows, denies };
}

function placed(policy: string, { index, sid }: Statement, reasons: readonly string[]): string[] {
  const place = `${policy}: Statement[${index}]${sid === undefined ? "" : ` (${sid})`}`;
  return reasons.map((reason) => `${place}: ${reason}`);
}

export const certain = (finding: Finding) => finding.doubts.length === 0;
