import { Unknown } from "./unknown";

/** One resource instance, as any of the three kinds of file tells of it. */
export interface TerraformResource {
  /** `module.m["k"].aws_iam_role.r[0]`; in a synthesized folder of several stacks with the stack before it. */
  readonly address: string;
  readonly mode: "managed" | "data";
  readonly type: string;
  /** Attributes; what is not known is an {@link Unknown}. */
  readonly values: Readonly<Record<string, unknown>>;
  /**
   * The attributes that the configuration sets; anything else was read back from AWS and may be stale.
   * Undefined where there is no configuration: in a state, or for what a plan leaves alone outside of it.
   */
  readonly configured?: ReadonlySet<string>;
  /** Account and region of its provider, as far as the file says. */
  readonly location: PartialLocation;
  /** Which provider it belongs to: what one of its resources tells of the account is true of all. */
  readonly provider?: string;
  /** The tags that its provider gives to every resource, where they don't stand in `tags_all`. */
  readonly defaultTags?: unknown;
  /** What the file says about its tags reaches it only when it is created. */
  readonly ignoresTags?: boolean;
  /** Does it come into being with this plan? */
  readonly isNew: boolean;
  /** Set when it may be there or not: the reason why the file does not say. */
  readonly doubt?: string;
}

export interface PartialLocation {
  readonly account?: string;
  readonly region?: string;
}

/** What a file holds, before anybody asks what it means. */
export interface TerraformFile {
  readonly kind: "synthesized" | "plan" | "state";
  readonly resources: readonly TerraformResource[];
  /** What a plan removes, as it was: read-back attributes of others may still list it. */
  readonly removed: readonly TerraformResource[];
  /** What could not be read, one line each. */
  readonly notes: readonly string[];
  /** Modules whose content is elsewhere: what they are given may be changed by them. */
  readonly opaque: readonly OpaqueModule[];
}

export interface OpaqueModule {
  readonly address: string;
  /** Everything it is given, as evaluated. */
  readonly inputs: unknown;
}

/** The attribute if it is text, undefined if it is absent, null or unknown. */
export function text(resource: TerraformResource | undefined, attribute: string): string | undefined {
  const value = resource?.values[attribute];
  return typeof value === "string" ? value : undefined;
}

/** The attribute as a list of whatever it holds; an absent one is empty. */
export function list(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

/** The members of a list attribute. Of one that is unknown as a whole, references name only some: it may hold anything. */
export function members(value: unknown): readonly unknown[] {
  return value instanceof Unknown ? [new Unknown(value.reason)] : list(value);
}
