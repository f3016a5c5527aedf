import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadFaults } from "../../sandbox/faults/load";
import { faultsSchema } from "../../sandbox/faults/schema";
import { allow } from "./support/fake-moto";
import { startGateway, type TestGateway } from "./support/gateway";

const faults = (...rules: object[]) => faultsSchema.parse({ rules });

describe("a fault strikes", () => {
  let gateway: TestGateway | undefined;

  afterEach(() => gateway?.close());

  const list = (repositoryName = "a/b") => gateway!.ecr(gateway!.deployer, "ListImages", { repositoryName });
  const describeAll = () => gateway!.ecr(gateway!.deployer, "DescribeRepositories", {});

  test("so many times, and on its action only", async () => {
    const error = { status: 400, code: "ThrottlingException" };
    gateway = await startGateway({
      faults: faults({ service: "ecr", action: "ListImages", times: 2, error }),
    });
    expect((await describeAll()).status).toBe(200);
    expect(await list()).toMatchObject({ status: 400, code: "ThrottlingException" });
    expect(await list()).toMatchObject({ status: 400, code: "ThrottlingException" });
    expect((await list()).status).toBe(200);
  });

  test("by chance, and the same seed gives the same run", async () => {
    const runs: number[][] = [];
    for (const seed of [1, 1, 2]) {
      const rule = { probability: 0.5, seed, error: { status: 503, code: "ServiceUnavailable" } };
      gateway = await startGateway({ faults: faults(rule) });
      const statuses: number[] = [];
      for (let call = 0; call < 20; call++) statuses.push((await list()).status);
      runs.push(statuses);
      await gateway.close();
    }
    expect(runs[0]).toEqual(runs[1]);
    expect(runs[0]).not.toEqual(runs[2]);
    expect(new Set(runs[0])).toEqual(new Set([200, 503]));
  });

  test("as a reset connection, a body that breaks off, a proxy's page", async () => {
    gateway = await startGateway({
      faults: faults({ times: 1, reset: true }, { times: 1, truncated: true }, { times: 1, html: 403 }),
    });
    expect((await list()).status).toBe(0);
    expect(await list()).toMatchObject({ status: 200, body: '{"image' });
    expect(await list()).toMatchObject({ status: 403, body: expect.stringContaining("<html>") });
    expect((await list()).status).toBe(200);
  });

  test("as a delay", async () => {
    gateway = await startGateway({ faults: faults({ times: 1, delayMilliseconds: 200 }) });
    const start = Date.now();
    expect((await list()).status).toBe(200);
    expect(Date.now() - start).toBeGreaterThanOrEqual(195);
  });

  test("as IAM's slowness: what was written is decided upon only later, for new and for changed roles", async () => {
    let now = new Date("2026-06-01T12:00:00Z");
    const slow = faultsSchema.parse({ iamPropagationMilliseconds: 10_000 });
    gateway = await startGateway({ clock: () => now, faults: slow });
    const { moto, deployer } = gateway;
    moto.role("reader", {});
    const reader = await gateway.assume(deployer, "reader");
    const read = async () => (await gateway!.ecr(reader, "ListImages", { repositoryName: "a/b" })).status;
    await gateway.query(deployer, "iam", { Action: "PutRolePolicy", RoleName: "reader" });
    moto.roles.reader!.inline.p = allow("ecr:ListImages", "*");
    expect(await read()).toBe(400);
    now = new Date("2026-06-01T12:00:09Z");
    expect(await read()).toBe(400);
    now = new Date("2026-06-01T12:00:10Z");
    expect(await read()).toBe(200);
  });

  test("never by itself: without a faults file nothing does", async () => {
    gateway = await startGateway();
    for (let call = 0; call < 50; call++) expect((await list()).status).toBe(200);
  });
});

describe("a faults file", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "ecr-access-faults-"));
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  const load = (yaml: string) => {
    const file = join(folder, "faults.yaml");
    writeFileSync(file, yaml);
    try {
      return loadFaults(file);
    } catch (error) {
      return (error as Error).message.replaceAll(`${folder}/`, "");
    }
  };

  test("is read as YAML", () => {
    expect(load("rules:\n  - service: ecr\n    times: 2\n    error: { status: 503, code: Slow }\n")).toEqual({
      iamPropagationMilliseconds: 0,
      rules: [{ service: "ecr", times: 2, error: { status: 503, code: "Slow", message: "Rate exceeded" } }],
    });
  });

  test("may be empty", () => {
    expect(load("")).toEqual({ iamPropagationMilliseconds: 0, rules: [] });
  });

  test.each([
    ["rules:\n  - times: 0\n    reset: true\n", "faults.yaml:2:12: rules[0].times "],
    ["rules:\n  - colour: red\n", "faults.yaml:2:5: rules[0] "],
    ["rules:\n  - service: ecr\n", "faults.yaml:2:5: rules[0] must have one of delayMilliseconds"],
    ["rules:\n  - reset: true\n    truncated: true\n", "faults.yaml:2:5: rules[0] must have one of error"],
    ["rules: [\n", "faults.yaml:2:1: "],
    ["rules: yes\n", "faults.yaml:1:8: rules "],
    ["a: &a [1]\nb: *a\n", "faults.yaml"],
  ])("is refused, with file, place, path, rule and value: %j", (yaml, start) => {
    expect(String(load(yaml)).startsWith(start) ? start : load(yaml)).toBe(start);
  });

  test("that is not there is named", () => {
    expect(() => loadFaults(join(folder, "none.yaml"))).toThrow(/none\.yaml: can't be read: ENOENT$/);
  });
});
