import { parseArn } from "../aws/arn";
import type { PartialLocation, TerraformResource } from "./resource";
import { text } from "./resource";

/** What is known of account and region where neither a resource nor its provider tells. */
export class Locations {
  private readonly byProvider = new Map<string, Set<string>>();
  private readonly accounts = new Set<string>();
  private readonly regions = new Map<string, Set<string>>();
  private readonly anyRegion = new Set<string>();

  constructor(
    resources: readonly TerraformResource[],
    private readonly assumed: PartialLocation,
  ) {
    for (const resource of resources) {
      const { account, region } = tells(resource);
      note(this.byProvider, resource.provider, account, this.accounts);
      note(this.regions, resource.provider, region, this.anyRegion);
    }
  }

  /** Where a resource is: what it tells itself, else its provider, else the one account and region of the file, else what is assumed. */
  of(resource: TerraformResource): PartialLocation {
    const own = tells(resource);
    const provider = resource.provider ?? "";
    return {
      account:
        own.account ??
        only(this.byProvider.get(provider)) ??
        only(this.accounts) ??
        this.fallback("account", this.accounts),
      region:
        own.region ??
        only(this.regions.get(provider)) ??
        only(this.anyRegion) ??
        this.fallback("region", this.anyRegion),
    };
  }

  private fallback(what: "account" | "region", known: ReadonlySet<string>): string | undefined {
    return known.size ? undefined : this.assumed[what];
  }
}

function note(
  byProvider: Map<string, Set<string>>,
  provider = "",
  value: string | undefined,
  all: Set<string>,
): void {
  if (value === undefined) return;
  byProvider.set(provider, (byProvider.get(provider) ?? new Set()).add(value));
  all.add(value);
}

function only(values: ReadonlySet<string> | undefined): string | undefined {
  return values?.size === 1 ? [...values][0] : undefined;
}

const AWS_OWN = "aws";

/** Account and region as the resource's own attributes or its provider have them. */
function tells(resource: TerraformResource): PartialLocation {
  const arn = parseArn(text(resource, "arn") ?? "");
  const fromArn = arn && arn.account !== AWS_OWN ? arn : undefined;
  const callerAccount = resource.type === "aws_caller_identity" ? text(resource, "account_id") : undefined;
  const dataRegion =
    resource.type === "aws_region" ? (text(resource, "name") ?? text(resource, "id")) : undefined;
  // Since version 6 of the provider a resource may be in another region than its provider.
  const ownRegion = text(resource, "region");
  return {
    account: fromArn?.account || callerAccount || resource.location.account || undefined,
    region: fromArn?.region || dataRegion || ownRegion || resource.location.region || undefined,
  };
}
