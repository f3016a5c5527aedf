import { setImmediate as turn } from "node:timers/promises";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

let running = 0;
let received: NodeJS.Signals | undefined;
const remember = (signal: NodeJS.Signals): void => {
  received ??= signal;
};

/**
 * Runs `work` to its end although somebody wants this process to end: Ctrl-C leaves nothing half-done. Then the signal
 * does what it would have done. `work` may ask whether one came, and stop waiting.
 */
export async function deferSignals<T>(work: (interrupted: () => boolean) => Promise<T>): Promise<T> {
  if (running++ === 0) for (const signal of SIGNALS) process.on(signal, remember);
  try {
    return await work(() => received !== undefined);
  } finally {
    // a signal that came while `work` kept the event loop busy is told of in the next turn
    await turn();
    if (--running === 0) deliver();
  }
}

function deliver(): void {
  const signal = received;
  received = undefined;
  for (const each of SIGNALS) process.off(each, remember);
  // whoever else listens has been told already
  if (signal && process.listenerCount(signal) === 0) process.kill(process.pid, signal);
}
