import { Secrets } from "../../lib/verify/secrets";

describe("what an endpoint echoes is not shown", () => {
  test.each([
    [
      "the canonical request, as AWS prints it for a wrong signature",
      "The Canonical String for this request should have been 'POST\n/\n\nhost:ecr\nx-amz-security-token:IQoJb3JpZ2lu\n\nhost;x-amz-date'",
      "IQoJb3JpZ2lu",
    ],
    [
      "an Authorization header",
      "got Authorization: AWS4-HMAC-SHA256 Credential=AKIA/2026/us, SignedHeaders=host, Signature=abcdef0123",
      "abcdef0123",
    ],
    ["an Authorization header in JSON", '{"authorization":"Basic QVdTOnNlY3JldA=="}', "QVdTOnNlY3JldA"],
    ["a presigned URL", "https://x/?X-Amz-Signature=00ff00ff&X-Amz-Security-Token=IQoJb3JpZ2lu", "00ff00ff"],
    ["a known secret", "it says s3cr3t+/= here", "s3cr3t"],
  ])("%s", (_case, text, secret) => {
    const secrets = new Secrets();
    secrets.add("s3cr3t+/=", undefined, "");
    const shown = secrets.hide(text);
    expect(shown).not.toContain(secret);
    expect(shown).toContain("[hidden]");
  });

  test("AWS's own sentence stays as it is", () => {
    const sentence =
      "User: arn:aws:sts::123456789012:assumed-role/r/s is not authorized to perform: ecr:ListImages on resource: arn:aws:ecr:us-west-2:123456789012:repository/team-b/alpine because no identity-based policy allows the ecr:ListImages action";
    expect(new Secrets().hide(sentence)).toBe(sentence);
  });

  test("what is too short to be one makes no holes in words", () => {
    const secrets = new Secrets();
    secrets.add("s", "any");
    expect(secrets.hide("it is denied to anybody")).toBe("it is denied to anybody");
  });

  test("no text moves the cursor, breaks a line or fills the screen", () => {
    const shown = new Secrets().hide(`a\u001b[2Jb\r\nc\u202Ed${"x".repeat(5_000)}`);
    expect(shown).toMatch(/^a \[2Jb c dx+…$/);
    expect(shown.length).toBeLessThan(1_100);
  });
});
