import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { MotoAnswer } from "../../sandbox/moto/client";
import { MotoClient } from "../../sandbox/moto/client";
import { startMoto } from "../../sandbox/moto/process";
import type { Sandbox } from "../../sandbox/sandbox";
import { listImages, type Shot } from "./load";

const ACCOUNT = "123456789012";
const NOBODY = { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "nobody's" };

/** What is measured, on both sides: a session that may list team-a's images, and the repositories of two teams. */
export interface Sides {
  readonly allowed: Shot;
  readonly denied: Shot;
  readonly plain: Shot;
  /** Bytes that the gateway's process holds on its heap, after a collection. */
  heap(): Promise<number>;
  close(): Promise<void>;
}

export interface Prepared extends Pick<Sandbox, "endpoint"> {
  readonly session: { accessKeyId: string; secretAccessKey: string; sessionToken: string };
}

/** A sandbox in a process of its own, as always, and a plain moto of the same version. */
export async function prepareSides(extra = 0): Promise<Sides> {
  const child = fork(join(__dirname, "child.ts"), [String(extra)], {
    execArgv: ["--require", "tsx/cjs", "--expose-gc"],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
    env: { ...process.env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" },
  });
  const [{ endpoint, session }] = (await once(child, "message")) as [Prepared];
  const moto = await startMoto();
  const url = `http://127.0.0.1:${moto.port}`;
  const client = new MotoClient(moto);
  await created(client.send(repository("team-a/alpine"), ACCOUNT));
  const key = { "x-sandbox-key": moto.key };
  return {
    allowed: await listImages(endpoint, "team-a/alpine", session, 200),
    denied: await listImages(endpoint, "team-b/alpine", session, 400),
    plain: await listImages(url, "team-a/alpine", NOBODY, 200, key),
    heap: async () => {
      child.send("heap");
      return ((await once(child, "message")) as [number])[0];
    },
    close: async () => {
      child.kill("SIGTERM");
      await client.close();
      await moto.stop();
    },
  };
}

function repository(repositoryName: string) {
  return {
    service: "ecr",
    operation: "CreateRepository",
    region: "us-west-2",
    parameters: { repositoryName },
  };
}

async function created(answer: Promise<MotoAnswer>): Promise<void> {
  if ((await answer).status !== 200) throw new Error("moto has not made the repository");
}
