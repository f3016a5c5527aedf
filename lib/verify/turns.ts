import PQueue from "p-queue";

/** So many roles after it are asked for the first time before a role that has given way goes on. */
const ROLES_AHEAD = 50;

/** Shares the calls that may be under way at the same time among the roles, in the order of the roles. */
export class Turns {
  private readonly calls: PQueue;

  /** @param concurrency most calls at the same time */
  constructor(concurrency: number) {
    this.calls = new PQueue({ concurrency });
  }

  /** The turn of the role at that place. */
  of(place: number): Turn {
    return new Turn(this.calls, place);
  }
}

/** When a role's calls are made: after those of the roles before it. */
export class Turn {
  constructor(
    private readonly calls: PQueue,
    private place: number,
  ) {}

  /** Makes a call when it is this role's turn. */
  async take<T>(call: () => Promise<T>): Promise<T> {
    return this.calls.add(call, { priority: -this.place });
  }

  /**
   * The role has to wait. It goes on behind the first calls of the roles that follow, so that these never have
   * to wait for their own second pass with nothing else left to ask.
   */
  giveWay(): void {
    this.place += ROLES_AHEAD;
  }
}
