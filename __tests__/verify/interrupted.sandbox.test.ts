/** Whatever is waited for before the first call is waited for only until somebody presses Ctrl-C. */
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runVerify, type VerifyProcess } from "./verify-process";

const folder = mkdtempSync(join(tmpdir(), "interrupted-"));
let server: Server | undefined;

afterEach(() => server?.close());
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What a run leaves that a program, started by it for its credentials, interrupts. */
async function interrupted(change: Pick<VerifyProcess, "endpoint"> & { readonly program: string }) {
  const config = join(folder, "config");
  writeFileSync(config, `[default]\ncredential_process = ${change.program}\n`);
  const begun = Date.now();
  const { status, verification, ended } = await runVerify({
    endpoint: change.endpoint,
    keys: { accessKeyId: "", secretAccessKey: "" },
    environment: { AWS_CONFIG_FILE: config },
  });
  const observed = [...new Set(verification?.cells.map((cell) => cell.observed))];
  return { status, observed, notShown: verification?.notShown[0], seconds: (ended - begun) / 1_000 };
}

const shown = {
  status: 3,
  observed: ["inconclusive"],
  notShown: "interrupted: what follows is what was known by then",
  seconds: expect.any(Number) as number,
};

test("a program that was asked for credentials and says nothing", async () => {
  const program = "kill -INT $PPID; sleep 20";
  const result = await interrupted({ endpoint: "http://127.0.0.1:9", program });
  expect(result).toEqual(shown);
  expect(result.seconds).toBeLessThan(10);
});

test("an endpoint that begins an answer and never ends it", async () => {
  server = createServer((socket) => {
    const dribble = setInterval(() => socket.write("x-more: 1\r\n"), 200);
    socket.on("error", () => undefined).on("close", () => clearInterval(dribble));
    socket.write("HTTP/1.1 200 OK\r\n");
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const keys = '{"Version":1,"AccessKeyId":"AKIAX","SecretAccessKey":"CANARY-SECRET"}';
  const program = `(sleep 2; kill -INT $PPID) > /dev/null 2>&1 & echo '${keys}'`;
  const result = await interrupted({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    program,
  });
  expect(result).toEqual(shown);
  expect(result.seconds).toBeLessThan(10);
});
