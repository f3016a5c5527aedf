import { randomUUID } from "node:crypto";
import type { SessionKey } from "../authentication/keys";
import { type Answer, escapeXml } from "../gateway/aws-error";

/** Elements by name, in order; what is undefined is left out. */
export interface Elements {
  readonly [name: string]: string | Elements | undefined;
}

function xml(elements: Elements): string {
  return Object.entries(elements)
    .filter(([, value]) => value !== undefined)
    .map(
      ([name, value]) => `<${name}>${typeof value === "string" ? escapeXml(value) : xml(value!)}</${name}>`,
    )
    .join("");
}

/** The answer of an STS operation, as STS writes it. */
export function stsAnswer(operation: string, result: Elements): Answer {
  const response = xml({
    [`${operation}Result`]: result,
    ResponseMetadata: { RequestId: randomUUID() },
  });
  const body = `<${operation}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/">${response}</${operation}Response>`;
  return { status: 200, contentType: "text/xml", body };
}

export function credentialElements(key: SessionKey): Elements {
  return {
    AccessKeyId: key.accessKeyId,
    SecretAccessKey: key.secretAccessKey,
    SessionToken: key.sessionToken,
    Expiration: key.expiration.toISOString().replace(/\.\d+Z$/, "Z"),
  };
}
