/** The differences between the two evaluators that are no mistake of either: what one decides and the other calls open, and why both may. */

/** Doubts of the naive evaluator that `evaluate` decides, with the reason; it never decides "Allowed" there. */
export const decidedThere: Readonly<Record<string, string>> = {};

/** What `evaluate` calls unsupported though the naive evaluator decides it. */
export const unsupportedThere: readonly { readonly name: string; readonly says: RegExp }[] = [];
