/** The services that the sandbox has. A request for any other is denied: what is not known is not judged. */

interface JsonService {
  readonly protocol: "json";
  /** What stands before the operation in `X-Amz-Target`. */
  readonly target: string;
  readonly contentType: string;
}

interface QueryService {
  readonly protocol: "query";
  /** The API version, which every request carries. */
  readonly version: string;
}

export type Service = JsonService | QueryService;

const JSON_1_1 = "application/x-amz-json-1.1";

/** By the name that requests are signed for. ECR, IAM and STS are judged on exact resources, the rest on `*`. */
const services: Readonly<Record<string, Service>> = {
  ecr: { protocol: "json", target: "AmazonEC2ContainerRegistry_V20150921", contentType: JSON_1_1 },
  iam: { protocol: "query", version: "2010-05-08" },
  sts: { protocol: "query", version: "2011-06-15" },
  config: { protocol: "json", target: "StarlingDoveService", contentType: JSON_1_1 },
  kms: { protocol: "json", target: "TrentService", contentType: JSON_1_1 },
  logs: { protocol: "json", target: "Logs_20140328", contentType: JSON_1_1 },
  secretsmanager: { protocol: "json", target: "secretsmanager", contentType: JSON_1_1 },
  ssm: { protocol: "json", target: "AmazonSSM", contentType: JSON_1_1 },
};

export function serviceNamed(name: string): Service | undefined {
  return Object.hasOwn(services, name) ? services[name] : undefined;
}

/** The service whose `X-Amz-Target` starts with that word. */
export function serviceOfTarget(target: string): string | undefined {
  return Object.keys(services).find((name) => {
    const service = services[name]!;
    return service.protocol === "json" && service.target === target;
  });
}

/** The service whose API has that version; Query services say nothing else about themselves. */
export function serviceOfVersion(version: string): string | undefined {
  return Object.keys(services).find((name) => {
    const service = services[name]!;
    return service.protocol === "query" && service.version === version;
  });
}
