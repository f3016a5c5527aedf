/** No secret in anything that a run leaves, whatever fails: an endpoint here prints back all that it is sent. */
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { ACCOUNT, ROLE } from "./lab-fixture";
import { runVerify, type VerifyResult } from "./verify-process";

/** Planted where a caller's or a session's secrets are; each half of a text of its own would do harm as well. */
const DEPLOYER_KEY = "CANARY-DEPLOYER/SECRET+KEY";
const DEPLOYER_TOKEN = "CANARY-DEPLOYER/TOKEN+0123456789==";
const SESSION_KEY = "CANARY-SESSION/SECRET+KEY";
const SESSION_TOKEN = "CANARY-SESSION/TOKEN+0123456789==";
const LOGIN_TOKEN = Buffer.from("AWS:CANARY-LOGIN-TOKEN").toString("base64");

/** None of these may be anywhere; a signature belongs to a secret, so it is one. */
const FORBIDDEN = /CANARY|AWS4-HMAC-SHA256|Signature=|Authorization:|QVdTOkNBTkFSW/i;

/** How the endpoint answers: STS, and ECR. */
type Behaviour = (asked: { headers: IncomingHttpHeaders; body: string; operation: string }) => {
  status: number;
  body: string;
  requestId?: string;
};

let server: Server | undefined;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function runAgainst(behaviour: Behaviour): Promise<VerifyResult> {
  server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (part: string) => (body += part));
    request.on("end", () => {
      const target = request.headers["x-amz-target"] as string | undefined;
      const operation = target?.split(".")[1] ?? new URLSearchParams(body).get("Action") ?? "";
      const answer = behaviour({ headers: request.headers, body, operation });
      response.writeHead(answer.status, {
        "content-type": target ? "application/x-amz-json-1.1" : "text/xml",
        ...(answer.requestId && { "x-amzn-requestid": answer.requestId }),
      });
      response.end(answer.body);
    });
  });
  await new Promise<void>((resolve) => server!.listen(0, "127.0.0.1", resolve));
  return runVerify({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    keys: { accessKeyId: "AKIAX", secretAccessKey: DEPLOYER_KEY, sessionToken: DEPLOYER_TOKEN },
    args: ["--timeout", "0"],
    environment: { ECR_ACCESS_DEBUG: "1" },
  });
}

/** STS that lets everybody in. */
const open: Behaviour = ({ headers, operation, body }) => {
  const isSession = headers["x-amz-security-token"] === SESSION_TOKEN;
  const session = `arn:aws:sts::${ACCOUNT}:assumed-role/${ROLE}/ecr-access-verify`;
  const arn = isSession ? session : `arn:aws:iam::${ACCOUNT}:user/deployer`;
  if (operation === "GetCallerIdentity")
    return ok(xml(operation, `<Arn>${arn}</Arn><Account>${ACCOUNT}</Account><UserId>x</UserId>`));
  if (operation === "AssumeRole")
    return ok(
      xml(
        operation,
        `<Credentials><AccessKeyId>ASIAX</AccessKeyId><SecretAccessKey>${SESSION_KEY}</SecretAccessKey><SessionToken>${SESSION_TOKEN}</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials><AssumedRoleUser><AssumedRoleId>AROAX:x</AssumedRoleId><Arn>${session}</Arn></AssumedRoleUser>`,
      ),
    );
  if (operation === "DescribeRepositories") {
    const names = (JSON.parse(body) as { repositoryNames: string[] }).repositoryNames;
    return ok(JSON.stringify({ repositories: names.map((repositoryName) => ({ repositoryName })) }));
  }
  return { status: 500, body: "{}" };
};

const ok = (body: string) => ({ status: 200, body });
const xml = (operation: string, inner: string) =>
  `<${operation}Response><${operation}Result>${inner}</${operation}Result></${operation}Response>`;

/** All that was sent, as AWS prints a canonical request back, and a secret beside it for good measure. */
const echo = (headers: IncomingHttpHeaders, body: string) =>
  `${Object.entries(headers)
    .map(([name, value]) => `${name}:${String(value)}`)
    .join("\n")}\n${body} ${SESSION_KEY} ${DEPLOYER_KEY} ${SESSION_TOKEN} ${DEPLOYER_TOKEN}`;

