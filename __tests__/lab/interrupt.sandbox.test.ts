import { freshCheckouts } from "./fresh-checkout";

describe("Ctrl-C in the lab", () => {
  const { startLab, processes, leftovers } = freshCheckouts();

  test.each(["synthesize", "initialize", "sandbox", "deploy", "push", "assume"])(
    "after the step %s leaves no process and no file behind",
    async (step) => {
      const lab = startLab();
      await lab.printed(step);
      lab.child.kill("SIGINT");
      const { status } = await lab.ended;
      expect(status).toBe(130);
      expect(leftovers()).toEqual({ processes: [], files: [] });
    },
  );

  test.each([500, 1000, 1500])("%d ms after the start leaves no process and no file behind", async (ms) => {
    const lab = startLab();
    await new Promise((resolve) => setTimeout(resolve, ms));
    lab.child.kill("SIGINT");
    await lab.ended;
    expect(processes()).toEqual([]);
  });

  test.each([
    ["SIGTERM", 143],
    ["SIGHUP", 129],
  ] as const)("%s ends it the same way", async (signal, expected) => {
    const lab = startLab();
    await lab.printed("initialize");
    lab.child.kill(signal);
    expect((await lab.ended).status).toBe(expected);
    expect(leftovers()).toEqual({ processes: [], files: [] });
  });

  test("being killed outright leaves no sandbox and no Terraform behind, and the next lab removes its files", async () => {
    const lab = startLab();
    await lab.printed("sandbox");
    lab.child.kill("SIGKILL");
    await lab.ended;
    const deadline = Date.now() + 30_000;
    while (processes().length && Date.now() < deadline)
      await new Promise((resolve) => setTimeout(resolve, 200));
    expect(leftovers()).toEqual({ processes: [], files: [expect.stringMatching(/^run-/)] });

    const next = startLab();
    await next.printed("synthesize");
    next.child.kill("SIGINT");
    await next.ended;
    expect(leftovers()).toEqual({ processes: [], files: [] });
  });
});
