import { partitionOf } from "../../lib/aws/partition";
import { authenticate } from "../authentication/authenticate";
import type { Keys } from "../authentication/keys";
import { refused } from "../authentication/refusals";
import { denied, judge } from "../authorization/authorize";
import { principalOf } from "../authorization/principal";
import type { Question } from "../authorization/question";
import { ecrQuestions, registryOf } from "../authorization/resources/ecr";
import { iamQuestions } from "../authorization/resources/iam";
import { deniedAnywhere, otherQuestions } from "../authorization/resources/other";
import { type DecisionRecord, decisionRecord, refusalRecord } from "../decisions";
import { withUserName } from "../iam/own-user";
import { checkTrustDocument } from "../iam/trust-document";
import { assumeRoleWithWebIdentity, type WebIdentityParts } from "../sts/assume-role-with-web-identity";
import type { WebIdentityIssuer } from "../sts/issuer";
import { answerSts } from "../sts/operations";
import { type Answer, AwsError, errorAnswer, type Protocol } from "./aws-error";
import type { Backend } from "./backend";
import { protocolOf, readCall } from "./call";
import type { Incoming } from "./incoming";
import type { Decide, Request } from "./request";
import { isNoAnswer, unavailable } from "./unavailable";
import { isUnsignedByNature } from "./unsigned";

export interface GatewayParts {
  readonly backend: Backend;
  readonly keys: Keys;
  readonly issuer: WebIdentityIssuer;
  /** Where calls that are signed for no region belong. */
  readonly region: string;
  readonly clock: () => Date;
  readonly record: (decision: DecisionRecord) => void;
}

/** What is known of a request so far, for its refusal. */
interface Known {
  service: string;
  record: Partial<DecisionRecord>;
}

/**
 * The way of every request: who sent it, what it asks, whether that is allowed, and only then moto. Nothing passes
 * beside it, and whatever goes wrong on the way is a refusal.
 */
export class Gateway {
  constructor(private readonly parts: GatewayParts) {}

  async handle(incoming: Incoming): Promise<Answer> {
    const protocol = protocolOf(incoming);
    const known: Known = { service: "sts", record: {} };
    try {
      if (isUnsignedByNature(incoming)) return await this.unsigned(incoming);
      return await this.answer(await this.identify(incoming, protocol, known), protocol);
    } catch (error) {
      const failure = error instanceof AwsError ? error : internal(error);
      if (!(failure instanceof Denied)) {
        this.parts.record(refusalRecord(failure, this.parts.clock(), known.record));
      }
      return errorAnswer(failure, protocol, known.service);
    }
  }

  private async identify(incoming: Incoming, protocol: Protocol, known: Known): Promise<Request> {
    const { backend, keys, clock } = this.parts;
    const now = clock();
    const { caller, region, service } = await authenticate(incoming, keys, now);
    known.service = service;
    // a partition's keys are worth nothing in another one
    if (partitionOf(region) !== partitionOf(this.parts.region)) throw refused("unknown key", protocol);
    const principal = await principalOf(caller, backend.identities);
    if (!principal) throw refused("unknown key", protocol);
    known.record = { principal: principal.arn };
    const call = { ...readCall(incoming), region };
    known.record = { principal: principal.arn, action: `${call.service}:${call.operation}` };
    if (call.service !== service) {
      const message = `Credential should be scoped to correct service: '${call.service}'.`;
      throw refused("wrong signature", protocol, message);
    }
    const circumstances = { ...circumstancesOf(incoming), now, region };
    return { call: service === "iam" ? withUserName(call, principal) : call, principal, circumstances };
  }

  private async answer(request: Request, protocol: Protocol): Promise<Answer> {
    const { call, principal } = request;
    if (call.service === "sts") return answerSts(request, this.stsParts());
    const isKnown = call.service === "ecr" || call.service === "iam";
    const judged = isKnown ? request : { ...request, principal: deniedAnywhere(principal) };
    this.decider(protocol)(judged, await this.questions(request));
    if (call.service === "iam") checkTrustDocument(call);
    const account = call.service === "ecr" ? registryOf(call, principal.account).account : principal.account;
    const answer = await this.parts.backend.carryOut(call, account);
    if (isNoAnswer(answer)) throw unavailable(call.operation, protocol);
    return answer;
  }

  private async questions({ call, principal }: Request): Promise<Question[]> {
    const { backend } = this.parts;
    if (call.service === "ecr") return ecrQuestions(call, principal.account, backend.repositories);
    if (call.service === "iam") return iamQuestions(call, principal, backend.entities);
    return otherQuestions(call, principal);
  }

  private async unsigned(incoming: Incoming): Promise<Answer> {
    const { region, clock } = this.parts;
    const call = { ...readCall(incoming), region };
    if (call.operation !== "AssumeRoleWithWebIdentity") throw unavailable(call.operation, "query");
    const circumstances = { ...circumstancesOf(incoming), now: clock(), region };
    return assumeRoleWithWebIdentity(call, circumstances, this.stsParts());
  }

  private stsParts(): WebIdentityParts {
    const { keys, backend, issuer } = this.parts;
    return { keys, identities: backend.identities, iam: backend.iam, issuer, decide: this.decider("query") };
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

function circumstancesOf({ sourceIp, headers }: Incoming) {
  return { sourceIp, userAgent: headers.get("user-agent") };
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
