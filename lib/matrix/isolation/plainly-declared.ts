import type { PolicySet } from "../../iam/types";

const DOCUMENT = new Set(["Version", "Id", "Statement"]);
const ALLOW = new Set(["Sid", "Effect", "Action", "Resource", "Condition"]);

/**
 * Does every Allow of a role's own policies list actions and resources that the grants list too, word for word? Then the
 * policies give nothing more, whatever their conditions, their Denies and their boundary take away. Anything that is
 * written otherwise is left to the comparison.
 */
export function isPlainlyDeclared(own: PolicySet, granted: PolicySet): boolean {
  const pairs = new Set(granted.identity.flatMap(({ document }) => statementsOf(document).flatMap(pairsOf)));
  return own.identity.every(
    ({ document }) =>
      Object.keys(document).every((name) => DOCUMENT.has(name)) &&
      statementsOf(document).every(
        (statement) =>
          statement.Effect === "Deny" ||
          (isPlain(statement) && pairsOf(statement).every((pair) => pairs.has(pair))),
      ),
  );
}

interface Statement {
  readonly Effect?: unknown;
  readonly Action?: unknown;
  readonly Resource?: unknown;
}

function statementsOf(document: object): readonly Statement[] {
  const { Statement: statements } = document as { readonly Statement?: Statement | readonly Statement[] };
  return statements === undefined ? [] : [statements].flat();
}

function isPlain(statement: Statement): boolean {
  const { Effect: effect, Action: action, Resource: resource } = statement;
  return (
    effect === "Allow" &&
    Object.keys(statement).every((name) => ALLOW.has(name)) &&
    [action, resource].every((one) => one !== undefined && [one].flat().every(isText))
  );
}

/** A variable is one in some versions of the language, and text in others. */
function isText(value: unknown): boolean {
  return typeof value === "string" && !value.includes("$");
}

function pairsOf({ Action: action, Resource: resource }: Statement): string[] {
  return [action].flat().flatMap((one) => [resource].flat().map((other) => `${one} ${other}`));
}
