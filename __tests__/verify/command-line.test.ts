import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkReports } from "../../cli/verify/check-reports";
import { cellsToProve } from "../../cli/verify/cells";
import { assumption } from "../../cli/verify/roles";
import { workflowSubject, workflowSession } from "../../cli/verify/web-identity";
import type { Role } from "../../lib/config/registry";
import { Secrets } from "../../lib/verify/secrets";
import { WebIdentityIssuer } from "../../sandbox/sts/issuer";
import * as written from "../policies/registry";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "verify-"));
  mkdirSync(join(folder, "there"));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("a report that can't be written is said before any call", () => {
  const check = (outputs: Partial<Parameters<typeof checkReports>[0]>) => () =>
    checkReports({ format: "table", ...outputs });

  test.each([
    [
      "a format that there is not",
      { format: "yaml" },
      '--format must be one of table, markdown, json, got "yaml"',
    ],
    [
      "a folder that is not there",
      { out: "/nowhere/x.json" },
      "--out must be a file in a folder that is there",
    ],
    ["no name", { junit: "" }, '--junit must name a file, got ""'],
    ["a folder", { html: tmpdir() }, "--html must be a file, not a folder or a device"],
    [
      "one file for two reports",
      { out: "x", html: "./x" },
      '--html must be another file than --out, got "./x"',
    ],
  ])("%s", (_case, outputs, message) => {
    expect(check(outputs)).toThrow(message);
  });

  test.each([
    ["the registry", { config: "registry.yaml" }, "--config"],
    ["what is predicted from", { from: "registry.yaml" }, "--from"],
  ])("nor is a report written over %s", (_what, read, option) => {
    const here = process.cwd();
    process.chdir(folder);
    try {
      writeFileSync("registry.yaml", "teams: []");
      symlinkSync("registry.yaml", "same.yaml");
      for (const html of ["registry.yaml", join(folder, "registry.yaml"), "same.yaml"])
        expect(check({ ...read, html })).toThrow(`--html must be another file than ${option}, got "${html}"`);
    } finally {
      process.chdir(here);
    }
  });

  test("every problem at once", () => {
    expect(check({ format: "x", out: "/nowhere/a", junit: "" })).toThrow(/--format.*\n.*--out.*\n.*--junit/);
  });

  test("a file that is there, or is not yet, is no problem", () => {
    writeFileSync(join(folder, "old.json"), "{}");
    expect(check({ out: join(folder, "old.json"), html: join(folder, "there", "new.html") })).not.toThrow();
  });
});

const reader = written.role("reader", {
  grants: [written.grant({ actions: ["ecr:ListImages"], on: ["team-a/*"] })],
});

function registryWith(role: Role, verifier?: string) {
  return written.registry(
    [
      written.team("team-a", { repositories: [written.repository("team-a/api")], roles: [role] }),
      written.team("team-b", { repositories: [written.repository("team-b/api")] }),
    ],
    verifier ? { verifier } : {},
  );
}

describe("the cells", () => {
  const select = (selection: Parameters<typeof cellsToProve>[1]) => {
    const here = process.cwd();
    process.chdir(folder); // without a cdktf.out
    try {
      return cellsToProve(registryWith(reader), selection);
    } finally {
      process.chdir(here);
    }
  };

  test("are every role on every repository by every probed action, and once a role what has no repository", () => {
    const { cells, of, notAsked } = select({});
    expect(cells).toHaveLength(2 * 7 + 1);
    expect(of).toBe(15);
    expect(notAsked).toContainEqual(expect.stringContaining("ecr:UploadLayerPart"));
    expect(notAsked).toContainEqual(expect.stringContaining("nothing is predicted"));
  });

  test("a prediction for another account than the registry's is refused", () => {
    const from = join(folder, "other.tf.json");
    const provider = { aws: [{ region: "us-west-2", allowed_account_ids: ["210987654321"] }] };
    writeFileSync(
      from,
      JSON.stringify({ provider, resource: { aws_ecr_repository: { a: { name: "a/b" } } } }),
    );
    expect(() => select({ from })).toThrow(
      `${from}: is about account 210987654321, the registry about 123456789012`,
    );
  });

  test("--read-only leaves out the two calls that are named like writes", () => {
    const { cells, notAsked } = select({ readOnly: true });
    const actions = new Set(cells.map((cell) => cell.action));
    expect(actions).not.toContain("ecr:PutImage");
    expect(actions).not.toContain("ecr:BatchDeleteImage");
    expect(notAsked).toContainEqual(expect.stringContaining("--read-only"));
  });

  test("--repository, --role and --actions restrict them", () => {
    const { cells } = select({ repository: ["team-b/*"], role: ["reader"], actions: ["ListImages"] });
    expect(cells.map((cell) => [cell.action, cell.repository])).toEqual([["ecr:ListImages", "team-b/api"]]);
  });

  test.each([
    ["a role", { role: ["raeder"] }, "did you mean reader?"],
    ["a repository", { repository: ["team-a/apy"] }, "did you mean team-a/api?"],
    ["an action", { actions: ["ecr:ListImage"] }, "ecr:ListImages"],
    ["an upload", { actions: ["ecr:UploadLayerPart"] }, "can't be asked without changing something"],
  ])("%s that is not there is refused with the nearest", (_case, selection, message) => {
    expect(() => select(selection)).toThrow(message);
  });
});