const jsonError = (code: string, message: string) => ({
  status: 400,
  body: JSON.stringify({ __type: code, message }),
});

/** STS that says so of whoever is no session of a role. */
function named(asked: Parameters<Behaviour>[0], arn: string, account: string): ReturnType<Behaviour> {
  const { operation, headers } = asked;
  if (operation !== "GetCallerIdentity" || headers["x-amz-security-token"] === SESSION_TOKEN)
    return open(asked);
  return ok(xml(operation, `<Arn>${arn}</Arn><Account>${account}</Account><UserId>x</UserId>`));
}

const isEcr = (operation: string) =>
  !["GetCallerIdentity", "AssumeRole", "DescribeRepositories"].includes(operation);

const behaviours: readonly (readonly [string, Behaviour, number])[] = [
  [
    "STS echoes everything in an error",
    ({ headers, body, operation }) => ({
      status: 403,
      body: `<ErrorResponse><Error><Code>SignatureDoesNotMatch</Code><Message>${echo(headers, body)
        .replaceAll("&", "&amp;")
        .replaceAll("<", "&lt;")} ${operation}</Message></Error></ErrorResponse>`,
    }),
    4,
  ],
  [
    "ECR echoes everything in an error",
    (asked) =>
      isEcr(asked.operation)
        ? jsonError("InvalidSignatureException", echo(asked.headers, asked.body))
        : open(asked),
    3,
  ],
  [
    "ECR echoes everything in a denial",
    (asked) =>
      isEcr(asked.operation)
        ? jsonError("AccessDeniedException", echo(asked.headers, asked.body))
        : open(asked),
    3,
  ],
  [
    "ECR's error code itself is what was sent",
    (asked) => (isEcr(asked.operation) ? jsonError(`Oops${SESSION_TOKEN}`, SESSION_KEY) : open(asked)),
    3,
  ],
  [
    "the request's id is what was sent",
    (asked) => {
      if (!isEcr(asked.operation)) return open(asked);
      const requestId = `${String(asked.headers["x-amz-security-token"])} ${asked.headers.authorization}`;
      return { status: 400, body: '{"__type":"AccessDeniedException"}', requestId };
    },
    3,
  ],
  [
    "the caller is called by a secret",
    (asked) => named(asked, `arn:aws:iam::${ACCOUNT}:user/${DEPLOYER_KEY}`, ACCOUNT),
    3,
  ],
  ["the caller's account is a secret", (asked) => named(asked, "arn:aws:iam::1:user/x", DEPLOYER_TOKEN), 2],
  [
    "a proxy prints the request as HTML",
    (asked) =>
      isEcr(asked.operation)
        ? { status: 403, body: `<html>${echo(asked.headers, asked.body)}</html>` }
        : open(asked),
    3,
  ],
  [
    "what the deployer's look gets echoes everything",
    (asked) =>
      asked.operation === "DescribeRepositories"
        ? jsonError("ServerException", echo(asked.headers, asked.body))
        : open(asked),
    3,
  ],
  [
    "the login token comes in half an answer",
    (asked) =>
      isEcr(asked.operation)
        ? ok(`{"authorizationData":[{"authorizationToken":"${LOGIN_TOKEN}`)
        : open(asked),
    3,
  ],
  [
    "the login token comes whole, beside everything else",
    (asked) =>
      isEcr(asked.operation)
        ? ok(
            JSON.stringify({
              authorizationData: [{ authorizationToken: LOGIN_TOKEN }],
              imageIds: [],
              note: echo(asked.headers, asked.body),
            }),
          )
        : open(asked),
    1,
  ],
];

test.each(behaviours)("%s", async (_name, behaviour, expected) => {
  const { status, stdout, stderr, files } = await runAgainst(behaviour);
  expect(status).toBe(expected);
  const left = Object.entries({ stdout, stderr, ...files });
  expect(
    left.flatMap(([name, text]) =>
      [...text.matchAll(new RegExp(FORBIDDEN, "gi"))].map(([found]) => `${name}: ${found}`),
    ),
  ).toEqual([]);
});
