import { existsSync } from "node:fs";
import type { Registry } from "../../lib/config/registry";
import { nearest } from "../../lib/config/suggest";
import { Declarations } from "../../lib/matrix/declare";
import { hasRepository, Matrix } from "../../lib/matrix/matrix";
import type { CellToProve } from "../../lib/verify/cell";
import { probeOf } from "../../lib/verify/probes";
import { sample } from "../../lib/verify/sample";
import { UsageError } from "../failure";
import { DEFAULT_FROM, readActions, readSource } from "../read-matrix";
import type { VerifyOptions } from "./options";

/** The cells to prove, and what a reader must know about those that are left out. */
export interface CellsToProve {
  readonly cells: readonly CellToProve[];
  readonly notAsked: readonly string[];
  /** How many cells there would be without a sample. */
  readonly of: number;
}

type Selection = Pick<VerifyOptions, "from" | "role" | "repository" | "actions" | "readOnly" | "sample">;

const UPLOADS = ["ecr:InitiateLayerUpload", "ecr:UploadLayerPart", "ecr:CompleteLayerUpload"];

/** @throws {UsageError} a role, repository or action that is not there, with the nearest one that is */
export function cellsToProve(registry: Registry, selection: Selection): CellsToProve {
  const actions = actionsToProbe(selection);
  const from = selection.from ?? (existsSync(DEFAULT_FROM) ? DEFAULT_FROM : undefined);
  const all = allCells(registry, from, actions);
  const roles = new Set(all.map((cell) => cell.role));
  const repositories = new Set(all.map((cell) => cell.repository));
  for (const role of selection.role ?? []) requireKnown("--role", role, [...roles]);
  for (const pattern of selection.repository ?? []) {
    if (![...repositories].some((name) => fits(pattern, name)))
      requireKnown("--repository", pattern, [...repositories]);
  }
  const chosen = all.filter(
    ({ role, repository }) =>
      (!selection.role || selection.role.includes(role)) &&
      (!selection.repository || selection.repository.some((pattern) => fits(pattern, repository))),
  );
  const notAsked = [`${UPLOADS.join(", ")} are predicted only: asking them would change something`];
  if (from === undefined) notAsked.push(`nothing is predicted: there is no ${DEFAULT_FROM}, and no --from`);
  if (selection.readOnly) notAsked.push("--read-only left out ecr:PutImage and ecr:BatchDeleteImage");
  if (selection.sample === undefined) return { cells: chosen, notAsked, of: chosen.length };
  const sampled = sample(chosen, selection.sample);
  return {
    cells: sampled.map(({ cell, standsFor }) => ({ ...cell, standsFor })),
    notAsked: [
      ...notAsked,
      `sampled: ${sampled.length} cells were asked for ${chosen.length} that behave alike by prediction`,
    ],
    of: chosen.length,
  };
}

function actionsToProbe({ actions, readOnly }: Selection): string[] {
  const asked = readActions(actions);
  const unprobed = asked.filter((action) => !probeOf(action));
  if (unprobed.length) {
    throw new UsageError(
      ...unprobed.map((action) => `--actions: ${action} can't be asked without changing something`),
    );
  }
  return asked.filter((action) => !readOnly || probeOf(action)!.readOnly);
}

function allCells(registry: Registry, from: string | undefined, actions: readonly string[]): CellToProve[] {
  const declarations = new Declarations(registry);
  if (from !== undefined) return predictedCells(registry, from, declarations, actions);
  return [...declarations.roles].flatMap(([role, declaration]) =>
    [...declarations.repositories, "*"].flatMap((repository) =>
      actions
        .filter((action) => hasRepository(action) === (repository !== "*"))
        .map((action): CellToProve => ({
          role,
          action,
          repository,
          declared: declaration.declared(action, repository),
          predicted: "unknown",
        })),
    ),
  );
}

function predictedCells(
  registry: Registry,
  from: string,
  declarations: Declarations,
  actions: readonly string[],
): CellToProve[] {
  const inventory = readSource(from, registry);
  const cells = [...new Matrix(inventory, declarations).cells(actions)];
  return cells.map(({ role, action, repository, declared, predicted }) => ({
    role,
    action,
    repository,
    declared,
    predicted,
  }));
}

function fits(pattern: string, repository: string): boolean {
  return pattern.endsWith("*") ? repository.startsWith(pattern.slice(0, -1)) : repository === pattern;
}

function requireKnown(option: string, name: string, known: readonly string[]): void {
  if (known.includes(name)) return;
  const like = nearest(name, known);
  throw new UsageError(
    `${option} must name one that is there${like ? ` (did you mean ${like}?)` : ""}, got ${JSON.stringify(name)}`,
  );
}
