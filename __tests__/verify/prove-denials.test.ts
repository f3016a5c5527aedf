import type { CellToProve } from "../../lib/verify/cell";
import type { Clock } from "../../lib/verify/clock";
import type { Finding } from "../../lib/verify/judge";
import { proveDenials } from "../../lib/verify/prove-denials";
import { seeded } from "./scaled-clock";

const control: CellToProve = {
  role: "r",
  action: "ecr:ListImages",
  repository: "team-a/x",
  declared: "allowed",
  predicted: "allowed",
};
const target: CellToProve = { ...control, repository: "team-b/x", declared: "denied", predicted: "denied" };

type World = (cell: CellToProve, seconds: number) => "allowed" | "denied" | undefined;

/** A world in which time passes only by sleeping, and each answer depends on the time. */
async function proveIn(world: World, timeout = 120, positive: CellToProve | null = control) {
  let now = 0;
  const clock: Clock = { now: () => now, sleep: (ms) => ((now += ms), Promise.resolve()), random: () => 0 };
  const asked: { cell: CellToProve; at: number }[] = [];
  const ask = (cell: CellToProve): Promise<Finding> => {
    asked.push({ cell, at: now / 1_000 });
    const observed = world(cell, now / 1_000);
    now += 300;
    return Promise.resolve({
      ...(observed && { observed }),
      reason: observed ?? "throttled",
      retryable: false,
    });
  };
  const tally = (cell: CellToProve) => {
    const observed = world(cell, now / 1_000);
    return {
      attempts: 1,
      last: { ...(observed && { observed }), reason: observed ?? "throttled", retryable: false },
    };
  };
  const props = {
    asker: { ask, tally },
    clock,
    turn: { giveWay: () => undefined },
    signal: new AbortController().signal,
    deadline: timeout * 1_000,
  };
  const { cells, settled } = await proveDenials([target], positive ?? undefined, props);
  const { observed, reason } = cells.get(target)!;
  return {
    observed,
    reason,
    settled,
    asked: asked.filter(({ cell }) => cell === target),
    end: now / 1_000,
  };
}

const is = (cell: CellToProve, other: CellToProve) => cell === other;

describe("an expected denial", () => {
  test("counts when it was seen twice, five seconds apart, beside an allowed control", async () => {
    const { observed, asked } = await proveIn((cell) => (is(cell, control) ? "allowed" : "denied"));
    expect(observed).toBe("denied");
    expect(asked).toHaveLength(2);
    expect(asked[1]!.at - asked[0]!.at).toBeGreaterThanOrEqual(5);
  });

  test("shows nothing where the role has no control", async () => {
    const { observed, reason } = await proveIn(() => "denied", 120, null);
    expect(observed).toBe("inconclusive");
    expect(reason).toContain("it shows nothing");
  });

  test("contradicts where the role has no control, but not while an old grant lingers", async () => {
    const lingering = await proveIn((_cell, at) => (at < 60 ? "allowed" : "denied"), 120, null);
    expect(lingering.observed).toBe("inconclusive");
    const open = await proveIn(() => "allowed", 120, null);
    expect(open.observed).toBe("allowed");
    expect(open.end).toBeGreaterThanOrEqual(120);
  });

  test("shows nothing while the control is denied too", async () => {
    const { observed, end } = await proveIn(() => "denied");
    expect(observed).toBe("inconclusive");
    expect(end).toBeLessThan(300);
  });

  test("is a contradiction when it stays allowed until the time is over", async () => {
    const { observed, end } = await proveIn(() => "allowed");
    expect(observed).toBe("allowed");
    expect(end).toBeGreaterThanOrEqual(120);
    expect(end).toBeLessThan(150);
  });

  test("is waited for while an old grant lingers", async () => {
    const { observed } = await proveIn((cell, at) => (is(cell, control) || at < 60 ? "allowed" : "denied"));
    expect(observed).toBe("denied");
  });

  test.each([3, 7, 20])(
    "is not believed of a role whose policies are for %d seconds the old ones, again and again",
    async (period) => {
      // in the old view the role may do nothing, in the new one everything
      const { observed } = await proveIn((_cell, at) => (Math.floor(at / period) % 2 ? "denied" : "allowed"));
      expect(observed).not.toBe("denied");
    },
  );

  test("is not asked where fifty others got no answer, however long they were asked again", async () => {
    const cells = Array.from({ length: 500 }, (_, index) => ({ ...target, repository: `team-b/${index}` }));
    const asked = new Set<CellToProve>();
    const ask = (cell: CellToProve): Promise<Finding> => {
      asked.add(cell);
      return Promise.resolve({ reason: "throttled", retryable: true });
    };
    const tally = () => ({ attempts: 1, last: { reason: "throttled", retryable: true } });
    const proved = await proveDenials(cells, undefined, {
      asker: { ask, tally },
      clock: { now: () => 0, sleep: () => Promise.resolve(), random: () => 0 },
      turn: { giveWay: () => undefined },
      signal: new AbortController().signal,
      deadline: 0,
    });
    expect(asked.size).toBe(50);
    expect([...proved.cells.values()].every(({ observed }) => observed === "inconclusive")).toBe(true);
  });

  test("is inconclusive where the service fails until the time is over", async () => {
    const { observed, reason } = await proveIn((cell) => (is(cell, control) ? "allowed" : undefined));
    expect({ observed, reason }).toEqual({ observed: "inconclusive", reason: "throttled" });
  });
});

describe("in worlds whose policies go back and forth for up to 90 seconds", () => {
  const views = {
    right: { control: "allowed", target: "denied" },
    broad: { control: "allowed", target: "allowed" },
    nothing: { control: "denied", target: "denied" },
  } as const;

  test.each([
    ["nothing", "right", "denied"],
    ["broad", "right", "denied"],
    ["nothing", "broad", "allowed"],
  ] as const)("from %s to %s: %s, in 300 of 300", async (old, last, truth) => {
    for (let seed = 1; seed <= 300; seed++) {
      const random = seeded(seed);
      const until = random() * 90;
      const flips = Array.from({ length: Math.floor(random() * 12) }, () => random() * until).sort(
        (a, b) => a - b,
      );
      const { observed } = await proveIn((cell, at) => {
        const isOld = at < until && flips.filter((flip) => flip <= at).length % 2 === 0;
        return views[isOld ? old : last][is(cell, control) ? "control" : "target"];
      });
      expect({ seed, observed }).toEqual({ seed, observed: truth });
    }
  });
});
