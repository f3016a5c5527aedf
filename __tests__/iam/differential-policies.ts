import type { AuthorizationRequest, NamedPolicy, PolicyLevel, PolicySet } from "../../lib/iam/types";
import { damage } from "./differential-damage";
import { request, type RequestKind } from "./differential-requests";
import { statement, type Place } from "./differential-statements";
import { Random } from "./differential-random";

export interface Question {
  readonly request: AuthorizationRequest;
  readonly policies: PolicySet;
}

const everything = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] };
const listingToEveryone = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: "*", Action: ["ecr:List*", "sts:*"], Resource: "*" }],
};
const everythingToEveryone = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }],
};

function document(random: Random, asked: AuthorizationRequest, place: Place): object {
  const statements = random.times(random.chance(0.05) ? 0 : 1, 3, (index) =>
    statement(random, asked, place, index),
  );
  const version = random.chance(0.75) ? "2012-10-17" : random.pick(["2008-10-17", undefined]);
  const single = statements.length === 1 && random.chance(0.3);
  return {
    ...(version === undefined ? {} : { Version: version }),
    Statement: single ? statements[0] : statements,
  };
}

function named(
  random: Random,
  asked: AuthorizationRequest,
  place: Place,
  most: number,
  name: string,
): NamedPolicy[] {
  return random.times(1, most, (index) => ({
    name: `${name}-${index}`,
    document: document(random, asked, place),
  }));
}

/** Levels of an organization: mostly with the policy that allows everything, as AWS attaches it. */
function levels(random: Random, asked: AuthorizationRequest, place: "scp" | "rcp"): PolicyLevel[] {
  return random.times(1, 3, (index) => {
    const usual = random.chance(0.85);
    const toEveryone = random.chance(0.9) ? everythingToEveryone : listingToEveryone;
    const full = { name: `full-${index}`, document: place === "rcp" ? toEveryone : everything };
    const own = random.chance(usual ? 0.4 : 1) ? named(random, asked, place, 1, `${place}-${index}`) : [];
    return { id: `level-${index}`, policies: [...(usual ? [full] : []), ...own] };
  });
}

/** The question that a seed and a number stand for. */
export function question(seed: number, number: number): Question {
  const random = new Random(seed * 1_000_003 + number);
  const kind: RequestKind = random.chance(0.75)
    ? "repository"
    : random.chance(0.85)
      ? "assume-role"
      : "registry";
  const asked = request(random, kind);
  const part = asked.principal.arn.split(":")[5] ?? "";
  const [root, session] = [part === "root", part.startsWith("assumed-role/")];
  const place = kind === "assume-role" ? "trust" : "repository";
  const policies: PolicySet = {
    identity: root || random.chance(0.1) ? [] : named(random, asked, "identity", 2, "identity"),
    ...(!root && random.chance(0.22) ? { boundary: named(random, asked, "identity", 1, "boundary") } : {}),
    ...(session && random.chance(0.25) ? { session: document(random, asked, "identity") } : {}),
    ...(random.chance(kind === "assume-role" ? 0.95 : 0.6)
      ? {
          resource: document(random, asked, place),
          resourceType: kind === "assume-role" ? "iam-role" : "ecr-repository",
        }
      : random.pick([{}, { resource: null, resourceType: null }])),
    ...(random.chance(0.15) ? { scp: levels(random, asked, "scp") } : {}),
    ...(random.chance(0.15) ? { rcp: levels(random, asked, "rcp") } : {}),
    ...(random.chance(0.12) ? { vpcEndpoint: named(random, asked, "vpc-endpoint", 1, "endpoint") } : {}),
  };
  const kindless = random.chance(0.02) ? { identity: [] } : policies;
  return { request: asked, policies: random.chance(0.1) ? damage(random, kindless) : kindless };
}
