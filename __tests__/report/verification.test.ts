import { XMLParser, XMLValidator } from "fast-xml-parser";
import { verificationHtml } from "../../lib/report/verification-html";
import { verificationJunit } from "../../lib/report/verification-junit";
import { verificationMarkdown } from "../../lib/report/verification-markdown";
import { verificationTable } from "../../lib/report/verification-table";
import { isContradicted, type ProvedCell } from "../../lib/verify/cell";
import { contradictions, resultOf, type Verification } from "../../lib/verify/result";

const cell = (change: Partial<ProvedCell> = {}): ProvedCell => ({
  role: "reader",
  action: "ecr:ListImages",
  repository: "team-b/alpine",
  declared: "denied",
  predicted: "denied",
  observed: "denied",
  reason: "User: … is not authorized",
  attempts: 2,
  requestId: "id",
  ...change,
});

const allowed = cell({
  repository: "team-a/alpine",
  declared: "allowed",
  predicted: "allowed",
  observed: "allowed",
  reason: "answered",
});
const broken = cell({ repository: "team-c/x", observed: "allowed", reason: "answered" });
const open = cell({ repository: "team-d/x", observed: "inconclusive", reason: "throttled: <&> ]]> \u0001" });

function verification(cells: readonly ProvedCell[], change: Partial<Verification> = {}): Verification {
  return {
    version: 1,
    account: "123456789012",
    region: "us-west-2",
    caller: "arn:aws:iam::123456789012:user/deployer",
    commit: "0123456789abcdef0123456789abcdef01234567-dirty",
    startedAt: "2026-11-24T10:00:00.000Z",
    finishedAt: "2026-11-24T10:00:07.500Z",
    ...resultOf(cells, { notAsked: ["uploads are predicted only"], interrupted: false }),
    cells,
    ...change,
  };
}

const report = (cells: readonly ProvedCell[], change: Partial<Verification> = {}) => ({
  verification: verification(cells, change),
  contradictions: contradictions(cells),
});

const renderers = { table: verificationTable, Markdown: verificationMarkdown, HTML: verificationHtml };

describe.each(Object.entries(renderers))("as %s", (_format, render) => {
  test("it says result, account, region, when, as whom and of which commit", () => {
    const text = render(report([allowed, cell()]));
    for (const fact of [
      "proved",
      "123456789012",
      "us-west-2",
      "2026-11-24T10:00:00.000Z",
      "2026-11-24T10:00:07.500Z",
      "user/deployer",
      "0123456789abcdef0123456789abcdef01234567-dirty",
    ])
      expect(text).toContain(fact);
    expect(text).not.toContain("DIFFERENT");
  });

  test("it says what contradicts", () => {
    const text = render(report([allowed, cell(), broken]));
    expect(text).toContain("contradicted");
    expect(text).toContain("declared denied, predicted denied, observed allowed");
  });

  test("it says for how many cells a sampled one stands", () => {
    const sampled = [allowed, cell({ standsFor: 49 })];
    const text = render(report(sampled, { sampled: { asked: 2, of: 50 } }));
    expect(text).toContain("sampled, 2 of 50 cells were asked");
    expect(text).toMatch(/for 49/);
  });

  test("it shows hostile words as words", () => {
    const text = render(report([cell({ role: "<script>alert(1)</script>", reason: "<img src=x>" })]));
    if (_format !== "table") expect(text.replace(/`[^`]*`/g, "")).not.toMatch(/<script>alert|<img/);
  });
});

test("Markdown reads as reviewed", () => {
  expect(verificationMarkdown(report([allowed, cell(), broken, open]))).toMatchSnapshot();
});

describe("as JUnit", () => {
  const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: "" });
  type Counts = { tests: string; failures: string; errors: string };
  type Document = { testsuites: Counts & { testsuite: unknown } };

  const junit = (cells: readonly ProvedCell[]) => {
    const xml = verificationJunit(verification(cells), isContradicted);
    expect(XMLValidator.validate(xml)).toBe(true);
    return { xml, document: parser.parse(xml) as Document };
  };

  test("a cell is a test case; a contradiction fails, what is inconclusive is an error", () => {
    const { xml, document } = junit([allowed, cell(), broken, open]);
    expect(document.testsuites).toMatchObject({ tests: "4", failures: "1", errors: "1", time: "7.5" });
    expect(xml.match(/<testcase /g)).toHaveLength(4);
    expect(xml).toContain('name="ecr:ListImages team-b/alpine"');
  });

  test("what XML can't carry is replaced, what it must escape is escaped", () => {
    const { xml } = junit([allowed, cell(), open]);
    expect(xml).toContain("throttled: &lt;&amp;&gt; ]]&gt; \uFFFD");
  });

  test.each([
    ["nothing was asked", []],
    ["a role was denied everything", [cell()]],
  ])("it is not green where %s", (_case, cells) => {
    const { document } = junit(cells);
    expect(document.testsuites.errors).toBe("1");
  });
});

test("the page loads nothing, and shows the three answers on hover and focus", () => {
  const html = verificationHtml(report([allowed, cell(), broken, open]));
  expect(html).toContain("default-src 'none'");
  expect(html).not.toMatch(/(src|href)=/);
  expect(html).toContain("ListImages: declared denied, predicted denied, observed allowed (answered)");
  expect(html).toMatch(/<td class="different"[^>]*>ListImages ≠/);
  expect(html).toMatch(/<td class="unknown"[^>]*>ListImages\?/);
  expect(html).toContain('<b class="different">≠</b> not as declared or predicted');
});

test("a page of more than 10,000 cells shows them by groups", () => {
  const many = Array.from({ length: 10_001 }, (_, index) => cell({ repository: `team-b/r${index}` }));
  const html = verificationHtml(report([allowed, ...many]));
  expect(html.length).toBeLessThan(50_000);
  expect(html).toContain("declared denied, predicted denied, observed denied");
});
