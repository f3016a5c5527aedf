import { lookup } from "node:dns/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { hostname } from "node:os";
import { checkEndpoints, requireOneSide } from "../../cli/deploy/endpoints";
import { isLoopback, requireAnswers, resolveEndpoints } from "../../cli/endpoints";

const sandbox = new URL("http://127.0.0.1:4566");
const aws = new URL("https://api.ecr.us-west-2.amazonaws.com");
const all = (url: URL) => ({ ecr: url, iam: url, sts: url });

describe("resolveEndpoints", () => {
  const before = { ...process.env };

  afterEach(() => {
    process.env = { ...before };
  });

  const resolve = (variables: Record<string, string>) => {
    for (const name of Object.keys(process.env)) if (name.startsWith("AWS_")) delete process.env[name];
    Object.assign(
      process.env,
      { AWS_CONFIG_FILE: "/dev/null", AWS_SHARED_CREDENTIALS_FILE: "/dev/null" },
      variables,
    );
    return resolveEndpoints("us-west-2");
  };

  test("is AWS where nothing is set", async () => {
    expect((await resolve({})).ecr.origin).toBe("https://api.ecr.us-west-2.amazonaws.com");
  });

  test("follows AWS_ENDPOINT_URL for every service", async () => {
    const endpoints = await resolve({ AWS_ENDPOINT_URL: "http://127.0.0.1:4566" });
    expect(Object.values(endpoints).map((url) => url.origin)).toEqual(Array(3).fill("http://127.0.0.1:4566"));
  });

  test("sees that one service alone is led elsewhere", async () => {
    const endpoints = await resolve({
      AWS_ENDPOINT_URL: "http://127.0.0.1:4566",
      AWS_ENDPOINT_URL_ECR: "https://ecr.example",
    });
    expect([endpoints.ecr.origin, endpoints.iam.origin]).toEqual([
      "https://ecr.example",
      "http://127.0.0.1:4566",
    ]);
  });

  test.each([
    ["localhost:4566", '"localhost:4566"'],
    ["http://127.0.0.1:99999", '"http://127.0.0.1:99999": Invalid URL'],
    ["ftp://user:secret@127.0.0.1", '"ftp://127.0.0.1"'],
  ])("says that %s is no endpoint", async (url, got) => {
    await expect(resolve({ AWS_ENDPOINT_URL: url })).rejects.toThrow(
      `an endpoint must be a URL such as "http://127.0.0.1:4566", got AWS_ENDPOINT_URL=${got}`,
    );
  });

  test("is AWS where configured endpoints are to be ignored", async () => {
    const variables = {
      AWS_ENDPOINT_URL: "http://127.0.0.1:4566",
      AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: "true",
    };
    expect((await resolve(variables)).ecr.origin).toBe("https://api.ecr.us-west-2.amazonaws.com");
  });
});

describe("the sandbox and AWS never mix", () => {
  test.each([
    ["the sandbox in its workspace", all(sandbox), "sandbox"],
    ["AWS without a workspace", all(aws), undefined],
    ["AWS in another workspace", all(aws), "blue"],
  ])("%s is fine", (_case, endpoints, workspace) => {
    expect(() => requireOneSide(endpoints, workspace)).not.toThrow();
  });

  test.each([
    [
      "the sandbox without its workspace",
      all(sandbox),
      undefined,
      "a loopback endpoint needs TF_WORKSPACE=sandbox",
    ],
    ["the sandbox in another workspace", all(sandbox), "default", 'got "default"'],
    ["AWS in the sandbox's workspace", all(aws), "sandbox", "TF_WORKSPACE=sandbox needs a loopback endpoint"],
    [
      "one service of AWS beside the sandbox",
      { ...all(sandbox), iam: aws },
      "sandbox",
      "all services must be the sandbox's or none",
    ],
  ])("%s is refused", (_case, endpoints, workspace, message) => {
    expect(() => requireOneSide(endpoints, workspace)).toThrow(message);
  });

  test.each([
    "http://127.0.0.1",
    "http://127.1.2.3:80",
    "http://localhost:4566",
    "http://aws.localhost",
    "http://[::1]:1",
    "http://0.0.0.0:4566",
    "http://[::]:4566",
    "http://[::ffff:127.0.0.1]:4566",
    "http://localhost.:4566",
  ])("%s is this machine", (url) => {
    expect(isLoopback(new URL(url))).toBe(true);
  });

  test.each([
    "https://127.0.0.1.example.com",
    "https://localhost.example.com",
    "http://10.0.0.1",
    "http://0.0.0.0.example",
    "http://[::ffff:10.0.0.1]",
    "http://localhost.example",
  ])("%s is not", (url) => {
    expect(isLoopback(new URL(url))).toBe(false);
  });
});

describe("checkEndpoints", () => {
  const before = { ...process.env };

  afterEach(() => {
    process.env = { ...before };
  });

  test("takes a name of this machine for what it is", async () => {
    process.env.AWS_ENDPOINT_URL = `http://${hostname()}:9`;
    const { address } = await lookup(hostname());
    const refusal = checkEndpoints("us-west-2", { TF_WORKSPACE: "sandbox" });
    await expect(refusal).rejects.toThrow(
      address.startsWith("127.") ? "must name an endpoint that answers" : "needs a loopback endpoint",
    );
  });

  test.each(["TF_AWS_IAM_ENDPOINT", "TF_AWS_STS_ENDPOINT", "AWS_IAM_ENDPOINT", "AWS_STS_ENDPOINT"])(
    "refuses %s, which Terraform alone follows",
    async (name) => {
      const environment = { [name]: "http://127.0.0.1:4566" };
      await expect(checkEndpoints("us-west-2", environment)).rejects.toThrow(`${name} must not be set`);
    },
  );
});

test.each(["TRUE", "1", "yes"])(
  "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS=%s, which not every SDK reads the same, is refused",
  async (value) => {
    const environment = { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: value };
    await expect(checkEndpoints("us-west-2", environment)).rejects.toThrow(
      `AWS_IGNORE_CONFIGURED_ENDPOINT_URLS must be true or false, got "${value}"`,
    );
  },
);

describe("requireAnswers", () => {
  let server: Server | undefined;

  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
    server = undefined;
  });

  const listen = async (answer: boolean): Promise<URL> => {
    server = createServer((_request, response) => void (answer && response.writeHead(403).end()));
    await new Promise<void>((resolve) => server!.listen(0, "127.0.0.1", resolve));
    return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  };

  test("is content with any answer", async () => {
    await expect(requireAnswers(all(await listen(true)))).resolves.toBeUndefined();
  });

  test("says at once that nothing listens", async () => {
    const url = await listen(true);
    server!.close();
    await expect(requireAnswers(all(url))).rejects.toThrow(
      `must name an endpoint that answers, got "${url.origin}"`,
    );
  });

  test("waits a second at most for one that stays silent", async () => {
    await expect(requireAnswers(all(await listen(false)))).rejects.toThrow(
      "must name an endpoint that answers",
    );
  });

  test("asks nothing of AWS itself", async () => {
    await expect(requireAnswers(all(aws))).resolves.toBeUndefined();
  });
});