describe("how a role is assumed from here", () => {
  const deployer = "arn:aws:iam::123456789012:user/deployer";
  const trusting = (principals: readonly { arn: string; externalId?: string }[]) =>
    written.role("reader", { trust: { type: "principals", principals } });
  const assume = (role: Role, caller = deployer, verifier?: string) =>
    assumption(registryWith(role, verifier), "reader", caller);

  test("by its account, with nothing more", () => {
    expect(assume(reader)).toMatchObject({ role: { arn: "arn:aws:iam::123456789012:role/reader" } });
    expect(assume(reader)).not.toHaveProperty("role.externalId");
  });

  test.each([
    ["the caller itself", deployer],
    ["the caller's account", "arn:aws:iam::123456789012:root"],
  ])("as %s, with the external id that is asked of that one", (_case, arn) => {
    const principals = [
      { arn: "arn:aws:iam::210987654321:root", externalId: "theirs" },
      { arn, externalId: "ours" },
    ];
    expect(assume(trusting(principals))).toMatchObject({ role: { externalId: "ours" } });
  });

  test("as the role of the caller's session, and not as one whose name it ends like", () => {
    const session = "arn:aws:sts::123456789012:assumed-role/ci/run-1";
    expect(assume(trusting([{ arn: "arn:aws:iam::123456789012:role/path/ci" }]), session)).toHaveProperty(
      "role",
    );
    expect(assume(trusting([{ arn: "arn:aws:iam::123456789012:role/not-ci" }]), session)).toHaveProperty(
      "why",
    );
  });

  test("as the verifier, whatever the role trusts", () => {
    const role = trusting([{ arn: "arn:aws:iam::123456789012:role/other" }]);
    expect(assume(role, deployer, deployer)).toHaveProperty("role");
    expect(assume(role, deployer, "arn:aws:iam::123456789012:user/deployer-2")).toHaveProperty("why");
  });

  const github = {
    type: "github",
    owner: "acme",
    repository: "shop",
    legacySubject: false,
    ref: { branch: "main" },
  } as const;

  test("of GitHub's only in the sandbox: with its key, and to this machine", () => {
    const key = new WebIdentityIssuer(() => new Date()).key;
    const at = (url: string, environment: Record<string, string>) =>
      workflowSession({ region: "us-west-2", sts: new URL(url), environment, secrets: new Secrets() });
    const withKey = { ECR_ACCESS_SANDBOX_ISSUER: key };
    expect(at("http://127.0.0.1:4566", withKey)).toBeDefined();
    expect(at("https://sts.us-west-2.amazonaws.com", withKey)).toBeUndefined();
    expect(at("http://127.0.0.1:4566", {})).toBeUndefined();
    expect(() => at("http://127.0.0.1:4566", { ECR_ACCESS_SANDBOX_ISSUER: "x" })).toThrow(
      "ECR_ACCESS_SANDBOX_ISSUER",
    );
  });

  test.each([
    [{ ownerId: "1", repositoryId: "2" }, "repo:acme@1/shop@2:ref:refs/heads/main"],
    [{ legacySubject: true }, "repo:acme/shop:ref:refs/heads/main"],
    [{ ownerId: "1", repositoryId: "2", ref: { tag: "v1" } }, "repo:acme@1/shop@2:ref:refs/tags/v1"],
    [
      { ownerId: "1", repositoryId: "2", ref: { environment: "prod" } },
      "repo:acme@1/shop@2:environment:prod",
    ],
  ])("GitHub's subject of %j is %s", (change, subject) => {
    expect(workflowSubject({ ...github, ...change })).toBe(subject);
  });
});
