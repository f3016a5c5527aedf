/** The part of Terraform's expression language that synthesized JSON uses for references and policies. */
export type Expression =
  | { readonly type: "literal"; readonly value: string | number | boolean | null }
  | { readonly type: "template"; readonly parts: readonly (string | Expression)[] }
  | { readonly type: "traversal"; readonly root: string; readonly steps: readonly TraversalStep[] }
  | {
      readonly type: "call";
      readonly name: string;
      readonly args: readonly Expression[];
      readonly steps: readonly TraversalStep[];
    }
  | { readonly type: "list"; readonly items: readonly Expression[] }
  | { readonly type: "object"; readonly entries: readonly (readonly [Expression, Expression])[] };

export type TraversalStep = { readonly attribute: string } | { readonly index: Expression };

/** What is no expression, or one of a kind that is not read: operators, conditionals, `for`, splats, directives. */
export class NotRead extends Error {}
