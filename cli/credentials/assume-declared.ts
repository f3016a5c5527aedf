import { parseArn, roleArn } from "../../lib/aws/arn";
import type { Registry, Role } from "../../lib/config/registry";
import { nearest } from "../../lib/config/suggest";
import { assumeRole, type AssumedRole, type AssumeRoleProps } from "../../lib/credentials/assume";
import { callerIdentity } from "../../lib/credentials/caller";
import { classify } from "../../lib/iam/errors";
import { requireAnswers, resolveEndpoints } from "../endpoints";
import { UsageError, WorkError } from "../failure";

export function declaredRole(registry: Registry, name: string): Role {
  const roles = registry.teams.flatMap((team) => team.roles);
  const role = roles.find((each) => each.name === name);
  if (role) return role;
  const close = nearest(
    name,
    roles.map((each) => each.name),
  );
  throw new UsageError(
    `ROLE must be a role of the registry, got ${JSON.stringify(name)}${close ? `; did you mean ${close}?` : ""}`,
  );
}

export type Session = Pick<AssumeRoleProps, "sessionName" | "durationSeconds" | "policy">;

/** Assumes a role of the registry with the caller's own credentials, as the AWS SDK finds them. */
export async function assumeDeclared(registry: Registry, role: Role, session: Session): Promise<AssumedRole> {
  const { region } = registry;
  await requireAnswers(await resolveEndpoints(region));
  const arn = roleArn(registry, role.name);
  refuseItself(arn);
  try {
    const externalId = await externalIdOf(role, region);
    return await assumeRole({ region, roleArn: arn, ...session, ...(externalId && { externalId }) });
  } catch (error) {
    throw inOneLine(arn, error as Error);
  }
}

const ASKED_FOR = "ECR_ACCESS_CREDENTIALS_OF";

/** A profile whose credential_process is this command, used by this command, would start itself without end. */
function refuseItself(arn: string): void {
  const asked = process.env[ASKED_FOR]?.split(" ") ?? [];
  if (asked.includes(arn)) {
    throw new UsageError(
      `the profile used to assume ${arn} gets its credentials from this very command: AWS_PROFILE must name another one`,
    );
  }
  process.env[ASKED_FOR] = [...asked, arn].join(" ");
}

/** The external id that the trust policy asks this caller for; the caller is looked up only where that makes a difference. */
async function externalIdOf({ trust }: Role, region: string): Promise<string | undefined> {
  if (trust.type !== "principals") return undefined;
  const asking = trust.principals.filter(({ externalId }) => externalId !== undefined);
  const first = asking[0];
  if (!first || asking.every(({ externalId }) => externalId === first.externalId)) return first?.externalId;
  const { account } = await callerIdentity({ region });
  return (asking.find(({ arn }) => parseArn(arn)?.account === account) ?? first).externalId;
}

/** What AWS said, on one line; the first of its lines only, since the rest of some repeats what was signed. */
function inOneLine(arn: string, error: Error): Error {
  const httpStatus = (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
  const found = classify({ name: error.name, message: error.message, httpStatus });
  if (error.name === "CredentialsProviderError") {
    return new UsageError(
      "the AWS SDK finds no credentials to assume a role with: set AWS_PROFILE, or keys in the environment",
    );
  }
  const said = `${error.name}: ${error.message.split(/[\r\n]/, 1)[0]}`;
  if (found.class === "network") return new UsageError(`STS can't be reached: ${said}`);
  return new WorkError(`${arn} was not assumed: ${said}`);
}
