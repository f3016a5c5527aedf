import {
  chmodSync,
  closeSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmdirSync,
  unlinkSync,
} from "node:fs";
import { basename, dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { attempt } from "./attempt";
import { isRunning, newOwner, parseOwner } from "./owner";
import { deferSignals } from "./signals";

/**
 * A lock between processes: a folder with one empty file in it, whose name says who holds the lock.
 *
 * - It is taken by renaming a folder made ready elsewhere, owner inside: that fails where a folder with an owner is.
 * - A dead owner's lock is taken over by renaming the file from the dead owner's name to one's own. Each name exists
 *   once, ever, so exactly one of those who saw the dead owner succeeds, and nobody can take what a live one holds.
 * - It is given back by removing the file, then the folder; a folder left empty by a kill in between is free.
 */
export interface LockOptions {
  /** @default 60000 */
  readonly waitMs?: number;
  /**
   * How long a lock of another machine or container, whose processes can't be asked for, may stay unchanged.
   *
   * @default 20000
   */
  readonly silentMs?: number;
  readonly clock?: Clock;
}

/** What waits takes a clock. */
export interface Clock {
  /** Milliseconds, of any start. */
  now(): number;
  sleep(ms: number): Promise<unknown>;
}

/** The lock was not had; its path is in the message, in words. */
export class LockError extends Error {}

/** A lock that is held. */
export interface Held {
  /** False after somebody judged this process dead, which is possible only between machines or containers. */
  isStillOurs(): boolean;
}

const POLL_MS = { least: 3, most: 30 };
const REALTIME: Clock = { now: () => performance.now(), sleep };

/**
 * Runs `work`, which must not wait for anything, while holding the lock at `path`. Ctrl-C leaves no lock behind.
 *
 * @throws {LockError} when it was not had in time, or when something else stands under its name
 */
export async function withLock<T>(
  path: string,
  work: (held: Held) => T,
  options: LockOptions = {},
): Promise<T> {
  return deferSignals(async (interrupted) => {
    const me = await acquire(path, options, interrupted);
    try {
      removeAbandoned(path);
      return work({ isStillOurs: () => has(`${path}/${me}`) });
    } finally {
      discard(path, me);
    }
  });
}

async function acquire(path: string, options: LockOptions, interrupted: () => boolean): Promise<string> {
  const { waitMs = 60_000, silentMs = 20_000, clock = REALTIME } = options;
  const began = clock.now();
  const me = newOwner();
  let seen = { owner: "", since: began };
  while (!interrupted()) {
    const owner = holder(path);
    const now = clock.now();
    if (owner !== seen.owner) seen = { owner, since: now };
    const silent = now - seen.since > silentMs;
    if (owner === "" ? create(path, me) : isDead(owner, silent) && takeOver(path, owner, me)) return me;
    if (now - began >= waitMs) {
      throw new LockError(`other writers held the lock ${path} for ${Math.round(waitMs / 1000)} seconds`);
    }
    await clock.sleep(POLL_MS.least + Math.random() * (POLL_MS.most - POLL_MS.least));
  }
  throw new LockError(`interrupted while waiting for the lock ${path}`);
}

/** One of another machine or container can't be asked for: it is dead when it was silent for long. */
function isDead(owner: string, silent: boolean): boolean {
  const running = isRunning(parseOwner(owner)!);
  return running === "unknown" ? silent : !running;
}

/** The owner's name; empty when the lock is free. Links are not followed, and what is not a lock of ours is left alone. */
function holder(path: string): string {
  const status = lstatSync(path, { throwIfNoEntry: false });
  if (!status) return "";
  const foreign = () =>
    new LockError(`${path} stands where the lock belongs and is none of ours; it was left as it is`);
  const user = process.geteuid?.() ?? status.uid;
  if (!status.isDirectory() || (user !== 0 && status.uid !== user)) throw foreign();
  const names = attempt(["ENOENT"], () => readdirSync(path)) ?? [];
  if (names.some((name) => !parseOwner(name))) throw foreign();
  if (names.length === 0 && (status.mode & 0o777) !== 0o700) throw foreign();
  return names[0] ?? "";
}

/** A folder can be renamed over an empty one, and over nothing else. */
function create(path: string, me: string): boolean {
  const ready = `${path}.${me}`;
  mkdirSync(ready);
  try {
    chmodSync(ready, 0o700); // whatever the umask is
    const taken = attempt(["ENOTEMPTY", "EEXIST", "ENOTDIR", "ENOENT"], () => {
      closeSync(openSync(`${ready}/${me}`, "wx", 0o600));
      renameSync(ready, path);
      return has(`${path}/${me}`);
    });
    return taken === true;
  } finally {
    discard(ready, me);
  }
}

function takeOver(path: string, owner: string, me: string): boolean {
  return attempt(["ENOENT"], () => (renameSync(`${path}/${owner}`, `${path}/${me}`), true)) === true;
}

/** Removes the folders that killed processes had made ready. */
function removeAbandoned(path: string): void {
  const prefix = `${basename(path)}.`;
  for (const name of readdirSync(dirname(path))) {
    const owner = name.startsWith(prefix) ? parseOwner(name.slice(prefix.length)) : undefined;
    if (owner && isRunning(owner) === false) discard(`${dirname(path)}/${name}`, name.slice(prefix.length));
  }
}

/** Somebody else may have taken the empty folder between the two steps: then it is theirs, and not empty. */
function discard(directory: string, owner: string): void {
  attempt(["ENOENT"], () => unlinkSync(`${directory}/${owner}`));
  attempt(["ENOENT", "ENOTEMPTY", "EEXIST"], () => rmdirSync(directory));
}

function has(file: string): boolean {
  return lstatSync(file, { throwIfNoEntry: false }) !== undefined;
}
