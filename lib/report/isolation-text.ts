import type { Isolation } from "../matrix/isolation";
import type { Leak } from "../matrix/isolation/leak";
import { listed } from "./changes-rows";
import { oneLine } from "./one-line";

/** Namespace by namespace, who reaches in; then what nobody declared. */
export function isolationText({ namespaces, leaks }: Isolation): string {
  const lines = [
    ...namespaces.flatMap(({ namespace, declared, leaks: reaching }) => [
      `${namespace}/*: ${stateOf(declared, reaching)}`,
      ...declared.map((one) => `    declared: ${one}`),
    ]),
    ...(leaks.length
      ? ["", isUndecided(leaks) ? "undecided:" : "not declared:", ...leaks.flatMap(leakLines)]
      : []),
  ];
  return `${lines.join("\n")}\n`;
}

function stateOf(declared: readonly string[], reaching: readonly Leak[]): string {
  if (!isUndecided(reaching)) return "NOT as declared";
  if (reaching.length) return "undecided";
  return declared.length ? "as declared, for every name" : "isolated for every name";
}

/** Are all of them undecided? */
export function isUndecided(leaks: readonly Leak[]): boolean {
  return !leaks.some(({ certain }) => certain);
}

/** Who may what, an example, the statement that lets it in, on what it hangs, and where the role is declared. */
export function leakLines(leak: Leak): string[] {
  const { who, certain, what, pattern, except, witness, statement, because } = leak;
  const where = witness === "*" ? "the registry itself" : listed(pattern.split(", "));
  return [
    `  ${who} ${certain ? "may" : "may perhaps"} ${what} on ${where}${except.length ? `, except ${listed(except)}` : ""}`,
    ...(witness.endsWith("*") ? [] : [`    for example ${witness}`]),
    ...(statement ? [`    by ${statement}`] : []),
    ...(because.length ? [`    ${certain ? "when" : "it hangs on"} ${because.join("; ")}`] : []),
    ...declarationLines(leak),
  ].map(oneLine);
}

function declarationLines({ isRole, source }: Leak): string[] {
  if (source) return [`    the role is declared at ${source.file}:${source.line}:${source.column}`];
  return isRole ? ["    the registry declares no role of that name"] : [];
}
