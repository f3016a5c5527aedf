/** What was read back from moto, until something is written: then nothing of it counts any more. */
export class Cache {
  readonly #entries = new Map<string, Promise<unknown>>();
  readonly #most: number;

  /** @param most how many entries are kept at most */
  constructor(most = 50_000) {
    this.#most = most;
  }

  /** The entry of that name, loaded at the first time; one load serves all who ask meanwhile. */
  get<T>(key: string, load: () => Promise<T>): Promise<T> {
    const known = this.#entries.get(key) as Promise<T> | undefined;
    if (known) return known;
    if (this.#entries.size >= this.#most) this.#entries.clear();
    const entry = load();
    this.#entries.set(key, entry);
    entry.catch(() => this.#entries.get(key) === entry && this.#entries.delete(key));
    return entry;
  }

  /** A load that is under way still serves those who wait for it, and nobody who asks from now on. */
  drop(): void {
    this.#entries.clear();
  }
}
