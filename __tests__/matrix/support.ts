import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Registry } from "../../lib/config/registry";
import type { Cell } from "../../lib/matrix/cell";
import { PROBED_ACTIONS } from "../../lib/matrix/cell";
import { Declarations } from "../../lib/matrix/declare";
import { Matrix } from "../../lib/matrix/matrix";
import { SortedTexts } from "../../lib/matrix/changes/sorted-texts";
import { arnOf, touchedArns } from "../../lib/matrix/changes/touched-repositories";
import type { Inventory } from "../../lib/terraform/inventory";
import { readInventory } from "../../lib/terraform/source";
import { fullSynth } from "../stacks/full-synth";

/** Changes the text of a synthesized file: path → text → text. */
export type Sabotage = (text: string, file: string) => string;

/** What the synthesized stacks of a registry say, after someone has changed them. */
export function synthesizedInventory(registry: Registry, sabotage: Sabotage = (text) => text): Inventory {
  const folder = mkdtempSync(join(tmpdir(), "ecr-access-matrix-"));
  try {
    for (const [file, text] of Object.entries(fullSynth(registry))) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), sabotage(text, file));
    }
    return readInventory(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export function matrixOf(registry: Registry, sabotage?: Sabotage): Matrix {
  return new Matrix(synthesizedInventory(registry, sabotage), new Declarations(registry));
}

export function cellsOf(matrix: Matrix): readonly Cell[] {
  return [...matrix.cells(PROBED_ACTIONS)];
}

/** The cells in which declared and predicted are not the same, as lines. */
export function disagreements(cells: Iterable<Cell>): readonly string[] {
  return [...cells]
    .filter(({ declared, predicted }) => declared !== predicted)
    .map(
      ({ role, action, repository, declared, predicted, reason }) =>
        `${role} ${action} ${repository}: declared ${declared}, predicted ${predicted} (${reason})`,
    );
}

const LOCATION = { partition: "aws", region: "us-west-2", account: "123456789012" };

/** Does the change or the leak speak of the repository of that name? */
export function touches(change: Parameters<typeof touchedArns>[0], name: string): boolean {
  const arn = arnOf(name, LOCATION);
  return touchedArns(change, LOCATION, new SortedTexts([arn], (text) => text)).length > 0;
}
