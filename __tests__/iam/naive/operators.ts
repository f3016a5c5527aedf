import { arnParts, fill, like, plain, type Context, type Piece } from "./text";
import { all, type Truth } from "./truth";
import { bytes, date, inNetwork, number, truthValue } from "./values";

/**
 * The operators of conditions.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */

/** What a condition's values depend on besides themselves. */
export interface Surroundings {
  readonly variables: boolean;
  readonly context: Context;
  /** Told of every test and its answer. */
  readonly saw?: (operator: string, answer: Truth) => void;
}

/** Does one value of the request match one value of the policy? */
export type Match = (value: string, written: string, at: Surroundings) => Truth;

/** "The policy variable with no value": nothing equals it and nothing is like it. */
const filled =
  (compare: (value: string, pieces: readonly Piece[]) => boolean): Match =>
  (value, written, { variables, context }) => {
    const pieces = fill(written, variables, context);
    if (pieces === undefined) return false;
    return typeof pieces === "string" ? pieces : compare(value, pieces);
  };

const parsed =
  <T>(read: (text: string) => T | undefined, compare: (value: T, written: T) => boolean): Match =>
  (value, written) => {
    const [left, right] = [read(value), read(written)];
    return left === undefined || right === undefined ? "malformed value" : compare(left, right);
  };

/** "Each of the six colon-delimited components of the ARN is checked separately and each can include wildcards." */
const arn: Match = (value, written, at) => {
  const patterns = arnParts(written, at.variables);
  const parts = arnParts(value, false);
  if (patterns.length < 6 || parts.length < 6 || patterns[0] !== "arn" || parts[0] !== "arn") {
    // With a variable in it, what the text would be is as open as what it would be compared with.
    const variable = at.variables && written.includes("${");
    const asText = variable || stringLike(value, written, at);
    return asText === false ? false : "no ARN in an ARN condition";
  }
  return all(
    patterns.map((pattern, i) => filled((part, pieces) => like(pieces, part))(parts[i] ?? "", pattern, at)),
  );
};

const ip: Match = (value, written) => inNetwork(value, written) ?? "malformed value";

const string = filled((value, pieces) => value === plain(pieces));
const stringAnyCase = filled((value, pieces) => value.toLowerCase() === plain(pieces).toLowerCase());
const stringLike = filled((value, pieces) => like(pieces, value));
const orders: Record<string, (a: number, b: number) => boolean> = {
  Equals: (a, b) => a === b,
  LessThan: (a, b) => a < b,
  LessThanEquals: (a, b) => a <= b,
  GreaterThan: (a, b) => a > b,
  GreaterThanEquals: (a, b) => a >= b,
};

/** Operators that test for a match. */
export const positive: Record<string, Match> = {
  StringEquals: string,
  StringEqualsIgnoreCase: stringAnyCase,
  StringLike: stringLike,
  Bool: parsed(truthValue, (a, b) => a === b),
  BinaryEquals: parsed(bytes, (a, b) => a === b),
  IpAddress: ip,
  ArnEquals: arn,
  ArnLike: arn,
  ...Object.fromEntries(
    Object.entries(orders).map(([name, test]) => [`Numeric${name}`, parsed(number, test)]),
  ),
  ...Object.fromEntries(Object.entries(orders).map(([name, test]) => [`Date${name}`, parsed(date, test)])),
};

/** Operators that test for no match, and the one that each negates. */
export const negated: Record<string, string> = {
  StringNotEquals: "StringEquals",
  StringNotEqualsIgnoreCase: "StringEqualsIgnoreCase",
  StringNotLike: "StringLike",
  NotIpAddress: "IpAddress",
  ArnNotEquals: "ArnEquals",
  ArnNotLike: "ArnLike",
  NumericNotEquals: "NumericEquals",
  DateNotEquals: "DateEquals",
};

export const operators = [...Object.keys(positive), ...Object.keys(negated)];
