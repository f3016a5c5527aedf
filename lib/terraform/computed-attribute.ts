import { formatArn } from "../aws/arn";
import { Unknown } from "./unknown";

/** Where the resource is, as far as it is known. */
export interface ComputedLocation {
  readonly account?: string;
  readonly region?: string;
  readonly partition: string;
}

/**
 * An attribute that AWS computes and everybody can: ARNs and ids made of names. Undefined: it is none of these.
 *
 * @param values the resource's own attributes, evaluated
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
 */
export function computedAttribute(
  type: string,
  attribute: string,
  values: (name: string) => unknown,
  location: ComputedLocation,
): unknown {
  switch (`${type}.${attribute}`) {
    case "aws_iam_role.arn":
      return iamArn("role", values, location);
    case "aws_iam_user.arn":
      return iamArn("user", values, location);
    case "aws_iam_policy.arn":
    case "aws_iam_policy.id":
      return values("arn") ?? iamArn("policy", values, location);
    case "aws_iam_openid_connect_provider.arn":
      return oidcArn(values("url"), location);
    case "aws_iam_role.id":
    case "aws_ecr_repository.id":
      return values("name");
    case "aws_ecr_repository.arn":
      return repositoryArn(values("name"), location);
    case "aws_ecr_repository.registry_id":
    case "aws_caller_identity.account_id":
    case "aws_caller_identity.id":
      return location.account ?? new Unknown("the account is not known");
    case "aws_region.name":
    case "aws_region.id":
      return location.region ?? new Unknown("the region is not known");
    case "aws_partition.partition":
    case "aws_partition.id":
      return location.partition;
    case "aws_iam_policy_document.json":
    case "aws_iam_policy_document.minified_json":
      return new Unknown("a policy document");
    default:
      return undefined;
  }
}

function iamArn(
  kind: string,
  values: (name: string) => unknown,
  { account, partition }: ComputedLocation,
): unknown {
  const name = values("name");
  const path = values("path") ?? "/";
  if (typeof name !== "string" || typeof path !== "string") return new Unknown("its name is not known");
  if (account === undefined) return new Unknown("the account is not known");
  return formatArn({ partition, service: "iam", region: "", account, resource: `${kind}${path}${name}` });
}

function oidcArn(url: unknown, { account, partition }: ComputedLocation): unknown {
  if (typeof url !== "string" || account === undefined) return new Unknown("its ARN is not known");
  return formatArn({
    partition,
    service: "iam",
    region: "",
    account,
    resource: `oidc-provider/${url.replace(/^https:\/\//, "")}`,
  });
}

function repositoryArn(name: unknown, { account, region, partition }: ComputedLocation): unknown {
  const parts = [account, region, name].map((part) =>
    typeof part === "string" ? part : new Unknown("known only after apply"),
  );
  if (parts.every((part) => typeof part === "string")) {
    return formatArn({
      partition,
      service: "ecr",
      region: region!,
      account: account!,
      resource: `repository/${String(name)}`,
    });
  }
  const [accountPart, regionPart, namePart] = parts;
  return new Unknown("known only after apply", undefined, [
    `arn:${partition}:ecr:`,
    regionPart!,
    ":",
    accountPart!,
    ":repository/",
    namePart!,
  ]);
}
