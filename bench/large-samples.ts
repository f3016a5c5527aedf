/** Answers about many teams at once, held on samples against asking the evaluator cell by cell. */
import type { Registry } from "../lib/config/registry";
import { changesBetween } from "../lib/matrix/changes";
import { Declarations } from "../lib/matrix/declare";
import type { NameChange } from "../lib/matrix/every-name";
import { isolationOf } from "../lib/matrix/isolation";
import { Matrix } from "../lib/matrix/matrix";
import { summarize } from "../lib/matrix/summary";
import { SortedTexts } from "../lib/matrix/changes/sorted-texts";
import { arnOf, touchedArns } from "../lib/matrix/changes/touched-repositories";
import type { Inventory } from "../lib/terraform/inventory";
import { ACTIONS, agree, isAllowed, type Sample, samplesOf } from "./sampled-cells";

/** What the synthesized stacks say, and what they say after a slash was dropped in every `namespace/*`. */
export interface LargeStacks {
  readonly registry: Registry;
  readonly sound: Inventory;
  readonly broken: Inventory;
}

/** The matrix's summary: the group in which a cell is says what it is predicted to be. */
export function matrixSamples({ registry, broken }: LargeStacks): number {
  const matrix = new Matrix(broken, new Declarations(registry));
  const groups = grouped(summarize(matrix, ACTIONS).groups, ({ role }) => role);
  const said = ({ role, action, repository }: Sample) =>
    groups
      .get(role)!
      .find((group) => group.actions.includes(action) && group.repositories().includes(repository))!
      .predicted === "allowed";
  return agree(samplesOf(broken, true), said, (sample) => isAllowed(broken, sample));
}

/** Who can: every role on one repository, into which a namespace that begins alike reaches. */
export function whoCanSamples({ broken }: LargeStacks): number {
  const matrix = new Matrix(broken, undefined);
  const repository = matrix.repositories.find(({ name }) => name === "team-71/app-3")!;
  const samples = matrix.roles.map(({ name: role }) => ({
    role,
    action: ACTIONS[0]!,
    repository: repository.name,
  }));
  const answers = new Map(
    matrix.roles.map((role) => [role.name, matrix.predict(role, repository)(ACTIONS[0]!).predicted]),
  );
  const allowed = samples.filter((sample) => isAllowed(broken, sample));
  const said = samples.filter(({ role }) => answers.get(role) === "allowed");
  if (allowed.length < 3 || JSON.stringify(said) !== JSON.stringify(allowed))
    throw new Error(`said ${JSON.stringify(said)}, but the evaluator ${JSON.stringify(allowed)}`);
  return samples.length;
}

/** Isolation: what the broken stacks give beyond the registry, for every name. */
export function isolationSamples({ registry, broken }: LargeStacks): number {
  const declared = new Declarations(registry).roles;
  const { leaks } = isolationOf(broken, registry);
  return gainedSamples(leaks, broken, ({ role, action, repository }) => {
    return declared.get(role)!.declared(action, repository) === "allowed";
  });
}

/** Diff: what the broken stacks give more than the sound ones, for every name. */
export function diffSamples({ sound, broken }: LargeStacks): number {
  const { access } = changesBetween(sound, broken);
  const gained = access.filter(({ direction }) => direction === "gained");
  return gainedSamples(gained, broken, (sample) => isAllowed(sound, sample));
}

function gainedSamples(
  changes: readonly (Omit<NameChange, "direction"> & { readonly who: string })[],
  broken: Inventory,
  before: (sample: Sample) => boolean,
): number {
  const byRole = grouped(changes, ({ who }) => who);
  const location = { partition: "aws", region: broken.region, account: broken.account! };
  const touches = (change: Omit<NameChange, "direction">, name: string) =>
    touchedArns(change, location, new SortedTexts([arnOf(name, location)], (arn) => arn)).length > 0;
  const said = ({ role, action, repository }: Sample) =>
    (byRole.get(role) ?? []).some((change) => change.actions.includes(action) && touches(change, repository));
  return agree(samplesOf(broken, false), said, (sample) => isAllowed(broken, sample) && !before(sample));
}

function grouped<Item>(
  items: readonly Item[],
  by: (item: Item) => string,
): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(by(item)) ?? [];
    groups.set(by(item), group);
    group.push(item);
  }
  return groups;
}
