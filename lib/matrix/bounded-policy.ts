import type { AttachedPolicy } from "../terraform/inventory";
import { Unknown } from "../terraform/unknown";
import { type Bounds, type Side, type Statement, boundsOf } from "./bounds";
import { narrowedTo } from "./narrowed";

/** A document made for the evaluator, and for each of its statements where it comes from. */
export interface BoundedDocument {
  readonly document: object;
  readonly origins: readonly Origin[];
}

export interface Origin {
  /** The statement's number in its policy, from 0. */
  readonly index: number;
  readonly doubt?: string;
}

/** A policy read twice: as if every doubt let access through, and as if every doubt stopped it. */
export interface BoundedPolicy {
  readonly name: string;
  readonly most: BoundedDocument;
  readonly least: BoundedDocument;
}

/**
 * Bounds of what a policy lets through: an Allow counts at its widest in `most` and only as far as it is certain in
 * `least`, a Deny the other way round. Access that both give is certain, access that `most` does not give is none.
 */
export function boundPolicy(
  { name, document, doubt, certainFor }: AttachedPolicy,
  side: Side,
  isKnown: (key: string) => boolean,
): BoundedPolicy {
  // Without this version, variables are text.
  const variables = versionOf(document).Version === "2012-10-17" ? isKnown : undefined;
  const statements = statementsOf(document).map((statement, index) => ({
    index,
    statement,
    ...boundsOf(statement, side, isKnown, variables),
  }));
  const reason = (bounds: Bounds) => doubt ?? bounds.doubt;
  const certainOf = ({ certain }: Bounds): Statement | undefined => {
    if (doubt === undefined) return certain;
    return certain && certainFor && narrowedTo(certainFor, certain);
  };
  const build = (widenAllow: boolean): BoundedDocument => {
    const chosen: object[] = [];
    const origins: Origin[] = [];
    for (const bounds of statements) {
      for (const effect of effectsOf(bounds.statement)) {
        const wide = (effect === "Allow") === widenAllow;
        const kept = wide ? bounds.widest : certainOf(bounds);
        if (kept === undefined) continue;
        chosen.push(effect === undefined ? kept : { ...kept, Effect: effect });
        origins.push({ index: bounds.index, doubt: reason(bounds) });
      }
    }
    return { document: { ...versionOf(document), Statement: chosen }, origins };
  };
  return { name, most: build(true), least: build(false) };
}

/** A statement whose effect is not known may do either. What is no effect at all is left to the evaluator. */
function effectsOf(statement: unknown): readonly (string | undefined)[] {
  if (statement instanceof Unknown) return ["Allow", "Deny"];
  const effect =
    typeof statement === "object" && statement !== null
      ? (statement as { Effect?: unknown }).Effect
      : undefined;
  if (effect instanceof Unknown) return ["Allow", "Deny"];
  return [effect === "Allow" || effect === "Deny" ? effect : undefined];
}

function statementsOf(document: unknown): readonly unknown[] {
  if (document instanceof Unknown) return [document];
  if (typeof document !== "object" || document === null) return [];
  const { Statement: statements } = document as { Statement?: unknown };
  return statements === undefined ? [] : [statements].flat();
}

function versionOf(document: unknown): { Version?: unknown } {
  if (document instanceof Unknown || typeof document !== "object" || document === null)
    return { Version: "2012-10-17" };
  const { Version: version } = document as { Version?: unknown };
  return version === undefined || version instanceof Unknown ? {} : { Version: version };
}
