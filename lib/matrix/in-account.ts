import type { Inventory } from "../terraform/inventory";
import { Unknown } from "../terraform/unknown";

/** The inventory as it would be in another account: its own number is replaced wherever it stands. */
export function inAccount(inventory: Inventory, account: string | undefined): Inventory {
  const { account: own } = inventory;
  if (own === undefined || account === undefined || own === account) return inventory;
  const number = new RegExp(`(?<!\\d)${own}(?!\\d)`, "g");
  const replace = (value: unknown): unknown => {
    if (typeof value === "string") return value.replace(number, account);
    if (value instanceof Unknown) {
      const { reason, targets, parts, origin } = value;
      return new Unknown(
        reason,
        targets,
        parts?.map((part) => replace(part) as string | Unknown),
        origin,
      );
    }
    if (Array.isArray(value)) return value.map(replace);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, replace(part)]));
  };
  return replace(inventory) as Inventory;
}
