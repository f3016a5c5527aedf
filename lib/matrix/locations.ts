import type { Inventory } from "../terraform/inventory";

/** An account and a region that no policy can mean. */
const OTHER_ACCOUNT = "000000000000";
const OTHER_REGION = "xx-other-1";

/**
 * The accounts and regions to try where the inventory does not tell: each that its policies name, since only these can
 * make a difference, and one that none of them names.
 */
export function locationsOf(inventory: Inventory): readonly { account: string; region: string }[] {
  const { account, region, roles, repositories } = inventory;
  const isComplete =
    account !== undefined &&
    region !== undefined &&
    roles.every((role) => role.account !== undefined) &&
    repositories.every((one) => one.account !== undefined && one.region !== undefined);
  if (isComplete) return [{ account, region }];
  const text = JSON.stringify([roles, repositories]);
  const accounts =
    roles.every((role) => role.account) && account !== undefined
      ? [account]
      : [...new Set([...(text.match(/(?<!\d)\d{12}(?!\d)/g) ?? []), OTHER_ACCOUNT])];
  const regions =
    repositories.every((one) => one.region) && region !== undefined
      ? [region]
      : [...new Set([...(text.match(/\b[a-z]{2,4}(?:-[a-z]+)+-\d+\b/g) ?? []), OTHER_REGION])];
  return accounts.flatMap((one) => regions.map((other) => ({ account: one, region: other })));
}
