import { randomUUID } from "node:crypto";

/** The two ways in which the services of the sandbox speak: JSON 1.1 (ECR) and Query with XML answers (IAM, STS). */
export type Protocol = "json" | "query";

/** An answer that is an error, in AWS's words; every refusal of the gateway is one. */
export class AwsError extends Error {
  constructor(
    readonly code: string,
    message: string,
    /** 400 unless the service says otherwise. */
    readonly status = 400,
  ) {
    super(message);
  }
}

/** What goes back to a client: everything of an HTTP answer that is the gateway's to choose. */
export interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string | Buffer;
  /** A fault that was asked for: the connection is reset, or ends in the middle of the body. */
  readonly broken?: "reset" | "truncated";
}

const NAMESPACES: Readonly<Record<string, string>> = {
  iam: "https://iam.amazonaws.com/doc/2010-05-08/",
  sts: "https://sts.amazonaws.com/doc/2011-06-15/",
};

/** The error on the wire, in the shape that the protocol's clients read. */
export function errorAnswer(error: AwsError, protocol: Protocol, service: string): Answer {
  if (protocol === "json") {
    const body = JSON.stringify({ __type: error.code, message: error.message });
    return { status: error.status, contentType: "application/x-amz-json-1.1", body };
  }
  const type = error.status >= 500 ? "Receiver" : "Sender";
  const body =
    `<ErrorResponse xmlns="${NAMESPACES[service] ?? NAMESPACES.sts}"><Error><Type>${type}</Type>` +
    `<Code>${escapeXml(error.code)}</Code><Message>${escapeXml(error.message)}</Message></Error>` +
    `<RequestId>${randomUUID()}</RequestId></ErrorResponse>`;
  return { status: error.status, contentType: "text/xml", body };
}

const XML_ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};

/** Text as XML 1.0 may carry it: what it can't becomes U+FFFD. */
export function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "\uFFFD")
    .replace(/[&<>"]/g, (character) => XML_ENTITIES[character]!);
}
