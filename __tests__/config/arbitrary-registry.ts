import fc from "fast-check";
import { arbitraryRepository, arbitraryTrust, tagged } from "./arbitrary-parts";

/** What a registry may say, as data that JSON and YAML can hold. */
export interface Written {
  readonly account: string;
  readonly region: string;
  readonly teams: readonly WrittenTeam[];
}

interface WrittenTeam {
  readonly namespace: string;
  readonly repositories: readonly { readonly name: string }[];
  readonly shares?: readonly Share[];
  readonly roles?: readonly { readonly grants: readonly object[] }[];
}

export interface Share {
  readonly to: "all" | readonly string[] | object;
  readonly level: string;
  readonly repositories?: readonly string[];
}

const LEVELS = ["list", "pull", "push", "admin"];

/** Names that meet and begin alike, and don't lie in each other by path. */
const NAMESPACES = [
  "team-a",
  "team-a-x",
  "team",
  "base",
  "base.x",
  "x/base",
  "x/base-2",
  "1st",
  "al",
  "all-teams",
];

const REPOSITORIES = ["api", "api-x", "my.app", "deep/api"];

/** Registries of one to three teams that use every field and are good, whatever is drawn. */
export function arbitraryRegistry(): fc.Arbitrary<Written> {
  return fc
    .uniqueArray(fc.constantFrom(...NAMESPACES), { minLength: 1, maxLength: 3 })
    .chain((namespaces) => fc.tuple(...namespaces.map((namespace) => team(namespace, namespaces))))
    .chain((teams) =>
      fc.record(
        {
          account: fc.constantFrom("123456789012", "012345678901"),
          region: fc.constantFrom("us-west-2", "eu-central-1"),
          githubProvider: fc.constantFrom("existing", "create"),
          verifier: fc.constant("arn:aws:iam::210987654321:role/prover"),
          defaults: fc.record({ scanOnPush: fc.boolean(), tags: tagged }, { requiredKeys: [] }),
          teams: fc.tuple(...teams.map((each, index) => withRoles(each, index, teams))),
        },
        { requiredKeys: ["account", "region", "teams"] },
      ),
    );
}

function team(namespace: string, namespaces: readonly string[]): fc.Arbitrary<WrittenTeam> {
  return fc.subarray(REPOSITORIES).chain((names) =>
    fc.record(
      {
        namespace: fc.constant(namespace),
        repositories: fc.tuple(...names.map(arbitraryRepository)),
        shares: fc.array(share(namespace, names, namespaces), { maxLength: 2 }),
      },
      { requiredKeys: ["namespace", "repositories"] },
    ),
  );
}

function share(
  namespace: string,
  names: readonly string[],
  namespaces: readonly string[],
): fc.Arbitrary<Share> {
  const others = namespaces.filter((each) => each !== namespace);
  const shared = [...names.map((name) => `${namespace}/${name}`), `${namespace}/*`];
  const inside = fc.record({
    to: fc.oneof(
      fc.constant("all" as const),
      ...(others.length > 0 ? [fc.subarray(others, { minLength: 1 })] : []),
    ),
    level: fc.constantFrom(...LEVELS),
  });
  const outside = fc.record({
    to: fc.constantFrom({ accounts: ["210987654321", "098765432109"] }, { organization: "o-a1b2c3d4e5" }),
    level: fc.constantFrom("list", "pull", "push"),
  });
  return fc.oneof(inside, outside).chain((one) =>
    fc.option(fc.subarray(shared, { minLength: 1 }), { nil: undefined }).map((repositories) => ({
      ...one,
      ...(repositories && { repositories }),
    })),
  );
}

function withRoles(
  own: WrittenTeam,
  index: number,
  teams: readonly WrittenTeam[],
): fc.Arbitrary<WrittenTeam> {
  const grants = fc.array(fc.oneof(ownGrant(own), ...sharedGrants(own, teams)), {
    minLength: 1,
    maxLength: 4,
  });
  const role = fc.record(
    {
      name: fc.stringMatching(/^[\w+=,.@-]{1,12}$/).map((name) => `${name}-${index}`),
      description: fc.constantFrom("Developers", "Entwickler für alles", "$HOME costs $$5"),
      trust: arbitraryTrust,
      grants,
      maxSessionDuration: fc.integer({ min: 3600, max: 43200 }),
      tags: tagged,
    },
    { requiredKeys: ["name", "grants"] },
  );
  return fc
    .uniqueArray(role, { maxLength: 2, selector: ({ name }) => name.toLowerCase() })
    .map((roles) => ({ ...own, roles }));
}

function ownGrant({ namespace, repositories }: WrittenTeam): fc.Arbitrary<object> {
  const targets = [`${namespace}/*`, ...repositories.map(({ name }) => `${namespace}/${name}`)];
  const actions = ["ecr:ListImages", "ECR:batchgetimage", "ecr:GetAuthorizationToken", "ecr:PutImage"];
  return fc
    .tuple(
      fc.oneof(
        fc.record({ level: fc.constantFrom(...LEVELS) }),
        fc.record({ actions: fc.subarray(actions, { minLength: 1 }) }),
      ),
      fc.option(fc.subarray(targets, { minLength: 1 }), { nil: undefined }),
    )
    .map(([what, on]) => (on ? { ...what, on } : what));
}

/** For each share that the team is given: at most its level, on some of what it covers. */
function sharedGrants({ namespace }: WrittenTeam, teams: readonly WrittenTeam[]): fc.Arbitrary<object>[] {
  return teams
    .filter((owner) => owner.namespace !== namespace)
    .flatMap((owner) =>
      (owner.shares ?? [])
        .filter(({ to }) => to === "all" || (Array.isArray(to) && to.includes(namespace)))
        .map(({ level, repositories = [`${owner.namespace}/*`] }) =>
          fc.record({
            level: fc.constantFrom(...LEVELS.slice(0, LEVELS.indexOf(level) + 1)),
            on: fc.subarray([...repositories], { minLength: 1 }),
          }),
        ),
    );
}
