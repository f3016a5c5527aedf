import { Keys } from "./authentication/keys";
import { type DecisionRecord, refusalRecord } from "./decisions";
import { type Deployer, makeDeployer } from "./deployer";
import { Backend } from "./gateway/backend";
import { Gateway } from "./gateway/gateway";
import { serve } from "./gateway/server";
import { MotoClient } from "./moto/client";
import { startMoto } from "./moto/process";

export interface SandboxOptions {
  /** Twelve digits. */
  readonly account: string;
  readonly region: string;
  /**
   * Loopback port to listen on.
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
  /** Called with every decision. */
  readonly onDecision?: (decision: DecisionRecord) => void;
  /** Called before work that takes more than a moment. */
  readonly onProgress?: (message: string) => void;
  /** Gives up starting. */
  readonly signal?: AbortSignal;
}

/** A local AWS that is up: moto behind the gateway. */
export interface Sandbox {
  readonly endpoint: string;
  readonly deployer: Deployer;
  /** Resolves when the sandbox was stopped; rejects, saying why, when it ended by itself. */
  readonly stopped: Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts a sandbox of its own: nothing of it is shared with another one, and nothing is left of it when it stops. It is
 * ready when this resolves.
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { account, region, port = 0, clock = () => new Date(), onDecision = () => undefined } = options;
  const moto = await startMoto(options);
  const client = new MotoClient(moto);
  try {
    const keys = new Keys();
    const backend = new Backend(client, keys, region);
    const deployer = await makeDeployer(backend, keys, account, region);
    const gateway = new Gateway({ backend, keys, clock, record: onDecision });
    const server = await serve({
      port,
      clock,
      handle: (incoming) => gateway.handle(incoming),
      onUnreadable: (error) => onDecision(refusalRecord(error, clock(), {})),
    });
    const takeDown = async () => {
      await server.close();
      await client.close();
      await moto.stop();
    };
    return { endpoint: `http://127.0.0.1:${server.port}`, deployer, ...lifetime(moto.died, takeDown) };
  } catch (error) {
    await client.close();
    await moto.stop();
    throw error;
  }
}

/** The sandbox ends once: because it is told to, or because moto died. */
function lifetime(died: Promise<string>, takeDown: () => Promise<void>): Pick<Sandbox, "stopped" | "stop"> {
  let ending: Promise<void> | undefined;
  const end = () => (ending ??= takeDown());
  let stopped: () => void = () => undefined;
  const asTold = new Promise<void>((resolve) => (stopped = resolve));
  const byItself = died.then(async (lastWords) => {
    await end();
    throw new Error(`the sandbox's moto ended: ${lastWords}`);
  });
  byItself.catch(() => undefined); // whoever doesn't wait for the end needs no unhandled rejection
  const stop = async () => {
    await end();
    stopped();
  };
  return { stopped: Promise.race([asTold, byItself]), stop };
}
