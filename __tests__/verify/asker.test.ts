import { Asker } from "../../lib/verify/asker";
import type { CellToProve } from "../../lib/verify/cell";
import type { Clock } from "../../lib/verify/clock";
import { Pulse } from "../../lib/verify/pulse";
import type { RoleSession } from "../../lib/verify/role-session";
import { Secrets } from "../../lib/verify/secrets";

const cell: CellToProve = {
  role: "r",
  action: "ecr:ListImages",
  repository: "team-a/x",
  declared: "denied",
  predicted: "denied",
};
const clock: Clock = { now: () => 0, sleep: () => Promise.resolve(), random: () => 0 };

/** What is kept of a cell whose only call fails like that. */
async function keptOf(failure: Error & { $metadata?: object }) {
  const secrets = new Secrets();
  secrets.add("s3cr3t+token/0123456789=");
  const asker = new Asker({
    session: { current: { send: () => Promise.reject(failure) } } as unknown as RoleSession,
    caller: "arn:aws:sts::123456789012:assumed-role/r/s",
    resourceOf: (name) => name,
    turn: { take: (call) => call() },
    clock,
    pulse: new Pulse(clock, 1_000, () => undefined),
    secrets,
    signal: new AbortController().signal,
    timeout: 0,
  });
  await asker.ask(cell, 0);
  return asker.tally(cell).last;
}

test("what is kept of an answer holds no secret, be it in the words or in the request's id", async () => {
  const failure = Object.assign(new Error("you sent s3cr3t+token/0123456789="), {
    name: "AccessDeniedException",
    $metadata: { requestId: "for s3cr3t+token/0123456789=\u001b[2J" },
  });
  const { reason, requestId } = await keptOf(failure);
  expect(reason).toBe("a denial that can't be read: AccessDeniedException: you sent [hidden]");
  expect(requestId).toBe("for [hidden] [2J");
});

test("of words without an end no more is kept than can be shown: there are as many as there are cells", async () => {
  const failure = Object.assign(new Error("x".repeat(1_000_000)), { name: "AccessDeniedException" });
  expect((await keptOf(failure)).reason.length).toBeLessThan(1_100);
});
