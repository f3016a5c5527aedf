import { type Cell, PROBED_ACTIONS } from "../../lib/matrix/cell";
import { isolationOf } from "../../lib/matrix/isolation";
import { askedLevels } from "../../lib/matrix/levels";
import type { MatrixReport } from "../../lib/matrix/report";
import { matrixHtml } from "../../lib/report/matrix-html";
import { matrixJson } from "../../lib/report/matrix-json";
import { MATRIX_MARKER, matrixMarkdown } from "../../lib/report/matrix-markdown";
import { matrixTable } from "../../lib/report/matrix-table";
import { matrixReport } from "../../lib/matrix/report";
import { matrixOf } from "../matrix/support";
import { lab } from "../policies/registry";

const report = matrixReport(matrixOf(lab()), ["ecr:ListImages", "ecr:GetAuthorizationToken"]);

/** A report of one cell, with hostile text wherever text comes from a file. */
function hostile(text: string): MatrixReport {
  const cell: Cell = {
    role: text,
    action: "ecr:ListImages",
    repository: text,
    declared: "denied",
    predicted: "allowed",
    reason: text,
  };
  const group = {
    role: text,
    actions: [cell.action],
    size: 1,
    repositories: () => [text],
    declared: cell.declared,
    predicted: cell.predicted,
    reason: text,
  };
  return {
    account: "123456789012",
    region: "us-west-2",
    actions: [cell.action],
    levels: [],
    repositories: [text],
    roles: [{ role: text, assumableBy: [{ principal: text, condition: text }] }],
    summary: { groups: [group], different: 1, unknown: 0, missing: { roles: [], repositories: [] } },
    unknowns: [text],
    size: 1,
    cells: () => [cell],
  };
}

describe("the matrix as JSON", () => {
  test("has the shape that others build on", () => {
    const json = JSON.parse([...matrixJson(report)].join(""));
    expect(json).toMatchObject({ version: 1, account: "123456789012", region: "us-west-2" });
    expect(json.roles).toEqual([
      { role: "ecr_access_teama_role", assumableBy: [{ principal: "arn:aws:iam::123456789012:root" }] },
    ]);
    expect(json.cells).toEqual([
      {
        role: "ecr_access_teama_role",
        action: "ecr:ListImages",
        repository: "team-a/alpine",
        declared: "allowed",
        predicted: "allowed",
        reason: "allowed by ecr_access_testing, statement 1",
      },
      {
        role: "ecr_access_teama_role",
        action: "ecr:ListImages",
        repository: "team-b/alpine",
        declared: "denied",
        predicted: "denied",
        reason: "no policy allows ecr:ListImages",
      },
      {
        role: "ecr_access_teama_role",
        action: "ecr:GetAuthorizationToken",
        repository: "*",
        declared: "denied",
        predicted: "denied",
        reason: "no policy allows ecr:GetAuthorizationToken",
      },
    ]);
  });
});

describe("the matrix as Markdown", () => {
  test("starts with the line by which a bot finds its comment", () => {
    expect(matrixMarkdown(report).split("\n")[0]).toBe(MATRIX_MARKER);
  });

  test("collapses everything when nothing is to be looked at, and shows what differs", () => {
    expect(matrixMarkdown(report)).not.toContain("To look at");
    expect(matrixMarkdown(hostile("x")).split("<details>")[0]).toContain("**allowed**");
  });

  test.each(["<script>alert(1)</script>", "</summary></details>"])("shows %s as text", (text) => {
    const outsideCode = matrixMarkdown(hostile(text)).replace(/`[^`\n]*`/g, "");
    expect(outsideCode).not.toContain(text);
  });

  test("keeps a bar inside its cell", () => {
    const rows = matrixMarkdown(hostile("a|b"))
      .split("\n")
      .filter((line) => line.startsWith("| `a"));
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) expect(row).not.toMatch(/[^\\]\|b/);
  });
});

describe("the matrix as a page", () => {
  test("loads nothing from anywhere and forbids it", () => {
    const html = matrixHtml(report);
    expect(html).not.toMatch(/\b(src|href)=|https?:\/\/|@import|url\(/);
    expect(html).toContain("default-src 'none'");
  });

  test("shows hostile names as text", () => {
    const html = matrixHtml(hostile(`"><script>alert(1)</script><img onerror='x'>`));
    expect(html).not.toContain("<script>alert(1)");
    expect(html).not.toContain("<img");
  });

  test("names the level that allows exactly what is allowed, and the actions otherwise", () => {
    const [first] = [...report.cells()];
    const of = (...allowed: string[]) =>
      matrixHtml({
        ...report,
        levels: askedLevels(PROBED_ACTIONS),
        cells: () =>
          PROBED_ACTIONS.filter((action) => action !== "ecr:GetAuthorizationToken").map((action) => ({
            ...first!,
            action,
            declared: "undeclared",
            predicted: allowed.includes(action) ? "allowed" : "denied",
          })),
      }).match(/<td[^>]*>(.*?)<\/td>/)![1];
    expect(of("ecr:ListImages", "ecr:DescribeImages")).toBe("list");
    expect(of("ecr:ListImages")).toBe("ListImages");
    expect(of("ecr:ListImages", "ecr:BatchDeleteImage")).toBe("ListImages<br>BatchDeleteImage");
    expect(of(...PROBED_ACTIONS)).toBe("admin");
    expect(of()).toBe("–");
  });

  test("offers no level that the actions asked do not tell from another", () => {
    expect(askedLevels(["ecr:ListImages"])).toEqual([]);
    expect(askedLevels(["ecr:ListImages", "ecr:PutImage"])).toEqual([]);
    expect(askedLevels(["ecr:ListImages", "ecr:PutImage", "ecr:BatchDeleteImage"])).toEqual([
      { name: "push", actions: ["ecr:ListImages", "ecr:PutImage"] },
      { name: "admin", actions: ["ecr:ListImages", "ecr:PutImage", "ecr:BatchDeleteImage"] },
    ]);
  });

  test("marks what is not as declared and what is not known without colour too", () => {
    expect(matrixHtml(hostile("x"))).toContain("<strong>≠ declared: nothing</strong>");
    const cells = () => [...report.cells()].map((cell) => ({ ...cell, predicted: "unknown" as const }));
    expect(matrixHtml({ ...report, cells })).toContain(">ListImages?</td>");
  });

  test("says first who reaches into which namespace", () => {
    const html = matrixHtml(report, isolationOf(matrixOf(lab()).source, lab()));
    expect(html).toMatch(/Isolated for every name: <code>team-a\/\*<\/code>, <code>team-b\/\*<\/code>\./);
    expect(html.indexOf("Isolated for every name")).toBeLessThan(html.indexOf("<table>"));
    expect(matrixHtml(report)).not.toContain("Isolat");
  });

  test("has a reason that the keyboard reaches in every cell", () => {
    const cells = matrixHtml(report).match(/<td[^>]*>/g)!;
    expect(cells).toHaveLength(3);
    for (const cell of cells) expect(cell).toMatch(/tabindex="0" data-reason="ecr_access_teama_role on /);
  });
});

describe("the matrix as a table", () => {
  test("tells who may assume and how it all ends", () => {
    expect(matrixTable(report)).toContain("ecr_access_teama_role: arn:aws:iam::123456789012:root");
    expect(matrixTable(report)).toMatch(/\n3 cells\n$/);
    expect(matrixTable(hostile("x"))).toContain("1 differ from what is declared");
  });
});
