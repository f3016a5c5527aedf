import { formatArn, parseArn } from "../../../lib/aws/arn";
import { partitionOf } from "../../../lib/aws/partition";
import { AwsError } from "../../gateway/aws-error";
import type { Call } from "../../gateway/call";
import type { EntityArns } from "../deployed/entity-arns";
import type { Principal } from "../principal";
import { type Question, requestTagKeys } from "../question";
import table from "./iam-operations.json";

const operations: Readonly<Record<string, string>> = table;

type Form = Readonly<Record<string, string | undefined>>;

/** How a call names an entity of each kind that has a name and a path. */
const NAMED: Readonly<Record<string, string>> = {
  role: "RoleName",
  user: "UserName",
  group: "GroupName",
  "instance-profile": "InstanceProfileName",
  "server-certificate": "ServerCertificateName",
};

/** And of each kind that is named by its ARN. */
const BY_ARN: Readonly<Record<string, string>> = {
  policy: "PolicyArn",
  "oidc-provider": "OpenIDConnectProviderArn",
  "saml-provider": "SAMLProviderArn",
  mfa: "SerialNumber",
};

/** What a call that makes an entity names it by. */
const CREATED: Readonly<Record<string, (form: Form) => string | undefined>> = {
  CreateRole: ({ Path, RoleName }) => named("role", Path, RoleName),
  CreateUser: ({ Path, UserName }) => named("user", Path, UserName),
  CreateGroup: ({ Path, GroupName }) => named("group", Path, GroupName),
  CreateInstanceProfile: ({ Path, InstanceProfileName }) =>
    named("instance-profile", Path, InstanceProfileName),
  CreatePolicy: ({ Path, PolicyName }) => named("policy", Path, PolicyName),
  CreateVirtualMFADevice: ({ Path, VirtualMFADeviceName }) => named("mfa", Path, VirtualMFADeviceName),
  UploadServerCertificate: ({ Path, ServerCertificateName }) =>
    named("server-certificate", Path, ServerCertificateName),
  CreateSAMLProvider: ({ Name }) => named("saml-provider", "/", Name),
  CreateOpenIDConnectProvider: ({ Url }) => named("oidc-provider", "/", Url?.replace(/^https:\/\//, "")),
  CreateServiceLinkedRole: ({ AWSServiceName }) => named("role", `/aws-service-role/${AWSServiceName}/`, "*"),
  GetServiceLinkedRoleDeletionStatus: ({ DeletionTaskId }) => DeletionTaskId?.replace(/^task\//, "role/"),
};

function named(kind: string, path = "/", name: string | undefined): string | undefined {
  return name && `${kind}${path || "/"}${name}`;
}

/**
 * What must be allowed for an IAM call: its action on the one entity that it names, or on `*`.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
 */
export async function iamQuestions(
  call: Call,
  principal: Principal,
  entities: EntityArns,
): Promise<Question[]> {
  const kind = Object.hasOwn(operations, call.operation) ? operations[call.operation] : undefined;
  if (!kind) throw new AwsError("InvalidAction", `${call.operation} is not available in the sandbox`);
  const form = call.parameters as Form;
  const resource = kind === "*" ? "*" : await resourceOf(call, kind, principal, entities);
  const tags = tagsIn(form);
  const context = { ...contextOf(form), ...requestTagKeys(tags) };
  const question = { action: `iam:${call.operation}`, resource, resourceAccount: principal.account, context };
  const alsoTags = /^(Create|Upload)/.test(call.operation) && Object.keys(tags).length;
  const actions = alsoTags ? [question.action, tagAction(kind)] : [question.action];
  const resources = [resource, ...renamed(call, resource)];
  return resources.flatMap((on) => actions.map((action) => ({ ...question, action, resource: on })));
}

async function resourceOf(
  call: Call,
  kind: string,
  principal: Principal,
  entities: EntityArns,
): Promise<string> {
  const form = call.parameters as Form;
  const location = {
    partition: partitionOf(call.region),
    service: "iam",
    region: "",
    account: principal.account,
  };
  const made = Object.hasOwn(CREATED, call.operation) ? CREATED[call.operation]!(form) : undefined;
  if (made) return formatArn({ ...location, resource: made });
  const arn = form[BY_ARN[kind] ?? ""];
  const name = form[NAMED[kind] ?? ""];
  if (/[*?$]/.test(arn ?? name ?? ""))
    throw new AwsError("AccessDenied", `no ${kind} may be named ${arn ?? name}`, 403);
  if (arn) return ownArn(arn, principal.account);
  if (name)
    return (
      (await entities.arn(principal.account, kind, name)) ??
      formatArn({ ...location, resource: `${kind}/${name}` })
    );
  if (call.operation === "GetAccessKeyLastUsed") return formatArn({ ...location, resource: "user/*" });
  throw new AwsError("ValidationError", `${call.operation} must name its ${kind}`);
}

/** An entity of this account, or one of AWS's own policies. */
function ownArn(arn: string, account: string): string {
  const owner = parseArn(arn)?.account;
  if (owner !== account && owner !== "aws")
    throw new AwsError("AccessDenied", `${arn} is not of this account`, 403);
  return arn;
}

/** A user or group that moves must be allowed where it comes from and where it goes to. */
function renamed({ operation, parameters }: Call, resource: string): string[] {
  const { NewPath: path, NewUserName, NewGroupName } = parameters as Form;
  const name = NewUserName ?? NewGroupName;
  if (!/^Update(User|Group)$/.test(operation) || (path === undefined && name === undefined)) return [];
  const [, start = "", oldPath = "", oldName = ""] =
    /^(.*?:(?:user|group))(\/|\/.*\/)([^/]*)$/.exec(resource) ?? [];
  return [`${start}${path ?? oldPath}${name ?? oldName}`];
}

function tagAction(kind: string): string {
  const noun = {
    "oidc-provider": "OpenIDConnectProvider",
    "saml-provider": "SAMLProvider",
    mfa: "MFADevice",
  }[kind];
  return `iam:Tag${noun ?? kind.replace(/(?:^|-)(.)/g, (_, letter: string) => letter.toUpperCase())}`;
}

function contextOf({ PolicyArn, PermissionsBoundary, AWSServiceName }: Form): Record<string, string> {
  return {
    ...(PolicyArn && { "iam:PolicyARN": PolicyArn }),
    ...(PermissionsBoundary && { "iam:PermissionsBoundary": PermissionsBoundary }),
    ...(AWSServiceName && { "iam:AWSServiceName": AWSServiceName }),
  };
}

function tagsIn(form: Form): Record<string, string> {
  const tags: Record<string, string> = {};
  for (let index = 1; ; index++) {
    const key = form[`Tags.member.${index}.Key`] ?? form[`TagKeys.member.${index}`];
    if (key === undefined) return tags;
    tags[key] = form[`Tags.member.${index}.Value`] ?? "";
  }
}
