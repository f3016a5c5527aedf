import { type Resolve, evaluate } from "./hcl/evaluate";
import { type JsonObject, member, object, objects } from "./json";
import { originOf, withOrigin } from "./origin";
import type { PartialLocation } from "./resource";
import { Unknown } from "./unknown";

/** What a provider's block says about the resources that belong to it. */
export interface ProviderSettings {
  readonly location: PartialLocation;
  /** The tags that it gives to each of them. */
  readonly defaultTags: unknown;
}

/**
 * The settings of the provider of a stack with this alias. It is bound to an account by the role that it assumes, or the
 * one account that it allows.
 */
export function providerSettings(
  content: JsonObject,
  alias: string | undefined,
  resolve: Resolve,
): ProviderSettings {
  const blocks = member(content.provider, "aws");
  const providers = Array.isArray(blocks) ? objects(blocks) : [object(blocks)];
  const written = providers.find((one) => one.alias === alias) ?? {};
  const provider = object(evaluate(written, resolve));
  return {
    location: locationOf(provider),
    defaultTags: withOrigin(defaultTagsOf(provider.default_tags), () =>
      originOf(content, written, undefined),
    ),
  };
}

function locationOf(provider: JsonObject): PartialLocation {
  const accounts = provider.allowed_account_ids;
  const role = objects([provider.assume_role].flat()).at(-1)?.role_arn;
  const only = Array.isArray(accounts) && accounts.length === 1 ? String(accounts[0]) : undefined;
  const account = typeof role === "string" ? role.split(":")[4] : only;
  return {
    ...(account && { account }),
    ...(typeof provider.region === "string" && { region: provider.region }),
  };
}

/** A block as an object or a list of one. @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs#default_tags */
function defaultTagsOf(written: unknown): unknown {
  const block = Array.isArray(written) ? (written as readonly unknown[])[0] : written;
  return block instanceof Unknown ? block : object(block).tags;
}
