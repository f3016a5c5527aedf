/** Clients against a server of node's, whose answers are as the case wants them. */
import { once } from "node:events";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { ECRClient, ListImagesCommand } from "@aws-sdk/client-ecr";
import { sharedConnections } from "../../lib/verify/connections";

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
  return { first: client(), second: client(), end: () => ended.abort(new Error("interrupted")) };
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
