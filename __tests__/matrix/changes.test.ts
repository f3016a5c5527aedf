import { changesBetween } from "../../lib/matrix/changes";
import { CHANGES_MARKER, changesMarkdown } from "../../lib/report/changes-markdown";
import { changesTable } from "../../lib/report/changes-table";
import { grant, registry, repository, role, share, team } from "../policies/registry";
import type { Registry } from "../../lib/config/registry";
import { synthesizedInventory } from "./support";

const LIST = ["ecr:ListImages"];
const trust = (arn: string) => ({ type: "principals" as const, principals: [{ arn }] });

function shop(
  on: readonly string[],
  settings: Parameters<typeof role>[1] = {},
  accounts: string[] = [],
): Registry {
  return registry([
    team("team-a", {
      repositories: [repository("team-a/api")],
      roles: [role("reader", { grants: [grant({ actions: LIST, on })], ...settings })],
    }),
    team("team-b", {
      repositories: [repository("team-b/api"), repository("team-b/web")],
      shares: accounts.length
        ? [share({ to: { type: "accounts", accounts }, actions: LIST, repositories: ["team-b/api"] })]
        : [],
    }),
  ]);
}

const between = (base: Registry, head: Registry) =>
  changesBetween(synthesizedInventory(base), synthesizedInventory(head));

describe("what changes between two syntheses", () => {
  test("nothing, if nothing does", () => {
    const { access, assume } = between(shop(["team-a/*"]), shop(["team-a/*"]));

    expect([access, assume]).toEqual([[], []]);
  });

  test("a gain is a pattern, with the repositories that exist and the statement", () => {
    const { access } = between(shop(["team-a/*"]), shop(["team-a/*", "team-b/*"]));

    expect(access).toMatchObject([
      {
        who: "reader",
        direction: "gained",
        certain: true,
        actions: LIST,
        pattern: "team-b/*",
        except: [],
        repositories: ["team-b/api", "team-b/web"],
        statement: "reader-policy, statement 1",
      },
    ]);
  });

  test("a gain of names that nobody has created yet", () => {
    const base = synthesizedInventory(shop(["team-a/*"]));
    const head = synthesizedInventory(shop(["team-a/*"]), (text) => text.replaceAll("team-a/*", "team-a*"));

    expect(changesBetween(base, head).access).toMatchObject([
      { direction: "gained", pattern: "team-a*", except: ["team-a/*"], repositories: [] },
    ]);
    expect(changesBetween(head, base).access).toMatchObject([{ direction: "lost", pattern: "team-a*" }]);
  });

  test("a respelt policy changes nothing", () => {
    const base = shop(["team-a/*", "team-b/api"]);
    const head = shop(["team-b/api", "team-a/*"]);

    expect(between(base, head).access).toEqual([]);
  });

  test("a new role gains, a removed one loses, and who may assume it is said", () => {
    const without = registry([team("team-a", { repositories: [repository("team-a/api")] })]);
    const added = between(without, shop(["team-a/*"]));

    expect(added.access.map(({ who, direction }) => [who, direction])).toEqual([["reader", "gained"]]);
    expect(added.assume.map(({ role: name, direction }) => [name, direction])).toEqual([
      ["reader", "gained"],
    ]);
    const removed = between(shop(["team-a/*"]), without);
    expect(removed.access.map(({ direction }) => direction)).toEqual(["lost"]);
    expect(removed.assume.map(({ direction }) => direction)).toEqual(["lost"]);
  });

  test("another principal in the trust policy is gained and lost", () => {
    const { access, assume } = between(
      shop(["team-a/*"], { trust: trust("arn:aws:iam::123456789012:role/old") }),
      shop(["team-a/*"], { trust: trust("arn:aws:iam::123456789012:role/new") }),
    );

    expect(access).toEqual([]);
    expect(assume.map(({ direction, principal }) => [direction, principal])).toEqual([
      ["gained", "arn:aws:iam::123456789012:role/new"],
      ["lost", "arn:aws:iam::123456789012:role/old"],
    ]);
  });

  test("a repository shared with an account lets that account in, and no other", () => {
    const { access } = between(shop(["team-a/*"]), shop(["team-a/*"], {}, ["210987654321"]));

    expect(access.map(({ who, direction, repositories }) => [who, direction, repositories])).toEqual([
      ["account 210987654321", "gained", ["team-b/api"]],
    ]);
  });
});

describe("what changes is shown", () => {
  const changes = () => between(shop(["team-a/*"]), shop(["team-b/*"]));

  test("on a terminal", () => {
    expect(changesTable(changes())).toMatchInlineSnapshot(`
     "+ reader gains ecr:ListImages on team-b/*
         existing: team-b/api, team-b/web
         for example arn:aws:ecr:us-west-2:123456789012:repository/team-b/a, by reader-policy, statement 1
     - reader loses ecr:ListImages on team-a/*
         existing: team-a/api
         for example arn:aws:ecr:us-west-2:123456789012:repository/team-a/a, by reader-policy, statement 1
     access is gained by or through 1, lost by or through 1.
     "
    `);
  });

  test("in a comment that a bot can find again", () => {
    const markdown = changesMarkdown(changes());

    expect(markdown.startsWith(`${CHANGES_MARKER}\n`)).toBe(true);
    expect(markdown).toContain(
      "| `reader` | gains | ecr:ListImages | `team-b/*` | `team-b/api, team-b/web` |",
    );
  });
});
