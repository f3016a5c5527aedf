import type { AuthorizationRequest, Decision } from "./types";

/** Which kind of policy a denial names; `unknown` when it gives none. */
export type DenialCause =
  "identity" | "resource" | "boundary" | "session" | "scp" | "rcp" | "vpc-endpoint" | "trust" | "unknown";

/** AWS's access-denied sentence, taken apart. */
export interface Denial {
  readonly principal: string;
  readonly action: string;
  readonly resource?: string;
  readonly cause: DenialCause;
  readonly explicit: boolean;
  /** The policy that denies, which AWS appends within an account or organization. */
  readonly policyArn?: string;
}

/** The kinds of policy in AWS's words: without an Allow, `no … allows`; with a Deny, `in …`. An implicit RCP denial has no sentence. */
const WORDS: readonly (readonly [cause: DenialCause, none: string | undefined, explicit: string])[] = [
  ["identity", "identity-based policy", "an identity-based policy"],
  ["resource", "resource-based policy", "a resource-based policy"],
  ["boundary", "permissions boundary", "a permissions boundary"],
  ["session", "session policy", "a session policy"],
  ["scp", "service control policy", "a service control policy"],
  ["rcp", undefined, "a resource control policy"],
  ["vpc-endpoint", "VPC endpoint policy", "a VPC endpoint policy"],
  ["trust", "role trust policy", "the role trust policy"],
];

const CAUSE: Readonly<Record<Decision["by"], DenialCause>> = {
  identity: "identity",
  resource: "resource",
  boundary: "boundary",
  session: "session",
  scp: "scp",
  rcp: "rcp",
  "vpc-endpoint": "vpc-endpoint",
  trust: "trust",
  // Without any policy, AWS says that no identity-based policy allows.
  none: "identity",
  both: "identity",
};

/**
 * AWS's sentence for a decision that denies. STS gives no reason when it denies AssumeRole.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
export function formatDenial(
  request: Pick<AuthorizationRequest, "principal" | "action" | "resource">,
  decision: Pick<Decision, "result" | "by">,
): string {
  const { principal, action, resource } = request;
  const sentence = `User: ${principal.arn} is not authorized to perform: ${action} on resource: ${resource}`;
  return `${sentence}${reasonOf(action, decision)}`;
}

function reasonOf(action: string, { result, by }: Pick<Decision, "result" | "by">): string {
  const explicit = result === "ExplicitlyDenied";
  if (action.toLowerCase() === "sts:assumerole") return explicit ? " with an explicit deny" : "";
  const [, none, policy] = WORDS.find(([cause]) => cause === CAUSE[by])!;
  if (explicit) return ` with an explicit deny in ${policy}`;
  return none ? ` because no ${none} allows the ${action} action` : "";
}

const START = /(?<!\w)User: (\S+) is not authorized to perform: ([A-Za-z0-9-]+:[A-Za-z0-9]+)/g;
const RESOURCE = /^ on resource: (?:policy )?(?:"(\*|arn:[^"]+)"|(\*|arn:[^\s"]*[^\s".,;]))(?=[\s.]|$)/;
const IMPLICIT = /^ because no ([A-Za-z -]+?) allows the ([a-z0-9-]+:[a-z0-9]+) action(?=[\s.:]|$)/i;
const EXPLICIT =
  /^ with an explicit deny(?: in (?:an?|the) ([A-Za-z -]+?(?: policy| boundary)))?(?=[\s.:]|$)/;
const POLICY_ARN = /^: (arn:[^\s"]*[^\s".,;])(?=[\s.]|$)/;
const REST =
  /^\.?(?: Encoded [a-z ]{1,80}: \S+)?(?:(?: \([^()]*\))|(?:,? status code: \d+(?:, request id: \S+)?))*\.?$/i;

/**
 * Takes AWS's access-denied sentence apart, wherever it begins in the message; `undefined` for whatever does not follow
 * the grammar to its end, which is never guessed at.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
export function parseDenial(message: string): Denial | undefined {
  if (typeof message !== "string") return undefined;
  const line = message.trim().replace(/\s+/g, " ");
  const [start, another] = line.matchAll(START);
  if (!start || another) return undefined;
  const [written, principal, action] = start as unknown as [string, string, string];
  let rest = line.slice(start.index + written.length);
  const take = (pattern: RegExp) => {
    const found = pattern.exec(rest);
    if (found) rest = rest.slice(found[0].length);
    return found;
  };
  const on = take(RESOURCE);
  const implicit = take(IMPLICIT);
  const explicit = implicit ? null : take(EXPLICIT);
  const cause = causeOf(implicit?.[1] ?? explicit?.[1]);
  if (!cause || (implicit && implicit[2]!.toLowerCase() !== action.toLowerCase())) return undefined;
  const policyArn = (implicit ?? explicit) && take(POLICY_ARN)?.[1];
  if (!REST.test(rest)) return undefined;
  const resource = on?.[1] ?? on?.[2];
  return {
    principal,
    action,
    ...(resource !== undefined && { resource }),
    cause,
    explicit: explicit !== null,
    ...(policyArn && { policyArn }),
  };
}

/** Documentation also prints "sessions policy". */
function causeOf(policy: string | undefined): DenialCause | undefined {
  if (policy === undefined) return "unknown";
  const singular = policy.replace(/^sessions /i, "session ").toLowerCase();
  return WORDS.find(
    ([, , explicit]) => explicit.replace(/^(?:an?|the) /, "").toLowerCase() === singular,
  )?.[0];
}
