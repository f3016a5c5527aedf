import { ecrAction } from "../aws/ecr-actions";
import type { Inventory, InventoryRole } from "../terraform/inventory";
import type { Cell, Declared, Predicted } from "./cell";
import { Classes } from "./classes";
import type { Declarations, RoleDeclaration } from "./declare";
import type { Prediction } from "./judge";
import { locationsOf } from "./locations";
import { type Surroundings, predictor } from "./predict";
import { type MatrixRepository, RepositoryIndex } from "./repository-index";
import { type Block, blocksOf } from "./role-blocks";

/** The same answers for each of some repositories. */
export interface MatrixBlock {
  readonly role: string;
  readonly size: number;
  repositories(): readonly string[];
  readonly answers: readonly BlockAnswer[];
}

export interface BlockAnswer {
  readonly action: string;
  readonly declared: Declared;
  readonly predicted: Predicted;
  readonly reason: string;
}

/** A role of the matrix: in FROM, declared, or both. */
interface MatrixRole {
  readonly name: string;
  readonly inventory?: InventoryRole;
  readonly declaration?: RoleDeclaration;
}

const MOST_LOCATIONS = 20;

/** Every role on every repository, answered block by block: nothing is worked out before it is asked for. */
export class Matrix {
  readonly roles: readonly MatrixRole[];
  readonly repositories: readonly MatrixRepository[];
  private readonly index: RepositoryIndex;
  private readonly classes: Classes;
  private readonly surroundings: readonly Surroundings[];

  constructor(
    private readonly inventory: Inventory,
    private readonly declarations: Declarations | undefined,
  ) {
    const roles = new Map(inventory.roles.map((role) => [role.name, role]));
    const names = new Set([...(declarations?.roles.keys() ?? []), ...roles.keys()]);
    this.roles = [...names].map((name) => ({
      name,
      inventory: roles.get(name),
      declaration: declarations?.roles.get(name),
    }));
    const repositories = new Map(inventory.repositories.map((repository) => [repository.name, repository]));
    const all = new Set([...(declarations?.repositories ?? []), ...repositories.keys()]);
    this.repositories = [...all].map((name) => ({
      name,
      inventory: repositories.get(name),
      declared: declarations?.repositories.has(name) ?? false,
    }));
    const locations = locationsOf(inventory);
    this.surroundings = locations.map((location) => ({
      ...location,
      registryPolicies: inventory.registryPolicies,
    }));
    this.index = new RepositoryIndex(this.repositories, locations[0]!);
    this.classes = new Classes(this.repositories, inventory);
  }

  /** How many cells there are. */
  size(actions: readonly string[]): number {
    const onRepositories = actions.filter(hasRepository).length;
    return this.roles.length * (onRepositories * this.repositories.length + actions.length - onRepositories);
  }

  /** The blocks of one role: on the repositories first, then what has none. */
  blocks(role: MatrixRole, actions: readonly string[]): readonly MatrixBlock[] {
    const onRepositories = actions.filter(hasRepository);
    const without = actions.filter((action) => !hasRepository(action));
    const blocks = onRepositories.length
      ? blocksOf(role.inventory, role.declaration, this.index, this.classes.forRole(role.inventory))
      : [];
    return [
      ...blocks.map((block) => this.answerBlock(role, block, onRepositories)),
      ...(without.length
        ? [
            {
              role: role.name,
              size: 1,
              repositories: () => ["*"],
              answers: this.answers(role, undefined, without),
            },
          ]
        : []),
    ];
  }

  private answerBlock(role: MatrixRole, block: Block, actions: readonly string[]): MatrixBlock {
    return {
      role: role.name,
      size: block.size,
      repositories: () => block.members().map((place) => this.repositories[place]!.name),
      answers: this.answers(role, this.repositories[block.representative], actions),
    };
  }

  /** One role on one repository, or (undefined) without one. */
  answers(
    role: MatrixRole,
    repository: MatrixRepository | undefined,
    actions: readonly string[],
  ): readonly BlockAnswer[] {
    const predict = this.predict(role, repository);
    return actions.map((action) => ({
      action,
      declared: this.declared(role, repository, action),
      ...pick(predict(action)),
    }));
  }

  /** The prediction with its statement, for `can-i`. */
  predict(
    { name, inventory: role }: MatrixRole,
    repository: MatrixRepository | undefined,
  ): (action: string) => Prediction {
    if (!role)
      return () => ({
        predicted: "denied",
        reason: `the role ${name} is declared, but not in what was read`,
      });
    if (repository && !repository.inventory)
      return () => ({
        predicted: "denied",
        reason: `the repository ${repository.name} is declared, but not in what was read`,
      });
    if (this.surroundings.length > MOST_LOCATIONS)
      return () => ({ predicted: "unknown", reason: "the account or the region is not known" });
    const each = this.surroundings.map((surroundings) =>
      predictor(role, repository?.inventory, surroundings),
    );
    return (action) => agree(each.map((predict) => predict(action)));
  }

  private declared(
    { declaration }: MatrixRole,
    repository: MatrixRepository | undefined,
    action: string,
  ): Declared {
    if (!declaration || (repository && !repository.declared)) return "undeclared";
    return declaration.declared(action, repository?.name ?? "*");
  }

  /** Cells one by one: role by role, repository by repository, action by action. */
  *cells(actions: readonly string[]): Generator<Cell> {
    const places = new Map(this.repositories.map(({ name }, place) => [name, place]));
    for (const role of this.roles) {
      const rows: (readonly BlockAnswer[])[] = [];
      const without: (readonly BlockAnswer[])[] = [];
      for (const block of this.blocks(role, actions)) {
        for (const name of block.repositories()) {
          const place = places.get(name);
          if (name === "*" || place === undefined) without.push(block.answers);
          else rows[place] = block.answers;
        }
      }
      for (const [place, answers] of rows.entries())
        for (const answer of answers)
          yield { role: role.name, repository: this.repositories[place]!.name, ...answer };
      for (const answers of without)
        for (const answer of answers) yield { role: role.name, repository: "*", ...answer };
    }
  }

  get declares(): boolean {
    return this.declarations !== undefined;
  }

  get source(): Inventory {
    return this.inventory;
  }
}

export function hasRepository(action: string): boolean {
  return ecrAction(action)?.repository !== false;
}

function pick({ predicted, reason }: Prediction): { predicted: Predicted; reason: string } {
  return { predicted, reason };
}

/** Where account or region are not known, each that could make a difference is tried: only what all say is said. */
function agree(predictions: readonly Prediction[]): Prediction {
  const [first, ...others] = predictions;
  if (others.every(({ predicted }) => predicted === first!.predicted)) return first!;
  return { predicted: "unknown", reason: "it depends on the account or the region, which are not known" };
}
