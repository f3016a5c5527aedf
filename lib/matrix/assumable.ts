import type { InventoryRole } from "../terraform/inventory";
import { Unknown, holdsUnknown } from "../terraform/unknown";

/** Who may assume a role by its trust policy. */
export interface AssumableBy {
  /** An ARN, an account's root, a service or an identity provider; `*` for everybody; `unknown` where the file does not say. */
  readonly principal: string;
  /** Under which condition, in the policy's own words. */
  readonly condition?: string;
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html */
export function assumableBy({ trust }: InventoryRole): readonly AssumableBy[] {
  if (trust instanceof Unknown) return [{ principal: "unknown", condition: trust.reason }];
  if (typeof trust !== "object" || trust === null) return [];
  const statements = [(trust as { Statement?: unknown }).Statement].flat();
  const denials = statements.filter((one) => effectOf(one) === "Deny").length;
  return statements.flatMap((statement) => {
    if (statement instanceof Unknown) return [{ principal: "unknown", condition: statement.reason }];
    if (effectOf(statement) !== "Allow" || !isAboutAssuming(statement as object)) return [];
    const condition = [
      conditionText((statement as { Condition?: unknown }).Condition),
      denials ? "unless a Deny of the trust policy applies" : "",
    ]
      .filter(Boolean)
      .join("; ");
    return principalsOf(statement as object).map((principal) => ({
      principal,
      ...(condition && { condition }),
    }));
  });
}

function effectOf(statement: unknown): unknown {
  return typeof statement === "object" && statement !== null
    ? (statement as { Effect?: unknown }).Effect
    : undefined;
}

function isAboutAssuming(statement: { Action?: unknown; NotAction?: unknown }): boolean {
  if (statement.Action === undefined) return true;
  return [statement.Action]
    .flat()
    .some((action) => action instanceof Unknown || /^(\*|sts:(\*|Assume.*))$/i.test(String(action)));
}

function principalsOf(statement: { Principal?: unknown; NotPrincipal?: unknown }): readonly string[] {
  const { Principal: principal, NotPrincipal: except } = statement;
  if (except !== undefined) return [`everybody but ${JSON.stringify(except)}`];
  if (principal === "*") return ["*"];
  if (typeof principal !== "object" || principal === null || principal instanceof Unknown) return ["unknown"];
  return Object.values(principal)
    .flat()
    .map((one) => (one instanceof Unknown ? "unknown" : String(one)));
}

/** `StringEquals sts:ExternalId abc`, several joined by "and". */
export function conditionText(condition: unknown): string {
  if (condition instanceof Unknown) return condition.reason;
  if (typeof condition !== "object" || condition === null) return "";
  return Object.entries(condition)
    .flatMap(([operator, keys]) =>
      Object.entries((keys ?? {}) as object).map(
        ([key, value]) =>
          `${operator} ${key} ${holdsUnknown(value) ? "(not known)" : [value].flat().join(" or ")}`,
      ),
    )
    .join(" and ");
}
