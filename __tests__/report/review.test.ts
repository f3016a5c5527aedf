import { join } from "node:path";
import { loadRegistry } from "../../lib/config/load";
import type { Registry } from "../../lib/config/registry";
import { review } from "../../lib/matrix/review";
import { reviewPage } from "../../lib/report/review-page";
import { matrixOf } from "../matrix/support";
import { grant, lab, registry, repository, role, share, team } from "../policies/registry";

const pageOf = (declared: Registry) => reviewPage(review(matrixOf(declared), declared));

describe("the review page", () => {
  test("of the lab reads as reviewed", () => {
    expect(pageOf(lab())).toMatchSnapshot();
  });

  test("tells what is shared with other teams and accounts, and nothing else", () => {
    const declared = loadRegistry(join(__dirname, "../../examples/company/registry.yaml"), {});
    const shared = pageOf(declared).split("## What is shared")[1]!.split("##")[0]!;
    const rows = shared.split("\n").filter((line) => line.startsWith("| `"));
    expect(rows).toHaveLength(declared.teams.flatMap(({ shares }) => shares).length);
    expect(pageOf(lab())).toContain("Nothing: every namespace is its own team's alone.");
  });

  test("holds every policy document of the synthesized stacks, written out, and no escaped JSON", () => {
    const page = pageOf(
      registry([
        team("team-a", {
          repositories: [repository("team-a/app")],
          shares: [
            share({
              to: { type: "accounts", accounts: ["210987654321"] },
              actions: ["ecr:BatchGetImage"],
              repositories: ["team-a/app"],
            }),
          ],
          roles: [role("one", { grants: [grant({ actions: ["ecr:PutImage"], on: ["team-a/*"] })] })],
        }),
      ]),
    );
    const documents = [...page.matchAll(/```json\n([^`]*)```/g)].map(([, text]) => JSON.parse(text!));
    expect(documents).toHaveLength(3);
    expect(page).toContain('"AWS": [\n          "arn:aws:iam::210987654321:root"');
    expect(page).not.toContain('\\"');
  });

  test("shows groups instead of cells above ten thousand of them, and stays short", () => {
    const teams = Array.from({ length: 120 }, (_, index) =>
      team(`team-${index}`, {
        repositories: [repository(`team-${index}/app`)],
        roles: [
          role(`role-${index}`, { grants: [grant({ actions: ["ecr:PutImage"], on: [`team-${index}/*`] })] }),
        ],
      }),
    );
    const matrix = pageOf(registry(teams)).split("## What is shared")[0]!;
    expect(matrix.split("\n").filter((line) => line.startsWith("| `role-7`"))).toEqual([
      "| `role-7` | `team-7/app` | PutImage | allowed | allowed |",
      "| `role-7` | `team-7/app` | ListImages, DescribeImages, BatchGetImage, BatchCheckLayerAvailability, GetDownloadUrlForLayer, BatchDeleteImage | denied | denied |",
      "| `role-7` | `all others (119)` | ListImages, DescribeImages, BatchGetImage, BatchCheckLayerAvailability, GetDownloadUrlForLayer, PutImage, BatchDeleteImage | denied | denied |",
      "| `role-7` | `*` | GetAuthorizationToken | denied | denied |",
    ]);
  });
});
