import type { ConfigDocument } from "./document";
import { type Path, type Problem, quote } from "./problem";
import type { Grant, Repository, Role, Share, Source, SourcePlace } from "./registry";
import type { WrittenRepository, WrittenRole, WrittenShare } from "./schema";

/** Where something stands: a file and a path in it. */
export class At {
  constructor(
    readonly document: ConfigDocument,
    readonly path: Path,
  ) {}

  child(...steps: (string | number)[]): At {
    return new At(this.document, [...this.path, ...steps]);
  }

  get place(): SourcePlace {
    return this.document.place(this.path);
  }

  get source(): Source {
    return { ...this.place, path: this.path };
  }

  problem(rule: string, value?: unknown, hint?: () => string): Problem {
    const got = value === undefined ? undefined : quote(value);
    return { place: this.place, path: this.path, rule, hint, got };
  }
}

/** What a team declares, each part with its place: what the rules between fields are asked of. */
export interface PlacedTeam {
  readonly at: At;
  readonly namespace: string;
  readonly repositories: readonly PlacedRepository[];
  /** What `on` and `repositories` may name of it: its repositories, and `namespace/*`. */
  readonly names: ReadonlySet<string>;
  readonly roles: readonly PlacedRole[];
  readonly shares: readonly PlacedShare[];
  /** Was a repository's name refused, or something of a share? What is missing may then only seem to be. */
  readonly lacks: { readonly repositories: boolean; readonly shares: boolean };
}

export interface PlacedRepository {
  readonly at: At;
  readonly written: WrittenRepository;
  readonly repository: Repository;
}

export interface PlacedRole {
  readonly at: At;
  readonly written: WrittenRole;
  readonly role: Role;
  readonly grants: readonly PlacedGrant[];
  readonly principals: readonly PlacedPrincipal[];
}

export interface PlacedGrant {
  readonly at: At;
  readonly grant: Grant;
  readonly targets: readonly PlacedName[];
}

export interface PlacedShare {
  readonly at: At;
  readonly written: WrittenShare;
  readonly share: Share;
  readonly recipients: readonly PlacedName[];
  readonly repositories: readonly PlacedName[];
}

export interface PlacedName {
  readonly at: At;
  readonly name: string;
}

/** A principal as written: its conditions may still be missing or say `none`. */
export interface PlacedPrincipal {
  readonly at: At;
  readonly principal: string;
  readonly externalId?: string;
  readonly organization?: string;
}

/** A list's items that are there, each with its place; one value stands for a list of it. */
export function items<Item>(
  at: At,
  written: Item | readonly (Item | undefined)[] | undefined,
): { at: At; item: Item }[] {
  if (written === undefined) return [];
  if (!Array.isArray(written)) return [{ at, item: written as Item }];
  return (written as readonly (Item | undefined)[]).flatMap((item, index) =>
    item === undefined ? [] : [{ at: at.child(index), item }],
  );
}
