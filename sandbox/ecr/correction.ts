import type { Call } from "../gateway/call";
import type { JsonObject } from "../gateway/json";
import type { MotoAnswer } from "../moto/client";

/** What a correction of one of moto's operations works with: the judged call and the way on. */
export interface Forwarding {
  readonly call: Call;
  /** The account that owns the registry. */
  readonly account: string;
  readonly now: Date;
  /** Sends a call of the same registry to moto. */
  send(operation: string, parameters: JsonObject): Promise<MotoAnswer>;
}

/** Makes one operation answer as ECR does. */
export type Correction = (forwarding: Forwarding) => Promise<MotoAnswer>;

/** The JSON of an answer; an error's too. */
export function jsonOf(answer: MotoAnswer): Record<string, unknown> {
  return JSON.parse(answer.body.toString("utf8")) as Record<string, unknown>;
}

/** The same answer with other content. */
export function withJson(answer: MotoAnswer, content: unknown): MotoAnswer {
  return { ...answer, body: Buffer.from(JSON.stringify(content)) };
}
