import { execFileSync } from "node:child_process";
import { formatCredentials } from "../../lib/credentials/format";

const ROLE = {
  accessKeyId: "ASIAEXAMPLE",
  secretAccessKey: "secret/+=",
  sessionToken: "token//++==",
  expiration: new Date("2026-11-24T10:00:00.000Z"),
  assumedRoleId: "AROAEXAMPLE:ECR-Access-Testing",
  arn: "arn:aws:sts::123456789012:assumed-role/ecr_access_teama_role/ECR-Access-Testing",
};

test("env is export lines and nothing else", () => {
  expect(formatCredentials("env", ROLE, "x")).toMatchInlineSnapshot(`
    "export AWS_ACCESS_KEY_ID=ASIAEXAMPLE
    export AWS_SECRET_ACCESS_KEY=secret/+=
    export AWS_SESSION_TOKEN=token//++==
    export AWS_CREDENTIAL_EXPIRATION=2026-11-24T10:00:00Z
    "
  `);
});

test("env survives a shell, whatever the values hold", () => {
  const odd = { ...ROLE, secretAccessKey: `a'b"c$(id)\`id\`;d&e`, sessionToken: "$HOME\\n*" };
  const script = `${formatCredentials("env", odd, "x")}printf '%s|%s' "$AWS_SECRET_ACCESS_KEY" "$AWS_SESSION_TOKEN"`;
  expect(execFileSync("sh", ["-c", script], { encoding: "utf8" })).toBe(
    `${odd.secretAccessKey}|${odd.sessionToken}`,
  );
});

test("json has the shape of aws sts assume-role", () => {
  expect(formatCredentials("json", ROLE, "x")).toMatchInlineSnapshot(`
    "{
        "Credentials": {
            "AccessKeyId": "ASIAEXAMPLE",
            "SecretAccessKey": "secret/+=",
            "SessionToken": "token//++==",
            "Expiration": "2026-11-24T10:00:00Z"
        },
        "AssumedRoleUser": {
            "AssumedRoleId": "AROAEXAMPLE:ECR-Access-Testing",
            "Arn": "arn:aws:sts::123456789012:assumed-role/ecr_access_teama_role/ECR-Access-Testing"
        }
    }
    "
  `);
  expect(JSON.parse(formatCredentials("json", { ...ROLE, packedPolicySize: 6 }, "x"))).toHaveProperty(
    "PackedPolicySize",
    6,
  );
});

test("ini is the section that --write-profile writes", () => {
  expect(formatCredentials("ini", ROLE, "ecrTester")).toMatchInlineSnapshot(`
    "[ecrTester]
    # written by ecr-access; expires 2026-11-24T10:00:00.000Z
    aws_access_key_id = ASIAEXAMPLE
    aws_secret_access_key = secret/+=
    aws_session_token = token//++==
    "
  `);
});

test("process is the contract of credential_process, on one line", () => {
  const text = formatCredentials("process", ROLE, "x");
  expect(text.trimEnd()).not.toContain("\n");
  expect(JSON.parse(text)).toEqual({
    Version: 1,
    AccessKeyId: "ASIAEXAMPLE",
    SecretAccessKey: "secret/+=",
    SessionToken: "token//++==",
    Expiration: "2026-11-24T10:00:00Z",
  });
});
