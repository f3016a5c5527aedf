/** A small shop, what somebody may do to its synthesized JSON, and whether the evaluator confirms what isolation then says. */
import { evaluate } from "../../lib/iam/evaluate";
import type { PolicySet } from "../../lib/iam/types";
import { type Isolation, isolationOf } from "../../lib/matrix/isolation";
import type { Leak } from "../../lib/matrix/isolation/leak";
import type { Inventory } from "../../lib/terraform/inventory";
import { grant, registry, repository, role, share, team } from "../policies/registry";
import { synthesizedInventory } from "./support";

const ACCOUNT = "123456789012";
export const PULL = ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"];

export const shop = () =>
  registry([
    team("team-a", {
      repositories: [repository("team-a/api")],
      roles: [
        role("reader", {
          grants: [
            grant({ actions: PULL, on: ["team-a/*"] }),
            grant({ actions: ["ecr:ListImages"], on: ["base/alpine"] }),
          ],
        }),
        role("bounded", {
          grants: [grant({ actions: PULL, on: ["team-a/*"] })],
          permissionsBoundary: "arn:aws:iam::123456789012:policy/developers",
        }),
      ],
    }),
    team("base", {
      repositories: [repository("base/alpine")],
      shares: [
        share({
          to: { type: "namespaces", namespaces: ["team-a"] },
          actions: ["ecr:ListImages"],
          repositories: ["base/alpine"],
        }),
        share({
          to: { type: "accounts", accounts: ["210987654321"] },
          actions: PULL,
          repositories: ["base/alpine"],
        }),
      ],
    }),
  ]);

export type Json = Record<string, Record<string, Record<string, Record<string, unknown>>>>;

/** Isolation after someone has changed the synthesized JSON. */
export function sabotaged(change: (stack: Json) => void): { inventory: Inventory; isolation: Isolation } {
  const inventory = synthesizedInventory(shop(), (text, file) => {
    if (!file.endsWith("cdk.tf.json")) return text;
    const stack = JSON.parse(text) as Json;
    change(stack);
    return JSON.stringify(stack);
  });
  return { inventory, isolation: isolationOf(inventory, shop()) };
}

export const resources = (stack: Json, type: string) => Object.values(stack.resource?.[type] ?? {});

/** Changes the statements of every managed policy that holds the text. */
export function rewrite(
  stack: Json,
  holds: string,
  change: (statements: Record<string, unknown>[]) => unknown,
): void {
  for (const policy of resources(stack, "aws_iam_policy")) {
    if (!String(policy.policy).includes(holds)) continue;
    const document = JSON.parse(String(policy.policy)) as { Statement: Record<string, unknown>[] };
    policy.policy = JSON.stringify({ ...document, Statement: change(document.Statement) });
  }
}

export const widened = (from: string, to: string) => (stack: Json) =>
  rewrite(stack, from, (statements) => JSON.parse(JSON.stringify(statements).replaceAll(from, to)));

/** The statement alone stands in every repository's policy. */
export function repositoryPolicy(stack: Json, statement: object): void {
  for (const policy of resources(stack, "aws_ecr_repository_policy"))
    policy.policy = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
}

export const arn = (name: string, region = "us-west-2") =>
  `arn:aws:ecr:${region}:${ACCOUNT}:repository/${name}`;

const EVERYTHING = { Version: "2012-10-17", Statement: { Effect: "Allow", Action: "*", Resource: "*" } };

/** What the evaluator says of each action of a leak at its witness, with the policies word for word as the stacks have them. */
export function asked(
  { who, actions, witness }: Pick<Leak, "who" | "actions" | "witness">,
  inventory: Inventory,
): ReadonlySet<string> {
  const role = inventory.roles.find(({ name }) => name === who);
  const account = /^account (\d{12})$/.exec(who)?.[1] ?? (who === "any account" ? "444444444444" : ACCOUNT);
  const outside = account !== ACCOUNT ? [{ name: "its account", document: EVERYTHING }] : [];
  const existing = inventory.repositories.find(({ name }) => arn(name) === witness);
  const own = existing ? existing.policy : templateOf(witness, inventory)?.policy;
  const here = witness.startsWith(arn("")) ? inventory.registryPolicies : [];
  const documents = [...(own ? [own] : []), ...here].map(
    ({ document }) => document as { Statement: object | object[] },
  );
  const policies: PolicySet = {
    identity: role
      ? role.identity.map(({ name, document }) => ({ name, document: document as object }))
      : outside,
    ...(role?.boundary && { boundary: [role.boundary as { name: string; document: object }] }),
    resource: {
      Version: "2012-10-17",
      Statement: documents.flatMap(({ Statement: statements }) => statements),
    },
    resourceType: "ecr-repository",
  };
  const session = `arn:aws:sts::${account}:assumed-role/${role?.name ?? "somebody"}/session`;
  const principal = { arn: session, accountId: account };
  return new Set(
    actions.map(
      (action) =>
        evaluate({ principal, action, resource: witness, resourceAccountId: ACCOUNT, context: {} }, policies)
          .result,
    ),
  );
}

/** The template from which Amazon ECR would create the repository: the one with the longest prefix. */
function templateOf(witness: string, { creationTemplates = [] }: Inventory) {
  return creationTemplates
    .filter(({ prefix }) => prefix === undefined || witness.startsWith(arn(`${prefix}/`)))
    .sort((a, b) => (b.prefix ?? "").length - (a.prefix ?? "").length)[0];
}
