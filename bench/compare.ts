import { isRepositoryName } from "../lib/aws/repository-name";
import { compareAccess } from "../lib/iam/compare";
import { decide } from "../lib/iam/decide";
import { readPolicies } from "../lib/iam/read-policies";
import type { PolicySet } from "../lib/iam/types";
import type { Figure } from "./figure";

const PAIRS = 200;
const CHARACTERS = "abcdefghijklmnopqrstuvwxyz0123456789._-/";

const arn = (name: string) => `arn:aws:ecr:us-west-2:123456789012:repository/${name}`;
const allow = (...names: string[]) => ({
  Effect: "Allow",
  Action: "ecr:ListImages",
  Resource: names.map(arn),
});
const policies = (...statements: object[]): PolicySet => ({
  identity: [{ name: "p", document: { Version: "2012-10-17", Statement: statements } }],
});

const base = policies(allow("team-a/*", "base/*"));
const head = policies(allow("team-a*", "base/alpine", "base/n?de"));
const scope = {
  principal: { arn: "arn:aws:sts::123456789012:assumed-role/reader/ci", accountId: "123456789012" },
  actions: ["ecr:ListImages"],
  resources: arn("*"),
  resourceAccountId: "123456789012",
};

/** Every name of that many characters at most; ECR's grammar leaves about nine in ten of those of four. */
function* names(longest: number, start = ""): Generator<string> {
  if (isRepositoryName(start)) yield start;
  if (longest > 0) for (const character of CHARACTERS) yield* names(longest - 1, start + character);
}

/** Milliseconds of one core's time. */
async function milliseconds(work: () => void): Promise<number> {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

function bruteForce(): void {
  const [before, after] = [readPolicies(base), readPolicies(head)];
  for (const name of names(4)) {
    const request = { ...scope, action: "ecr:ListImages", resource: arn(name), context: {} };
    decide(request, before);
    decide(request, after);
  }
}

/** One pair of condition-free policy sets, for every name, beside asking of every name up to four characters. */
export const figure: Figure = {
  name: "compare",
  unit: "ms a pair",
  rounds: 3,
  prepare: async () => ({
    ours: async () =>
      (await milliseconds(() => {
        for (let pair = 0; pair < PAIRS; pair++) compareAccess(base, head, scope);
      })) / PAIRS,
    peer: () => milliseconds(bruteForce),
  }),
};
