import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { isNoAnswer } from "../../sandbox/gateway/unavailable";
import { MotoClient } from "../../sandbox/moto/client";

describe("an answer of moto's that it calls HTML", () => {
  let server: Server;
  let body: string;
  let client: MotoClient;

  beforeEach(async () => {
    server = createServer((_request, response) => {
      response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(body);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    client = new MotoClient({ port: (server.address() as AddressInfo).port, key: "key" });
  });

  afterEach(async () => {
    await client.close();
    server.close();
  });

  const ask = (service: string) =>
    client.send({ service, operation: "Describe", region: "us-west-2", parameters: {} }, "123456789012");

  test("is the service's JSON when it is JSON", async () => {
    body = '{"ConfigurationAggregators": []}';
    const answer = await ask("config");
    expect(answer.contentType).toBe("application/x-amz-json-1.1");
    expect(isNoAnswer(answer)).toBe(false);
  });

  test.each([
    ["a page", "config", "<!doctype html><title>404</title>"],
    ["JSON of a service that speaks XML", "iam", "{}"],
  ])("is no answer when it is %s", async (_case, service, text) => {
    body = text;
    expect(isNoAnswer(await ask(service))).toBe(true);
  });
});
