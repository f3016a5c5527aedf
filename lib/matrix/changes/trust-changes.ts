import type { InventoryRole } from "../../terraform/inventory";
import type { AssumableBy } from "../assumable";
import type { Pair } from "../every-name/pairs";
import { covers, trustGrants, type TrustGrant } from "./trust-grants";

/** Who may assume a role, by its trust policy. */
export interface AssumeChange extends AssumableBy {
  readonly role: string;
  readonly direction: "gained" | "lost";
  readonly certain: boolean;
  /** Why it is not certain; how the same principal stands on the other side. */
  readonly because?: string;
}

/**
 * Who may assume the role on one side and not for certain on the other. A grant that the other side covers with one
 * statement, for the same principal (or everybody), as many actions and no further condition, is no change: so
 * statements that are removed, conditions that are added and values that are taken out of a list only lose.
 */
export function trustChanges({ name, base, head }: Pair<InventoryRole>): AssumeChange[] {
  const [before, after] = [base, head].map((role, side) =>
    role ? trustGrants(role, side ? "head" : "base") : [],
  );
  return [
    ...beyond(after!, before!).map((one) => ({ ...one, role: name, direction: "gained" as const })),
    ...beyond(before!, after!).map((one) => ({ ...one, role: name, direction: "lost" as const })),
  ];
}

type Beyond = Omit<AssumeChange, "role" | "direction">;

/** The grants that the others do not cover, or that a Deny of theirs may have kept back. */
function beyond(grants: readonly TrustGrant[], others: readonly TrustGrant[]): Beyond[] {
  const denials = grants.filter(({ effect }) => effect !== "Allow");
  const isFreed = others.some(
    (other) =>
      other.effect !== "Allow" &&
      !denials.some((denial) => covers(denial, other) && denial.own === other.own),
  );
  return grants.flatMap((grant) => {
    if (grant.effect === "Deny") return [];
    const { principal, condition } = grant;
    const shown = { principal, ...(condition && { condition }) };
    const covering = others.filter((other) => other.effect !== "Deny" && covers(other, grant));
    if (!covering.length) {
      const beside = others.find((other) => other.effect === "Allow" && other.principal === principal);
      const because =
        beside &&
        `on the other side ${beside.condition ? `with ${beside.condition}` : "without a condition"}`;
      return [{ ...shown, certain: grant.tests !== undefined, ...(because && { because }) }];
    }
    if (!covering.some(({ own }) => own === grant.own))
      return [{ ...shown, certain: false, because: "the role's own tags change, which the condition reads" }];
    return isFreed
      ? [
          {
            ...shown,
            certain: false,
            because: "a Deny of the trust policy on the other side may keep it back",
          },
        ]
      : [];
  });
}
