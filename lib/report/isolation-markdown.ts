import type { Isolation } from "../matrix/isolation";
import { isUndecided, leakLines } from "./isolation-text";
import { code, escapeMarkdown } from "./markdown-text";
import { listed } from "./changes-rows";

const MOST_NAMED = 10;

/** Who reaches into which namespace from outside: what nobody declared first, then what is declared. */
export function isolationMarkdown({ namespaces, leaks }: Isolation): readonly string[] {
  const isolated = namespaces.filter(({ declared, leaks: reaching }) => !declared.length && !reaching.length);
  const shared = namespaces.filter(({ declared, leaks: reaching }) => declared.length && !reaching.length);
  const names = (some: Isolation["namespaces"]) =>
    listed(
      some.map(({ namespace }) => code(`${namespace}/*`)),
      MOST_NAMED,
    );
  return [
    ...(leaks.length
      ? [
          isUndecided(leaks) ? "**Undecided**" : "**Not as declared**",
          "",
          ...leaks.map(
            (leak) =>
              `- ${escapeMarkdown(
                leakLines(leak)
                  .map((line) => line.trim())
                  .join(", "),
              )}`,
          ),
          "",
        ]
      : []),
    ...(isolated.length ? [`Isolated for every name: ${names(isolated)}.`] : []),
    ...(shared.length ? [`Reached from outside as declared, for every name: ${names(shared)}.`] : []),
  ];
}
