/**
 * Amazon Resource Names.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 */
export interface Arn {
  readonly partition: string;
  readonly service: string;
  /** Empty for global services such as IAM. */
  readonly region: string;
  /** Twelve digits, or empty. */
  readonly account: string;
  /** Everything after the fifth colon, colons and slashes included. */
  readonly resource: string;
}

/** The parts of an ARN; `undefined` for text that has fewer than five colons or another first part. */
export function parseArn(text: string): Arn | undefined {
  const parts = text.split(":");
  if (parts.length < 6 || parts[0] !== "arn") return undefined;
  const [, partition = "", service = "", region = "", account = "", ...resource] = parts;
  return { partition, service, region, account, resource: resource.join(":") };
}

export function formatArn(arn: Arn): string {
  return `arn:${arn.partition}:${arn.service}:${arn.region}:${arn.account}:${arn.resource}`;
}

/** Where a registry lives: one account, one region, and the partition that follows from the region. */
export interface RegistryLocation {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}

/** The ARN of a repository, or the ARN pattern of `namespace/*`. */
export function repositoryArn(location: RegistryLocation, name: string): string {
  return formatArn({ ...location, service: "ecr", resource: `repository/${name}` });
}

export function roleArn(location: Omit<RegistryLocation, "region">, name: string): string {
  return formatArn({ ...location, region: "", service: "iam", resource: `role/${name}` });
}

/** The caller's ARN while it uses a role's temporary credentials. */
export function assumedRoleArn(
  location: Omit<RegistryLocation, "region">,
  role: string,
  session: string,
): string {
  return formatArn({ ...location, region: "", service: "sts", resource: `assumed-role/${role}/${session}` });
}

/** The account's root principal: in a trust policy, "whoever this account's own IAM policies let". */
export function accountRootArn(location: Omit<RegistryLocation, "region">): string {
  return formatArn({ ...location, region: "", service: "iam", resource: "root" });
}
