import { formatArn, parseArn } from "../../lib/aws/arn";
import type { NamedPolicy } from "../../lib/iam/types";
import type { Keys } from "../authentication/keys";
import type { Circumstances } from "../authorization/authorize";
import type { DeployedIdentities, Role } from "../authorization/deployed/identities";
import type { Principal } from "../authorization/principal";
import { type Answer, AwsError } from "../gateway/aws-error";
import type { Call } from "../gateway/call";
import type { Decide } from "../gateway/request";
import type { MotoIam } from "../moto/iam";
import { members, text } from "../moto/xml";
import { stsAnswer } from "./answers";
import { refuseTooLong, roleIn, sessionElements } from "./assume-role";
import type { VerifiedClaims, WebIdentityIssuer } from "./issuer";
import { type Form, readSessionRequest } from "./session-request";
import { sessionPolicy } from "./session-policy";

export interface WebIdentityParts {
  readonly keys: Keys;
  readonly identities: DeployedIdentities;
  readonly iam: MotoIam;
  readonly issuer: WebIdentityIssuer;
  readonly decide: Decide;
}

/**
 * AssumeRoleWithWebIdentity: the one call that needs no signature, since the token says who asks. The token is the test
 * issuer's, the role's account knows the provider and the audience, the trust policy takes the token's claims.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
 * @throws {AwsError}
 */
export async function assumeRoleWithWebIdentity(
  call: Call,
  circumstances: Circumstances,
  { keys, identities, iam, issuer, decide }: WebIdentityParts,
): Promise<Answer> {
  const wanted = readSessionRequest(call);
  const claims = verified((call.parameters as Form).WebIdentityToken ?? "", issuer, circumstances.now);
  const { account, name } = roleIn(wanted.roleArn);
  const found = await identities.role(account, name);
  const role = found?.arn === wanted.roleArn ? found : undefined;
  const provider = providerOf(claims, wanted.roleArn, account);
  await refuseUnknownProvider(provider, claims, account, iam);
  const principal = webPrincipal(provider, account, claims);
  decide({ call, principal, circumstances }, [question(wanted.roleArn, wanted.sessionName, account, role)]);
  if (!role) throw new Error(`${wanted.roleArn} was allowed and does not exist`);
  refuseTooLong(wanted, role, false);
  const key = keys.issueSession(
    {
      type: "session",
      account,
      roleName: name,
      roleId: role.id,
      sessionName: wanted.sessionName,
      tags: {},
      transitiveTagKeys: [],
      policy: await sessionPolicy(wanted, account, identities),
      issuedAt: circumstances.now,
      federatedProvider: provider,
    },
    circumstances.now,
    wanted.durationSeconds,
  );
  return stsAnswer("AssumeRoleWithWebIdentity", {
    ...sessionElements(key, role, wanted),
    SubjectFromWebIdentityToken: String(claims.sub),
    Provider: provider,
    Audience: String(claims.aud),
  });
}

function verified(token: string, issuer: WebIdentityIssuer, now: Date): VerifiedClaims {
  const claims = issuer.verify(token);
  if (!claims)
    throw new AwsError(
      "InvalidIdentityToken",
      "Couldn't retrieve verification key from your identity provider",
    );
  if (Number(claims.exp) * 1_000 <= now.getTime()) {
    throw new AwsError(
      "ExpiredTokenException",
      `Token expired: current date/time must be before the expiration date/time`,
    );
  }
  return claims;
}

function providerOf({ iss }: VerifiedClaims, roleArn: string, account: string): string {
  const partition = parseArn(roleArn)?.partition ?? "aws";
  const host = String(iss).replace(/^https:\/\//, "");
  return formatArn({ partition, service: "iam", region: "", account, resource: `oidc-provider/${host}` });
}

async function refuseUnknownProvider(arn: string, { aud }: VerifiedClaims, account: string, iam: MotoIam) {
  const provider = await iam.read(account, "GetOpenIDConnectProvider", { OpenIDConnectProviderArn: arn });
  if (!provider)
    throw new AwsError("InvalidIdentityToken", "No OpenIDConnect provider found in your account for " + arn);
  if (!members(provider.ClientIDList).some((id) => text(id) === aud)) {
    throw new AwsError("InvalidIdentityToken", "Incorrect token audience");
  }
}

const NO_POLICIES: readonly NamedPolicy[] = [];

/** The provider speaks for the token's subject; the claims are condition keys under the provider's name. */
function webPrincipal(provider: string, account: string, claims: VerifiedClaims): Principal {
  const host = provider.slice(provider.indexOf("oidc-provider/") + "oidc-provider/".length);
  const texts = Object.entries(claims).filter(([, value]) => typeof value === "string") as [string, string][];
  return {
    arn: provider,
    account,
    userId: String(claims.sub),
    policies: NO_POLICIES,
    context: {
      "aws:FederatedProvider": provider,
      ...Object.fromEntries(texts.map(([name, value]) => [`${host}:${name}`, value])),
    },
  };
}

function question(resource: string, sessionName: string, account: string, role: Role | undefined) {
  return {
    action: "sts:AssumeRoleWithWebIdentity",
    resource,
    resourceAccount: account,
    context: { "sts:RoleSessionName": sessionName },
    resourcePolicy: {
      document: role?.trust ?? { Version: "2012-10-17", Statement: [] },
      type: "iam-role" as const,
    },
  };
}
