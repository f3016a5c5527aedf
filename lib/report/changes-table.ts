import type { Changes } from "../matrix/changes";
import {
  type ChangeRow,
  assumeVerb,
  changeRows,
  listed,
  verbOf,
  verdictOfChanges,
  whereOf,
} from "./changes-rows";
import { oneLine } from "./one-line";

/** What changes, for a terminal: a line for each change, below it what it rests on. */
export function changesTable(changes: Changes): string {
  const lines = [
    ...changeRows(changes).flatMap(rowLines),
    ...changes.assume.map(
      (change) =>
        `${change.direction === "gained" ? "+" : "-"} ${change.principal} ${assumeVerb(change)} assume ${change.role}${detail(change)}`,
    ),
    `${verdictOfChanges(changes)}.`,
  ];
  return `${lines.map(oneLine).join("\n")}\n`;
}

function detail({ condition, because }: Changes["assume"][number]): string {
  const text = [condition, because].filter(Boolean).join("; ");
  return text ? ` (${text})` : "";
}

function rowLines(row: ChangeRow): string[] {
  const { who, what, because, changed = [], direction, repositories, witness, statement, certain } = row;
  const sign = direction === "gained" ? "+" : "-";
  return [
    `${sign} ${who} ${verbOf(row)} ${what} on ${whereOf(row)}`,
    ...(repositories.length ? [`    existing: ${listed(repositories)}`] : []),
    ...(witness.endsWith("*") ? [] : [`    for example ${witness}${statement ? `, by ${statement}` : ""}`]),
    ...(because.length ? [`    ${certain ? "when" : "it hangs on"} ${because.join("; ")}`] : []),
    ...changed.map((change) => `    ${change}`),
  ];
}
