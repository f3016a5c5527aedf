/** Clients against a server of node's, whose answers are as the case wants them. */
import { once, setMaxListeners } from "node:events";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { ECRClient, ListImagesCommand } from "@aws-sdk/client-ecr";
import { openConnections, sharedConnections } from "../../lib/verify/connections";
import { callerIdentity } from "../../lib/credentials/caller";
import { target } from "../../lib/verify/target";

const SOON_MS = 200;
const NEVER_MS = 60_000;

let server: Server;
let answer: (response: ServerResponse) => void;
let requests: number;
let connections: number;
const handlers: ECRClient[] = [];

beforeEach(async () => {
  requests = connections = 0;
  answer = (response) => void response.end('{"imageIds":[]}');
  server = createServer((request, response) => {
    requests++;
    request.resume().on("end", () => answer(response));
  });
  server.on("connection", () => connections++);
  await once(server.listen(0, "127.0.0.1"), "listening");
});

afterEach(async () => {
  for (const client of handlers.splice(0)) client.destroy();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

/** Clients of two roles with the same connections. */
function clientsOf(milliseconds: number, ended = new AbortController()) {
  const settings = {
    region: "us-west-2",
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    credentials: { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "x" },
    maxAttempts: 1,
  };
  const owner = new ECRClient(settings);
  handlers.push(owner);
  const requestHandler = sharedConnections(owner.config.requestHandler, ended.signal, milliseconds);
  const client = () => new ECRClient({ ...settings, requestHandler, cacheMiddleware: true });
  return {
    settings: { ...settings, requestHandler },
    first: client(),
    second: client(),
    end: () => ended.abort(new Error("interrupted")),
  };
}

const list = (client: ECRClient) => client.send(new ListImagesCommand({ repositoryName: "team-a/alpine" }));

test("the clients of two roles ask over the same connection", async () => {
  const { first, second } = clientsOf(NEVER_MS);
  for (const client of [first, second, first]) expect((await list(client)).imageIds).toEqual([]);
  expect({ requests, connections }).toEqual({ requests: 3, connections: 1 });
});

test.each<[string, (response: ServerResponse) => void]>([
  ["no answer", () => undefined],
  ["an answer whose body stops half way", (response) => void response.writeHead(200).write('{"imageIds":')],
])("%s ends when its time is over", async (_case, slow) => {
  answer = slow;
  const { first } = clientsOf(SOON_MS);
  await expect(list(first)).rejects.toMatchObject({
    name: "TimeoutError",
    message: "no answer within 0.2 s",
  });
});

test("a body that breaks off is an error, not an answer", async () => {
  answer = (response) => {
    response.writeHead(200, { "content-length": "100" }).write('{"imageIds":[]}');
    setTimeout(() => response.destroy(), 20);
  };
  const { first } = clientsOf(NEVER_MS);
  await expect(list(first)).rejects.toThrow("aborted");
});

test("an answer without an end is taken in no further than four megabytes, and its connection is closed", async () => {
  let sent = 0;
  let closed = false;
  answer = (response) => {
    const chunk = Buffer.alloc(65_536, "x");
    const send = (): void => {
      if (closed) return;
      sent += chunk.length;
      if (response.write(chunk)) setImmediate(send);
      else response.once("drain", send);
    };
    response.once("close", () => (closed = true));
    send();
  };
  const { first } = clientsOf(NEVER_MS);
  await expect(list(first)).rejects.toThrow("an answer of more than 4194304 bytes");
  while (!closed) await new Promise(setImmediate);
  expect(sent).toBeLessThan(40_000_000);
});

test("a call of STS ends when it is given up, and its connection with it, though the run goes on", async () => {
  let closed = false;
  answer = (response) => void response.once("close", () => (closed = true));
  const { settings } = clientsOf(NEVER_MS);
  const given = new AbortController();
  const underWay = callerIdentity({ ...settings, abortSignal: given.signal });
  underWay.catch(() => undefined);
  while (!requests) await new Promise(setImmediate);
  given.abort(new Error("it took too long"));
  await expect(underWay).rejects.toThrow();
  while (!closed) await new Promise(setImmediate);
});

test("there are as many connections as there may be calls, and no more", async () => {
  answer = (response) => void setTimeout(() => response.end('{"imageIds":[]}'), SOON_MS);
  const { settings } = clientsOf(NEVER_MS);
  const opened = openConnections({ ...target({ region: "us-west-2" }), ecr: settings }, 60);
  const { signal } = new AbortController();
  setMaxListeners(0, signal);
  const requestHandler = sharedConnections(opened, signal, NEVER_MS);
  const client = new ECRClient({ ...settings, requestHandler });
  await Promise.all(Array.from({ length: 70 }, () => list(client)));
  opened.destroy?.();
  expect({ requests, connections }).toEqual({ requests: 70, connections: 60 });
});

test("a call under way ends with the run, and none is sent after it", async () => {
  answer = () => undefined;
  const { first, end } = clientsOf(NEVER_MS);
  const underWay = list(first);
  underWay.catch(() => undefined);
  while (!requests) await new Promise(setImmediate);
  end();
  await expect(underWay).rejects.toThrow("interrupted");
  await expect(list(first)).rejects.toThrow("interrupted");
  expect(requests).toBe(1);
});
