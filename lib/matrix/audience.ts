import type { AttachedPolicy, InventoryRole } from "../terraform/inventory";
import { holdsUnknown } from "../terraform/unknown";

/** Whom a repository policy can concern at all: everybody, or whoever its principals name. */
export interface Audience {
  readonly everybody: boolean;
  readonly names: readonly string[];
}

export function audienceOf({ document, doubt }: AttachedPolicy): Audience {
  const statements =
    typeof document === "object" && document !== null
      ? [(document as { Statement?: unknown }).Statement].flat()
      : [];
  if (doubt !== undefined || holdsUnknown(document) || statements.length === 0)
    return { everybody: true, names: [] };
  const names: string[] = [];
  for (const statement of statements) {
    const principal = (statement as { Principal?: unknown } | null)?.Principal;
    const aws = typeof principal === "object" && principal !== null ? Object.entries(principal) : undefined;
    if (!aws?.every(([type]) => ["AWS", "Service", "Federated", "CanonicalUser"].includes(type)))
      return { everybody: true, names: [] };
    names.push(...aws.filter(([type]) => type === "AWS").flatMap(([, value]) => [value].flat().map(String)));
  }
  return { everybody: names.some((name) => name.includes("*")), names: [...new Set(names)] };
}

/** Can the policy concern the role: by its name, or by its account's? */
export function concerns({ everybody, names }: Audience, { name, account }: InventoryRole): boolean {
  if (everybody || account === undefined) return true;
  return names.some(
    (one) =>
      one === account ||
      one === `arn:aws:iam::${account}:root` ||
      one.endsWith(`:${account}:root`) ||
      one.endsWith(`/${name}`) ||
      one.includes(`:assumed-role/${name}/`),
  );
}
