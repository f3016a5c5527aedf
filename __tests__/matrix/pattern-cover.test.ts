import fc from "fast-check";
import { type Cell, coverOf, type Covered } from "../../lib/matrix/every-name/pattern-cover";

const cells = (...each: number[][]): Cell[] => each.map((patterns) => new Set(patterns));
/** The numbers of the cells that these words say. */
const meant = (all: readonly Cell[], said: readonly Covered[]) =>
  all.flatMap((cell, number) =>
    said.some(
      ({ within, except }) => within.every((one) => cell.has(one)) && !except.some((one) => cell.has(one)),
    )
      ? [number]
      : [],
  );
const words = (all: readonly Cell[], ...wanted: number[]) =>
  coverOf(all, new Set(wanted), [6, 7, 4]).map(({ within, except }) => ({ within, except }));

/** Pattern 0 is wider than pattern 1, pattern 2 beside both. */
const nested = cells([], [0], [0, 1], [2], [0, 2], [0, 1, 2]);

test.each<[string, number[], object[]]>([
  ["every name", [0, 1, 2, 3, 4, 5], [{ within: [], except: [] }]],
  ["every name but those of a pattern", [0, 3], [{ within: [], except: [0] }]],
  ["a pattern", [2, 5], [{ within: [1], except: [] }]],
  ["a pattern less a narrower one", [1, 4], [{ within: [0], except: [1] }]],
  ["what two patterns match", [5], [{ within: [1, 2], except: [] }]],
  ["nothing", [], []],
  [
    "two patterns",
    [2, 3, 4, 5],
    [
      { within: [2], except: [] },
      { within: [1], except: [] },
    ],
  ],
])("says %s in as few words as can be", (_what, wanted, expected) => {
  expect(words(nested, ...wanted)).toEqual(expected);
});

test("says neither more nor less than what is wanted, whatever the patterns", () => {
  const arbitrary = fc.uniqueArray(fc.subarray([0, 1, 2, 3, 4]), {
    minLength: 1,
    maxLength: 20,
    selector: (cell) => cell.join(),
  });
  fc.assert(
    fc.property(arbitrary, fc.infiniteStream(fc.boolean()), (given, choose) => {
      const all = cells(...given);
      const wanted = all.flatMap((_, number) => (choose.next().value ? [number] : []));
      expect(meant(all, coverOf(all, new Set(wanted), [1, 2, 3, 4, 5]))).toEqual(wanted);
    }),
    { numRuns: 500, seed: 13 },
  );
});
