/** Running the lab on a machine that works with AWS reaches the sandbox only, and leaves every file as it was. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type Checkout, copyCheckout, fingerprint } from "../checkout";
import { plainEnvironment, startLab } from "./lab-process";

const OWN = [".lab", ".cache"];

describe("the lab", () => {
  let checkout: Checkout;
  let home: string;
  let trap: Server;
  let trapUrl: string;
  const visits: string[] = [];

  beforeEach(async () => {
    checkout = copyCheckout();
    home = mkdtempSync(join(tmpdir(), "ecr-access-home-"));
    write(
      join(home, ".aws/credentials"),
      "[default]\naws_access_key_id = AKIAREAL\naws_secret_access_key = real\n\n[work]\naws_access_key_id = AKIAWORK\naws_secret_access_key = real\n",
    );
    visits.length = 0;
    trap = createServer((request, response) => {
      visits.push(`${request.method} ${request.headers["x-amz-target"] ?? request.url}`);
      response.writeHead(500).end();
    });
    await new Promise<void>((resolve) => trap.listen(0, "127.0.0.1", resolve));
    trapUrl = `http://127.0.0.1:${(trap.address() as AddressInfo).port}`;
    write(
      join(home, ".aws/config"),
      `[default]\nregion = eu-central-1\nendpoint_url = ${trapUrl}\n\n[profile work]\nregion = eu-central-1\nendpoint_url = ${trapUrl}\n`,
    );
  });

  afterEach(async () => {
    await new Promise((resolve) => trap.close(resolve));
    checkout.remove();
    rmSync(home, { recursive: true });
  });

  function write(file: string, content: string): void {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }

  test.each([
    ["with a real profile", {}],
    ["with AWS_PROFILE set", { AWS_PROFILE: "work" }],
    ["with AWS_IGNORE_CONFIGURED_ENDPOINT_URLS=true", { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: "true" }],
    ["with AWS_ENDPOINT_URL_ECR set", { AWS_ENDPOINT_URL_ECR: "TRAP" }],
    [
      "with keys and an endpoint of another service",
      {
        AWS_ENDPOINT_URL: "TRAP",
        AWS_ACCESS_KEY_ID: "AKIAREAL",
        AWS_SECRET_ACCESS_KEY: "real",
        AWS_SESSION_TOKEN: "real",
      },
    ],
    [
      "with settings that an SDK would choke on",
      { AWS_MAX_ATTEMPTS: "many", AWS_USE_FIPS_ENDPOINT: "true", AWS_CA_BUNDLE: "/nowhere" },
    ],
  ])("proves itself %s, and changes nothing outside its directory", async (_case, variables) => {
    write(
      join(checkout.path, "state/123456789012/us-west-2/ecr-access/terraform.tfstate"),
      '{"version":4,"serial":7}',
    );
    const before = { checkout: checkout.fingerprint(OWN), home: fingerprint(home) };
    const set = Object.fromEntries(
      Object.entries(variables).map(([name, value]) => [name, value === "TRAP" ? trapUrl : value]),
    );

    const { status, stdout, stderr } = await startLab(checkout.path, { ...plainEnvironment(home), ...set })
      .ended;

    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toContain("because no identity-based policy allows the ecr:ListImages action");
    expect(visits).toEqual([]);
    expect({ checkout: checkout.fingerprint(OWN), home: fingerprint(home) }).toEqual(before);
    expect(Object.keys(checkout.fingerprint([".cache"])).filter((file) => file.startsWith(".lab/"))).toEqual(
      [],
    );
    expect(checkout.processes()).toEqual([]);
  });

  test("takes its names from the environment", async () => {
    const names = {
      ACCOUNT_ID: "210987654321",
      AWS_REGION: "eu-west-1",
      ECR_ACCESS_ROLE: "my_role",
      ECR_ACCESS_POLICY: "my_policy",
    };
    const { status, stdout } = await startLab(checkout.path, { ...plainEnvironment(home), ...names }).ended;
    expect(status).toBe(0);
    expect(stdout).toContain(
      "arn:aws:sts::210987654321:assumed-role/my_role/ECR-Access-Testing is not authorized",
    );
    expect(stdout).toContain("arn:aws:ecr:eu-west-1:210987654321:repository/team-b/alpine");
    expect(stdout).toContain("arn:aws:iam::210987654321:policy/my_policy");
  });

  test("is not proved when the repositories are the other way round", async () => {
    const swapped = { ECR_REPO_A: "team-b/alpine", ECR_REPO_B: "team-a/alpine" };
    const { status, stderr } = await startLab(checkout.path, { ...plainEnvironment(home), ...swapped }).ended;
    expect(status).toBe(1);
    expect(stderr).toContain("not as the lab says: team-b/alpine");
  });
});
