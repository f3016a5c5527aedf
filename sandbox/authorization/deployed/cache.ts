interface Held {
  readonly entry: Promise<unknown>;
  /** Milliseconds since the epoch. */
  readonly until: number;
}

/** What was read back from moto, until something is written: then nothing of it counts any more. */
export class Cache {
  readonly #entries = new Map<string, Promise<unknown>>();
  readonly #held = new Map<string, Held>();

  /** @param most how many entries are kept at most */
  constructor(
    private readonly clock: () => Date,
    private readonly most = 50_000,
  ) {}

  /** The entry of that name, loaded at the first time; one load serves all who ask meanwhile. */
  get<T>(key: string, load: () => Promise<T>): Promise<T> {
    const known = (this.#stillHeld(key) ?? this.#entries.get(key)) as Promise<T> | undefined;
    if (known) return known;
    if (this.#entries.size >= this.most) this.#entries.clear();
    const entry = load();
    this.#entries.set(key, entry);
    entry.catch(() => this.#entries.get(key) === entry && this.#entries.delete(key));
    return entry;
  }

  /** Keeps an entry as it is now, whatever is written, until that time: a change that has not arrived yet. */
  hold(key: string, milliseconds: number): void {
    const entry = this.#entries.get(key);
    if (!entry || this.#stillHeld(key)) return;
    this.#held.set(key, { entry, until: this.clock().getTime() + milliseconds });
  }

  /** A load that is under way still serves those who wait for it, and nobody who asks from now on. */
  drop(): void {
    this.#entries.clear();
  }

  #stillHeld(key: string): Promise<unknown> | undefined {
    const held = this.#held.get(key);
    if (!held || held.until > this.clock().getTime()) return held?.entry;
    this.#held.delete(key);
    this.#entries.clear(); // others were read while this one was old
    return undefined;
  }
}
