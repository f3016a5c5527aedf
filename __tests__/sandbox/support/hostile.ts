import { type Credentials, presign, type RawRequest, type Scope, sign } from "./raw-client";
import { ecrRequest, queryRequest } from "./gateway";

/** A change to a request's bytes. */
export interface Edit {
  readonly method?: string;
  readonly target?: string;
  readonly set?: Readonly<Record<string, string>>;
  readonly add?: readonly [string, string][];
  readonly remove?: readonly string[];
  /** Header, what to find in it, what to put there. */
  readonly replace?: readonly [string, string, string];
  readonly body?: string;
  readonly bodyReplace?: readonly [string, string];
}

/** One hostile request of `hostile.json`. */
export interface HostileCase {
  readonly name: string;
  /** `session` may ecr:ListImages in team-a/* and nothing else. */
  readonly by: "session" | "deployer";
  readonly ecr?: readonly [operation: string, parameters: object];
  readonly sts?: Readonly<Record<string, string>>;
  readonly iam?: Readonly<Record<string, string>>;
  readonly scope?: { readonly service?: string; readonly region?: string; readonly minutes?: number };
  /** @default "header" */
  readonly signed?: "header" | "query" | "not";
  readonly token?: "none" | "foreign";
  /** Done before it is signed, so the signature covers it. */
  readonly before?: Edit;
  /** Done after it was signed. */
  readonly after?: Edit;
  /** The error's code; a list when either will do; "closed" when the connection may just end. */
  readonly answer: string | readonly string[];
}

export async function hostileRequest(
  test: HostileCase,
  port: number,
  holders: Record<string, Credentials>,
): Promise<RawRequest> {
  const service = test.ecr ? "ecr" : test.iam ? "iam" : "sts";
  const plain = test.ecr
    ? ecrRequest(port, ...test.ecr)
    : queryRequest(port, service, test.iam ?? test.sts ?? {});
  const scope: Scope = {
    service: test.scope?.service ?? service,
    region: test.scope?.region,
    date: new Date(Date.now() + (test.scope?.minutes ?? 0) * 60_000),
  };
  const edited = edit(plain, test.before);
  const credentials = withToken(holders[test.by]!, test.token, holders);
  if (test.signed === "not") return edit(edited, test.after);
  const signed = await (test.signed === "query" ? presign : sign)(edited, credentials, scope);
  return edit(signed, test.after);
}

function withToken(
  credentials: Credentials,
  token: HostileCase["token"],
  holders: Record<string, Credentials>,
): Credentials {
  const { sessionToken: _own, ...permanent } = credentials;
  if (token === "none") return permanent;
  return token === "foreign" ? { ...permanent, sessionToken: holders.other!.sessionToken } : credentials;
}

export function edit(request: RawRequest, change: Edit = {}): RawRequest {
  const lower = (name: string) => name.toLowerCase();
  const gone = new Set([...(change.remove ?? []), ...Object.keys(change.set ?? {})].map(lower));
  const kept = request.headers.filter(([name]) => !gone.has(lower(name)));
  const [header, from, to] = change.replace ?? [];
  const headers = kept.map(([name, value]): [string, string] => {
    if (name.toLowerCase() !== header) return [name, value];
    if (!value.includes(from!)) throw new Error(`${name} does not hold ${from}`);
    return [name, value.replace(from!, to!)];
  });
  const body = change.body ?? request.body;
  return {
    method: change.method ?? request.method,
    target: change.target ?? request.target,
    headers: [...headers, ...Object.entries(change.set ?? {}), ...(change.add ?? [])],
    body: change.bodyReplace ? body.replace(...change.bodyReplace) : body,
  };
}
