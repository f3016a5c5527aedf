import type { Changes } from "../matrix/changes";

/** The changes as JSON, version 1 of a public interface. */
export function changesJson({ access, assume, unknowns }: Changes): string {
  return `${JSON.stringify({ version: 1, access, assume, notRead: unknowns }, null, 2)}\n`;
}
