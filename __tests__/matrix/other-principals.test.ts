/** Whom a diff sees that a repository policy lets in and that is neither a role, an account nor a user by its ARN. */
import { changesBetween } from "../../lib/matrix/changes";
import { ACCOUNT, inventoryOf, type SmallStack } from "./small-stack";

const PUT = "ecr:PutImage";
const LAMBDA = { Service: "lambda.amazonaws.com" };
const BOB = `arn:aws:sts::${ACCOUNT}:federated-user/bob`;
const ID = "AROAABCDEFGHIJKLMNOPQ";
const of = (...policy: readonly object[]): SmallStack => ({
  repositories: { "team-a/api": { ...(policy.length && { policy }) } },
});
const allowing = (principal: unknown, more: object = {}) => ({
  Effect: "Allow",
  Principal: principal,
  Action: PUT,
  ...more,
});
const lines = (base: SmallStack, head: SmallStack) =>
  changesBetween(inventoryOf(base), inventoryOf(head)).access.map(
    ({ who, direction, certain }) => `${who} ${certain ? "" : "perhaps "}${direction}`,
  );
const isUser = { Condition: { StringLike: { "aws:username": "dev-*" } } };

test.each<[string, object, string[]]>([
  ["a service", allowing(LAMBDA), ["lambda.amazonaws.com gained"]],
  [
    "a service for one function",
    allowing(LAMBDA, {
      Condition: { ArnLike: { "aws:SourceArn": `arn:aws:lambda:us-west-2:${ACCOUNT}:function:f` } },
    }),
    ["lambda.amazonaws.com gained"],
  ],
  ["a federated user", allowing({ AWS: BOB }), [`${BOB} gained`]],
  ["a unique id", allowing({ AWS: ID }), [`${ID} perhaps gained`]],
  [
    "users of some names",
    allowing("*", isUser),
    ["any user of this account perhaps gained", "any user of another account perhaps gained"],
  ],
])("%s is let in, and no longer where the policy goes", (_name, statement, expected) => {
  expect(lines(of(), of(statement))).toEqual(expected);
  expect(lines(of(statement), of())).toEqual(expected.map((line) => line.replace("gained", "lost")));
  expect(lines(of(statement), of(statement))).toEqual([]);
});

test("another service is not", () => {
  const both = allowing({ Service: ["lambda.amazonaws.com", "codebuild.amazonaws.com"] });

  expect(lines(of(allowing(LAMBDA)), of(both))).toEqual(["codebuild.amazonaws.com gained"]);
});

test("what takes no principal for another makes no difference", () => {
  const both = [allowing(LAMBDA), allowing({ AWS: ID })];

  expect(lines(of(...both), of(...[...both].reverse()))).toEqual([]);
});
