import type { Circumstances } from "../authorization/authorize";
import type { Principal } from "../authorization/principal";
import type { Question } from "../authorization/question";
import type { Call } from "./call";

/** A call whose sender is known. */
export interface Request {
  readonly call: Call;
  readonly principal: Principal;
  readonly circumstances: Circumstances;
}

/**
 * Asks every question for the request's principal and logs the answers.
 *
 * @throws {AwsError} the denial of the first one that isn't allowed
 */
export type Decide = (request: Request, questions: readonly Question[]) => void;
