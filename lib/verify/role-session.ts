import { ECRClient } from "@aws-sdk/client-ecr";
import { parseArn } from "../aws/arn";
import { type AssumedRole, assumeRole } from "../credentials/assume";
import { callerIdentity } from "../credentials/caller";
import { bounded } from "./abortable";
import type { Clock } from "./clock";
import { said } from "./said";
import type { Secrets } from "./secrets";
import type { Target } from "./target";
import { meaningOf } from "./transient";

/** A role to assume, and how. */
export interface RoleToAssume {
  readonly name: string;
  readonly arn: string;
  readonly sessionName: string;
  readonly externalId?: string;
  /** The caller's ARN with the session's credentials: anything else means that somebody else is being asked. */
  readonly sessionArn: string;
  /**
   * Opens the session in another way, such as a web identity.
   *
   * @default - AssumeRole with the deployer's credentials
   */
  readonly open?: (abortSignal: AbortSignal) => Promise<AssumedRole>;
}

/** What was assumed is not that role: nothing of it can be shown. */
export class NoSession extends Error {}

/** New credentials are asked for when the old ones have less than this left, so that no call expires on its way. */
const RENEW_MS = 5 * 60_000;

/** A session of one role with explicit credentials, never through a profile; opened anew before it expires. */
export class RoleSession {
  private credentials?: AssumedRole;
  private opening?: Promise<void>;
  private client?: ECRClient;

  constructor(
    private readonly role: RoleToAssume,
    private readonly target: Target,
    private readonly clock: Clock,
    private readonly secrets: Secrets,
  ) {}

  /** Opens the session if none is open or it is about to expire. @throws {NoSession} or the error of STS */
  async open(signal: AbortSignal): Promise<void> {
    if (this.isOpen()) return;
    this.opening ??= this.openAnew(signal).finally(() => (this.opening = undefined));
    await this.opening;
  }

  /** The client of the session that is open and stays so for the next minutes, if any. */
  get current(): ECRClient | undefined {
    return this.isOpen() ? this.client : undefined;
  }

  /** A client with the session's credentials, on the target's connections. @throws {NoSession} or the error of STS */
  async ecr(signal: AbortSignal): Promise<ECRClient> {
    await this.open(signal);
    this.client ??= new ECRClient({ ...this.target.ecr, credentials: this.credentials });
    return this.client;
  }

  /** That client's credentials were refused: unless it was replaced meanwhile, the next call opens a session anew. */
  drop(client: ECRClient): void {
    if (client === this.client) this.credentials = undefined;
  }

  private isOpen(): boolean {
    const expiration = this.credentials?.expiration.getTime() ?? -Infinity;
    return this.clock.now() < expiration - RENEW_MS;
  }

  private async openAnew(signal: AbortSignal): Promise<void> {
    const { sts, callMilliseconds } = this.target;
    const { credentials, arn, account } = await bounded(
      async (abortSignal) => {
        const credentials = await this.assume(abortSignal);
        this.secrets.add(credentials.secretAccessKey, credentials.sessionToken);
        return { credentials, ...(await callerIdentity({ ...sts, credentials, abortSignal })) };
      },
      signal,
      callMilliseconds,
    );
    if (arn !== this.role.sessionArn)
      throw new NoSession(`the session is of ${arn}, not of ${this.role.sessionArn}`);
    if (account !== parseArn(arn)?.account)
      throw new NoSession(`the session of ${arn} is of account ${account}`);
    this.credentials = credentials;
    this.client = undefined;
  }

  private assume(abortSignal: AbortSignal): Promise<AssumedRole> {
    const { arn: roleArn, externalId, sessionName, open } = this.role;
    if (open) return open(abortSignal);
    return assumeRole({ ...this.target.sts, roleArn, externalId, sessionName, abortSignal });
  }
}

/** Why there is no session, in words. */
export function noSession(error: unknown): string {
  return error instanceof NoSession ? error.message : `no session: ${said(error)}`;
}

/** May opening a session succeed later? A new role, and a new trust policy, take their time to arrive. */
export function mayOpenLater(error: unknown): boolean {
  if (error instanceof NoSession || !(error instanceof Error)) return false;
  const { class: errorClass, retryable } = meaningOf(error);
  return retryable || errorClass === "access-denied" || errorClass === "credentials";
}
