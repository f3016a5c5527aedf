import { createHash } from "node:crypto";
import { AwsError } from "../gateway/aws-error";
import { type Correction, jsonOf, withJson } from "./correction";

const DEFAULT_PAGE = 100;
const MOST_PER_PAGE = 1_000;

/**
 * A list operation with pages: moto always answers the whole list. A token holds where its page starts, and is good for
 * the same question only.
 */
export function paged(operation: string, list: string, exclusive?: string): Correction {
  return async ({ call, send }) => {
    const { maxResults, nextToken, ...question } = call.parameters;
    if (
      exclusive !== undefined &&
      question[exclusive] !== undefined &&
      (maxResults ?? nextToken) !== undefined
    ) {
      throw invalid(exclusive, `can't be given together with maxResults or nextToken`);
    }
    const size = pageSize(maxResults);
    const seal = createHash("sha256")
      .update(JSON.stringify([operation, question]))
      .digest("base64url")
      .slice(0, 22);
    const start = nextToken === undefined ? 0 : startOf(nextToken, seal);
    const answer = await send(operation, question);
    if (answer.status !== 200) return answer;
    const whole = jsonOf(answer);
    const all = whole[list] as readonly unknown[];
    if (exclusive !== undefined && question[exclusive] !== undefined) return answer;
    const end = start + size;
    if (start === 0 && end >= all.length) return answer;
    const next = end < all.length ? { nextToken: Buffer.from(`${seal}.${end}`).toString("base64") } : {};
    return withJson(answer, { ...whole, [list]: all.slice(start, end), ...next });
  };
}

function pageSize(maxResults: unknown): number {
  if (maxResults === undefined || maxResults === null) return DEFAULT_PAGE;
  const isSize = typeof maxResults === "number" && Number.isInteger(maxResults);
  if (isSize && maxResults >= 1 && maxResults <= MOST_PER_PAGE) return maxResults;
  throw invalid("maxResults", `must be a whole number from 1 to ${MOST_PER_PAGE}`);
}

function startOf(token: unknown, seal: string): number {
  const text = typeof token === "string" ? Buffer.from(token, "base64").toString("latin1") : "";
  const [, sealed, start] = /^([\w-]{22})\.(\d{1,9})$/.exec(text) ?? [];
  if (sealed !== seal) throw invalid("nextToken", "must be a token of the same question");
  return Number(start);
}

function invalid(parameter: string, rule: string): AwsError {
  return new AwsError(
    "InvalidParameterException",
    `Invalid parameter at '${parameter}' failed to satisfy constraint: '${rule}'`,
  );
}
