import { XMLBuilder } from "fast-xml-parser";
import type { ProvedCell } from "../verify/cell";
import type { Verification } from "../verify/result";

const builder = new XMLBuilder({
  ignoreAttributes: false,
  attributeNamePrefix: "@",
  format: true,
  suppressEmptyNode: true,
});

/**
 * A verification as JUnit XML: a suite a role, a test case a cell. A contradiction is a failure; an inconclusive cell is an
 * error, since inconclusive is not green.
 */
export function verificationJunit(
  { account, region, startedAt, finishedAt, cells }: Verification,
  isContradicted: (cell: ProvedCell) => boolean,
): string {
  const seconds = (new Date(finishedAt).getTime() - new Date(startedAt).getTime()) / 1_000;
  const roles = [...new Set(cells.map((cell) => cell.role))];
  const count = (some: readonly ProvedCell[]) => ({
    "@tests": some.length,
    "@failures": some.filter(isContradicted).length,
    "@errors": some.filter(({ observed }) => observed === "inconclusive").length,
  });
  const suites = roles.map((role) => {
    const ofRole = cells.filter((cell) => cell.role === role);
    return {
      "@name": `${role} in ${account}, ${region}`,
      ...count(ofRole),
      "@timestamp": startedAt,
      testcase: ofRole.map((cell) => testcase(cell, isContradicted)),
    };
  });
  const document = {
    testsuites: { "@name": "ecr-access verify", ...count(cells), "@time": seconds, testsuite: suites },
  };
  return `<?xml version="1.0" encoding="UTF-8"?>\n${builder.build(document)}`;
}

function testcase(cell: ProvedCell, isContradicted: (cell: ProvedCell) => boolean): object {
  const { role, action, repository, declared, predicted, observed, reason } = cell;
  const answers = `declared ${declared}, predicted ${predicted}, observed ${observed}`;
  const named = { "@classname": role, "@name": `${action} ${repository}` };
  if (isContradicted(cell)) return { ...named, failure: { "@message": answers, "#text": printable(reason) } };
  if (observed === "inconclusive")
    return { ...named, error: { "@message": answers, "#text": printable(reason) } };
  return { ...named, "system-out": `${answers}: ${printable(reason)}` };
}

/** What XML 1.0 can't carry becomes U+FFFD. */
function printable(text: string): string {
  return text.replace(/[^\t\n\r\x20-\uD7FF\uE000-\uFFFD]/g, "\uFFFD");
}
