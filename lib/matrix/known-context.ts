import type { InventoryRepository, InventoryRole, TagSet } from "../terraform/inventory";
import { Unknown } from "../terraform/unknown";
import { mayTagSession } from "./session-tags";
import { tagValue } from "./tag-value";

/** The condition keys of a request that a file tells; every other key is open. */
export interface KnownContext {
  readonly context: Readonly<Record<string, string>>;
  /** Is it known what the request carries under this key, even if that is nothing? */
  isKnown(key: string): boolean;
}

/** Keys that a role's session never has. */
const ABSENT = new Set(["aws:username"]);

/**
 * What is known of a role's direct call: who it is, where to, over TLS (ECR has no other endpoint), and tags as far as the
 * file has them. A session may bring tags of its own over the role's, where the trust policy lets it.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 * @see https://docs.aws.amazon.com/general/latest/gr/ecr.html
 */
export function knownContext(
  role: InventoryRole,
  accounts: { readonly principal: string; readonly resource: string },
  region: string | undefined,
  repository?: InventoryRepository,
): KnownContext {
  const context: Record<string, string> = {
    "aws:principalaccount": accounts.principal,
    "aws:principaltype": "AssumedRole",
    "aws:principalisawsservice": "false",
    "aws:resourceaccount": accounts.resource,
    "aws:securetransport": "true",
    "aws:viaawsservice": "false",
  };
  if (role.arn !== undefined) context["aws:principalarn"] = role.arn;
  if (region !== undefined) context["aws:requestedregion"] = region;
  if (!mayTagSession(role)) addTags(context, ["aws:principaltag/"], role);
  if (repository) addTags(context, ["aws:resourcetag/", "ecr:resourcetag/"], repository);
  return {
    context,
    isKnown: (key) => Object.hasOwn(context, key.toLowerCase()) || ABSENT.has(key.toLowerCase()),
  };
}

function addTags(context: Record<string, string>, prefixes: readonly string[], tags: TagSet): void {
  for (const name of Object.keys(tags.tags ?? {})) {
    const key = name.toLowerCase();
    const value = tagValue(tags, key);
    if (value instanceof Unknown) continue;
    for (const prefix of prefixes) context[prefix + key] = value[0]!;
  }
}
