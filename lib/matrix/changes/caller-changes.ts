import { Comparison } from "../../iam/compare/comparison";
import type { PolicySet } from "../../iam/types";
import type { ComparedRole } from "../every-name/compared-role";
import { sessionOf } from "../every-name";
import { knownPair } from "../every-name/known-pair";
import { plainDocument } from "../every-name/policy-set";
import {
  PRINCIPAL_ARN,
  PRINCIPAL_TAG,
  RESOURCE_TAG,
  type Reads,
  readsOf,
  readsArnAsKey,
} from "../every-name/reads";
import { tagPair } from "../every-name/tag-pair";
import type { AssumeChange } from "./trust-changes";
import { reasonIn } from "../every-name/unjudged";

/** A role that stays, whose trust policy may tell callers apart by their ARNs or tags. */
interface Trusting {
  readonly role: ComparedRole;
  readonly text: string;
  readonly reads: Reads;
  readonly readsArn: boolean;
}

/** Above this many pairs of a caller and a role each is no longer asked about. */
const MOST_PAIRS = 20_000;

/**
 * Which roles of the files may assume which others, or may no longer, because their own ARN or tags change, or because they
 * come or go: what trust policies say of others is compared as it is written.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function callerChanges(roles: readonly ComparedRole[]): AssumeChange[] {
  const callers = roles.filter(({ differs, base, head }) => differs || !base || !head);
  if (!callers.length) return [];
  const trusting = roles.flatMap((role) => trustingOf(role) ?? []);
  const pairs = trusting.flatMap((one) =>
    callers.filter((caller) => mayTell(one, caller)).map((caller) => ({ one, caller })),
  );
  if (pairs.length <= MOST_PAIRS) return pairs.flatMap(({ one, caller }) => changesOf(one.role, caller));
  return [...new Set(pairs.map(({ one }) => one.role.name))].flatMap((role) =>
    (["gained", "lost"] as const).map((direction) => ({
      role,
      direction,
      certain: false,
      principal: "any role whose ARN or tags change",
      because: `more than ${MOST_PAIRS} pairs of a role that changes and a role that it may assume`,
    })),
  );
}

function trustingOf(role: ComparedRole): Trusting | undefined {
  const { base, head } = role;
  if (!base || !head) return undefined;
  const policies = [base, head].map(({ trust: document }) => ({ name: "trust", document }));
  const text = JSON.stringify(policies);
  return { role, text, reads: readsOf(policies), readsArn: readsArnAsKey(text) };
}

/** Does the trust policy name the caller itself, or read what differs of it? */
function mayTell({ text, reads, readsArn }: Trusting, caller: ComparedRole): boolean {
  const { arns, arnDiffers, differs } = caller;
  const moves = arnDiffers || !differs;
  if (
    moves &&
    (readsArn || [arns.base, arns.head].some((arn) => arn !== undefined && text.includes(`"${arn}"`)))
  )
    return true;
  const tags = [...reads.keys].filter((key) => key.startsWith(PRINCIPAL_TAG));
  return differs ? tags.some((key) => caller.keyOf(key)?.differs) : tags.length > 0;
}

const EVERYTHING: PolicySet["identity"] = [
  {
    name: "whatever its own policies allow",
    document: { Version: "2012-10-17", Statement: { Effect: "Allow", Action: "*", Resource: "*" } },
  },
];

function changesOf(role: ComparedRole, caller: ComparedRole): AssumeChange[] {
  const [base, head] = [role.base!, role.head!];
  const reads = readsOf([base, head].map(({ trust: document }) => ({ name: "trust", document })));
  const { sides, open } = knownPair(
    new Set([PRINCIPAL_ARN, ...reads.keys]),
    (key) =>
      caller.keyOf(key) ??
      (key.startsWith(RESOURCE_TAG) ? tagPair(key.slice(RESOURCE_TAG.length), base, head) : undefined),
    true,
  );
  const set = (which: "base" | "head"): PolicySet => ({
    identity: caller[which] ? EVERYTHING : [],
    resource: caller[which]
      ? plainDocument(
          { name: "trust policy", document: role[which]!.trust },
          { side: "resource", salt: which, open: open[which] },
        )
      : null,
    resourceType: "iam-role",
  });
  const { partition } = (caller.head ?? caller.base)!;
  const scope = {
    principal: sessionOf(caller.name, caller.account, partition),
    actions: [],
    resources: "*",
    resourceAccountId: role.account,
    sides,
  };
  const comparison = new Comparison(set("base"), set("head"), scope, role.account);
  const { arns } = role;
  const answers = comparison.ask("sts:AssumeRole", comparison.regionOf(arns.head ?? arns.base ?? "*"));
  const because = reasonsOf(caller, reads);
  return (["gained", "lost"] as const).flatMap((direction) => {
    const answer = answers[direction];
    if (answer.verdict === "none") return [];
    const condition = [...new Set(answer.because.map(reasonIn))].join("; ");
    const { base: before, head: after } = caller.arns;
    const principal =
      (direction === "gained" ? (after ?? before) : (before ?? after)) ?? `role ${caller.name}`;
    return [
      {
        role: role.name,
        direction,
        certain: answer.verdict === "some",
        principal,
        ...(condition && { condition }),
        because,
      },
    ];
  });
}

function reasonsOf(caller: ComparedRole, { keys }: Reads): string {
  if (!caller.base || !caller.head) return `role ${caller.name} is ${caller.head ? "new" : "removed"}`;
  const changes = [...keys].flatMap((key) => caller.keyOf(key)?.change ?? []);
  return `role ${caller.name}: ${changes.join("; ")}`;
}
