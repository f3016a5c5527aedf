import { AwsError, type Protocol } from "./aws-error";
import { type Incoming, decodePairs } from "./incoming";
import { type JsonObject, parseUnambiguously } from "./json";
import { serviceOfTarget, serviceOfVersion } from "./services";

/** What a request asks for, read once. Judged, corrected and sent to moto is this, never the request itself. */
export interface Call {
  readonly service: string;
  readonly operation: string;
  /** The region that the request is signed for. */
  readonly region: string;
  /** JSON as it was sent; of the Query protocol, the pairs of the form by name. */
  readonly parameters: JsonObject;
}

export type UnplacedCall = Omit<Call, "region">;

/** Clients of a JSON service name their target in a header; all others speak the Query protocol. */
export function protocolOf(incoming: Incoming): Protocol {
  return incoming.headers.has("x-amz-target") ? "json" : "query";
}

/**
 * Reads service, operation and parameters.
 *
 * @throws {AwsError} for whatever is unknown or can be read in two ways
 */
export function readCall(incoming: Incoming): UnplacedCall {
  if (incoming.path !== "/")
    throw unknownOperation(incoming, `the path ${incoming.path} is not in the sandbox`);
  return protocolOf(incoming) === "json" ? readJsonCall(incoming) : readQueryCall(incoming);
}

function unknownOperation(incoming: Incoming, message: string): AwsError {
  const json = protocolOf(incoming) === "json";
  return new AwsError(json ? "UnknownOperationException" : "InvalidAction", message);
}

/** The query form of a signature is no parameter. */
function withoutSignature(query: Incoming["query"]): [string, string][] {
  return query.filter(([name]) => !/^x-amz-/i.test(name)).map(([name, value]) => [name, value]);
}

function readJsonCall(incoming: Incoming): UnplacedCall {
  const target = incoming.headers.get("x-amz-target")!;
  const [, prefix = "", operation = ""] = /^([A-Za-z0-9_]+)\.([A-Z][A-Za-z0-9]*)$/.exec(target) ?? [];
  const service = serviceOfTarget(prefix);
  if (!service || incoming.method !== "POST" || withoutSignature(incoming.query).length) {
    throw unknownOperation(incoming, "the operation is not in the sandbox");
  }
  if (!/^application\/x-amz-json-1\.[01]$/.test(incoming.headers.get("content-type") ?? "")) {
    throw unknownOperation(incoming, "the Content-Type must be application/x-amz-json-1.1");
  }
  try {
    return { service, operation, parameters: parseUnambiguously(incoming.body) };
  } catch (error) {
    throw new AwsError("SerializationException", (error as Error).message);
  }
}

function readQueryCall(incoming: Incoming): UnplacedCall {
  const { Action: operation, Version: version = "", ...parameters } = queryParameters(incoming);
  const service = serviceOfVersion(version);
  if (!service || !/^[A-Z][A-Za-z]*$/.test(operation ?? "")) {
    throw unknownOperation(incoming, `Could not find operation ${operation ?? ""} for version ${version}`);
  }
  delete parameters.ContentType; // moto would answer in another format
  return { service, operation: operation!, parameters };
}

function queryParameters(incoming: Incoming): Record<string, string> {
  const url = withoutSignature(incoming.query);
  if (incoming.method === "GET" && incoming.body.length === 0) return byName(url);
  const form = /^application\/x-www-form-urlencoded(; ?charset=utf-8)?$/i;
  if (incoming.method !== "POST" || url.length || !form.test(incoming.headers.get("content-type") ?? "")) {
    throw unknownOperation(incoming, "a request must be a form, or a query string without a body");
  }
  return byName(decodePairs(incoming.body.toString("latin1")));
}

function byName(pairs: readonly (readonly [string, string])[]): Record<string, string> {
  const parameters: Record<string, string> = {};
  for (const [name, value] of pairs) {
    if (!/^[A-Za-z0-9]+(\.[A-Za-z0-9]+)*$/.test(name) || Object.hasOwn(parameters, name)) {
      throw new AwsError(
        "MalformedInput",
        `a parameter must be well-formed and not repeated, got ${JSON.stringify(name)}`,
      );
    }
    parameters[name] = value;
  }
  return parameters;
}
