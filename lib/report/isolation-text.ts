import type { Isolation } from "../matrix/isolation";
import type { Leak } from "../matrix/leak";
import { listed } from "./changes-rows";

/** Namespace by namespace, who reaches in; then what nobody declared. */
export function isolationText({ namespaces, leaks }: Isolation): string {
  const lines = [
    ...namespaces.flatMap(({ namespace, declared, leaks: reaching }) => [
      `${namespace}/*: ${reaching.length ? "NOT as declared" : declared.length ? "as declared, for every name" : "isolated for every name"}`,
      ...declared.map((one) => `    declared: ${one}`),
    ]),
    ...(leaks.length ? ["", "not declared:", ...leaks.flatMap(leakLines)] : []),
  ];
  return `${lines.join("\n")}\n`;
}

export function leakLines(leak: Leak): string[] {
  const { who, certain, what, pattern, except, witness, statement, because, source } = leak;
  const where = witness === "*" ? "the registry itself" : listed(pattern.split(", "));
  return [
    `  ${who} ${certain ? "may" : "may perhaps"} ${what} on ${where}${except.length ? `, except ${listed(except)}` : ""}`,
    ...(witness === "*" ? [] : [`    for example ${witness}`]),
    ...(statement ? [`    by ${statement}`] : []),
    ...(because.length ? [`    ${certain ? "when" : "it hangs on"} ${because.join("; ")}`] : []),
    source
      ? `    the role is declared at ${source.file}:${source.line}:${source.column}`
      : "    the registry declares nobody of that name",
  ];
}
