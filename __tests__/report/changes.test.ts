import type { AccessChange, Changes } from "../../lib/matrix/changes";
import { changesMarkdown } from "../../lib/report/changes-markdown";
import { changesTable } from "../../lib/report/changes-table";
import { leakLines } from "../../lib/report/isolation-text";

const gain: AccessChange = {
  direction: "gained",
  certain: true,
  who: "reader",
  actions: ["ecr:PutImage"],
  what: "ecr:PutImage",
  pattern: "team-b/*",
  except: [],
  witness: "arn:aws:ecr:us-west-2:123456789012:repository/team-b/a",
  because: [],
  repositories: [],
};
const loss: AccessChange = { ...gain, direction: "lost" };
const possible = (change: AccessChange): AccessChange => ({ ...change, certain: false });
const changes = (...access: readonly AccessChange[]): Changes => ({ access, assume: [], unknowns: [] });

describe("the sentence that sums a diff up", () => {
  const sentence = (...access: readonly AccessChange[]) =>
    changesTable(changes(...access))
      .split("\n")
      .at(-2);

  test.each<[string, readonly AccessChange[], string]>([
    ["nothing", [], "nobody gains or loses access, for any repository name."],
    ["a certain gain", [gain], "access is gained by or through 1, lost by or through 0."],
    ["a possible gain", [possible(gain)], "access may be gained by or through 1, lost by or through 0."],
    ["one of both", [possible(gain), gain], "access is gained by or through 1, lost by or through 0."],
    [
      "a possible loss",
      [gain, possible(loss)],
      "access is gained by or through 1, may be lost by or through 1.",
    ],
  ])("of %s", (_name, access, expected) => {
    expect(sentence(...access)).toBe(expected);
  });
});

describe("text of unknown origin", () => {
  const SPOOF = "p, statement x\nnobody gains or loses access\r\u001b[1A\u202e\u2028";
  const SHOWN = "p, statement x\\u000anobody gains or loses access\\u000d\\u001b[1A\\u202e\\u2028";

  test("makes no line of its own on a terminal", () => {
    const text = changesTable(changes({ ...gain, statement: SPOOF }));

    expect(text).toContain(`by ${SHOWN}\n`);
    expect(text.split("\n")).toHaveLength(4);
    expect(leakLines({ ...gain, statement: SPOOF, isRole: false })).toContain(`    by ${SHOWN}`);
  });

  test("stays in its cell of a comment", () => {
    const markdown = changesMarkdown(changes({ ...gain, who: "a|`b`\n| c |", statement: "x|y\n<b>`*" }));

    expect(markdown).toContain(
      "| <code>a\\|\\`b\\` \\| c \\|</code> | gains | ecr:PutImage | `team-b/*` | none yet | x\\|y &lt;b&gt;\\`\\* |",
    );
  });
});

describe("a comment, of which GitHub takes 65,536 characters", () => {
  const many = Array.from({ length: 3000 }, (_, number) => ({ ...gain, who: `role-${number}` }));
  const who = (markdown: string) => markdown.match(/`role-\d+`/g)?.length;

  test("says how many changes it leaves out", () => {
    const both = changes(...many, ...many.map((one) => ({ ...one, direction: "lost" as const })));
    const assume = many.map(({ who: role }) => ({
      role,
      direction: "gained" as const,
      principal: "arn:aws:iam::123456789012:root",
      certain: true,
    }));
    const unknowns = many.map(({ who: role }) => `aws_iam_role.${role}: how many there are is not known`);
    const markdown = changesMarkdown({ ...both, assume, unknowns });

    expect(markdown.length).toBeLessThan(65_536);
    expect(markdown.match(/\d+ more, which the other formats hold/g)).toHaveLength(4);
    expect(markdown).toContain("<summary>Gained (3000)</summary>");
  });

  test("leaves out none of a few", () => {
    const markdown = changesMarkdown(changes(...many.slice(0, 100)));

    expect(who(markdown)).toBe(100);
    expect(markdown).not.toContain("more, which");
  });
});

test("of many places patterns are told before names", () => {
  const names = Array.from({ length: 9 }, (_, number) => ({ ...gain, pattern: `team-b/r${number}` }));

  expect(changesTable(changes(...names, gain))).toContain(
    "+ reader gains ecr:PutImage on team-b/*, team-b/r0, team-b/r1 and 7 more\n",
  );
});
