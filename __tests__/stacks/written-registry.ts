import fc from "fast-check";

/**
 * Registries as people may write them, as data: most are good, some reach where nobody lets them, some hold text that
 * Terraform or the CDK would evaluate. Names are few, so that they meet, and begin alike.
 */
export function writtenRegistry(): fc.Arbitrary<object> {
  return fc
    .uniqueArray(fc.constantFrom("team-a", "team-a-x", "team", "base", "base.x", "1st", "all-teams", "a/b"), {
      minLength: 1,
      maxLength: 4,
    })
    .chain((namespaces) =>
      fc.record(
        {
          account: fc.constantFrom("123456789012", "012345678901"),
          region: fc.constantFrom("us-west-2", "cn-north-1", "us-gov-west-1"),
          teams: fc.tuple(...namespaces.map((namespace, index) => team(namespace, index, namespaces))),
          githubProvider: fc.constantFrom("existing", "create"),
        },
        { requiredKeys: ["account", "region", "teams"] },
      ),
    );
}

const repositoryNames = ["api", "api-x", "web", "my_app", "my.app", "deep/api"];

/** Mostly harmless; `$NAME` and `$$` are, too. */
const freeText = fc.oneof(
  { weight: 80, arbitrary: fc.constantFrom("plain", "$HOME costs $$5", "100% {sure}", 'a "quoted" \\ text') },
  { weight: 40, arbitrary: fc.constantFrom("${HARMLESS}", "${UNSET:-default}", "${EMPTY:-default}") },
  { weight: 1, arbitrary: fc.string({ maxLength: 12, unit: fc.constantFrom(..."${}%T[]a ") }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '${file("/etc/hostname")}',
      "%{ if true }x%{ endif }",
      "${TfToken[TOKEN.0]}",
      "Token[TOKEN.1]",
      "${TEMPLATE}",
      "${NESTED}",
      "$${HARMLESS}",
      "${UNSET:-${TEMPLATE}}",
    ),
  },
);

const tagValue = fc.oneof(
  { weight: 80, arbitrary: fc.constantFrom("plain", "a/b c", "${HARMLESS}") },
  { weight: 1, arbitrary: fc.constantFrom("${TEMPLATE}", "%{x}", "$HOME") },
);

/** What `${NAME}` may be filled with: texts that would be evaluated, if filling ran twice or nobody looked again. */
export const environment = {
  HARMLESS: "filled",
  EMPTY: "",
  TEMPLATE: "%{ for x in y }",
  NESTED: "${HARMLESS}",
};

const access = fc.oneof(
  fc.record({ level: fc.constantFrom("list", "pull", "push", "admin") }),
  fc.record({
    actions: fc.subarray(
      ["ecr:ListImages", "ECR:batchgetimage", "ecr:GetAuthorizationToken", "ecr:PutImage"],
      {
        minLength: 1,
      },
    ),
  }),
);

function team(namespace: string, index: number, namespaces: readonly string[]) {
  const own = [`${namespace}/*`, `${namespace}/api`];
  const reach = fc.oneof(
    { weight: 4, arbitrary: fc.subarray(own, { minLength: 1 }) },
    { weight: 1, arbitrary: fc.constantFrom(...namespaces.map((each) => [`${each}/*`])) },
    { weight: 1, arbitrary: fc.constantFrom(...namespaces.map((each) => [`${each}/api`])) },
  );
  const grant = fc.tuple(access, fc.option(reach, { nil: undefined }));
  const role = fc.record(
    {
      name: fc.stringMatching(/^[\w+=,.@-]{1,12}$/).map((name) => `${name}-${index}`),
      description: freeText,
      trust,
      grants: fc.array(grant.map(withTarget), { minLength: 1, maxLength: 3 }),
      tags: fc.dictionary(fc.constantFrom("owner", "cost:center"), tagValue),
    },
    { requiredKeys: ["name", "grants"] },
  );
  const recipients = fc.oneof(
    fc.constantFrom("all", ...namespaces.filter((each) => each !== namespace)),
    fc.constant({ accounts: ["210987654321", "098765432109"] }),
    fc.constant({ organization: "o-a1b2c3d4e5" }),
  );
  const share = fc
    .tuple(recipients, fc.constantFrom("list", "pull", "push"), fc.subarray(own, { minLength: 1 }))
    .map(([to, level, repositories]) => ({ to, level, repositories }));
  return fc.record(
    {
      namespace: fc.constant(namespace),
      repositories: fc
        .subarray(repositoryNames)
        .chain((names) => fc.tuple(...["api", ...names.filter((name) => name !== "api")].map(repository))),
      roles: fc.uniqueArray(role, { maxLength: 2, selector: ({ name }) => name.toLowerCase() }),
      shares: fc.array(share, { maxLength: 2 }),
    },
    { requiredKeys: ["namespace", "repositories"] },
  );
}

const trust = fc.constantFrom<unknown>(
  "account",
  { principals: ["210987654321"], externalId: "id-1" },
  { principals: ["098765432109"], organization: "o-a1b2c3d4e5" },
  { github: { owner: "acme", repository: "shop", ownerId: 1001, repositoryId: 2002, branch: "main" } },
  { github: { owner: "acme", repository: "shop", legacySubject: true, environment: "live" } },
);

const withTarget = ([what, on]: [object, string[] | undefined]) => (on ? { ...what, on } : what);

function repository(name: string) {
  return fc.record(
    {
      name: fc.constant(name),
      encryption: fc.constantFrom("AES256", "KMS"),
      lifecycle: freeText.map((description) => [{ description, tagStatus: "any", expire: { moreThan: 9 } }]),
      tags: fc.dictionary(fc.constantFrom("owner", "cost:center"), tagValue),
    },
    { requiredKeys: ["name"] },
  );
}
