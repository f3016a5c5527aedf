import type { DecisionRecord } from "./decisions";

/** Where the statement would have to stand, by the kind of policy that did not allow. */
const PLACES: Readonly<Record<string, string>> = {
  identity: "an identity policy of",
  none: "an identity policy of",
  both: "an identity policy of",
  boundary: "the permissions boundary of",
  session: "the session policy of",
};

/**
 * A denial in words, with the statement that denied or the one that was missing; `undefined` for what was allowed.
 */
export function explain(record: DecisionRecord): string | undefined {
  const { verdict, principal = "an unknown sender", action = "a request", resource = "*" } = record;
  const denied = `denied: ${principal} ${action} on ${resource}`;
  switch (verdict) {
    case "Allowed":
      return undefined;
    case "Refused":
      return `refused: ${principal} ${action}: ${record.reason ?? ""}`;
    case "ExplicitlyDenied":
      return `${denied}\n  statement ${record.statement ?? "?"} of ${record.policy ?? "a policy"} denies it (${record.by ?? ""})`;
    case "ImplicitlyDenied":
      return `${denied}\n  ${missing(record, action, resource, principal)}`;
  }
}

function missing(
  { by = "none", reason }: DecisionRecord,
  action: string,
  resource: string,
  principal: string,
): string {
  if (reason !== undefined) return reason;
  if (by === "trust") {
    return `missing in the role's trust policy: ${statement({ Principal: { AWS: principal }, Action: action })}`;
  }
  if (by === "resource") {
    return `missing in the repository's policy: ${statement({ Principal: { AWS: principal }, Action: action })}`;
  }
  const place = PLACES[by] ?? `a ${by} policy of`;
  return `missing in ${place} ${principal}: ${statement({ Action: action, Resource: resource })}`;
}

function statement(fields: object): string {
  return JSON.stringify({ Effect: "Allow", ...fields });
}
