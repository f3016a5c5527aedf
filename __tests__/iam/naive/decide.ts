import type { Decision } from "../../../lib/iam/types";
import type { Form } from "./principals";
import type { Kind } from "./statements";

/** A statement that applies to the request. */
export interface Applying {
  readonly kind: Kind;
  /** Place of an SCP's or RCP's level; 0 for other kinds. */
  readonly level: number;
  readonly effect: "Allow" | "Deny";
  readonly statement: NonNullable<Decision["statement"]>;
  readonly forms: readonly Form[];
  readonly testsPrincipalArn: boolean;
}

export interface Situation {
  readonly sameAccount: boolean;
  readonly root: boolean;
  readonly trust: boolean;
  /** Is the action sts:AssumeRole? */
  readonly assumes: boolean;
  /** Which kinds have a policy at all. */
  readonly present: Readonly<Record<Kind, boolean>>;
  /** How many levels SCPs and RCPs have. */
  readonly levels: Readonly<Record<"scp" | "rcp", number>>;
  /** Levels with RCPs of one's own alone, which only deny: RCPFullAWSAccess "can't be detached, there is always an Allow statement". */
  readonly unrestricted: readonly number[];
}

/** "No" where AWS's pages leave open whether a grant passes a boundary or session policy that doesn't allow. */
export type OpenRule = "passes" | "doesn't pass";

const ORDER: readonly Kind[] = ["rcp", "scp", "vpc-endpoint", "resource", "identity", "boundary", "session"];

/**
 * From top to bottom as AWS's page has it, the order of several denials as DESIGN.md has it.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 * Where several statements of the resource's policy grant, none is named: each of them decides.
 */
export function decide(applying: readonly Applying[], situation: Situation, open: OpenRule): Decision {
  const { sameAccount, root, trust, assumes, present, levels, unrestricted } = situation;
  const called = (kind: Kind): Decision["by"] => (kind === "resource" && trust ? "trust" : kind);
  const denied = (kind: Kind): Decision => ({ result: "ImplicitlyDenied", by: called(kind) });
  const allows = (kind: Kind, level = 0) =>
    applying.find((one) => one.kind === kind && one.level === level && one.effect === "Allow");

  const rootAtHome = root && sameAccount && !assumes;
  if (Object.values(present).every((some) => !some) && !rootAtHome) {
    return { result: "ImplicitlyDenied", by: "none" };
  }

  // "If the enforcement code finds even one explicit deny that applies, the enforcement code returns a final decision of Deny."
  for (const kind of ORDER) {
    const deny = applying.find((one) => one.kind === kind && one.effect === "Deny");
    if (deny !== undefined)
      return { result: "ExplicitlyDenied", by: called(kind), statement: deny.statement };
  }

  // RCPs, then SCPs: an Allow is needed at every level. Then the endpoint that the request came through.
  for (const kind of ["rcp", "scp"] as const) {
    for (let level = 0; level < levels[kind]; level += 1) {
      const full = kind === "rcp" && unrestricted.includes(level);
      if (!full && allows(kind, level) === undefined) return denied(kind);
    }
  }
  if (present["vpc-endpoint"] && allows("vpc-endpoint") === undefined) return denied("vpc-endpoint");

  // What the principal's own account says: "the boundary, the session policy and the identity-based policy must all allow".
  const identity = allows("identity");
  const boundaryAllows = root || !present.boundary || allows("boundary") !== undefined;
  const sessionAllows = root || !present.session || allows("session") !== undefined;
  const unlimited = boundaryAllows && sessionAllows;
  const own = root || (identity !== undefined && unlimited);
  const limit = (): Decision => denied(boundaryAllows ? "session" : "boundary");

  // What the resource's policy says, by how it names the caller.
  const grants = applying.filter((one) => one.kind === "resource" && one.effect === "Allow");
  const allowed = (granting: readonly Applying[]): Decision => {
    if (granting.length === 0) return { result: "Allowed", by: "identity", statement: identity?.statement };
    const statement = granting.length === 1 ? granting[0]?.statement : undefined;
    return { result: "Allowed", by: own ? "both" : called("resource"), statement };
  };

  // "You cannot use AWS account root user credentials to call AssumeRole" (STS API reference).
  if (root && assumes) return denied("resource");
  // "Nothing allows in the same account: identity."
  if (sameAccount && !root && identity === undefined && grants.length === 0) return denied("identity");
  // "Trust policies must explicitly allow access"; "the request is allowed only if both evaluations return a decision of Allow".
  if ((trust || !sameAccount) && grants.length === 0) return denied("resource");
  if (own) return allowed(grants);
  if (!sameAccount) return identity === undefined ? denied("identity") : limit();

  // "If a resource-based policy grants permission directly to the IAM user or the session principal that is making the request,
  // then an implicit deny in an identity-based policy, a permissions boundary, or a session policy does not impact the final decision."
  // "They do not limit permissions granted using the aws:PrincipalArn condition key with a wildcard (*) in the Principal element."
  const isDirect = (one: Applying): boolean =>
    one.forms.includes("caller") || (one.forms.includes("everyone") && one.testsPrincipalArn);
  const grantsAlone = (one: Applying): boolean => {
    if (isDirect(one) && (!trust || open === "passes")) return true;
    // "Resource-based policies that grant permissions to an IAM role ARN are limited by an implicit deny in a permissions boundary or session policy."
    // "For IAM users and role principals within your account, no other permissions are required"; past a boundary the pages are silent.
    if (one.forms.includes("everyone") && open === "passes") return true;
    return one.forms.some((form) => form !== "account") && unlimited;
  };
  const granting = grants.filter(grantsAlone);
  if (granting.length > 0) return allowed(granting);

  // An account named as principal only delegates to its identity-based policies.
  const something =
    identity !== undefined || grants.some((one) => one.forms.some((form) => form !== "account"));
  return something ? limit() : denied("identity");
}
