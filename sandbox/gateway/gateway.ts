import { authenticate } from "../authentication/authenticate";
import type { Keys } from "../authentication/keys";
import { refused } from "../authentication/refusals";
import { denied, judge } from "../authorization/authorize";
import { principalOf } from "../authorization/principal";
import type { Question } from "../authorization/question";
import { ecrQuestions, registryOf } from "../authorization/resources/ecr";
import { iamQuestions } from "../authorization/resources/iam";
import { type DecisionRecord, decisionRecord, refusalRecord } from "../decisions";
import { withUserName } from "../iam/own-user";
import { assumeRole } from "../sts/assume-role";
import { callerIdentity } from "../sts/caller-identity";
import { type Answer, AwsError, errorAnswer, type Protocol } from "./aws-error";
import type { Backend } from "./backend";
import { protocolOf, readCall } from "./call";
import type { Incoming } from "./incoming";
import type { Decide, Request } from "./request";
import { isNoAnswer, unavailable } from "./unavailable";

export interface GatewayParts {
  readonly backend: Backend;
  readonly keys: Keys;
  readonly clock: () => Date;
  readonly record: (decision: DecisionRecord) => void;
}

/**
 * The way of every request: who sent it, what it asks, whether that is allowed, and only then moto. Nothing passes
 * beside it, and whatever goes wrong on the way is a refusal.
 */
export class Gateway {
  constructor(private readonly parts: GatewayParts) {}

  async handle(incoming: Incoming): Promise<Answer> {
    const protocol = protocolOf(incoming);
    const known: { service: string; record: Partial<DecisionRecord> } = { service: "sts", record: {} };
    try {
      const request = await this.identify(incoming, protocol, known);
      return await this.answer(request, protocol);
    } catch (error) {
      const failure = error instanceof AwsError ? error : internal(error);
      if (!(failure instanceof Denied)) {
        this.parts.record(refusalRecord(failure, this.parts.clock(), known.record));
      }
      return errorAnswer(failure, protocol, known.service);
    }
  }

  private async identify(
    incoming: Incoming,
    protocol: Protocol,
    known: { service: string; record: Partial<DecisionRecord> },
  ): Promise<Request> {
    const { backend, keys, clock } = this.parts;
    const now = clock();
    const { caller, region, service } = await authenticate(incoming, keys, now);
    known.service = service;
    const principal = await principalOf(caller, backend.identities);
    if (!principal) throw refused("unknown key", protocol);
    known.record = { principal: principal.arn };
    const call = { ...readCall(incoming), region };
    known.record = { principal: principal.arn, action: `${call.service}:${call.operation}` };
    if (call.service !== service) {
      throw refused(
        "wrong signature",
        protocol,
        `Credential should be scoped to correct service: '${call.service}'.`,
      );
    }
    const userAgent = incoming.headers.get("user-agent");
    const circumstances = { now, sourceIp: incoming.sourceIp, userAgent, region };
    return { call: service === "iam" ? withUserName(call, principal) : call, principal, circumstances };
  }

  private async answer(request: Request, protocol: Protocol): Promise<Answer> {
    const { call, principal, circumstances } = request;
    if (call.service === "sts") return this.sts(request, protocol);
    this.decider(protocol)(request, await this.questions(request));
    const account = call.service === "ecr" ? registryOf(call, principal.account).account : principal.account;
    const answer = await this.parts.backend.carryOut(call, account, circumstances.now);
    if (isNoAnswer(answer)) throw unavailable(call.operation, protocol);
    return answer;
  }

  private async questions({ call, principal }: Request): Promise<Question[]> {
    const { backend } = this.parts;
    if (call.service === "ecr") return ecrQuestions(call, principal.account, backend.repositories);
    if (call.service === "iam") return iamQuestions(call, principal, backend.entities);
    const action = `${call.service}:${call.operation}`;
    return [{ action, resource: "*", resourceAccount: principal.account, context: {} }];
  }

  private async sts(request: Request, protocol: Protocol): Promise<Answer> {
    const { keys, backend } = this.parts;
    const decide = this.decider(protocol);
    switch (request.call.operation) {
      case "GetCallerIdentity":
        return callerIdentity(request.principal);
      case "AssumeRole":
        return assumeRole(request, { keys, identities: backend.identities, decide });
      default:
        throw unavailable(request.call.operation, protocol);
    }
  }

  private decider(protocol: Protocol): Decide {
    return ({ principal, circumstances }, questions) => {
      for (const question of questions) {
        const judgement = judge(principal, question, circumstances);
        this.parts.record(decisionRecord(judgement, circumstances.now));
        if (judgement.decision.result !== "Allowed") throw new Denied(denied(judgement, protocol));
      }
    };
  }
}

/** A denial that the log has already, with its statement. */
class Denied extends AwsError {
  constructor({ code, message, status }: AwsError) {
    super(code, message, status);
  }
}

/** A failure of the sandbox itself, or of moto: nothing was allowed by it. */
function internal(error: unknown): AwsError {
  const reason = error instanceof Error ? error.message : String(error);
  return new AwsError(
    "InternalFailure",
    `the sandbox could not judge or carry out the request: ${reason}`,
    500,
  );
}
