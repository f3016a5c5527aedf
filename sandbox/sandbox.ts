import { assemble } from "./assemble";
import { openDecisionLog } from "./decision-log";
import type { DecisionRecord } from "./decisions";
import type { Deployer } from "./deployer";
import type { Faults } from "./faults/schema";
import { serve } from "./gateway/server";
import { type Ending, untilEnd } from "./lifetime";
import { refuseMoreThanLoopback } from "./loopback";
import { MotoClient } from "./moto/client";
import { startMoto } from "./moto/process";
import type { TokenClaims } from "./sts/issuer";

export interface SandboxOptions {
  /** Twelve digits. */
  readonly account: string;
  readonly region: string;
  /**
   * Address to listen on: a loopback address.
   *
   * @default "127.0.0.1"
   */
  readonly host?: string;
  /**
   * Port to listen on.
   *
   * @default 0 - any free one
   */
  readonly port?: number;
  /**
   * What time it is: for the expiry of sessions, the age of signatures and conditions.
   *
   * @default - the system's clock
   */
  readonly clock?: () => Date;
  /**
   * File that gets one JSON line a decision.
   *
   * @default - no log
   */
  readonly log?: string;
  /** Called with every decision. */
  readonly onDecision?: (decision: DecisionRecord) => void;
  /**
   * Faults to inject, as `loadFaults` reads them.
   *
   * @default - none
   */
  readonly faults?: Faults;
  /** Called before work that takes more than a moment. */
  readonly onProgress?: (message: string) => void;
  /** Gives up starting. */
  readonly signal?: AbortSignal;
}

/** A local AWS that is up: moto behind the gateway. */
export interface Sandbox {
  readonly endpoint: string;
  readonly deployer: Deployer;
  /** Another account's deployer, made at the first call: what crosses accounts needs somebody on the other side. */
  deployerOf(account: string): Promise<Deployer>;
  /** A web identity's token, by the sandbox's own issuer, that AssumeRoleWithWebIdentity takes. */
  webIdentityToken(claims: TokenClaims): string;
  /** That issuer's signing key, for another process that has to stand in for an identity provider. */
  readonly issuerKey: string;
  /** Resolves when the sandbox was stopped; rejects, saying why, when it ended by itself. */
  readonly stopped: Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts a sandbox of its own: nothing of it is shared with another one, and nothing is left of it when it stops. It is
 * ready when this resolves.
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { host = "127.0.0.1" } = options;
  refuseMoreThanLoopback(host);
  const log = options.log === undefined ? undefined : openDecisionLog(options.log);
  const moto = await startMoto(options);
  const client = new MotoClient(moto);
  const ending = untilEnd(async () => {
    await server?.close();
    await client.close();
    await moto.stop();
    log?.close();
  });
  let server: Awaited<ReturnType<typeof serve>> | undefined;
  try {
    const record = (decision: DecisionRecord) => {
      options.onDecision?.(decision);
      log?.write(decision);
    };
    const parts = assemble(options, client, guarded(record, ending));
    const deployer = await parts.deployerOf(options.account);
    server = await serve({ host, port: options.port ?? 0, ...parts.serving });
    void moto.died.then((lastWords) => ending.fail(new Error(`the sandbox's moto ended: ${lastWords}`)));
    const endpoint = `http://${host.includes(":") ? `[${host}]` : host}:${server.port}`;
    const { deployerOf, webIdentityToken, issuerKey } = parts;
    const { ended: stopped, stop } = ending;
    return { endpoint, deployer, deployerOf, webIdentityToken, issuerKey, stopped, stop };
  } catch (error) {
    await ending.stop();
    throw error;
  }
}

/** A decision that can't be written down is not made: the sandbox ends, saying why. */
function guarded(record: (decision: DecisionRecord) => void, ending: Ending): typeof record {
  return (decision) => {
    try {
      record(decision);
    } catch (error) {
      void ending.fail(new Error(`the decision log can't be written: ${(error as Error).message}`));
      throw error;
    }
  };
}
