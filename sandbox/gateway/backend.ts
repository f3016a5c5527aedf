import type { Keys } from "../authentication/keys";
import { Cache } from "../authorization/deployed/cache";
import { EntityArns } from "../authorization/deployed/entity-arns";
import { DeployedIdentities } from "../authorization/deployed/identities";
import { DeployedRepositories } from "../authorization/deployed/repositories";
import { ecrCorrection } from "../ecr/corrections";
import { followKeys } from "../iam/access-keys";
import { checkTrustDocument } from "../iam/trust-document";
import type { MotoAnswer, MotoClient } from "../moto/client";
import { MotoIam } from "../moto/iam";
import type { Call } from "./call";
import { isWrite } from "./is-write";

/** Everything that lies in moto: what is deployed, to be read; and calls, once they are allowed, to be carried out. */
export class Backend {
  readonly identities: DeployedIdentities;
  readonly entities: EntityArns;
  readonly repositories: DeployedRepositories;
  readonly #caches: Readonly<Record<string, Cache>> = { iam: new Cache(), ecr: new Cache() };

  constructor(
    private readonly moto: MotoClient,
    private readonly keys: Keys,
    region: string,
  ) {
    const iam = new MotoIam(moto, region);
    this.identities = new DeployedIdentities(iam, this.#caches.iam!);
    this.entities = new EntityArns(iam, this.#caches.iam!);
    this.repositories = new DeployedRepositories(moto, this.#caches.ecr!);
  }

  /** Carries out a call that was allowed, in the account that owns what it is about. */
  async carryOut(call: Call, account: string, now: Date): Promise<MotoAnswer> {
    const trust = call.parameters.AssumeRolePolicyDocument ?? call.parameters.PolicyDocument;
    if (call.service === "iam" && /^(CreateRole|UpdateAssumeRolePolicy)$/.test(call.operation)) {
      checkTrustDocument(String(trust ?? ""));
    }
    try {
      const answer = await this.send(call, account, now);
      if (call.service === "iam" && answer.status === 200) followKeys(call, account, answer, this.keys);
      return answer;
    } finally {
      if (isWrite(call.operation)) this.#caches[call.service]?.drop();
    }
  }

  private send(call: Call, account: string, now: Date): Promise<MotoAnswer> {
    const correction = call.service === "ecr" ? ecrCorrection(call.operation) : undefined;
    if (!correction) return this.moto.send(call, account);
    const send = (operation: string, parameters: Call["parameters"]) =>
      this.moto.send({ ...call, operation, parameters }, account);
    return correction({ call, account, now, send });
  }
}
