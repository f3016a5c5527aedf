/** Registries for tests, written by hand so that nothing here depends on how files are read. */
import type { Grant, Registry, Repository, Role, Share, Team } from "../../lib/config/registry";

const source = { file: "registry.yaml", line: 4, column: 5, path: ["teams", 0] };

export function repository(name: string, settings: Partial<Repository> = {}): Repository {
  return {
    name,
    imageTagMutability: "MUTABLE",
    scanOnPush: false,
    lifecycle: [],
    encryption: { type: "AES256" },
    forceDelete: false,
    tags: {},
    source,
    ...settings,
  };
}

export function role(name: string, settings: Partial<Role> = {}): Role {
  return {
    name,
    policy: `${name}-policy`,
    trust: { type: "account" },
    grants: [],
    tags: {},
    source,
    ...settings,
  };
}

export function grant(settings: Pick<Grant, "actions" | "on"> & Partial<Grant>): Grant {
  return { source, ...settings };
}

export function share(settings: Pick<Share, "to" | "actions" | "repositories"> & Partial<Share>): Share {
  return { source, ...settings };
}

export function team(namespace: string, settings: Partial<Team> = {}): Team {
  return { namespace, repositories: [], roles: [], shares: [], source, ...settings };
}

export function registry(teams: readonly Team[], settings: Partial<Registry> = {}): Registry {
  return {
    account: "123456789012",
    region: "us-west-2",
    partition: "aws",
    githubProvider: "existing",
    warnings: [],
    teams,
    ...settings,
  };
}

/** The lab, as its registry.yaml is read when the environment sets nothing. */
export function lab(): Registry {
  return registry([
    team("team-a", {
      repositories: [repository("team-a/alpine")],
      roles: [
        role("ecr_access_teama_role", {
          policy: "ecr_access_testing",
          description: "IAM role to test ECR repository access",
          grants: [grant({ actions: ["ecr:ListImages"], on: ["team-a/*"] })],
        }),
      ],
    }),
    team("team-b", { repositories: [repository("team-b/alpine")] }),
  ]);
}
