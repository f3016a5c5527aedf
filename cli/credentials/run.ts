import { formatCredentials } from "../../lib/credentials/format";
import { forgetProfile, writeProfile } from "../../lib/credentials/profile";
import { checkProfile } from "../../lib/credentials/profile-name";
import { RefusedError, InvalidProfileError } from "../../lib/credentials/refusal";
import { UsageError, WorkError } from "../failure";
import { interruptSignal } from "../interrupt";
import { readRegistry } from "../read-registry";
import { assumeDeclared, declaredRole } from "./assume-declared";
import { configWarning, credentialsFile } from "./files";
import {
  checkTogether,
  type CredentialsOptions,
  durationSeconds,
  sessionName,
  sessionPolicy,
} from "./options";

/** AWS's own default of a role's MaxSessionDuration. */
const DEFAULT_LONGEST_SECONDS = 3_600;

/** Secrets go to stdout or into the profile, as asked, and nowhere else. */
export async function runCredentials(role: string | undefined, options: CredentialsOptions): Promise<void> {
  checkTogether(role, options);
  const { env } = process;
  const file = credentialsFile(options.file, env);
  if (options.forget !== undefined) return forget(file, options.forget);
  const profile = options.writeProfile;
  if (profile !== undefined) await refusable(async () => checkProfile(file, profile));
  const registry = readRegistry(options.config, env);
  const declared = declaredRole(registry, role!);
  const assumed = await assumeDeclared(registry, declared, {
    sessionName: sessionName(options.sessionName, declared.name, env),
    durationSeconds: durationSeconds(
      options.duration,
      declared.maxSessionDuration ?? DEFAULT_LONGEST_SECONDS,
    ),
    policy: sessionPolicy(options.policy),
  });
  if (profile !== undefined) {
    const warn = (line: string) => console.error(`warning: ${line}`);
    await refusable(() => writeProfile(file, profile, assumed, { force: options.force ?? false, warn }));
    const warning = configWarning(profile, env);
    if (warning) warn(warning);
  }
  const format = options.format ?? (profile === undefined ? "env" : undefined);
  if (format) process.stdout.write(formatCredentials(format, assumed, profile ?? declared.name));
}

async function forget(file: string, profile: string): Promise<void> {
  await refusable(() => forgetProfile(file, profile));
}

/** A name that can't be a profile's is the caller's mistake; a file that is left as it is, work that was not done. */
async function refusable(action: () => Promise<void>): Promise<void> {
  const signal = interruptSignal();
  try {
    await action();
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof InvalidProfileError) throw new UsageError(error.message);
    if (error instanceof RefusedError) throw new WorkError(error.message);
    throw error;
  }
  signal.throwIfAborted();
}
