import { gather, type Evidence, type Voice } from "./evidence";
import { certain, type Finding } from "./findings";
import { NAMINGS } from "./principal";
import { readRequest, type Situation } from "./question";
import type { ReadPolicies } from "./read-policies";
import type { Decision } from "./types";

/** What follows when no statement denies: who allows, or which kind of policy does not. */
export interface Outcome {
  readonly allowed: boolean;
  readonly by: Decision["by"];
  readonly finding?: Finding;
  /** What AWS's pages leave open, on which this outcome rests. */
  readonly open?: string;
}

/** How to count what cannot be judged: as if it did not apply, or as if it did. */
export type Counts = (finding: Finding) => boolean;
export const always: Counts = () => true;

/**
 * IAM's decision on a request, from policies read before (`readPolicies`): for many requests to the same policies.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function decide(request: unknown, policies: ReadPolicies): Decision {
  const read = readRequest(request, policies);
  if ("problem" in read) return { result: "ImplicitlyDenied", by: "none", unsupported: [read.problem] };
  const evidence = gather(policies, read.question, read.situation);
  const deny = firstDeny(evidence, certain);
  if (deny) return decision("ExplicitlyDenied", deny.by, deny.finding);
  const outcome = outcomeOf(evidence, read.situation, certain);
  const doubtful = firstDeny(evidence, always);
  if (outcome.allowed && !doubtful) {
    return decision("Allowed", outcome.by, outcome.finding);
  }
  const best = outcome.allowed ? undefined : outcomeOf(evidence, read.situation, always);
  const unsupported = [
    ...evidence.all.flatMap(({ denies }) => denies.flatMap(({ doubts }) => doubts)),
    ...(best?.allowed ? evidence.all.flatMap(({ allows }) => allows.flatMap(({ doubts }) => doubts)) : []),
    ...(best?.open ? [best.open] : []),
  ];
  const by = isEmpty(policies) ? "none" : outcome.by;
  return {
    ...(outcome.allowed
      ? decision("ImplicitlyDenied", doubtful!.by, doubtful!.finding)
      : decision("ImplicitlyDenied", by)),
    ...(unsupported.length && { unsupported: [...new Set(unsupported)] }),
  };
}

function decision(result: Decision["result"], by: Decision["by"], finding?: Finding): Decision {
  return { result, by, ...(finding?.statement && { statement: finding.statement }) };
}

export function firstDeny({ all }: Evidence, counts: Counts) {
  for (const { by, denies } of all) {
    const finding = denies.find(counts);
    if (finding) return { by, finding };
  }
  return undefined;
}

/** The first of them that does not allow. */
function silent(voices: readonly Voice[], counts: Counts): Voice | undefined {
  return voices.find(({ allows }) => !allows.some(counts));
}

function denied(by: Decision["by"]): Outcome {
  return { allowed: false, by };
}

/** Do they allow, if no statement denies? */
export function outcomeOf(
  { guards, resource, identity, limits }: Evidence,
  { crossAccount, trust }: Situation,
  counts: Counts,
): Outcome {
  const guard = silent(guards, counts);
  if (guard) return denied(guard.by);
  const limit = silent(limits, counts);
  const own = identity.allows.find(counts);
  const grant = strongest(resource?.allows.filter(counts) ?? []);
  if (crossAccount) {
    if (!grant) return denied(trust ? "trust" : "resource");
    if (!own) return denied("identity");
    if (limit) return denied(limit.by);
    return { allowed: true, by: "both", finding: own.statement ? own : grant };
  }
  // An account's own principals need no permission of their own where the resource's policy names them, not their account.
  const granted = grant && grant.naming !== "account" ? grant : undefined;
  if (!own && !granted) return denied("identity");
  if (trust && !grant) return denied("trust");
  const by = trust ? "trust" : "resource";
  if (!limit) {
    const both = own && grant;
    return {
      allowed: true,
      by: both ? "both" : own ? "identity" : by,
      finding: own?.statement ? own : (grant ?? own!),
    };
  }
  if (granted?.naming === "self" && !trust) return { allowed: true, by, finding: granted };
  if (counts === always && granted && granted.naming !== "role") {
    return {
      allowed: true,
      by,
      finding: granted,
      open: `whether the grant of the ${by} policy is limited by the ${limit.by}`,
    };
  }
  return denied(limit.by);
}

function strongest(grants: readonly Finding[]): Finding | undefined {
  // A statement whose principals cannot be read may name the caller itself.
  const rank = ({ naming }: Finding) => NAMINGS.indexOf(naming ?? "self");
  return grants.reduce<Finding | undefined>(
    (best, grant) => (best && rank(best) >= rank(grant) ? best : grant),
    undefined,
  );
}

function isEmpty({ identity, boundary, session, resource, scp, rcp, vpcEndpoint }: ReadPolicies): boolean {
  return [identity, boundary, session, resource, scp, rcp, vpcEndpoint].every(({ length }) => length === 0);
}
