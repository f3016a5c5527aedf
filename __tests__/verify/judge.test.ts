import { type Asked, judgeAnswer, judgeError } from "../../lib/verify/judge";
import { probeOf, probes } from "../../lib/verify/probes";
import { Secrets } from "../../lib/verify/secrets";

const asked: Asked = {
  caller: "arn:aws:sts::123456789012:assumed-role/r/s",
  action: "ecr:ListImages",
  resource: "arn:aws:ecr:us-west-2:123456789012:repository/team-b/alpine",
};

function sdkError(name: string, message: string, httpStatusCode = 400): Error {
  return Object.assign(new Error(message), { name, $metadata: { httpStatusCode, requestId: "id-1" } });
}

const denial = (
  change: Partial<Asked> = {},
  reason = "because no identity-based policy allows the ecr:ListImages action",
) => {
  const { caller, action, resource } = { ...asked, ...change };
  return sdkError(
    "AccessDeniedException",
    `User: ${caller} is not authorized to perform: ${action} on resource: ${resource} ${reason}`,
  );
};

describe("a denial counts", () => {
  test.each([
    ["as AWS words it", denial()],
    [
      "with an explicit deny",
      denial(
        {},
        "with an explicit deny in a service control policy: arn:aws:organizations::1:policy/o-1/p-1",
      ),
    ],
    ["with the action in another case", denial({ action: "ecr:listimages" })],
  ])("%s", (_case, error) => {
    expect(judgeError(asked, {}, error)).toMatchObject({ observed: "denied", requestId: "id-1" });
  });

  test.each([
    [
      "about another repository",
      denial({ resource: "arn:aws:ecr:us-west-2:123456789012:repository/team-b/alpine-x" }),
      "another resource",
    ],
    [
      "about another action",
      denial(
        { action: "ecr:DescribeImages" },
        "because no identity-based policy allows the ecr:DescribeImages action",
      ),
      "another action",
    ],
    [
      "about another caller",
      denial({ caller: "arn:aws:sts::123456789012:assumed-role/other/s" }),
      "another caller",
    ],
    ["in words that can't be read", sdkError("AccessDeniedException", "no"), "can't be read"],
    ["from somebody who is not AWS", sdkError("Forbidden", "<html>no</html>", 403), "no answer of AWS's"],
  ])("not %s", (_case, error, said) => {
    const finding = judgeError(asked, {}, error);
    expect(finding.observed).toBeUndefined();
    expect(finding.reason).toContain(said);
  });
});

describe("an error that is no denial", () => {
  test.each([
    ["throttling", sdkError("ThrottlingException", "Rate exceeded"), true],
    ["a server error", sdkError("ServerException", "oops", 500), true],
    ["a reset connection", Object.assign(new Error("read ECONNRESET"), { name: "Error" }), true],
    ["half an answer", new SyntaxError("Unexpected end of JSON input"), true],
    ["an invalid parameter", sdkError("InvalidParameterException", "bad"), false],
    ["something unheard of", sdkError("SurpriseException", "?"), false],
  ])("shows nothing: %s", (_case, error, retryable) => {
    expect(judgeError(asked, {}, error)).toMatchObject({ retryable });
    expect(judgeError(asked, {}, error).observed).toBeUndefined();
  });

  test.each(["ExpiredTokenException", "UnrecognizedClientException", "InvalidSignatureException"])(
    "%s asks for a new session",
    (name) => {
      expect(judgeError(asked, {}, sdkError(name, "no"))).toMatchObject({ session: true });
    },
  );

  test("says that the caller got past authorization where the repository is not found", () => {
    const error = sdkError("RepositoryNotFoundException", "The repository does not exist");
    expect(judgeError(asked, {}, error)).toMatchObject({ observed: "allowed", missing: true });
  });

  test("says so in words that no hiding of secrets touches, for the line about it begins with them", () => {
    const error = sdkError("RepositoryNotFoundException", "The repository does not exist");
    const { reason } = judgeError(asked, {}, error);
    expect(reason).toBe("past authorization (RepositoryNotFoundException: The repository does not exist)");
    expect(new Secrets().hide(reason)).toBe(reason);
  });

  test("shows nothing where no repository was asked about, though it says that one is not found", () => {
    const error = sdkError("RepositoryNotFoundException", "The repository does not exist");
    const token = { ...asked, action: "ecr:GetAuthorizationToken", resource: "*" };
    expect(judgeError(token, {}, error).observed).toBeUndefined();
  });

  test("is the answer to an authorized caller where the probe says so, and only there", () => {
    const error = sdkError("LayersNotFoundException", "Layers with digests do not exist");
    expect(judgeError({ ...asked, action: "ecr:PutImage" }, probeOf("ecr:PutImage")!, error)).toMatchObject({
      observed: "allowed",
    });
    expect(judgeError(asked, probeOf("ecr:ListImages")!, error).observed).toBeUndefined();
  });
});

describe("an answer that is no error", () => {
  test("shows an allow only if it is one that ECR gives", () => {
    expect(judgeAnswer(asked, { allowed: true, requestId: "id-2" })).toMatchObject({
      observed: "allowed",
      requestId: "id-2",
    });
    expect(judgeAnswer(asked, { allowed: false }).observed).toBeUndefined();
  });

  test.each(probes.map((probe) => [probe.action, probe] as const))(
    "%s is not allowed by an empty answer",
    async (_action, probe) => {
      const client = { send: () => Promise.resolve({ $metadata: {} }) };
      expect((await probe.ask(client as never, "team-a/alpine")).allowed).toBe(false);
    },
  );

  test.each(probes.map((probe) => [probe.action, probe] as const))(
    "%s is asked without a tag and of nothing that exists",
    async (_action, probe) => {
      const inputs: object[] = [];
      const client = {
        send: (command: { input: object }) => (
          inputs.push(command.input),
          Promise.resolve({ $metadata: {} })
        ),
      };
      await probe.ask(client as never, "team-a/alpine");
      expect(inputs).toHaveLength(1);
      expect(inputs[0]).not.toHaveProperty("imageTag");
      const digests = JSON.stringify(inputs).match(/sha256:[0-9a-f]{64}/g) ?? [];
      expect(digests.every((digest) => digest === `sha256:${"0".repeat(64)}`)).toBe(true);
    },
  );

  test("there is no probe of what would change something", () => {
    for (const action of ["ecr:InitiateLayerUpload", "ecr:DeleteRepository", "ecr:TagResource"])
      expect(probeOf(action)).toBeUndefined();
  });
});
