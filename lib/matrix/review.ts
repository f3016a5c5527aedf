import type { Registry, Share } from "../config/registry";
import type { AttachedPolicy } from "../terraform/inventory";
import type { Matrix } from "./matrix";
import { PROBED_ACTIONS } from "./cell";
import { type Isolation, isolationOf } from "./isolation";
import { type MatrixReport, matrixReport } from "./report";

/** Everything that a reviewer of a change needs, and that a report writes down. */
export interface Review {
  readonly isolation: Isolation;
  readonly matrix: MatrixReport;
  readonly shares: readonly ReviewedShare[];
  readonly policies: readonly ReviewedPolicy[];
}

/** What one team lets others do with its repositories. */
export interface ReviewedShare {
  readonly namespace: string;
  /** `team-b`, `every team`, `account 210987654321`, `organization o-…`. */
  readonly to: readonly string[];
  readonly what: string;
  readonly repositories: readonly string[];
}

/** One document, and everything that has it word for word. */
export interface ReviewedPolicy {
  readonly kind: "trust policy" | "identity policy" | "permissions boundary" | "repository policy";
  readonly of: readonly string[];
  readonly name: string;
  readonly document: unknown;
}

export function review(matrix: Matrix, registry: Registry): Review {
  return {
    isolation: isolationOf(matrix.source, registry),
    matrix: matrixReport(matrix, PROBED_ACTIONS),
    shares: registry.teams.flatMap(({ namespace, shares }) =>
      shares.map((share) => ({
        namespace,
        to: recipients(share),
        what: share.level ?? share.actions.join(", "),
        repositories: share.repositories,
      })),
    ),
    policies: policiesOf(matrix),
  };
}

function recipients({ to }: Share): readonly string[] {
  switch (to.type) {
    case "all":
      return ["every team"];
    case "namespaces":
      return to.namespaces;
    case "accounts":
      return to.accounts.map((account) => `account ${account}`);
    case "organization":
      return [`organization ${to.organization}`];
  }
}

function policiesOf(matrix: Matrix): readonly ReviewedPolicy[] {
  const found = new Map<string, { policy: Omit<ReviewedPolicy, "of">; of: string[] }>();
  const add = (kind: ReviewedPolicy["kind"], of: string, { name, document }: AttachedPolicy) => {
    const key = JSON.stringify([kind, kind === "identity policy" ? name : "", document]);
    const same = found.get(key);
    if (same) same.of.push(of);
    else found.set(key, { policy: { kind, name, document }, of: [of] });
  };
  for (const { name, inventory } of matrix.roles) {
    if (!inventory) continue;
    for (const policy of inventory.identity) add("identity policy", name, policy);
    if (inventory.boundary) add("permissions boundary", name, inventory.boundary);
    add("trust policy", name, { name: "trust policy", document: inventory.trust });
  }
  for (const { name, inventory } of matrix.repositories) {
    if (inventory?.policy) add("repository policy", name, inventory.policy);
  }
  return [...found.values()].map(({ policy, of }) => ({ ...policy, of }));
}
