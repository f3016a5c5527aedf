import type { Answer } from "../gateway/aws-error";
import type { Request } from "../gateway/request";
import { unavailable } from "../gateway/unavailable";
import { accessKeyInfo } from "./access-key-info";
import { assumeRole } from "./assume-role";
import { assumeRoleWithWebIdentity, type WebIdentityParts } from "./assume-role-with-web-identity";
import { callerIdentity } from "./caller-identity";
import { federationToken, sessionToken } from "./user-tokens";

/** STS is the gateway's own, whole: moto would hand out credentials to anybody for anything. */
export async function answerSts(request: Request, parts: WebIdentityParts): Promise<Answer> {
  switch (request.call.operation) {
    case "AssumeRole":
      return assumeRole(request, parts);
    case "AssumeRoleWithWebIdentity":
      return assumeRoleWithWebIdentity(request.call, request.circumstances, parts);
    case "GetAccessKeyInfo":
      return accessKeyInfo(request, parts);
    case "GetCallerIdentity":
      return callerIdentity(request.principal);
    case "GetFederationToken":
      return federationToken(request, parts);
    case "GetSessionToken":
      return sessionToken(request, parts);
    default:
      throw unavailable(request.call.operation, "query");
  }
}
