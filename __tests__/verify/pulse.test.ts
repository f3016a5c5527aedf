import { Pulse } from "../../lib/verify/pulse";

function pulseAt() {
  let now = 0;
  const lost: string[] = [];
  const clock = { now: () => now, sleep: () => Promise.resolve(), random: () => 0 };
  const pulse = new Pulse(clock, 150_000, (reason) => lost.push(reason.message));
  return { pulse, lost, at: (seconds: number) => (now = seconds * 1_000) };
}

const reset = Object.assign(new Error("read ECONNRESET"), { name: "Error" });
const denied = Object.assign(new Error("no"), { name: "AccessDeniedException" });

test("a service that has not answered for longer than the patience is lost", () => {
  const { pulse, lost, at } = pulseAt();
  at(150);
  pulse.count(reset);
  expect(lost).toEqual([]);
  at(151);
  pulse.count(reset);
  expect(lost).toEqual(["the service gave no answer for 150 s"]);
});

test.each([
  ["an answer", (pulse: Pulse) => pulse.beat()],
  ["a denial, which is an answer too", (pulse: Pulse) => pulse.count(denied)],
])("%s starts the patience anew", (_case, answer) => {
  const { pulse, lost, at } = pulseAt();
  at(100);
  answer(pulse);
  at(200);
  pulse.count(reset);
  expect(lost).toEqual([]);
});
