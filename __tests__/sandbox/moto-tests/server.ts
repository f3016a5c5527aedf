import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { request } from "undici";
import { assemble } from "../../../sandbox/assemble";
import { serve } from "../../../sandbox/gateway/server";
import { MotoClient } from "../../../sandbox/moto/client";
import { startMoto } from "../../../sandbox/moto/process";

/** A sandbox that starts anew, within milliseconds, whenever a test asks for a fresh account. */
export interface ResettableSandbox {
  readonly endpoint: string;
  /** GET answers the keys of a fresh account's administrator. */
  readonly fresh: string;
  close(): Promise<void>;
}

export async function startResettable(region: string): Promise<ResettableSandbox> {
  const moto = await startMoto();
  const client = new MotoClient(moto);
  const build = () => assemble({ region }, client, () => undefined);
  let parts = build();
  const server = await serve({
    ...parts.serving,
    host: "127.0.0.1",
    port: 0,
    handle: (incoming) => parts.serving.handle(incoming),
  });
  const control = createServer((_message, response) => {
    void (async () => {
      const headers = { "x-sandbox-key": moto.key };
      await request(`http://127.0.0.1:${moto.port}/moto-api/reset`, { method: "POST", headers });
      parts = build();
      response.end(JSON.stringify(await parts.deployerOf("123456789012")));
    })();
  });
  await new Promise<void>((resolve) => control.listen(0, "127.0.0.1", resolve));
  return {
    endpoint: `http://127.0.0.1:${server.port}`,
    fresh: `http://127.0.0.1:${portOf(control)}`,
    close: async () => {
      control.close();
      await server.close();
      await client.close();
      await moto.stop();
    },
  };
}

const portOf = (server: Server) => (server.address() as AddressInfo).port;
