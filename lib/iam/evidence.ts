import { findingsOf, type Finding, type Findings, type ReadPolicy } from "./findings";
import type { Question } from "./applies";
import type { Situation } from "./question";
import type { ReadPolicies } from "./read-policies";
import type { DecidedBy } from "./types";

/** Policies that an Allow is needed from: one kind, or one level of an organization. */
export interface Voice extends Findings {
  readonly by: Exclude<DecidedBy, "both" | "none">;
}

/** What every kind of policy says about a request; absent kinds are absent. */
export interface Evidence {
  /** RCPs, SCPs and endpoint policies, level by level: each must allow, whatever the others do. */
  readonly guards: readonly Voice[];
  readonly resource: Voice | undefined;
  readonly identity: Voice;
  /** Boundary and session policy: each limits what the caller's own policies, and most grants to it, give. */
  readonly limits: readonly Voice[];
  /** All of them, in the order in which a denial names one. */
  readonly all: readonly Voice[];
}

/**
 * Asks every policy.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 */
export function gather(policies: ReadPolicies, question: Question, situation: Situation): Evidence {
  const guards = [
    ...policies.rcp.map((level) => rcpVoice(level, question)),
    ...policies.scp.map((level) => voice("scp", level, question)),
    ...present("vpc-endpoint", policies.vpcEndpoint, question),
  ];
  const own = voice("identity", policies.identity, question);
  const root = question.caller.kind === "root";
  const identity = root ? { ...own, allows: [...own.allows, ROOT_USER] } : own;
  // A repository policy stands on its repository; it says nothing of the registry's own actions.
  const attached = situation.registryLevel ? [] : policies.resource;
  const [given] = present(situation.trust ? "trust" : "resource", attached, question);
  // AWS lets no root user assume a role.
  const resource = given && situation.trust && root ? { ...given, allows: [] } : given;
  const limits = [
    ...present("boundary", policies.boundary, question),
    ...present("session", policies.session, question),
  ];
  const all = [...guards, ...(resource ? [resource] : []), identity, ...limits];
  return { guards, resource, identity, limits, all };
}

function voice(by: Voice["by"], policies: readonly ReadPolicy[], question: Question): Voice {
  const { allows, denies } = findingsOf(policies, question);
  return { by, allows, denies };
}

/** The voice of a kind that need not be there. */
function present(by: Voice["by"], policies: readonly ReadPolicy[], question: Question): Voice[] {
  return policies.length ? [voice(by, policies, question)] : [];
}

function rcpVoice(level: readonly ReadPolicy[], question: Question): Voice {
  const said = voice("rcp", level, question);
  return listsAllow(level) ? said : { ...said, allows: [...said.allows, RCP_FULL_ACCESS] };
}

/**
 * "By default, all requests are implicitly denied with the exception of the AWS account root user, which has full access."
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 */
const ROOT_USER: Finding = { doubts: [] };

/**
 * AWS attaches RCPFullAWSAccess everywhere and nobody can detach it: a level that lists no Allow has it unlisted.
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
 */
const RCP_FULL_ACCESS: Finding = { doubts: [] };

function listsAllow(level: readonly ReadPolicy[]): boolean {
  return level.some(({ statements }) => statements.some(({ effect }) => effect === "Allow"));
}
