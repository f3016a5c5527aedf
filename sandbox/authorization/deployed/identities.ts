import type { NamedPolicy, PolicyDocument } from "../../../lib/iam/types";
import type { MotoIam } from "../../moto/iam";
import { type Element, type ElementTree, members, text, tree } from "../../moto/xml";
import type { Cache } from "./cache";

/** A user or a role as it is deployed, with every policy that limits or lets it. */
export interface Identity {
  readonly arn: string;
  /** `AIDA…` or `AROA…`. */
  readonly id: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly policies: readonly NamedPolicy[];
  readonly boundary?: readonly NamedPolicy[];
}

export interface Role extends Identity {
  readonly trust: PolicyDocument;
  readonly maxSessionSeconds: number;
}

type Kind = "User" | "Role" | "Group";

/** The parameters with which IAM's operations name what decisions depend on. */
type Named = Readonly<Partial<Record<"RoleName" | "UserName" | "GroupName" | "PolicyArn", string>>>;

/** Users, roles and their policies, read back from moto's IAM and remembered until the next write. */
export class DeployedIdentities {
  constructor(
    private readonly iam: MotoIam,
    private readonly cache: Cache,
  ) {}

  user(account: string, name: string): Promise<Identity | undefined> {
    return this.cache.get(`user ${account} ${name}`, async () => {
      const { User: user } = (await this.iam.read(account, "GetUser", { UserName: name })) ?? {};
      if (user === undefined) return undefined;
      const groups = await this.iam.list(account, "ListGroupsForUser", { UserName: name }, "Groups");
      const ofGroups = groups.map((group) => this.group(account, text(tree(group).GroupName) ?? ""));
      const own = this.policies(account, "User", name);
      const policies = (await Promise.all([own, ...ofGroups])).flat();
      return { ...(await this.identity(account, tree(user), "UserId")), policies };
    });
  }

  role(account: string, name: string): Promise<Role | undefined> {
    return this.cache.get(`role ${account} ${name}`, async () => {
      const { Role: role } = (await this.iam.read(account, "GetRole", { RoleName: name })) ?? {};
      if (role === undefined) return undefined;
      return {
        ...(await this.identity(account, tree(role), "RoleId")),
        policies: await this.policies(account, "Role", name),
        trust: parseDocument(text(tree(role).AssumeRolePolicyDocument)),
        maxSessionSeconds: Number(text(tree(role).MaxSessionDuration) ?? 3600),
      };
    });
  }

  /** A managed policy's default version; `undefined` when there is no such policy. */
  managedPolicy(account: string, arn: string): Promise<NamedPolicy | undefined> {
    return this.cache.get(`policy ${account} ${arn}`, async () => {
      const { Policy: policy } = (await this.iam.read(account, "GetPolicy", { PolicyArn: arn })) ?? {};
      const version = text(tree(policy).DefaultVersionId);
      if (version === undefined) return undefined;
      const parameters = { PolicyArn: arn, VersionId: version };
      const answer = await this.iam.read(account, "GetPolicyVersion", parameters);
      const document = parseDocument(text(tree(answer?.PolicyVersion).Document));
      return { name: arn.slice(arn.lastIndexOf("/") + 1), document };
    });
  }

  /**
   * Keeps what an IAM call is about to change as it is now, for so long: IAM's writes take their time to arrive.
   *
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot.html#troubleshoot_general_eventual-consistency
   */
  async hold(account: string, { RoleName, UserName, GroupName, PolicyArn }: Named, milliseconds: number) {
    const now = [
      RoleName && (await this.role(account, RoleName), `role ${account} ${RoleName}`),
      UserName && (await this.user(account, UserName), `user ${account} ${UserName}`),
      GroupName && (await this.group(account, GroupName), `group ${account} ${GroupName}`),
      PolicyArn && (await this.managedPolicy(account, PolicyArn), `policy ${account} ${PolicyArn}`),
    ];
    for (const key of now) if (key) this.cache.hold(key, milliseconds);
  }

  private group(account: string, name: string): Promise<NamedPolicy[]> {
    return this.cache.get(`group ${account} ${name}`, () => this.policies(account, "Group", name));
  }

  private async identity(account: string, element: ElementTree, id: "UserId" | "RoleId") {
    const boundary = text(tree(element.PermissionsBoundary).PermissionsBoundaryArn);
    const tags = members(element.Tags).map((tag) => [text(tree(tag).Key) ?? "", text(tree(tag).Value) ?? ""]);
    return {
      arn: text(element.Arn) ?? "",
      id: text(element[id]) ?? "",
      tags: Object.fromEntries(tags) as Record<string, string>,
      ...(boundary && { boundary: [await this.existing(account, boundary)] }),
    };
  }

  private async policies(account: string, kind: Kind, name: string): Promise<NamedPolicy[]> {
    const parameters = { [`${kind}Name`]: name };
    const inline = this.iam.list(account, `List${kind}Policies`, parameters, "PolicyNames");
    const attached = this.iam.list(account, `ListAttached${kind}Policies`, parameters, "AttachedPolicies");
    return Promise.all([
      ...(await inline).map((policy) => this.inlinePolicy(account, kind, parameters, policy)),
      ...(await attached).map((policy) => this.existing(account, text(tree(policy).PolicyArn) ?? "")),
    ]);
  }

  private async inlinePolicy(account: string, kind: Kind, owner: Record<string, string>, policy: Element) {
    const name = text(policy) ?? "";
    const answer = await this.iam.read(account, `Get${kind}Policy`, { ...owner, PolicyName: name });
    return { name, document: parseDocument(text(answer?.PolicyDocument)) };
  }

  private async existing(account: string, arn: string): Promise<NamedPolicy> {
    const policy = await this.managedPolicy(account, arn);
    if (!policy) throw new Error(`the policy ${arn} is attached and does not exist`);
    return policy;
  }
}

/** moto sends documents percent-encoded, as IAM does. */
function parseDocument(encoded = ""): PolicyDocument {
  const document = JSON.parse(decodeURIComponent(encoded)) as unknown;
  if (typeof document !== "object" || document === null)
    throw new SyntaxError("a policy must be a JSON object");
  return document;
}
