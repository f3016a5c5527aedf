import { formatDenial, parseDenial, type DenialCause } from "../../lib/iam/denial";
import type { DecidedBy, Verdict } from "../../lib/iam/types";
import sentences from "./data/denials.json";

const request = {
  principal: {
    arn: "arn:aws:sts::123456789012:assumed-role/ecr_access_teama_role/ECR-Access-Testing",
    accountId: "123456789012",
  },
  action: "ecr:ListImages",
  resource: "arn:aws:ecr:us-west-2:123456789012:repository/team-b/alpine",
};

test("the lab's denial is the lab's sentence, word for word", () => {
  expect(formatDenial(request, { result: "ImplicitlyDenied", by: "identity" })).toBe(
    "User: arn:aws:sts::123456789012:assumed-role/ecr_access_teama_role/ECR-Access-Testing is not authorized to perform: " +
      "ecr:ListImages on resource: arn:aws:ecr:us-west-2:123456789012:repository/team-b/alpine because no identity-based " +
      "policy allows the ecr:ListImages action",
  );
});

/** Every cause with the end of its sentence, as AWS prints it; without one, AWS gives no reason. */
const ends: [DecidedBy, Verdict, string, DenialCause][] = [
  [
    "identity",
    "ImplicitlyDenied",
    "because no identity-based policy allows the ecr:ListImages action",
    "identity",
  ],
  ["identity", "ExplicitlyDenied", "with an explicit deny in an identity-based policy", "identity"],
  [
    "resource",
    "ImplicitlyDenied",
    "because no resource-based policy allows the ecr:ListImages action",
    "resource",
  ],
  ["resource", "ExplicitlyDenied", "with an explicit deny in a resource-based policy", "resource"],
  [
    "boundary",
    "ImplicitlyDenied",
    "because no permissions boundary allows the ecr:ListImages action",
    "boundary",
  ],
  ["boundary", "ExplicitlyDenied", "with an explicit deny in a permissions boundary", "boundary"],
  ["scp", "ImplicitlyDenied", "because no service control policy allows the ecr:ListImages action", "scp"],
  ["scp", "ExplicitlyDenied", "with an explicit deny in a service control policy", "scp"],
  ["rcp", "ImplicitlyDenied", "", "unknown"],
  ["rcp", "ExplicitlyDenied", "with an explicit deny in a resource control policy", "rcp"],
  ["session", "ImplicitlyDenied", "because no session policy allows the ecr:ListImages action", "session"],
  ["session", "ExplicitlyDenied", "with an explicit deny in a session policy", "session"],
  [
    "vpc-endpoint",
    "ImplicitlyDenied",
    "because no VPC endpoint policy allows the ecr:ListImages action",
    "vpc-endpoint",
  ],
  ["vpc-endpoint", "ExplicitlyDenied", "with an explicit deny in a VPC endpoint policy", "vpc-endpoint"],
  ["trust", "ImplicitlyDenied", "because no role trust policy allows the ecr:ListImages action", "trust"],
  ["trust", "ExplicitlyDenied", "with an explicit deny in the role trust policy", "trust"],
  [
    "none",
    "ImplicitlyDenied",
    "because no identity-based policy allows the ecr:ListImages action",
    "identity",
  ],
];

test.each(ends)("a denial by %s, %s, ends %j and reads back as %s", (by, result, end, cause) => {
  const sentence = formatDenial(request, { result, by });

  expect(sentence).toBe(
    `User: ${request.principal.arn} is not authorized to perform: ecr:ListImages on resource: ${request.resource}${end && ` ${end}`}`,
  );
  expect(parseDenial(sentence)).toEqual({
    principal: request.principal.arn,
    action: "ecr:ListImages",
    resource: request.resource,
    cause,
    explicit: end !== "" && result === "ExplicitlyDenied",
  });
});

test.each(["sts:AssumeRole", "STS:assumerole"])("a denial of %s gives no reason", (action) => {
  const assume = { ...request, action, resource: "arn:aws:iam::123456789012:role/x" };

  expect(formatDenial(assume, { result: "ImplicitlyDenied", by: "trust" })).toMatch(/:role\/x$/);
  expect(formatDenial(assume, { result: "ImplicitlyDenied", by: "identity" })).toMatch(/:role\/x$/);
  expect(formatDenial(assume, { result: "ExplicitlyDenied", by: "trust" })).toMatch(
    /role\/x with an explicit deny$/,
  );
  expect(parseDenial(formatDenial(assume, { result: "ImplicitlyDenied", by: "trust" }))?.cause).toBe(
    "unknown",
  );
  expect(parseDenial(formatDenial(assume, { result: "ExplicitlyDenied", by: "trust" }))).toMatchObject({
    cause: "unknown",
    explicit: true,
  });
});

test("a denial of sts:TagSession by the trust policy does give one", () => {
  expect(
    formatDenial({ ...request, action: "sts:TagSession" }, { result: "ImplicitlyDenied", by: "trust" }),
  ).toMatch(/ because no role trust policy allows the sts:TagSession action$/);
});

describe("reading a message", () => {
  test.each(sentences.readable)("reads $name", ({ message, denial }) => {
    expect(parseDenial(message)).toEqual(denial);
  });

  test.each(sentences.unreadable)("guesses nothing from $name", ({ message }) => {
    expect(parseDenial(message)).toBeUndefined();
  });

  test.each([null, undefined, 7, {}])("guesses nothing from %p, which is no text", (message) => {
    expect(parseDenial(message as unknown as string)).toBeUndefined();
  });
});
