import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Checkout, copyCheckout } from "../checkout";
import { plainEnvironment, startLab } from "./lab-process";

describe("Ctrl-C in the lab", () => {
  let checkout: Checkout;
  let home: string;

  beforeEach(() => {
    checkout = copyCheckout();
    home = mkdtempSync(join(tmpdir(), "ecr-access-home-"));
  });

  afterEach(() => {
    checkout.remove();
    rmSync(home, { recursive: true });
  });

  const leftovers = () => ({
    processes: checkout.processes(),
    files: readdirSync(join(checkout.path, ".lab")),
  });

  test.each(["synthesize", "initialize", "sandbox", "deploy", "push", "assume"])(
    "after the step %s leaves no process and no file behind",
    async (step) => {
      const lab = startLab(checkout.path, plainEnvironment(home));
      await lab.printed(step);
      lab.child.kill("SIGINT");
      const { status } = await lab.ended;
      expect(status).toBe(130);
      expect(leftovers()).toEqual({ processes: [], files: [] });
    },
  );

  test.each([500, 1000, 1500])("%d ms after the start leaves no process and no file behind", async (ms) => {
    const lab = startLab(checkout.path, plainEnvironment(home));
    await new Promise((resolve) => setTimeout(resolve, ms));
    lab.child.kill("SIGINT");
    await lab.ended;
    expect(checkout.processes()).toEqual([]);
  });

  test.each([
    ["SIGTERM", 143],
    ["SIGHUP", 129],
  ] as const)("%s ends it the same way", async (signal, expected) => {
    const lab = startLab(checkout.path, plainEnvironment(home));
    await lab.printed("initialize");
    lab.child.kill(signal);
    expect((await lab.ended).status).toBe(expected);
    expect(leftovers()).toEqual({ processes: [], files: [] });
  });

  test("being killed outright leaves no sandbox and no Terraform behind", async () => {
    const lab = startLab(checkout.path, plainEnvironment(home));
    await lab.printed("sandbox");
    lab.child.kill("SIGKILL");
    await lab.ended;
    const deadline = Date.now() + 30_000;
    while (checkout.processes().length && Date.now() < deadline)
      await new Promise((resolve) => setTimeout(resolve, 200));
    expect(checkout.processes()).toEqual([]);
  });
});
