import { awsManagedPolicy } from "./aws-managed-policies";
import { readDocument } from "./document";
import type { AttachedPolicy } from "./inventory";
import type { Locations } from "./locations";
import { partitionOf } from "../aws/partition";
import { formatArn, parseArn } from "../aws/arn";
import type { TerraformResource } from "./resource";
import { text } from "./resource";
import { Unknown } from "./unknown";

/** A policy by what identifies it in the file: its ARN, or its address while that is not known. */
export interface IdentifiedPolicy extends AttachedPolicy {
  readonly key: string;
}

/** The managed policies of a file, found by ARN or by reference. */
export class ManagedPolicies {
  private readonly byArn = new Map<string, TerraformResource[]>();
  private readonly byPath = new Map<string, TerraformResource[]>();

  constructor(
    private readonly byAddress: ReadonlyMap<string, TerraformResource>,
    private readonly locations: Locations,
  ) {
    for (const resource of managedFirst(byAddress.values())) {
      if (resource.type !== "aws_iam_policy") continue;
      if (resource.mode === "data" && this.byArn.has(text(resource, "arn") ?? "")) continue;
      const arn = this.arnOf(resource);
      const name = text(resource, "name");
      if (arn !== undefined) push(this.byArn, arn, resource);
      else if (name !== undefined)
        push(this.byPath, `policy${text(resource, "path") ?? "/"}${name}`, resource);
    }
  }

  /** The policies that an attribute such as `policy_arn` can name: one for certain, or several in doubt. */
  find(value: unknown, where: string): readonly IdentifiedPolicy[] {
    if (typeof value === "string") return this.findArn(value);
    const reason = value instanceof Unknown ? value.reason : "no ARN";
    const targets = value instanceof Unknown ? (value.targets ?? []) : [];
    const found = targets.map(({ address, attribute }) => this.atTarget(address, attribute));
    if (!found.length || found.includes(undefined)) {
      return [{ key: where, name: `a policy that ${where} attaches`, document: new Unknown(reason) }];
    }
    const doubt =
      found.length > 1
        ? `${where} attaches one of ${found.length} policies, which one is ${reason}`
        : undefined;
    return found.filter((policy) => policy !== undefined).map((policy) => ({ ...policy, doubt }));
  }

  private atTarget(address: string, attribute: string | undefined): IdentifiedPolicy | undefined {
    const resource = this.byAddress.get(address);
    return resource?.type === "aws_iam_policy" && /^(arn|id)$/.test(attribute ?? "arn")
      ? this.read(resource)
      : undefined;
  }

  private findArn(arn: string): readonly IdentifiedPolicy[] {
    const parsed = parseArn(arn);
    const named = this.byArn.get(arn) ?? (parsed ? this.byPath.get(parsed.resource) : undefined) ?? [];
    if (named.length === 1) return [this.read(named[0]!)];
    const known = named.length ? undefined : awsManagedPolicy(arn);
    const name = parsed?.resource.split("/").at(-1) ?? arn;
    return [{ key: arn, name, document: known ?? new Unknown(`the text of ${arn} is in no file`) }];
  }

  private read(resource: TerraformResource): IdentifiedPolicy {
    const name = text(resource, "name") ?? resource.address;
    return {
      key: this.arnOf(resource) ?? resource.address,
      name,
      document: readDocument(resource.values.policy, this.byAddress),
    };
  }

  private arnOf(resource: TerraformResource): string | undefined {
    const written = text(resource, "arn");
    if (written !== undefined) return written;
    const { account, region } = this.locations.of(resource);
    const name = text(resource, "name");
    if (account === undefined || name === undefined) return undefined;
    const path = text(resource, "path") ?? "/";
    return formatArn({
      partition: partitionOf(region ?? ""),
      service: "iam",
      region: "",
      account,
      resource: `policy${path}${name}`,
    });
  }
}

/** What a data source reads of a policy that the file holds too says nothing new. */
function managedFirst(resources: Iterable<TerraformResource>): readonly TerraformResource[] {
  return [...resources].sort((left, right) => Number(left.mode === "data") - Number(right.mode === "data"));
}

function push<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const values = map.get(key);
  if (values) values.push(value);
  else map.set(key, [value]);
}
