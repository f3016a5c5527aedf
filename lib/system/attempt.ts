/** The result, or `undefined` when it fails in a way that is foreseen: somebody else was faster, say. */
export function attempt<T>(codes: readonly string[], action: () => T): T | undefined {
  try {
    return action();
  } catch (error) {
    if (codes.includes((error as NodeJS.ErrnoException).code ?? "")) return undefined;
    throw error;
  }
}
