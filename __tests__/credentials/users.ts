/** A user without rights, and a program run as that user: the tests' own user does where it is not root. */
export const NOBODY = 65_534;

const isRoot = process.getuid?.() === 0;

export function asUser(command: readonly string[]): string[] {
  return isRoot
    ? ["setpriv", `--reuid=${NOBODY}`, `--regid=${NOBODY}`, "--clear-groups", ...command]
    : [...command];
}

/** The number of the user that {@link asUser} runs as. */
export const USER = isRoot ? NOBODY : process.getuid!();
