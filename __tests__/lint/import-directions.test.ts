import { execFileSync } from "node:child_process";
import { join } from "node:path";

const root = join(__dirname, "../..");

/** ESLint loads its configuration as a module, which Jest does not; one process of its own lints all the cases. */
const LINT_ALL = `
  const { ESLint } = require("eslint");
  const eslint = new ESLint();
  const lint = ([file, text]) => eslint.lintText(text, { filePath: file }).then(([{ messages }]) => messages.map((m) => m.ruleId));
  const cases = JSON.parse(require("fs").readFileSync(0, "utf8"));
  Promise.all(cases.map(lint)).then((rules) => console.log(JSON.stringify(rules)));
`;

const REFUSED = [
  ["lib/iam/probe.ts", "../config/registry"],
  ["lib/aws/probe.ts", "../system/child"],
  ["lib/policies/probe.ts", "../iam/types"],
  ["lib/verify/probe.ts", "../policies/trust"],
  ["sandbox/probe.ts", "../lib/config/registry"],
  ["stacks/probe.ts", "../cli/failure"],
] as const;

const ALLOWED = [
  ["lib/iam/probe.ts", "../aws/arn"],
  ["lib/config/probe.ts", "../system/child"],
  ["stacks/probe.ts", "../lib/config/registry"],
  ["cli/probe.ts", "../lib/config/registry"],
] as const;

const CDKTF = [
  ["lib/policies/probe.ts", 'export { App } from "cdktf";'],
  ["cli/probe.ts", 'export { IamRole } from "@cdktf/provider-aws/lib/iam-role";'],
] as const;

describe("lint", () => {
  const rulesBroken = new Map<string, string[]>();

  beforeAll(() => {
    const imports = [...REFUSED, ...ALLOWED].map(
      ([file, target]) => [file, `export * from "${target}";\n`] as const,
    );
    const missing = ["lib/iam/probe.ts", 'export * from "./no-such-module";\n'] as const;
    const cases = [...imports, ...CDKTF, missing];
    const input = JSON.stringify(cases);
    const results = JSON.parse(
      execFileSync(process.execPath, ["-e", LINT_ALL], { cwd: root, input, encoding: "utf8" }),
    );
    cases.forEach(([file, text], index) => rulesBroken.set(file + text, results[index]));
  });

  test.each(REFUSED)("refuses %s to import %s, without its extension too", (file, target) => {
    expect(rulesBroken.get(`${file}export * from "${target}";\n`)).toContain("import-x/no-restricted-paths");
  });

  test.each(ALLOWED)("lets %s import %s", (file, target) => {
    expect(rulesBroken.get(`${file}export * from "${target}";\n`)).toEqual([]);
  });

  test.each(CDKTF)("keeps cdktf out of %s: %s", (file, text) => {
    expect(rulesBroken.get(file + text)).toContain("@typescript-eslint/no-restricted-imports");
  });

  test("refuses a module that is not there", () => {
    expect(rulesBroken.get('lib/iam/probe.tsexport * from "./no-such-module";\n')).toContain(
      "import-x/no-unresolved",
    );
  });
});
