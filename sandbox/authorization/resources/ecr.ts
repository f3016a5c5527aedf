import { parseArn, type RegistryLocation, repositoryArn } from "../../../lib/aws/arn";
import { ecrAction } from "../../../lib/aws/ecr-actions";
import { partitionOf } from "../../../lib/aws/partition";
import { AwsError } from "../../gateway/aws-error";
import type { Call } from "../../gateway/call";
import type { Json, JsonObject } from "../../gateway/json";
import type { DeployedRepositories } from "../deployed/repositories";
import { type Question, requestTagKeys, tagKeys } from "../question";

/** The registry that a call is about: the caller's own unless `registryId` or an ARN names another. */
export function registryOf(call: Call, callerAccount: string): RegistryLocation {
  const { registryId, resourceArn } = call.parameters;
  const account = registryId ?? (resourceArn === undefined ? callerAccount : arnOf(resourceArn).account);
  if (typeof account !== "string" || !/^\d{12}$/.test(account)) {
    throw invalid("registryId", "must be twelve digits");
  }
  return { partition: partitionOf(call.region), region: call.region, account };
}

/**
 * What must be allowed for an ECR call: its action on every repository that it names, or on `*`.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerregistry.html
 */
export async function ecrQuestions(
  call: Call,
  callerAccount: string,
  repositories: DeployedRepositories,
): Promise<Question[]> {
  const action = ecrAction(`ecr:${call.operation}`);
  if (action?.name !== `ecr:${call.operation}`) {
    throw new AwsError("UnknownOperationException", `ecr has no operation ${call.operation}`);
  }
  const registry = registryOf(call, callerAccount);
  const context = requestTagKeys(tagsIn(call.parameters));
  if (!action.repository) {
    return [{ action: action.name, resource: "*", resourceAccount: registry.account, context }];
  }
  const names = repositoryNames(call, registry);
  const actions = call.operation === "CreateRepository" && call.parameters.tags ? ["ecr:TagResource"] : [];
  const questions = names.map((name) => onRepository(call, registry, name, context, repositories));
  const first = await Promise.all(questions);
  return [...first, ...actions.flatMap((also) => first.map((question) => ({ ...question, action: also })))];
}

async function onRepository(
  { operation }: Call,
  registry: RegistryLocation,
  name: string,
  requested: Question["context"],
  repositories: DeployedRepositories,
): Promise<Question> {
  const question = {
    action: `ecr:${operation}`,
    resource: repositoryArn(registry, name),
    resourceAccount: registry.account,
  };
  if (name === EVERY || operation === "CreateRepository") return { ...question, context: requested };
  const { policy, tags } = await repositories.repository(registry, name);
  const context = { ...requested, ...tagKeys(tags, "aws:ResourceTag", "ecr:ResourceTag") };
  return {
    ...question,
    context,
    ...(policy && { resourcePolicy: { document: policy, type: "ecr-repository" } }),
  };
}

/** DescribeRepositories without names is asked on `repository/*`, as text: only who may see every name is allowed. */
const EVERY = "*";

function repositoryNames({ operation, parameters }: Call, registry: RegistryLocation): string[] {
  const { repositoryName, repositoryNames, resourceArn } = parameters;
  const given = [repositoryName, repositoryNames, resourceArn].filter((value) => value !== undefined);
  if (given.length > 1)
    throw invalid("repositoryName", "must be the only way in which repositories are named");
  if (resourceArn !== undefined) return [nameIn(arnOf(resourceArn), registry)];
  const names = repositoryName === undefined ? repositoryNames : [repositoryName];
  if (
    operation === "DescribeRepositories" &&
    (names === undefined || (Array.isArray(names) && !names.length))
  ) {
    return [EVERY];
  }
  if (!Array.isArray(names) || names.length === 0) throw invalid("repositoryName", "must be given");
  return names.map((name: Json) => literal(name));
}

/** A name that IAM would read as a pattern is nobody's repository. */
function literal(name: Json): string {
  if (typeof name !== "string" || name === "") throw invalid("repositoryName", "must be a string");
  if (/[*?$]/.test(name))
    throw new AwsError("AccessDeniedException", `no repository may be named ${JSON.stringify(name)}`);
  return name;
}

function arnOf(value: Json) {
  const arn = typeof value === "string" ? parseArn(value) : undefined;
  if (arn?.service !== "ecr" || !arn.resource.startsWith("repository/"))
    throw invalid("resourceArn", "Invalid ARN");
  return arn;
}

function nameIn(arn: ReturnType<typeof arnOf>, registry: RegistryLocation): string {
  const agrees = (["partition", "region", "account"] as const).every((part) => arn[part] === registry[part]);
  if (!agrees) throw invalid("resourceArn", "must be of the registry that the request is for");
  return literal(arn.resource.slice("repository/".length));
}

function invalid(parameter: string, rule: string): AwsError {
  return new AwsError(
    "InvalidParameterException",
    `Invalid parameter at '${parameter}' failed to satisfy constraint: '${rule}'`,
  );
}

function tagsIn({ tags, tagKeys: keys }: JsonObject): Record<string, string> {
  const pairs = Array.isArray(tags)
    ? tags
    : Array.isArray(keys)
      ? keys.map((Key: Json) => ({ Key, Value: "" }))
      : [];
  return Object.fromEntries(
    pairs.map((tag: Json) => {
      const { Key, Value } = (tag ?? {}) as JsonObject;
      return [String(Key), String(Value ?? "")];
    }),
  );
}
