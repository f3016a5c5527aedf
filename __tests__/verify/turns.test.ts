import { Turns } from "../../lib/verify/turns";

/** Roles by their place, each with calls that wait for a slot behind one that is under way. */
async function orderOf(ask: (turns: Turns, call: (name: string) => () => Promise<void>) => Promise<void>[]) {
  const turns = new Turns(1);
  const order: string[] = [];
  let finish = () => {};
  const underWay = turns.of(0).take(() => new Promise<void>((resolve) => (finish = resolve)));
  const call = (name: string) => () => Promise.resolve(void order.push(name));
  const asked = ask(turns, call);
  finish();
  await Promise.all([underWay, ...asked]);
  return order;
}

test("the first role's calls are made before the second's, each role's in the order in which they were asked for", async () => {
  const order = await orderOf((turns, call) => {
    const [first, second] = [turns.of(0), turns.of(1)];
    return [
      second.take(call("second a")),
      first.take(call("first a")),
      second.take(call("second b")),
      first.take(call("first b")),
    ];
  });
  expect(order).toEqual(["first a", "first b", "second a", "second b"]);
});

test("a role that gave way goes on behind the fifty roles after it, and before the next", async () => {
  const order = await orderOf((turns, call) => {
    const role = turns.of(0);
    role.giveWay();
    return [51, 0, 49].map((place) => {
      const turn = place === 0 ? role : turns.of(place);
      return turn.take(call(`role ${place}`));
    });
  });
  expect(order).toEqual(["role 49", "role 0", "role 51"]);
});

test("at most so many calls are under way at the same time, and one that fails frees its place", async () => {
  const turns = new Turns(3);
  let underWay = 0;
  let most = 0;
  const call = async (place: number) => {
    most = Math.max(most, ++underWay);
    await new Promise(setImmediate);
    underWay--;
    if (place % 2) throw new Error("refused");
  };
  const turn = turns.of(0);
  const calls = Array.from({ length: 20 }, (_, place) => turn.take(() => call(place)));
  const settled = await Promise.allSettled(calls);
  expect(settled.filter(({ status }) => status === "rejected")).toHaveLength(10);
  expect(most).toBe(3);
});
