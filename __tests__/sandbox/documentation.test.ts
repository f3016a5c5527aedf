import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { explain } from "../../sandbox/explain";
import { faultsSchema } from "../../sandbox/faults/schema";
import { serviceNamed } from "../../sandbox/gateway/services";
import { startGateway, type TestGateway } from "./support/gateway";

const page = readFileSync(join(__dirname, "../../docs/sandbox.md"), "utf8");

describe("docs/sandbox.md", () => {
  let gateway: TestGateway;

  beforeEach(async () => {
    gateway = await startGateway();
  });

  afterEach(() => gateway.close());

  test("shows a faults file that is one, with a rule of each kind", () => {
    const [, yaml] = /```yaml\n(.*?)```/s.exec(page)!;
    const { iamPropagationMilliseconds, rules } = faultsSchema.parse(parse(yaml!));
    expect(iamPropagationMilliseconds).toBe(2_000);
    const kinds = new Set(rules.flatMap((rule) => Object.keys(rule)));
    expect(kinds).toEqual(new Set(Object.keys(faultsSchema.shape.rules.unwrap().element.shape)));
  });

  test("shows a denial as --explain prints it", async () => {
    gateway.moto.role("ecr_access_teama_role", {});
    const subject = await gateway.assume(gateway.deployer, "ecr_access_teama_role", {
      RoleSessionName: "ECR-Access-Testing",
    });
    await gateway.ecr(subject, "ListImages", { repositoryName: "team-b/alpine" });
    const shown = page.replace(/^ {4}/gm, "");
    expect(shown).toContain(explain(gateway.decisions.at(-1)!));
  });

  test("names the services that there are", () => {
    const names = {
      ECR: "ecr",
      IAM: "iam",
      STS: "sts",
      KMS: "kms",
      Logs: "logs",
      "Secrets Manager": "secretsmanager",
      "Systems Manager": "ssm",
      Config: "config",
    };
    for (const [name, service] of Object.entries(names)) {
      expect(page).toContain(name);
      expect(serviceNamed(service)).toBeDefined();
    }
  });

  test("names an example of a token that the sandbox issues", () => {
    const [, subject] = /webIdentityToken\(\{ subject: "(.*?)" \}\)/.exec(page)!;
    const [, payload] = gateway.webIdentityToken({ subject: subject! }).split(".");
    expect(JSON.parse(Buffer.from(payload!, "base64url").toString())).toMatchObject({
      sub: subject,
      iss: "https://token.actions.githubusercontent.com",
      aud: "sts.amazonaws.com",
    });
  });
});
