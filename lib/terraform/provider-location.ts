import { type Resolve, evaluate } from "./hcl/evaluate";
import { type JsonObject, member, object, objects } from "./json";
import type { PartialLocation } from "./resource";

/** Account and region that a stack's provider is bound to: by the role that it assumes, or the one account that it allows. */
export function providerLocation(
  content: JsonObject,
  alias: string | undefined,
  resolve: Resolve,
): PartialLocation {
  const blocks = member(content.provider, "aws");
  const providers = Array.isArray(blocks) ? objects(blocks) : [object(blocks)];
  const provider = object(evaluate(providers.find((one) => one.alias === alias) ?? {}, resolve));
  const accounts = provider.allowed_account_ids;
  const role = objects([provider.assume_role].flat()).at(-1)?.role_arn;
  const only = Array.isArray(accounts) && accounts.length === 1 ? String(accounts[0]) : undefined;
  const account = typeof role === "string" ? role.split(":")[4] : only;
  return {
    ...(account && { account }),
    ...(typeof provider.region === "string" && { region: provider.region }),
  };
}
