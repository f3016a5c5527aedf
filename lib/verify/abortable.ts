/**
 * Waits for something that can't be stopped only until the signal is aborted, and rejects with its reason then. With a
 * signal that is aborted already nothing is begun, for nobody would wait for how it ends.
 */
export async function abortable<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  let abort: () => void = () => undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    abort = () => reject(signal.reason as Error);
    signal.addEventListener("abort", abort, { once: true });
  });
  try {
    return await Promise.race([work(), aborted]);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}

/**
 * Calls with a signal that is aborted with the given one or after so many milliseconds, and does not wait any longer than
 * that, whatever the call is at: between its own retries an SDK client looks at no signal.
 */
export async function bounded<T>(
  call: (signal: AbortSignal) => Promise<T>,
  signal: AbortSignal,
  milliseconds: number,
): Promise<T> {
  signal.throwIfAborted();
  const controller = new AbortController();
  return new Promise<T>((resolve, reject) => {
    const end = (reason: Error) => {
      reject(reason);
      controller.abort(reason);
    };
    const abort = () => end(signal.reason as Error);
    const timer = setTimeout(() => end(new TimedOut(milliseconds)), milliseconds);
    signal.addEventListener("abort", abort, { once: true });
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", abort);
    };
    call(controller.signal).then(resolve, reject).finally(done);
  });
}

/** No answer in time: as much of a network error as a connection that breaks. */
class TimedOut extends Error {
  override readonly name = "TimeoutError";

  constructor(milliseconds: number) {
    super(`no answer within ${milliseconds / 1_000} s`);
  }
}
