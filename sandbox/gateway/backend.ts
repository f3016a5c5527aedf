import type { Keys } from "../authentication/keys";
import { Cache } from "../authorization/deployed/cache";
import { EntityArns } from "../authorization/deployed/entity-arns";
import { DeployedIdentities } from "../authorization/deployed/identities";
import { DeployedRepositories } from "../authorization/deployed/repositories";
import { ecrCorrections } from "../ecr/corrections";
import { followKeys } from "../iam/access-keys";
import type { MotoAnswer, MotoClient } from "../moto/client";
import { MotoIam } from "../moto/iam";
import type { Call } from "./call";
import { isWrite } from "./is-write";

export interface BackendParts {
  readonly moto: Pick<MotoClient, "send">;
  readonly keys: Keys;
  /** Of the partition whose IAM is read. */
  readonly region: string;
  readonly clock: () => Date;
  /** So long decisions see users, roles, groups and policies as they were before a write. */
  readonly iamPropagationMilliseconds: number;
}

/** Everything that lies in moto: what is deployed, to be read; and calls, once they are allowed, to be carried out. */
export class Backend {
  readonly iam: MotoIam;
  readonly identities: DeployedIdentities;
  readonly entities: EntityArns;
  readonly repositories: DeployedRepositories;
  readonly #caches: Readonly<Record<string, Cache>>;
  readonly #corrections = ecrCorrections();

  constructor(private readonly parts: BackendParts) {
    const { moto, region, clock } = parts;
    this.#caches = { iam: new Cache(clock), ecr: new Cache(clock) };
    this.iam = new MotoIam(moto, region);
    this.identities = new DeployedIdentities(this.iam, this.#caches.iam!);
    this.entities = new EntityArns(this.iam, this.#caches.iam!);
    this.repositories = new DeployedRepositories(moto, this.#caches.ecr!);
  }

  /** Carries out a call that was allowed, in the account that owns what it is about. */
  async carryOut(call: Call, account: string): Promise<MotoAnswer> {
    const { iamPropagationMilliseconds: delay } = this.parts;
    if (call.service === "iam" && delay && isWrite(call.operation)) {
      await this.identities.hold(account, call.parameters, delay);
    }
    return this.carryOutAtOnce(call, account);
  }

  /** The same for what must count from the beginning, however slowly IAM is made to be. */
  async carryOutAtOnce(call: Call, account: string): Promise<MotoAnswer> {
    try {
      const answer = await this.send(call, account);
      if (call.service === "iam" && answer.status === 200) followKeys(call, account, answer, this.parts.keys);
      return answer;
    } finally {
      if (isWrite(call.operation)) this.#caches[call.service]?.drop();
    }
  }

  private send(call: Call, account: string): Promise<MotoAnswer> {
    const { moto, clock } = this.parts;
    const correction = call.service === "ecr" ? this.#corrections.get(call.operation) : undefined;
    if (!correction) return moto.send(call, account);
    const send = (operation: string, parameters: Call["parameters"]) =>
      moto.send({ ...call, operation, parameters }, account);
    return correction({ call, account, now: clock(), send });
  }
}
