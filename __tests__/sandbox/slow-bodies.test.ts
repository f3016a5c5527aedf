import { connect } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import type { AwsError } from "../../sandbox/gateway/aws-error";
import { serve } from "../../sandbox/gateway/server";

describe("a request that takes its time", () => {
  const refused: AwsError[] = [];
  let handled = 0;
  let server: Awaited<ReturnType<typeof serve>>;

  beforeEach(async () => {
    [handled, refused.length] = [0, 0];
    server = await serve({
      host: "127.0.0.1",
      port: 0,
      clock: () => new Date(),
      requestMilliseconds: 150,
      handle: () => {
        handled++;
        return Promise.resolve({ status: 200, contentType: "text/plain", body: "done" });
      },
      onUnreadable: (error) => refused.push(error),
    });
  });

  afterEach(() => server.close());

  /** Everything that comes back until the server closes the connection. */
  const send = (...parts: (string | number)[]) =>
    new Promise<string>((resolve) => {
      let answer = "";
      const socket = connect(server.port, "127.0.0.1", async () => {
        for (const part of parts) {
          if (typeof part === "number") await wait(part);
          else if (socket.writable) socket.write(part);
        }
      });
      socket.on("data", (text) => (answer += text.toString()));
      socket.on("error", () => undefined);
      socket.on("close", () => resolve(answer));
    });
  const head = "POST / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n";

  test("is answered when it is whole in time", async () => {
    expect(await send(`${head}content-length: 4\r\n\r\nab`, 20, "cd")).toMatch(/^HTTP\/1\.1 200 /);
    expect(refused).toEqual([]);
  });

  test.each([
    ["body", `${head}content-length: 4\r\n\r\nab`],
    ["head", "POST / HTTP/1.1\r\nhost: x\r\n"],
  ])("is cut off when its %s doesn't end, noted, and never handled", async (_part, bytes) => {
    expect(await send(bytes)).not.toMatch(/^HTTP\/1\.1 200 /);
    expect(refused.length).toBeGreaterThan(0);
    expect(handled).toBe(0);
  });
});
