import { type AccessLevel, levelActions } from "../../lib/config/levels";
import type { Registry } from "../../lib/config/registry";
import { grant, registry, repository, role, share, team } from "./registry";

/** A registry with one of each kind of thing that can be declared. */
export function everyKind(): Registry {
  const at = (level: AccessLevel) => ({ level, actions: levelActions(level) });
  return registry(
    [
      team("base", {
        repositories: [
          repository("base/node", {
            imageTagMutability: "IMMUTABLE",
            scanOnPush: true,
            encryption: { type: "KMS", kmsKey: "arn:aws:kms:us-west-2:123456789012:key/1234abcd" },
            tags: { owner: "base" },
          }),
          repository("base/java_17", { encryption: { type: "KMS" } }),
        ],
        shares: [
          share({ to: { type: "all" }, repositories: ["base/*"], ...at("pull") }),
          share({
            to: { type: "accounts", accounts: ["210987654321", "098765432109"] },
            repositories: ["base/*"],
            ...at("pull"),
          }),
          share({
            to: { type: "organization", organization: "o-a1b2c3d4e5" },
            repositories: ["base/node"],
            ...at("list"),
          }),
        ],
      }),
      team("shop", {
        repositories: [
          repository("shop/web", {
            lifecycle: [
              { priority: 2, tagStatus: "any", expire: { moreThan: 50 } },
              {
                priority: 1,
                description: "leftovers of builds",
                tagStatus: "untagged",
                expire: { olderThanDays: 14 },
              },
            ],
          }),
        ],
        roles: [
          role("shop-developer", {
            trust: {
              type: "principals",
              principals: [
                { arn: "arn:aws:iam::123456789012:role/developers" },
                { arn: "arn:aws:iam::210987654321:root", externalId: "shop-1" },
              ],
            },
            grants: [grant({ ...at("pull"), on: ["shop/*"] }), grant({ ...at("pull"), on: ["base/node"] })],
            permissionsBoundary: "arn:aws:iam::123456789012:policy/boundary",
            maxSessionDuration: 7200,
            tags: { team: "shop" },
          }),
          role("shop-ci", {
            trust: {
              type: "github",
              owner: "acme",
              repository: "shop",
              ownerId: "1001",
              repositoryId: "2002",
              legacySubject: false,
              ref: { branch: "main" },
            },
            grants: [
              grant({ ...at("push"), on: ["shop/*"] }),
              grant({ ...at("pull"), on: ["base/*"] }),
              grant({ actions: ["ecr:PutImageTagMutability"], on: ["shop/web"] }),
            ],
          }),
        ],
      }),
    ],
    { verifier: "arn:aws:iam::123456789012:role/verifier", githubProvider: "create" },
  );
}
