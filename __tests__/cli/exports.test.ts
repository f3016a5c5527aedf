import { execFileSync } from "node:child_process";
import { sandboxVariables, shellEnvironment, shellLines } from "../../cli/exports";

const variables = sandboxVariables({
  endpoint: "http://127.0.0.1:4566",
  account: "123456789012",
  region: "us-west-2",
  deployer: { accessKeyId: "AKIA", secretAccessKey: "secret" },
  issuerKey: "key+/=",
  credentialsFile: "/lab/it's here/credentials",
  configFile: "/lab/config",
});

/** What a shell with that environment holds after the lines were sourced. */
function sourced(current: Record<string, string>): Record<string, string> {
  const script = `${shellLines(shellEnvironment(variables, current)).join("\n")}\nenv -0`;
  const environment = { PATH: process.env.PATH, ...current } as unknown as NodeJS.ProcessEnv;
  const output = execFileSync("sh", ["-c", script], { env: environment, encoding: "utf8" });
  return Object.fromEntries(
    output
      .split("\0")
      .filter(Boolean)
      .map((line) => [line.split("=", 1)[0]!, line.slice(line.indexOf("=") + 1)]),
  );
}

describe("the lines that a kept lab prints", () => {
  test("set each variable to exactly its value, quotes and blanks included", () => {
    expect(sourced({})).toMatchObject(variables);
  });

  test("name the sandbox's Terraform workspace", () => {
    expect(sourced({}).TF_WORKSPACE).toBe("sandbox");
  });

  test.each([
    ["AWS_PROFILE", "work"],
    ["AWS_SESSION_TOKEN", "token"],
    ["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true"],
    ["AWS_ENDPOINT_URL_ECR", "https://api.ecr.us-west-2.amazonaws.com"],
    ["AWS_ENDPOINT_URL_DYNAMODB", "https://dynamodb.us-west-2.amazonaws.com"],
    ["AWS_SOMETHING_NEW", "x"],
    ["TF_CLI_ARGS_plan", "-destroy"],
  ])("take %s out of the shell", (name, value) => {
    expect(sourced({ [name]: value })).not.toHaveProperty(name);
  });

  test("leave what has nothing to do with it", () => {
    expect(sourced({ EDITOR: "vi", AWSOME: "yes" })).toMatchObject({ EDITOR: "vi", AWSOME: "yes" });
  });

  test("keep a proxy from being asked for the sandbox", () => {
    expect(sourced({ HTTP_PROXY: "http://proxy:3128", NO_PROXY: "internal" }).NO_PROXY).toBe(
      "internal,127.0.0.1",
    );
    expect(sourced({})).not.toHaveProperty("NO_PROXY");
  });
});

test("a name that no shell knows is not handed to unset, where it could be a command", () => {
  const { unset } = shellEnvironment(
    {},
    { "AWS_A;touch x": "1", "AWS_A-B": "1", AWS_A_B: "1", TF_AWS_A: "1" },
  );
  expect(unset.filter((name) => /_A/.test(name) && !/_(AR|AWS_[IS])/.test(name))).toEqual([
    "AWS_A_B",
    "TF_AWS_A",
  ]);
});
