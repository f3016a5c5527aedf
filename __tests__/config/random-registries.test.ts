import fc from "fast-check";
import { stringify } from "yaml";
import { levelActions } from "../../lib/config/levels";
import type { AccessLevel } from "../../lib/config/levels";
import { type Share, type Written, arbitraryRegistry } from "./arbitrary-registry";
import { inFolder, loading, problemsOf, registryOf, writeFiles } from "./files";

const runs = { numRuns: 1_000 };

/** One problem: place, field and rule, without a character that a terminal obeys. */
const LINE = /^[^\p{C}]+:\d+:\d+: [^\p{C}]+$/u;

test("a registry in one file and with a file a team is the same registry", () => {
  const plain = (files: Record<string, string>) =>
    JSON.parse(JSON.stringify(registryOf(files)), (key, value) =>
      key === "source" || key === "warnings" ? undefined : value,
    );
  fc.assert(
    fc.property(arbitraryRegistry(), ({ teams, ...registry }) => {
      const files = teams.map((team, index) => [`teams/${index}.yaml`, stringify(team)] as const);
      const apart = {
        "registry.yaml": stringify({ ...registry, include: ["teams/*.yaml"] }),
        ...Object.fromEntries(files),
      };
      expect(plain(apart)).toEqual(plain({ "registry.yaml": JSON.stringify({ ...registry, teams }) }));
    }),
    { numRuns: 150 },
  );
});

test("a grant outside its namespace is accepted if and only if the owner's shares cover it", () => {
  let refused = 0;
  fc.assert(
    fc.property(
      arbitraryRegistry(),
      fc.nat(),
      fc.constantFrom("list", "pull", "push", "admin"),
      (written, seed, level) => {
        const [reaching, owner] = [written.teams[0], written.teams[seed % written.teams.length]];
        if (!reaching || !owner) return;
        const targets = [
          `${owner.namespace}/*`,
          ...owner.repositories.map(({ name }) => `${owner.namespace}/${name}`),
        ];
        const target = String(targets[seed % targets.length]);
        const role = { name: "reaching-role", grants: [{ level, on: [target] }] };
        const [first, ...rest] = written.teams;
        const changed = { ...written, teams: [{ ...first, roles: [role] }, ...rest] };
        const covered =
          reaching === owner || isCovered(owner.shares ?? [], reaching.namespace, level, target);
        const problems = problemsOf({ "registry.yaml": JSON.stringify(changed) });
        expect(problems).toEqual(covered ? [] : [expect.stringContaining("must be shared by its owner")]);
        refused += Number(!covered);
      },
    ),
    runs,
  );
  expect(refused).toBeGreaterThan(100);
});

/** The owner's consent, action by action and name by name. */
function isCovered(shares: readonly Share[], namespace: string, level: string, target: string): boolean {
  const allowed = shares.filter(({ to }) => to === "all" || (Array.isArray(to) && to.includes(namespace)));
  return levelActions(level as AccessLevel)
    .filter((action) => action !== "ecr:GetAuthorizationToken")
    .every((action) =>
      allowed.some(
        (share) =>
          levelActions(share.level as AccessLevel).includes(action) &&
          (share.repositories === undefined ||
            share.repositories.includes(target) ||
            share.repositories.some((each) => each.endsWith("/*"))),
      ),
    );
}

/** Pieces that mean something to Terraform, CDKTF or us, in any order. */
const evaluated = fc
  .array(
    fc.constantFrom("${A}", "${B:-b}", "${", "}", "$", "{", "%{", "%", "Tf", "Token", "[", "TOKEN.0]", "x"),
    { maxLength: 6 },
  )
  .map((parts) => parts.join(""));

test("what is accepted holds no template and no token, and nothing is filled in twice", () => {
  let accepted = 0;
  const registry = (description: string): Written => ({
    account: "123456789012",
    region: "us-west-2",
    teams: [
      {
        namespace: "a",
        repositories: [],
        roles: [{ name: "r", description, grants: [{ level: "list" }] } as never],
      },
    ],
  });
  fc.assert(
    fc.property(evaluated, evaluated, evaluated, (description, a, b) => {
      inFolder((folder) => {
        writeFiles(folder, { "registry.yaml": JSON.stringify(registry(description)) });
        const result = loading(`${folder}/registry.yaml`, { A: a, B: b });
        if ("problems" in result) return;
        const filled = result.registry.teams[0]?.roles[0]?.description;
        expect(filled).not.toMatch(/\$\{|%\{|Token\[/);
        expect(filled).toBe(
          description
            .split("${A}")
            .map((part) => part.split("${B:-b}").join(b || "b"))
            .join(a),
        );
        accepted += 1;
      });
    }),
    runs,
  );
  expect(accepted).toBeGreaterThan(100);
});

test("whatever is done to a file's text, it is accepted or refused line by line, never more", () => {
  const damage = fc.tuple(
    fc.nat(),
    fc.nat({ max: 20 }),
    fc.oneof(fc.string({ unit: "binary", maxLength: 8 }), evaluated),
  );
  fc.assert(
    fc.property(arbitraryRegistry(), fc.array(damage, { minLength: 1, maxLength: 3 }), (written, damages) => {
      const text = damages.reduce((each, [at, length, put]) => {
        const start = at % (each.length + 1);
        return each.slice(0, start) + put + each.slice(start + length);
      }, stringify(written));
      for (const line of problemsOf({ "registry.yaml": text })) expect(line).toMatch(LINE);
    }),
    { numRuns: 300 },
  );
});
