import { randomBytes, randomInt } from "node:crypto";
import type { Caller, UserCaller } from "./caller";

interface Key<C> {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly caller: C;
}

/** A key for good, of a user. */
export interface UserKey extends Key<UserCaller> {
  readonly active: boolean;
}

/** Temporary credentials. */
export interface SessionKey extends Key<Caller> {
  readonly sessionToken: string;
  readonly expiration: Date;
}

/** So long an expired session is still known as expired, and not as never issued. */
const REMEMBERED_MS = 24 * 60 * 60 * 1_000;
const SWEEP_EVERY = 1_000;
const ID_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** Every key that the gateway issued; no other one is valid, whatever moto thinks. */
export class Keys {
  readonly #users = new Map<string, UserKey>();
  readonly #sessions = new Map<string, SessionKey>();

  find(accessKeyId: string): UserKey | SessionKey | undefined {
    return this.#users.get(accessKeyId) ?? this.#sessions.get(accessKeyId);
  }

  addUserKey(key: UserKey): void {
    this.#users.set(key.accessKeyId, key);
  }

  ofUser(account: string, userName: string): UserKey | undefined {
    const keys = [...this.#users.values()];
    return keys.find(({ caller }) => caller.account === account && caller.userName === userName);
  }

  removeUserKey(accessKeyId: string): void {
    this.#users.delete(accessKeyId);
  }

  setActive(accessKeyId: string, active: boolean): void {
    const key = this.#users.get(accessKeyId);
    if (key) this.#users.set(accessKeyId, { ...key, active });
  }

  /** A user keeps its keys when it gets another name. */
  renameUser(account: string, from: string, to: string): void {
    for (const [id, key] of this.#users) {
      if (key.caller.account !== account || key.caller.userName !== from) continue;
      this.#users.set(id, { ...key, caller: { ...key.caller, userName: to } });
    }
  }

  issueSession(caller: Caller, now: Date, durationSeconds: number): SessionKey {
    if (this.#sessions.size % SWEEP_EVERY === SWEEP_EVERY - 1) this.#forgetBefore(now);
    const expiration = new Date((Math.floor(now.getTime() / 1_000) + durationSeconds) * 1_000);
    const key: SessionKey = {
      accessKeyId: `ASIA${randomId(16)}`,
      secretAccessKey: randomBytes(30).toString("base64"),
      sessionToken: randomBytes(96).toString("base64"),
      expiration,
      caller,
    };
    this.#sessions.set(key.accessKeyId, key);
    return key;
  }

  #forgetBefore(now: Date): void {
    for (const [id, key] of this.#sessions) {
      if (key.expiration.getTime() + REMEMBERED_MS < now.getTime()) this.#sessions.delete(id);
    }
  }
}

function randomId(length: number): string {
  return Array.from({ length }, () => ID_ALPHABET[randomInt(ID_ALPHABET.length)]).join("");
}
