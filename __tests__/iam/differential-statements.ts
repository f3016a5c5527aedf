import type { AuthorizationRequest } from "../../lib/iam/types";
import { condition } from "./differential-conditions";
import type { Random } from "./differential-random";
import {
  accounts,
  actions,
  otherCase,
  repositories,
  repositoryArn,
  roleArn,
  roles,
  rootArn,
  sessionArn,
  sessions,
  userArn,
  users,
} from "./differential-requests";

/** Where a statement stands: what it may and must hold differs. */
export type Place = "identity" | "repository" | "trust" | "scp" | "rcp" | "vpc-endpoint";

const ownPart = (request: AuthorizationRequest): string => request.resource.split(":").slice(5).join(":");

function action(random: Random, request: AuthorizationRequest): string {
  const [service = "", name = ""] = request.action.split(":");
  const near = [
    request.action,
    `${service}:*`,
    `${service}:${name.slice(0, 4)}*`,
    `${service}:?${name.slice(1)}`,
    "*",
  ];
  const other = [
    ...actions,
    "ecr:List*",
    "ecr:Batch*Image",
    "ecr:*Delete*",
    "ecr:GetAuthorizationToken",
    "sts:AssumeRole",
    "sts:*",
  ];
  return otherCase(random, random.pick(random.chance(0.75) ? near : other));
}

function resource(random: Random, request: AuthorizationRequest): string {
  const start = request.resource.split(":").slice(0, 5).join(":");
  const part = ownPart(request);
  const near = [
    request.resource,
    "*",
    `${start}:*`,
    `${start}:${part.split("/").slice(0, 2).join("/")}/*`,
    `${start}:${part.slice(0, -1)}?`,
    `arn:aws:*:*:*:${part.slice(0, 4)}*`.replace(
      "aws:*:",
      `aws:${request.action.startsWith("sts") ? "iam" : "ecr"}:`,
    ),
    start.replace(/:[^:]*$/, ":*"),
    `${start}:${part.slice(0, 11)}\${aws:PrincipalTag/team}/*`,
    `${start}:repository/\${aws:PrincipalTag/team, 'team-a'}/*`,
  ];
  const account = random.pick(accounts);
  const other = [
    repositoryArn(account, random.pick(repositories)),
    repositoryArn(account, "team-a*"),
    repositoryArn(account, "team-a/*"),
    repositoryArn(account, "*/api"),
    repositoryArn(account, "team-a/api/v${*}"),
    repositoryArn(account, "${aws:username}/*"),
    repositoryArn("${aws:PrincipalAccount}", "*"),
    repositoryArn(account, "team-?/???").replace("us-west-2", "us-*"),
    "arn:aws:ecr:us-*",
    "arn:aws:ecr:*:repository/team-a/*",
    "arn:aws-cn:ecr:us-west-2:*:*",
    roleArn(account, random.pick(roles)),
    "arn:aws:iam::*:role/*",
    "arn:aws:*:*:*:*",
  ];
  return random.pick(random.chance(0.7) ? near : other);
}

/** How a policy may name a principal: the caller in each of its forms, and others beside it. */
function principal(random: Random, request: AuthorizationRequest): unknown {
  const [, , , , account = "", part = ""] = request.principal.arn.split(":");
  const [, name = ""] = part.split("/");
  const own = [request.principal.arn, roleArn(account, name), account, rootArn(account)];
  const another = random.pick(accounts);
  const other = [
    sessionArn(another, random.pick(roles), random.pick(sessions)),
    userArn(another, random.pick(users)),
    roleArn(another, random.pick(roles)),
    another,
    rootArn(another).replace("aws", "aws-cn"),
    "AROAEXAMPLEEXAMPLE123",
    roleArn(account, `path/${name}`),
  ];
  if (random.chance(0.2)) return random.pick<unknown>(["*", { AWS: "*" }, { AWS: ["*"] }]);
  if (random.chance(0.15)) return { AWS: own };
  if (random.chance(0.06)) return { Service: "ecs.amazonaws.com" };
  if (random.chance(0.04)) return { Federated: "token.actions.githubusercontent.com" };
  if (random.chance(0.02))
    return {
      AWS: random.pick([
        roleArn(account, "*"),
        roleArn(account, "x*"),
        request.principal.arn.replace(/.$/, "?"),
      ]),
    };
  return { AWS: random.oneOrMore(4, () => random.pick(random.chance(0.7) ? own : other)) };
}

/** A well-formed statement for the place; it speaks of the request more often than not. */
export function statement(
  random: Random,
  request: AuthorizationRequest,
  place: Place,
  index: number,
): object {
  const deny = place === "rcp" || random.chance(place === "identity" ? 0.2 : 0.15);
  const element: Record<string, unknown> = { Effect: deny ? "Deny" : "Allow" };
  if (random.chance(0.5)) element["Sid"] = `S${index}`;
  if (place === "rcp") element["Principal"] = "*";
  if (place === "repository" || place === "trust" || place === "vpc-endpoint") {
    const excepts = place === "trust" ? false : random.chance(deny ? 0.5 : 0.01);
    element[excepts ? "NotPrincipal" : "Principal"] =
      place === "vpc-endpoint" && !excepts && random.chance(0.6) ? "*" : principal(random, request);
  }
  element[random.chance(0.85) ? "Action" : "NotAction"] = random.oneOrMore(3, () => action(random, request));
  if (place !== "repository" && place !== "trust") {
    element[random.chance(0.85) ? "Resource" : "NotResource"] = random.oneOrMore(3, () =>
      resource(random, request),
    );
  }
  const narrowed = condition(random, deny ? 0.75 : 0.5);
  if (narrowed !== undefined) element["Condition"] = narrowed;
  return element;
}
