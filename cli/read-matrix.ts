import { existsSync } from "node:fs";
import { ecrAction, ecrActions } from "../lib/aws/ecr-actions";
import { nearest } from "../lib/config/suggest";
import type { Registry } from "../lib/config/registry";
import { PROBED_ACTIONS } from "../lib/matrix/cell";
import { Declarations } from "../lib/matrix/declare";
import { Matrix } from "../lib/matrix/matrix";
import type { Inventory } from "../lib/terraform/inventory";
import { SourceError, readInventory } from "../lib/terraform/source";
import { oneLine } from "../lib/report/one-line";
import { UsageError } from "./failure";
import { readRegistry } from "./read-registry";

export const DEFAULT_CONFIG = "registry.yaml";
export const DEFAULT_FROM = "cdktf.out";

export interface MatrixSource {
  /** The registry's file; undefined: registry.yaml if it is there. */
  readonly config?: string;
  readonly from: string;
}

/** The matrix of FROM, with what the registry declares if there is one. */
export function readMatrix(source: MatrixSource): Matrix {
  return readBoth(source).matrix;
}

/** The same, and the registry. */
export function readBoth({ config, from }: MatrixSource): { matrix: Matrix; registry: Registry | undefined } {
  const registry =
    config === undefined && !existsSync(DEFAULT_CONFIG) ? undefined : readRegistry(config ?? DEFAULT_CONFIG);
  const inventory = readSource(from, registry);
  return { matrix: new Matrix(inventory, registry && new Declarations(registry)), registry };
}

/**
 * FROM, read; what could not be read is said on stderr.
 *
 * @throws {UsageError} it can't be read, or is about another account than the registry
 */
export function readSource(from: string, registry?: Pick<Registry, "account" | "region">): Inventory {
  const inventory = inventoryOf(from, registry);
  for (const unknown of inventory.unknowns) console.error(oneLine(`not read: ${unknown}`));
  if (registry && inventory.account !== undefined && inventory.account !== registry.account) {
    throw new UsageError(
      `${from}: is about account ${inventory.account}, the registry about ${registry.account}`,
    );
  }
  return inventory;
}

function inventoryOf(from: string, registry?: Pick<Registry, "account" | "region">): Inventory {
  try {
    return readInventory(from, registry && { account: registry.account, region: registry.region });
  } catch (error) {
    if (error instanceof SourceError) throw new UsageError(error.message);
    throw error;
  }
}

/** Actions in AWS's spelling; `ListImages` means `ecr:ListImages`. */
export function readActions(names: readonly string[] | undefined): readonly string[] {
  if (!names) return PROBED_ACTIONS;
  const problems: string[] = [];
  const actions = names.map((name) => {
    const prefixed = name.includes(":") ? name : `ecr:${name}`;
    const found = ecrAction(prefixed);
    if (!found)
      problems.push(
        `${quote(name)} is no action of Amazon ECR${suggestion(
          prefixed,
          ecrActions.map((one) => one.name),
        )}`,
      );
    return found?.name ?? name;
  });
  if (problems.length) throw new UsageError(...problems);
  if (!actions.length) throw new UsageError("--actions names no action");
  return [...new Set(actions)];
}

/** The one that is named so, or a failure that names the nearest. */
export function findNamed<Item extends { readonly name: string }>(
  kind: string,
  name: string,
  items: readonly Item[],
  where: string,
): Item {
  const found = items.find((item) => item.name === name);
  if (found) return found;
  throw new UsageError(
    `no ${kind} is named ${quote(name)} in ${where}${suggestion(
      name,
      items.map((item) => item.name),
    )}`,
  );
}

function suggestion(name: string, known: readonly string[]): string {
  const near = nearest(name, known);
  return near === undefined ? "" : `; the nearest is ${quote(near)}`;
}

const quote = (text: string) => JSON.stringify(text);
