import { dirname } from "node:path";
import { type Held, LockError, type LockOptions, withLock } from "../system/lock";
import { removeLeftovers, replaceFile } from "../system/replace-file";
import { WINS_OVER_KEYS } from "./config-file";
import { type Plan, planForget, planWrite } from "./edit";
import { makeFolders, removeFolders } from "./folders";
import { isDropped } from "./javascript";
import { checkProfile } from "./profile-name";
import { inWords, RefusedError } from "./refusal";
import type { ProfileCredentials } from "./section";
import { isUnchanged, readTarget, resolveTarget, type Target } from "./target";

export interface ProfileOptions {
  /**
   * Write a section that ecr-access did not write.
   *
   * @default false - it is refused
   */
  readonly force?: boolean;
  /** Told, after the write, what the user should know: one line each. */
  readonly warn?: (line: string) => void;
  readonly lock?: LockOptions;
}

/**
 * Writes one profile into a shared credentials file, whole or not at all; everything else in the file stays byte for byte.
 *
 * Rejects with an Error of one line that names the file and holds no secret; the file is then as it was.
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html
 */
export async function writeProfile(
  file: string,
  profile: string,
  credentials: ProfileCredentials,
  options: ProfileOptions = {},
): Promise<void> {
  checkProfile(file, profile, credentials ?? null);
  const { force = false, warn } = options;
  await inOneLine(file, async () => {
    const made = makeFolders(dirname(file));
    try {
      const done = await change(file, options, (bytes) => planWrite(bytes, profile, credentials, force));
      if (isDropped(profile)) warn?.(`${file}: the AWS SDK for JavaScript can't read a profile of two words`);
      for (const line of warnings(done)) warn?.(`${file}: ${line}`);
    } catch (error) {
      removeFolders(made);
      throw error;
    }
  });
}

/**
 * Removes a section that {@link writeProfile} wrote, and nothing else. Rejects, changing nothing, when there is no such
 * section or when it is not ours.
 */
export async function forgetProfile(
  file: string,
  profile: string,
  options: ProfileOptions = {},
): Promise<void> {
  checkProfile(file, profile);
  await inOneLine(file, () => change(file, options, (bytes) => planForget(bytes, profile)));
}

type Changed = { readonly target: Target; readonly plan: Extract<Plan, { bytes: Buffer }> };

async function change(
  file: string,
  options: ProfileOptions,
  plan: (bytes: Buffer) => Plan,
): Promise<Changed> {
  const path = resolveTarget(file);
  return withLock(
    `${path}.ecr-access.lock`,
    (held) => {
      removeLeftovers(path);
      if (resolveTarget(file) !== path) throw new RefusedError(file, "it became another file meanwhile");
      return replace(file, path, plan, held);
    },
    options.lock,
  );
}

const TRIES = 20;

/** Reads, plans and replaces; once more when somebody who knows no lock, such as the AWS CLI, was faster. */
function replace(file: string, path: string, plan: (bytes: Buffer) => Plan, held: Held): Changed {
  for (let tries = 0; tries < TRIES; tries++) {
    const target = readTarget(file, path);
    const planned = plan(target.old?.bytes ?? Buffer.alloc(0));
    if ("refused" in planned) throw new RefusedError(file, planned.refused);
    const changed = new Error("changed meanwhile");
    try {
      replaceFile(path, {
        bytes: planned.bytes,
        mode: target.old ? target.old.status.mode & 0o7777 : 0o600,
        ...(target.old && { owner: target.old.status }),
        confirm: () => {
          if (!held.isStillOurs()) throw new RefusedError(file, "another writer took over its lock");
          if (!isUnchanged(target)) throw changed;
        },
      });
      return { target, plan: planned };
    } catch (error) {
      if (error !== changed) throw error;
    }
  }
  throw new RefusedError(file, "another program keeps changing it");
}

function warnings({ target: { old }, plan }: Changed): string[] {
  const winning = WINS_OVER_KEYS.find((key) => plan.keptKeys.includes(key));
  return [
    ...(old && (old.status.mode & 0o066) !== 0
      ? ["others than its owner can read or change it; chmod 600 keeps them out"]
      : []),
    ...(old && old.status.nlink > 1
      ? ["it had another name (a hard link), which still shows the old content"]
      : []),
    ...(plan.utf8 ? [] : ["it holds bytes that are not UTF-8, so the AWS CLI can't read it"]),
    ...(winning ? [`the section also has ${winning}, which wins over its keys`] : []),
  ];
}

async function inOneLine<T>(file: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw error instanceof LockError ? new RefusedError(file, error.message) : inWords(file, error);
  }
}
