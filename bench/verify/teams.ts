/** A registry of many teams for figures and long tests: each has one repository, and one role that may pull from it. */
import { assumedRoleArn, roleArn } from "../../lib/aws/arn";
import { levelActions } from "../../lib/config/levels";
import type { Registry } from "../../lib/config/registry";
import { PROBED_ACTIONS } from "../../lib/matrix/cell";
import { Declarations } from "../../lib/matrix/declare";
import { hasRepository } from "../../lib/matrix/matrix";
import type { CellToProve } from "../../lib/verify/cell";
import type { RoleToProve } from "../../lib/verify/prove";
import * as written from "../../__tests__/policies/registry";

export const ACCOUNT = "123456789012";
export const REGION = "us-west-2";

export function teamsRegistry(count: number): Registry {
  const teams = Array.from({ length: count }, (_, index) => {
    const namespace = `team-${index}`;
    const pull = written.grant({ level: "pull", actions: levelActions("pull"), on: [`${namespace}/*`] });
    return written.team(namespace, {
      repositories: [written.repository(`${namespace}/api`)],
      roles: [written.role(`${namespace}-pull`, { grants: [pull] })],
    });
  });
  return written.registry(teams, { account: ACCOUNT, region: REGION });
}

/** Every cell that its grants declare; predicted as declared, so that samples have groups to choose from. */
export function cellsOf(registry: Registry, actions: readonly string[] = PROBED_ACTIONS): CellToProve[] {
  const declarations = new Declarations(registry);
  return [...declarations.roles].flatMap(([role, declaration]) =>
    [...declarations.repositories, "*"].flatMap((repository) =>
      actions
        .filter((action) => hasRepository(action) === (repository !== "*"))
        .map((action) => {
          const declared = declaration.declared(action, repository) as "allowed" | "denied";
          return { role, action, repository, declared, predicted: declared };
        }),
    ),
  );
}

export function rolesToProve(registry: Registry, cells: readonly CellToProve[]): RoleToProve[] {
  const sessionName = "ecr-access-verify";
  return registry.teams.flatMap(({ roles }) =>
    roles.map(({ name }) => ({
      role: {
        name,
        arn: roleArn(registry, name),
        sessionName,
        sessionArn: assumedRoleArn(registry, name, sessionName),
      },
      cells: cells.filter((cell) => cell.role === name),
    })),
  );
}
