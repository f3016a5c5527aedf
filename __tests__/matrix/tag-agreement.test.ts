/** Random tags, paths and policies on both sides: the diff beside asking the evaluator cell by cell. */
import { type AccessChange, changesBetween } from "../../lib/matrix/changes";
import { Random } from "../iam/differential-random";
import { ACTIONS, isAllowed, RandomStacks } from "./random-stacks";
import { inventoryOf, type SmallStack } from "./small-stack";

const ROUNDS = 120;
const ROLES = ["r0", "r1"];

/** What the diff says of one role, action and existing repository, in one direction. */
interface Said {
  readonly cell: string;
  readonly rows: readonly AccessChange[];
  /** A policy that only allows, and everybody, is asked about once for all roles. */
  readonly isGeneral: boolean;
  isAsked(was: SmallStack, is: SmallStack): boolean | undefined;
}

function* saidOf(base: SmallStack, head: SmallStack): Generator<Said> {
  const { access } = changesBetween(inventoryOf(base), inventoryOf(head));
  for (const who of ROLES)
    for (const name of Object.keys(base.repositories!))
      for (const action of ACTIONS)
        for (const direction of ["gained", "lost"] as const) {
          const rows = access.filter(
            (one) =>
              one.direction === direction && one.actions.includes(action) && one.repositories.includes(name),
          );
          yield {
            cell: `${who} ${action} ${name} ${direction}`,
            rows: rows.filter((one) => one.who === who),
            isGeneral: rows.some((one) => one.who === "any role of this account"),
            isAsked(before, after) {
              const [was, is] = [before, after].map((side) => isAllowed(side, who, action, name));
              if (was === undefined || is === undefined) return undefined;
              return direction === "gained" ? !was && is : was && !is;
            },
          };
        }
}

test("diff says of each existing repository what asking both sides says", () => {
  const stacks = new RandomStacks(new Random(47));
  const wrong: string[] = [];
  let [changed, undecided] = [0, 0];
  for (let round = 0; round < ROUNDS; round++) {
    const { base, head } = stacks.pair();
    for (const { cell, rows, isGeneral, isAsked } of saidOf(base, head)) {
      const asked = isAsked(base, head);
      if (asked === undefined) continue;
      changed += Number(asked);
      undecided += Number(rows.length > 0 && !rows.some(({ certain }) => certain));
      if (asked ? !rows.length && !isGeneral : rows.length)
        wrong.push(`${cell}: ${asked} ${JSON.stringify({ base, head, rows })}`);
    }
  }

  expect(wrong.slice(0, 3)).toEqual([]);
  expect(undecided).toBe(0);
  expect(changed).toBeGreaterThan(100);
});

/** The stack with its variables filled. */
const filled = (stack: SmallStack, values: Readonly<Record<string, string>>) =>
  JSON.parse(
    JSON.stringify(stack).replace(/\$\{var\.(\w+)\}/g, (_, name: string) => values[name]!),
  ) as SmallStack;

test("diff says of tags that are not known what may be, and for certain only what is whatever they are", () => {
  const stacks = new RandomStacks(new Random(48), ["a", "b", "${var.x}", "${var.y}"]);
  const values = ["aa", "ab", "ba", "bb"].map(([x, y]) => ({ x: x!, y: y! }));
  const wrong: string[] = [];
  const count = { possible: 0, certain: 0 };
  for (let round = 0; round < ROUNDS; round++) {
    const { base, head } = stacks.pair();
    if (!JSON.stringify([base, head]).includes("${var.")) continue;
    const worlds = values.map((one) => [filled(base, one), filled(head, one)] as const);
    for (const { cell, rows, isGeneral, isAsked } of saidOf(base, head)) {
      const asked = worlds.map(([was, is]) => isAsked(was, is));
      const isCertain = rows.some(({ certain }) => certain);
      if (asked.includes(true) && !rows.length && !isGeneral)
        wrong.push(`${cell}: not said ${JSON.stringify({ base, head })}`);
      if (asked.includes(false) && isCertain)
        wrong.push(`${cell}: for certain ${JSON.stringify({ base, head, rows })}`);
      count.certain += Number(isCertain);
      count.possible += Number(rows.length > 0 && !isCertain);
    }
  }

  expect(wrong.slice(0, 3)).toEqual([]);
  expect(Math.min(count.certain, count.possible)).toBeGreaterThan(50);
});
