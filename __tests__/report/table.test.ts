import type { AnsweredCell } from "../../lib/report/group";
import { renderTable } from "../../lib/report/table";

const lab: AnsweredCell[] = ["team-a/alpine", "team-b/alpine"].map((repository) => ({
  role: "ecr_access_teama_role",
  action: "ecr:ListImages",
  repository,
  declared: repository === "team-a/alpine" ? "allowed" : "denied",
  predicted: repository === "team-a/alpine" ? "allowed" : "denied",
}));

describe("the table", () => {
  test("shows the lab's two cells", () => {
    expect("\n" + renderTable(lab)).toMatchInlineSnapshot(`
     "
     ┌───────────────────────┬───────────────┬────────────┬──────────┬───────────┐
     │ role                  │ repository    │ action     │ declared │ predicted │
     ├───────────────────────┼───────────────┼────────────┼──────────┼───────────┤
     │ ecr_access_teama_role │ team-a/alpine │ ListImages │ allowed  │ allowed   │
     │                       │ team-b/alpine │ ListImages │ denied   │ denied    │
     └───────────────────────┴───────────────┴────────────┴──────────┴───────────┘"
    `);
  });

  test("has no escape sequence unless colour is asked for", () => {
    expect(renderTable(lab)).not.toContain("\u001b");
    expect(renderTable(lab, { colour: true })).toContain("\u001b[32mallowed");
  });

  test("marks a contradiction in words, and none where an answer is only unknown", () => {
    const differing = lab.map((cell) => ({ ...cell, observed: "allowed" as const }));
    const undecided = lab.map((cell) => ({ ...cell, observed: "inconclusive" as const }));
    expect(renderTable(differing)).toContain("DIFFERENT");
    expect(renderTable(undecided)).not.toContain("DIFFERENT");
  });

  test("stays as short as what behaves differently for forty teams", () => {
    const teams = Array.from({ length: 40 }, (_, index) => `team-${index}`);
    const cells = teams.flatMap((owner) =>
      teams.flatMap((team) =>
        ["a", "b", "c"].map((name): AnsweredCell => ({
          role: `${owner}-ci`,
          action: "ecr:ListImages",
          repository: `${team}/${name}`,
          declared: owner === team ? "allowed" : "denied",
        })),
      ),
    );
    const lines = renderTable(cells).split("\n");
    expect(lines.length).toBeLessThan(2 * teams.length + 5);
    expect(lines.find((line) => line.includes("team-7-ci"))).toContain("team-7/* (3)");
  });
});
