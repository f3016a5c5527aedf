import { evaluate } from "../lib/iam/evaluate";
import type { AuthorizationRequest, PolicySet } from "../lib/iam/types";
import type { Figure } from "./figure";

const DECISIONS = 200_000;

/** The lab's identity policy, and its two questions in turn: one is allowed, one is not. */
const policies: PolicySet = {
  identity: [
    {
      name: "ecr_access_testing",
      document: {
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Action: ["ecr:ListImages"],
            Resource: ["arn:aws:ecr:us-west-2:123456789012:repository/team-a/*"],
          },
        ],
      },
    },
  ],
};

const questions = ["team-a/alpine", "team-b/alpine"].map((repository): AuthorizationRequest => ({
  principal: {
    arn: "arn:aws:sts::123456789012:assumed-role/ecr_access_teama_role/ECR-Access-Testing",
    accountId: "123456789012",
  },
  action: "ecr:ListImages",
  resource: `arn:aws:ecr:us-west-2:123456789012:repository/${repository}`,
  resourceAccountId: "123456789012",
  context: {},
}));

/** What knows the answer beforehand: a prefix and an action compared as text. */
function knows({ action, resource }: AuthorizationRequest): boolean {
  return (
    action === "ecr:ListImages" &&
    resource.startsWith("arn:aws:ecr:us-west-2:123456789012:repository/team-a/")
  );
}

/** Decisions a second of one core's time, whatever else the machine does; half of them must allow. */
async function rate(allows: (request: AuthorizationRequest) => boolean): Promise<number> {
  const start = process.cpuUsage();
  let allowed = 0;
  for (let index = 0; index < DECISIONS; index++) if (allows(questions[index % 2]!)) allowed++;
  const { user, system } = process.cpuUsage(start);
  if (allowed !== DECISIONS / 2) throw new Error(`${allowed} of ${DECISIONS} decisions allow, expected half`);
  return DECISIONS / ((user + system) / 1e6);
}

/** IAM's whole evaluation, documents read anew for each decision, beside a loop of two string comparisons. */
export const figure: Figure = {
  name: "evaluate",
  unit: "decisions/s",
  rounds: 5,
  prepare: async () => ({
    ours: () => rate((request) => evaluate(request, policies).result === "Allowed"),
    peer: () => rate(knows),
  }),
};
