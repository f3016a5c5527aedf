import { ecrAction } from "../aws/ecr-actions";
import type { Inventory } from "../terraform/inventory";
import type { Cell, Declared, Predicted } from "./cell";
import { Classes } from "./classes";
import type { Declarations } from "./declare";
import type { Prediction } from "./judge";
import { locationsOf } from "./locations";
import { type MatrixRole, repositoriesOf, rolesOf } from "./members";
import type { Surroundings } from "./predict";
import { predictEverywhere } from "./predict-everywhere";
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
    this.roles = rolesOf(inventory, declarations);
    this.repositories = repositoriesOf(inventory, declarations);
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
  predict(role: MatrixRole, repository: MatrixRepository | undefined): (action: string) => Prediction {
    return predictEverywhere(role, repository, this.surroundings);
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
