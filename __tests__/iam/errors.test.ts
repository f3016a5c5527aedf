import { classify, type ErrorClass } from "../../lib/iam/errors";
import { formatDenial } from "../../lib/iam/denial";

const RETRYABLE: readonly ErrorClass[] = ["throttled", "server", "network"];

/** The table of what errors mean; beside each row what only looks like it. */
const rows: Record<ErrorClass, [name: string, httpStatus?: number, message?: string][]> = {
  credentials: [
    ["ExpiredToken", 403],
    ["ExpiredTokenException", 400],
    ["UnrecognizedClientException", 400],
    ["InvalidClientTokenId", 403],
    ["InvalidSignatureException", 400],
    [
      "SignatureDoesNotMatch",
      403,
      "Signature expired: 20260101T000000Z is now earlier than 20260101T001000Z",
    ],
    ["MissingAuthenticationToken", 403],
    ["MissingAuthenticationTokenException", 400],
    ["IncompleteSignature", 403],
    ["IncompleteSignatureException", 400],
    ["CredentialsProviderError"],
    ["ExpiredToken", 500],
  ],
  "access-denied": [
    ["AccessDenied", 403],
    ["AccessDeniedException", 400, "nobody can read this"],
    ["AccessDenied", 503],
  ],
  throttled: [
    ["ThrottlingException", 400],
    ["Throttling", 400],
    ["ThrottledException", 400],
    ["TooManyRequestsException", 400],
    ["RequestLimitExceeded", 503],
    ["SomethingElse", 429],
    ["SyntaxError", 429],
  ],
  "setup-error": [
    ["OptInRequired", 403],
    ["RegionDisabledException", 403],
    ["UnknownEndpoint"],
    ["ValidationError", 400],
    ["PackedPolicyTooLarge", 400],
    ["PackedPolicyTooLargeException", 400],
    ["MalformedPolicyDocument", 400],
    ["MalformedPolicyDocumentException", 400],
    ["LimitExceeded", 409],
    ["LimitExceededException", 400],
    ["EntityAlreadyExists", 409],
    ["EntityAlreadyExistsException", 409],
    ["DeleteConflict", 409],
    ["RepositoryNotEmptyException", 400],
    ["AccessDenied", 403, "Roles may not be assumed by root accounts."],
  ],
  "not-found": [
    ["RepositoryNotFoundException", 400],
    ["RepositoryPolicyNotFoundException", 400],
    ["ImageNotFoundException", 400],
    ["LayersNotFoundException", 400],
    ["LayerPartNotFoundException", 400],
    ["RepositoryNotFoundException", 500],
  ],
  "invalid-request": [
    ["InvalidParameterException", 400],
    ["InvalidParameterValue", 400],
    ["SerializationException", 400],
  ],
  server: [
    ["ServerException", 500],
    ["InternalServerError", 500],
    ["ServiceUnavailable", 503],
    ["InternalFailure", 599],
  ],
  network: [
    ["Error"],
    ["TypeError"],
    ["TimeoutError"],
    ["AbortError"],
    ["ECONNREFUSED"],
    ["UND_ERR_CONNECT_TIMEOUT"],
    ["ConnectTimeoutError"],
    ["SocketError"],
    [""],
    ["SyntaxError", 200, "Unexpected token < in JSON at position 0"],
    ["SyntaxError", 502, "Unexpected token < in JSON at position 0"],
    ["UnknownError", 403, "UnknownError"],
    ["Unknown", 503],
    ["403", 403],
    ["Forbidden", 403, "<html><body>Blocked</body></html>"],
    ["a sentence, no code", 400],
  ],
  unknown: [
    ["KmsException", 400],
    ["ServerException", 400],
    ["AccessDeniedForPolicyDependencyException", 400],
    ["SignatureDoesNotMatchAnything", 400],
    ["MyThrottlingException", 400],
    ["NotExpiredToken", 400],
    ["RequestLimitExceededTwice", 400],
    ["OldRepositoryNotFoundException", 400],
    ["ValidationErrors", 400],
    ["MyRepositoryNotEmptyException", 400],
    ["ServiceUnavailable", 499],
    ["NewFailure"],
  ],
};

const cases = Object.entries(rows).flatMap(([expected, errors]) =>
  errors.map(([name, httpStatus, message]) => ({
    expected: expected as ErrorClass,
    name,
    httpStatus,
    message,
  })),
);

test.each(cases)("$name ($httpStatus, $message) is $expected", ({ expected, name, httpStatus, message }) => {
  expect(classify({ name, httpStatus, message })).toEqual({
    class: expected,
    retryable: RETRYABLE.includes(expected),
  });
});

describe("a denial", () => {
  const request = {
    principal: { arn: "arn:aws:iam::123456789012:user/ann", accountId: "123456789012" },
    action: "ecr:ListImages",
    resource: "arn:aws:ecr:us-west-2:123456789012:repository/team-b/alpine",
  };

  test("that can be read is told with what it says", () => {
    const message = formatDenial(request, { result: "ImplicitlyDenied", by: "boundary" });

    expect(classify({ name: "AccessDeniedException", message, httpStatus: 400 })).toEqual({
      class: "access-denied",
      retryable: false,
      denial: {
        principal: request.principal.arn,
        action: request.action,
        resource: request.resource,
        cause: "boundary",
        explicit: false,
      },
    });
  });

  test("that cannot be read is told without", () => {
    expect(classify({ name: "AccessDenied", message: null })).toEqual({
      class: "access-denied",
      retryable: false,
    });
  });

  test("is read from no other error", () => {
    const message = formatDenial(request, { result: "ImplicitlyDenied", by: "identity" });

    expect(classify({ name: "ServerException", message, httpStatus: 500 }).denial).toBeUndefined();
  });
});

test("an error of whatever shape is classified", () => {
  expect(classify({ name: undefined as unknown as string }).class).toBe("network");
  expect(classify({ name: "AccessDenied", message: 7 as unknown as string }).class).toBe("access-denied");
});
