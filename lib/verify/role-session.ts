import { ECRClient } from "@aws-sdk/client-ecr";
import { type AssumedRole, assumeRole } from "../credentials/assume";
import { callerIdentity } from "../credentials/caller";
import { classify } from "../iam/errors";
import type { Clock } from "./clock";
import type { Target } from "./target";

/** A role to assume, and how. */
export interface RoleToAssume {
  readonly name: string;
  readonly arn: string;
  readonly externalId?: string;
  /** The caller's ARN with the session's credentials: anything else means that somebody else is being asked. */
  readonly sessionArn: string;
  readonly sessionName: string;
  /**
   * Opens the session in another way, such as a web identity.
   *
   * @default - AssumeRole with the deployer's credentials
   */
  readonly open?: () => Promise<AssumedRole>;
}

/** The role can't be assumed from here, or what was assumed is not that role: nothing of it can be shown. */
export class NoSession extends Error {}

/** New credentials are asked for when the old ones have less than this left, so that no call expires on its way. */
const RENEW_MS = 5 * 60_000;

/** A session of one role with explicit credentials, never through a profile; opened anew before it expires. */
export class RoleSession {
  private client?: ECRClient;
  private expires = 0;
  private opening?: Promise<ECRClient>;

  constructor(
    private readonly role: RoleToAssume,
    private readonly target: Target,
    private readonly clock: Clock,
  ) {}

  /** @throws {NoSession} or the error of STS */
  async ecr(): Promise<ECRClient> {
    if (this.client && this.clock.now() < this.expires - RENEW_MS) return this.client;
    this.opening ??= this.open().finally(() => (this.opening = undefined));
    return this.opening;
  }

  /** The credentials were refused: the next call opens a session anew. */
  drop(): void {
    this.expires = 0;
  }

  close(): void {
    this.client?.destroy();
    this.client = undefined;
  }

  private async open(): Promise<ECRClient> {
    const credentials = await this.assume();
    const { arn } = await callerIdentity({ ...this.target.sts, credentials });
    if (arn !== this.role.sessionArn)
      throw new NoSession(`the session is of ${arn}, not of ${this.role.sessionArn}`);
    this.close();
    this.client = new ECRClient({ ...this.target.ecr, credentials });
    this.expires = credentials.expiration.getTime();
    return this.client;
  }

  private assume(): Promise<AssumedRole> {
    const { arn: roleArn, externalId, sessionName, open } = this.role;
    return open ? open() : assumeRole({ ...this.target.sts, roleArn, externalId, sessionName });
  }
}

/** Why there is no session, in words. */
export function noSession(error: unknown): string {
  if (error instanceof NoSession) return error.message;
  return error instanceof Error
    ? `no session: ${error.name}: ${error.message}`
    : `no session: ${String(error)}`;
}

/** May opening a session succeed later? A new role, and a new trust policy, take their time to arrive. */
export function mayOpenLater(error: unknown): boolean {
  if (error instanceof NoSession || !(error instanceof Error)) return false;
  const { name, message } = error;
  const httpStatus = (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
  const { class: errorClass, retryable } = classify({ name, message, httpStatus });
  return retryable || errorClass === "access-denied" || errorClass === "credentials";
}
