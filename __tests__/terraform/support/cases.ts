import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { PROBED_ACTIONS } from "../../../lib/matrix/cell";
import { Matrix } from "../../../lib/matrix/matrix";
import { readInventory } from "../../../lib/terraform/source";

export const CASES = join(__dirname, "..", "data", "cases");

type Actions = "all" | readonly string[];

/** By role and repository, what is not denied; every other cell is. */
type Answers = Readonly<
  Record<string, Readonly<Record<string, { readonly allowed?: Actions; readonly unknown?: Actions }>>>
>;

/** A case's expectations: what Terraform was given is in the folders `1`, `2`, … beside them, each a step. */
export interface Expectations {
  readonly title: string;
  /** The page from which the answers were reasoned out. */
  readonly page: string;
  /** A public module that the case calls as `./module`; nothing of it is in this repository. */
  readonly module?: { readonly repository: string; readonly version: string };
  /** `plan-1`, `state-1`, …: what was planned in a step, and what the state held after it. */
  readonly [file: `${"plan" | "state"}-${number}`]: Answers;
}

export function caseNames(): readonly string[] {
  return readdirSync(CASES).filter((name) => existsSync(join(CASES, name, "expected.json")));
}

/** Where checkouts of public modules are, each as `OWNER/NAME@VERSION`; without it their cases are read from what was recorded. */
export const MODULES = process.env.ECR_ACCESS_MODULES;

/** The cases that can be planned here. */
export function plannableCases(): readonly string[] {
  return caseNames().filter((name) => MODULES !== undefined || !expectationsOf(name).module);
}

export function expectationsOf(name: string): Expectations {
  return JSON.parse(readFileSync(join(CASES, name, "expected.json"), "utf8")) as Expectations;
}

/** The files that are expected of a case: `plan-1`, `state-1`, … */
export function filesOf(expectations: Expectations): readonly string[] {
  return Object.keys(expectations).filter((key) => /^(plan|state)-\d+$/.test(key));
}

export function answersOf(expectations: Expectations, file: string): Answers {
  return expectations[file as "plan-1"] ?? {};
}

/** Every cell of a file as lines to compare: `reader ListImages team-a/alpine: allowed`. */
export function predictedLines(file: string): readonly string[] {
  const matrix = new Matrix(readInventory(file), undefined);
  const cells = [...matrix.cells(PROBED_ACTIONS)];
  return cells
    .map(({ role, action, repository, predicted }) => line(role, action, repository, predicted))
    .sort();
}

/** The same lines as expected: of each role that is named, on each repository that any role has. */
export function expectedLines(answers: Answers, file: string): readonly string[] {
  const repositories = readInventory(file).repositories.map(({ name }) => name);
  const lines = Object.entries(answers).flatMap(([role, byRepository]) =>
    PROBED_ACTIONS.flatMap((action) => {
      const asked = action === "ecr:GetAuthorizationToken" ? ["*"] : repositories;
      return asked.map((repository) =>
        line(role, action, repository, answerOf(byRepository[repository], action)),
      );
    }),
  );
  return lines.sort();
}

function answerOf(
  expected: { readonly allowed?: Actions; readonly unknown?: Actions } | undefined,
  action: string,
): string {
  const includes = (actions: Actions | undefined) =>
    actions === "all" || actions?.includes(action.slice("ecr:".length));
  if (includes(expected?.allowed)) return "allowed";
  return includes(expected?.unknown) ? "unknown" : "denied";
}

function line(role: string, action: string, repository: string, answer: string): string {
  return `${role} ${action.slice("ecr:".length)} ${repository}: ${answer}`;
}
