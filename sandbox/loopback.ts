const LOOPBACK: readonly string[] = ["127.0.0.1", "::1", "localhost"];

/** Everybody in reach could use the sandbox as its administrator could: it is for this machine only. */
export function refuseMoreThanLoopback(host: string): void {
  if (!LOOPBACK.includes(host)) {
    throw new RangeError(`the sandbox listens on a loopback address only, got "${host}"`);
  }
}
