import { XMLBuilder } from "fast-xml-parser";
import type { ProvedCell } from "../verify/cell";
import type { Verification } from "../verify/result";

const builder = new XMLBuilder({
  ignoreAttributes: false,
  attributeNamePrefix: "@",
  format: true,
  suppressEmptyNode: true,
});

type IsContradicted = (cell: ProvedCell) => boolean;

/**
 * A verification as JUnit XML: a suite a role, a test case a cell. A contradiction is a failure; an inconclusive cell is an
 * error, since inconclusive is not green; where no cell is to blame, the result itself is an error, in a suite of its own.
 */
export function verificationJunit(verification: Verification, isContradicted: IsContradicted): string {
  const { account, region, startedAt, finishedAt, result, cells } = verification;
  const seconds = (new Date(finishedAt).getTime() - new Date(startedAt).getTime()) / 1_000;
  const byRole = new Map<string, ProvedCell[]>();
  for (const cell of cells) {
    const ofRole = byRole.get(cell.role);
    if (ofRole) ofRole.push(cell);
    else byRole.set(cell.role, [cell]);
  }
  const suites = [...byRole].map(([role, ofRole]) => ({
    "@name": printable(`${role} in ${account}, ${region}`),
    ...countsOf(ofRole, isContradicted),
    "@timestamp": startedAt.replace(/(\.\d+)?Z$/, ""),
    testcase: ofRole.map((cell) => testcaseOf(cell, isContradicted)),
  }));
  const counts = countsOf(cells, isContradicted);
  const isOpen = result === "inconclusive" && counts["@errors"] + counts["@failures"] === 0;
  const document = {
    testsuites: {
      "@name": "ecr-access verify",
      ...counts,
      ...(isOpen && { "@tests": counts["@tests"] + 1, "@errors": 1 }),
      "@time": seconds,
      testsuite: isOpen ? [...suites, resultSuite(verification)] : suites,
    },
  };
  return `<?xml version="1.0" encoding="UTF-8"?>\n${builder.build(document)}`;
}

function countsOf(cells: readonly ProvedCell[], isContradicted: IsContradicted) {
  return {
    "@tests": cells.length,
    "@failures": cells.filter(isContradicted).length,
    "@errors": cells.filter(({ observed }) => observed === "inconclusive").length,
    "@skipped": 0,
  };
}

/** Without it a run that asked nothing, or saw a role denied everything, would be green here. */
function resultSuite({ result, notShown, startedAt }: Verification): object {
  return {
    "@name": "result",
    "@tests": 1,
    "@failures": 0,
    "@errors": 1,
    "@skipped": 0,
    "@timestamp": startedAt.replace(/(\.\d+)?Z$/, ""),
    testcase: {
      "@classname": "ecr-access verify",
      "@name": "the result shows something",
      error: { "@message": result, "#text": printable(notShown.join("\n")) },
    },
  };
}

function testcaseOf(cell: ProvedCell, isContradicted: IsContradicted): object {
  const { role, action, repository, declared, predicted, observed, reason } = cell;
  const alike = cell.standsFor === undefined ? "" : `, for ${cell.standsFor} cells alike`;
  const answers = `declared ${declared}, predicted ${predicted}, observed ${observed}${alike}`;
  const named = { "@classname": printable(role), "@name": printable(`${action} ${repository}`) };
  if (isContradicted(cell)) return { ...named, failure: { "@message": answers, "#text": printable(reason) } };
  if (observed === "inconclusive")
    return { ...named, error: { "@message": answers, "#text": printable(reason) } };
  return { ...named, "system-out": `${answers}: ${printable(reason)}` };
}

/** What XML 1.0 can't carry becomes U+FFFD. */
function printable(text: string): string {
  return text.replace(/[^\t\n\r\x20-\uD7FF\uE000-\uFFFD]/g, "\uFFFD");
}
