import type { Grant, Registry, Role, SourcePlace } from "../config/registry";
import { ecrAction } from "../aws/ecr-actions";
import type { Declared } from "./cell";

/** What the grants of one role declare; policies are never looked at. */
export class RoleDeclaration {
  constructor(private readonly role: Role) {}

  /** The first grant that allows the action on the repository (`*`: an action without one). */
  grant(action: string, repository: string): Grant | undefined {
    const spelled = ecrAction(action)?.name ?? action;
    return this.role.grants.find(
      ({ actions, on }) =>
        actions.includes(spelled) && (repository === "*" || on.some((name) => covers(name, repository))),
    );
  }

  declared(action: string, repository: string): Declared {
    return this.grant(action, repository) ? "allowed" : "denied";
  }

  /** Every `namespace/*` and repository that a grant names. */
  get names(): readonly string[] {
    return [...new Set(this.role.grants.flatMap(({ on }) => on))];
  }

  get source(): SourcePlace {
    return this.role.source;
  }
}

/** Does `team-a/*` or `team-a/alpine` name the repository? */
export function covers(name: string, repository: string): boolean {
  return name.endsWith("/*")
    ? repository.startsWith(name.slice(0, -1)) && repository.length > name.length - 1
    : name === repository;
}

/** The declared half of the matrix. */
export class Declarations {
  readonly roles: ReadonlyMap<string, RoleDeclaration>;
  readonly repositories: ReadonlySet<string>;

  constructor(registry: Registry) {
    this.roles = new Map(
      registry.teams.flatMap(({ roles }) => roles.map((role) => [role.name, new RoleDeclaration(role)])),
    );
    this.repositories = new Set(
      registry.teams.flatMap(({ repositories }) => repositories.map(({ name }) => name)),
    );
  }
}
