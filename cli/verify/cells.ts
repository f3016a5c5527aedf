import { existsSync } from "node:fs";
import { ecrAction } from "../../lib/aws/ecr-actions";
import type { Registry } from "../../lib/config/registry";
import { nearest } from "../../lib/config/suggest";
import { PROBED_ACTIONS } from "../../lib/matrix/cell";
import { Declarations } from "../../lib/matrix/declare";
import { hasRepository, Matrix } from "../../lib/matrix/matrix";
import { readInventory } from "../../lib/terraform/source";
import type { CellToProve } from "../../lib/verify/cell";
import { probeOf } from "../../lib/verify/probes";
import { sample } from "../../lib/verify/sample";
import { UsageError } from "../failure";
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
  const all = allCells(registry, selection.from, actions);
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
  const asked = (actions ?? PROBED_ACTIONS).map((name) => {
    const action = ecrAction(name);
    if (!action) requireKnown("--actions", name, PROBED_ACTIONS);
    if (!probeOf(action!.name)) {
      throw new UsageError(
        `--actions: ${action!.name} can't be asked without changing something; it is predicted only`,
      );
    }
    return action!.name;
  });
  return [...new Set(asked)].filter((action) => !readOnly || probeOf(action)!.readOnly);
}

function allCells(registry: Registry, from: string | undefined, actions: readonly string[]): CellToProve[] {
  const declarations = new Declarations(registry);
  const source = from ?? (existsSync("cdktf.out") ? "cdktf.out" : undefined);
  if (source !== undefined) {
    const matrix = new Matrix(readInventory(source, registry), declarations);
    const cells = [...matrix.cells(actions)];
    return cells.map(({ role, action, repository, declared, predicted }) => ({
      role,
      action,
      repository,
      declared,
      predicted,
    }));
  }
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
