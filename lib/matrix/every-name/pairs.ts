import type { InventoryRepository, InventoryRole } from "../../terraform/inventory";
import { isSettled, isSettledPolicy } from "../settled";

/** What stands under one name in two files; absent from a side: it is not there. */
export interface Pair<Item> {
  readonly name: string;
  readonly base?: Item;
  readonly head?: Item;
}

interface Placed {
  readonly name: string;
  readonly account?: string;
  readonly region?: string;
}

/** The items of both sides by name; several of one name go together in the order of their accounts and regions. */
export function pairs<Item extends Placed>(base: readonly Item[], head: readonly Item[]): Pair<Item>[] {
  const [before, after] = [base, head].map(byName);
  return [...new Set([...before!.keys(), ...after!.keys()])].map((key) => {
    const [one, other] = [before!.get(key), after!.get(key)];
    return {
      name: (other ?? one)!.name,
      ...(one && { base: one }),
      ...(other && { head: other }),
    };
  });
}

function byName<Item extends Placed>(items: readonly Item[]): Map<string, Item> {
  const place = ({ account = "", region = "" }: Item) => `${account} ${region}`;
  const counts = new Map<string, number>();
  const found = new Map<string, Item>();
  for (const item of [...items].sort((a, b) => (place(a) < place(b) ? -1 : 1))) {
    const number = counts.get(item.name) ?? 0;
    counts.set(item.name, number + 1);
    found.set(`${number} ${item.name}`, item);
  }
  return found;
}

/** Do both files say the same of the role, and is what they leave open one value? Where it stands makes no difference. */
export function isSameRole({ base, head }: Pair<InventoryRole>): boolean {
  return isWrittenAlike(base, head) && isSettledRole(head!);
}

function isSettledRole({ identity, boundary, trust, tags, otherTags }: InventoryRole): boolean {
  return (
    [...identity, ...(boundary ? [boundary] : [])].every(isSettledPolicy) &&
    isSettled(trust) &&
    isSettled([tags, otherTags])
  );
}

function isWrittenAlike(
  base: InventoryRole | InventoryRepository | undefined,
  head: InventoryRole | InventoryRepository | undefined,
): boolean {
  const [before, after] = [base, head].map((item) => item && JSON.stringify({ ...item, address: undefined }));
  return before !== undefined && before === after;
}
