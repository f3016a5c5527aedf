import fc from "fast-check";

/** A few tags. */
export const tagged = fc.dictionary(
  fc.constantFrom("owner", "cost:center", "Größe"),
  fc.constantFrom("", "a/b c", "5"),
);

/** A repository of that name with any of its settings. */
export function arbitraryRepository(name: string): fc.Arbitrary<{ name: string }> {
  return fc.record(
    {
      name: fc.constant(name),
      imageTagMutability: fc.constantFrom("MUTABLE", "IMMUTABLE"),
      scanOnPush: fc.boolean(),
      lifecycle: fc.subarray(lifecycle),
      encryption: fc.constantFrom("AES256", "KMS"),
      forceDelete: fc.boolean(),
      tags: tagged,
    },
    { requiredKeys: ["name"] },
  );
}

const lifecycle = [
  { tagStatus: "untagged", expire: { olderThanDays: 14 } },
  {
    tagStatus: "tagged",
    tagPatterns: ["v*", "*-rc"],
    expire: { moreThan: 20 },
    description: "Twenty releases",
  },
  { tagStatus: "tagged", tagPrefixes: ["pr-"], expire: { olderThanDays: 7 } },
  { priority: 99, tagStatus: "any", expire: { moreThan: 500 } },
];

/** Every kind of trust. */
export const arbitraryTrust = fc.constantFrom<unknown>(
  "account",
  { principals: ["210987654321"], externalId: "id-1" },
  { principals: ["098765432109"], organization: "o-a1b2c3d4e5" },
  { principals: ["arn:aws:iam::210987654321:role/ops/x"], externalId: "none" },
  { principals: [{ principal: "arn:aws:iam::210987654321:user/ann", externalId: "a:b" }] },
  { github: { owner: "acme", repository: "shop", ownerId: 1001, repositoryId: "2002", branch: "main" } },
  { github: { owner: "acme", repository: "shop", ownerId: 1001, repositoryId: 2002, tag: "v1.0/x" } },
  { github: { owner: "acme", repository: "shop", legacySubject: true, environment: "live" } },
);
