import { ecrAction } from "../aws/ecr-actions";
import type { Question } from "./applies";
import { readCaller } from "./caller";
import { RequestContext } from "./context";
import { describeValue } from "./describe";
import { isObject, own } from "./json";

/** What decides about a request beside its policies. */
export interface Situation {
  readonly crossAccount: boolean;
  /** A role's trust policy is asked, which must allow. */
  readonly trust: boolean;
  /** An ECR action without a repository. */
  readonly registryLevel: boolean;
}

/** A request that could be read, or what is wrong with it. */
export type ReadRequest =
  { readonly question: Question; readonly situation: Situation } | { readonly problem: string };

const ACTION = /^[a-z0-9-]+:[a-z0-9]+$/i;
/** Asks a role's trust policy, whether or not one is given. */
const ASSUME_ROLE = /^sts:AssumeRole(?:WithSAML|WithWebIdentity)?$/i;

/** Reads a request, whatever it is. */
export function readRequest(
  request: unknown,
  policies: { readonly resourceType: string | undefined; readonly boundary: readonly unknown[] },
): ReadRequest {
  if (!isObject(request)) return { problem: `the request is ${describeValue(request)}` };
  const principal = own(request, "principal");
  if (!isObject(principal)) return { problem: `the request's principal is ${describeValue(principal)}` };
  const [arn, accountId] = [own(principal, "arn"), own(principal, "accountId")];
  const [action, resource] = [own(request, "action"), own(request, "resource")];
  const [resourceAccountId, context] = [own(request, "resourceAccountId"), own(request, "context")];
  if (typeof arn !== "string") return { problem: `the principal's arn is ${describeValue(arn)}` };
  if (!isText(accountId)) return { problem: `the principal's accountId is ${describeValue(accountId)}` };
  if (!isText(action) || !ACTION.test(action)) return { problem: `the action is ${describeValue(action)}` };
  if (!isText(resource)) return { problem: `the resource is ${describeValue(resource)}` };
  if (!isText(resourceAccountId)) {
    return { problem: `resourceAccountId is ${describeValue(resourceAccountId)}` };
  }
  if (!isObject(context)) return { problem: `the context is ${describeValue(context)}` };
  const caller = readCaller({ arn, accountId });
  if (!caller) return { problem: `${describeValue(arn)} is the ARN of no principal` };
  const registryLevel = ecrAction(action)?.repository === false;
  return {
    question: {
      caller,
      action,
      resource: registryLevel ? "*" : resource,
      context: new RequestContext(context as Record<string, unknown>),
      hasBoundary: policies.boundary.length > 0,
    },
    situation: {
      crossAccount: caller.kind !== "service" && accountId !== resourceAccountId,
      trust:
        policies.resourceType === "iam-role" ||
        (policies.resourceType === undefined && ASSUME_ROLE.test(action)),
      registryLevel,
    },
  };
}

const isText = (value: unknown): value is string => typeof value === "string" && value !== "";
