import type { AttachedPolicy } from "../../terraform/inventory";
import { holdsUnknown } from "../../terraform/unknown";

/** Can the policy take access away? */
export function mayDeny({ document }: AttachedPolicy): boolean {
  return holdsUnknown(document) || /"Deny"/.test(JSON.stringify(document));
}
