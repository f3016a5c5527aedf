/** Bad input: one clear line, exit 2, no stack trace, nothing written. */
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "../../cli/root";
import { plainEnvironment } from "../lab/lab-process";

const LAB = readFileSync(join(ROOT, "registry.yaml"), "utf8");
const DEAD = "http://127.0.0.1:9";

describe("bad input", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "bad-input-"));
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  const labDirectories = () => (existsSync(join(ROOT, ".lab")) ? readdirSync(join(ROOT, ".lab")) : []);

  /** Runs a script of this project and expects it to refuse. @returns the line that it says */
  function refusal(
    script: readonly string[],
    variables: Record<string, string> = {},
    config?: string,
  ): string {
    if (config !== undefined) writeFileSync(join(folder, "registry.yaml"), config);
    const before = { folder: readdirSync(folder), lab: labDirectories() };
    const { status, stdout, stderr } = spawnSync(process.execPath, script, {
      cwd: folder,
      env: { ...plainEnvironment(folder), ...variables } as NodeJS.ProcessEnv,
      encoding: "utf8",
    });
    expect({ status, stdout, stack: /^\s+at /m.test(stderr) }).toEqual({
      status: 2,
      stdout: "",
      stack: false,
    });
    expect({ folder: readdirSync(folder), lab: labDirectories() }).toEqual(before);
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
    return stderr.trimEnd();
  }

  const lab = [join(ROOT, "cli/main.js"), "lab"];
  const npmScript = (file: string, ...args: string[]) => [
    "--require",
    require.resolve("tsx/cjs"),
    join(ROOT, file),
    ...args,
  ];

  test("a registry that is not there", () => {
    expect(refusal(lab)).toMatch(/^registry\.yaml.*no such file/);
  });

  test.each([
    ["no YAML", "teams: [", "registry.yaml:1:"],
    ["an unknown field", `colour: red\n${LAB}`, "colour"],
    ["a wrong field", LAB.replace("namespace: team-b", "namespace: Team_B"), '"Team_B"'],
    ["a template in a name", LAB.replace("namespace: team-b", 'namespace: "${file(1)}"'), "${file(1)}"],
    ["a directive in a name", LAB.replace("namespace: team-b", 'namespace: "%{ if true }x"'), "%{"],
    ["a wildcard in a name", LAB.replace("namespace: team-b", 'namespace: "team-*"'), '"team-*"'],
    ["a wildcard for one character", LAB.replace("namespace: team-b", 'namespace: "team-?"'), '"team-?"'],
  ])("%s in the registry", (_case, config, said) => {
    expect(refusal(lab, {}, config)).toContain(said);
  });

  test("a template that comes from the environment", () => {
    expect(refusal(lab, { ECR_ACCESS_ROLE: "${path.module}" }, LAB)).toContain("${path.module}");
  });

  test("a repository that is not declared", () => {
    expect(refusal(lab, { ECR_REPO_A: "team-c/alpine" }, LAB)).toContain('got "team-c/alpine"');
  });

  test("no Terraform on the PATH", () => {
    symlinkSync(process.execPath, join(folder, "node"));
    expect(refusal(lab, { PATH: folder }, LAB)).toMatch(/^Terraform must be on the PATH/);
  });

  test("a Terraform that is too old", () => {
    writeFileSync(join(folder, "terraform"), `#!/bin/sh\necho '{"terraform_version":"1.4.6"}'\n`);
    chmodSync(join(folder, "terraform"), 0o755);
    expect(refusal(lab, { PATH: `${folder}:/usr/bin:/bin` }, LAB)).toContain(
      'must be version 1.5.0 or newer, got "1.4.6"',
    );
  });

  test.each([
    ["npm run deploy", npmScript("cli/cdktf.ts", "deploy")],
    ["npm run destroy", npmScript("cli/cdktf.ts", "destroy")],
    ["npm run test:live", npmScript("__tests__/live/run.ts")],
  ])("an endpoint that does not answer, for %s", (_name, script) => {
    const said = refusal(script, { AWS_ENDPOINT_URL: DEAD, TF_WORKSPACE: "sandbox" });
    expect(said).toMatch(`AWS_ENDPOINT_URL must name an endpoint that answers, got "${DEAD}"`);
  });

  test.each(["deploy", "destroy"])(
    "a loopback endpoint without the sandbox's workspace, for npm run %s",
    (verb) => {
      expect(refusal(npmScript("cli/cdktf.ts", verb), { AWS_ENDPOINT_URL: DEAD })).toContain(
        "needs TF_WORKSPACE=sandbox",
      );
    },
  );

  test.each(["deploy", "destroy"])(
    "the sandbox's workspace without a loopback endpoint, for npm run %s",
    (verb) => {
      expect(refusal(npmScript("cli/cdktf.ts", verb), { TF_WORKSPACE: "sandbox" })).toContain(
        "needs a loopback endpoint",
      );
    },
  );

  test.each(["synth", "deploy", "destroy"])("a bad registry, for npm run %s", (verb) => {
    writeFileSync(join(folder, "bad.yaml"), LAB.replace("namespace: team-b", "namespace: Team_B"));
    expect(
      refusal(npmScript("cli/cdktf.ts", verb), { ECR_ACCESS_CONFIG: join(folder, "bad.yaml") }),
    ).toContain('"Team_B"');
  });
});
