/** The end of a sandbox: it comes once, and everything is taken down before anyone hears of it. */
export interface Ending {
  /** Resolves when it was told to end, rejects with the reason when it ended by itself. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
  fail(reason: Error): Promise<void>;
}

export function untilEnd(takeDown: () => Promise<void>): Ending {
  let settle: (reason?: Error) => void = () => undefined;
  const ended = new Promise<void>((resolve, reject) => {
    settle = (reason) => (reason ? reject(reason) : resolve());
  });
  ended.catch(() => undefined); // whoever doesn't wait for the end needs no unhandled rejection
  let ending: Promise<void> | undefined;
  const end = async (reason?: Error) => {
    ending ??= takeDown().finally(() => settle(reason));
    await ending;
  };
  return { ended, stop: () => end(), fail: end };
}
