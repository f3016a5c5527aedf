import type { Clock } from "./clock";
import { isTransient } from "./transient";

/** Notices that the service has gone: then the whole run ends, for every further call would have to wait its time out. */
export class Pulse {
  private last: number;

  /**
   * @param patience longest time without an answer of the service, in milliseconds
   * @param onLost called once that is over
   */
  constructor(
    private readonly clock: Clock,
    private readonly patience: number,
    private readonly onLost: (reason: Error) => void,
  ) {
    this.last = clock.now();
  }

  /** There was an answer. */
  beat(): void {
    this.last = this.clock.now();
  }

  /** There was an error, which may be an answer too. */
  count(error: unknown): void {
    if (!isTransient(error)) return this.beat();
    if (this.clock.now() - this.last <= this.patience) return;
    this.onLost(new Error(`the service gave no answer for ${Math.round(this.patience / 1_000)} s`));
  }
}
