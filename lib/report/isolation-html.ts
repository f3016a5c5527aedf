import type { Isolation } from "../matrix/isolation";
import { listed } from "./changes-rows";
import { codeHtml, escapeHtml } from "./html-text";
import { isUndecided, leakLines } from "./isolation-text";

const MOST_NAMED = 40;

/** Who reaches into which namespace from outside: what nobody declared first, then what is declared. */
export function isolationHtml({ namespaces, leaks }: Isolation): readonly string[] {
  const quiet = namespaces.filter(({ leaks: reaching }) => !reaching.length);
  const isolated = quiet.filter(({ declared }) => !declared.length);
  const shared = quiet.filter(({ declared }) => declared.length);
  return [
    `<h2>Isolation</h2>`,
    ...(leaks.length
      ? [
          `<div class="bad"><p><strong>${isUndecided(leaks) ? "? Undecided" : "✗ Not as declared"}</strong></p><ul>`,
          ...leaks.map((leak) => `<li>${escapeHtml(leakLines(leak).join("\n").trim())}</li>`),
          `</ul></div>`,
        ]
      : []),
    ...(isolated.length ? [`<p>✓ Isolated for every name: ${named(isolated)}.</p>`] : []),
    ...(shared.length
      ? [
          `<p>✓ Reached from outside as declared, for every name: ${named(shared)}.</p>`,
          `<details><summary>What is declared</summary><ul>`,
          ...shared.flatMap(({ namespace, declared }) =>
            declared.map((one) => `<li>${codeHtml(`${namespace}/*`)}: ${escapeHtml(one)}</li>`),
          ),
          `</ul></details>`,
        ]
      : []),
  ];
}

function named(namespaces: Isolation["namespaces"]): string {
  return listed(
    namespaces.map(({ namespace }) => codeHtml(`${namespace}/*`)),
    MOST_NAMED,
  );
}
