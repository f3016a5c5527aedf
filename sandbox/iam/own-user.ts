import type { Principal } from "../authorization/principal";
import { AwsError } from "../gateway/aws-error";
import type { Call } from "../gateway/call";

/** Operations that are about the caller itself when they name nobody. */
const ABOUT_ONESELF = new Set([
  "CreateAccessKey",
  "DeleteAccessKey",
  "DeleteSigningCertificate",
  "GetUser",
  "ListAccessKeys",
  "ListMFADevices",
  "ListSigningCertificates",
  "ListSSHPublicKeys",
  "UpdateAccessKey",
  "UpdateSigningCertificate",
  "UploadSigningCertificate",
]);

/** The call with its user written out: what is judged and what moto does must be about the same one. */
export function withUserName(call: Call, { caller }: Principal): Call {
  if (!ABOUT_ONESELF.has(call.operation) || call.parameters.UserName !== undefined) return call;
  if (caller?.type !== "user") {
    throw new AwsError("ValidationError", "Must specify userName when calling with non-User credentials");
  }
  return { ...call, parameters: { ...call.parameters, UserName: caller.userName } };
}
