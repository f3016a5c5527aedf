import type { Registry } from "../../config/registry";
import type { Inventory } from "../../terraform/inventory";
import { hiddenNameChanges, hidesAccess, SOMEBODY } from "../every-name/hidden-access";
import { type Leak, leaksOf } from "./leak";

/** Whatever is hidden may let somebody in. */
export function hiddenLeaks(inventory: Inventory, registry: Registry): Leak[] {
  return leaksOf(hiddenNameChanges(hidesAccess(inventory), registry), { who: SOMEBODY, isRole: false });
}
