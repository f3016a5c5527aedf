import { isolationOf } from "../../lib/matrix/isolation";
import { isolationText } from "../../lib/report/isolation-text";
import { readSource } from "../read-matrix";
import { readRegistry } from "../read-registry";

/** Prints who reaches in; the exit status says whether the registry declares it. */
export function showIsolation({ config, from }: { readonly config: string; readonly from: string }): number {
  const registry = readRegistry(config);
  const inventory = readSource(from, registry);
  const isolation = isolationOf(inventory, registry);
  process.stdout.write(isolationText(isolation));
  if (isolation.leaks.some(({ certain }) => certain)) return 1;
  return isolation.leaks.length ? 3 : 0;
}
