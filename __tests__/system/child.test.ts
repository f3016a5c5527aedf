import { spawn, spawnSync } from "node:child_process";
import { runChild } from "../../lib/system/child";

const here = { cwd: "/", environment: { PATH: process.env.PATH } };

/** Does it still run? One that nobody has waited for yet does not. */
const isAlive = (pid: number): boolean => {
  const { stdout } = spawnSync("ps", ["-o", "stat=", "-p", String(pid)], { encoding: "utf8" });
  return stdout.trim() !== "" && !stdout.startsWith("Z");
};

describe("runChild", () => {
  test("gives exactly the environment that it is given", async () => {
    process.env.AWS_PROFILE_OF_THE_TEST = "inherited";
    try {
      const { stdout } = await runChild("env", [], {
        cwd: "/",
        environment: { PATH: process.env.PATH, ONLY: "this" },
      });
      expect(stdout).toContain("ONLY=this");
      expect(stdout).not.toContain("AWS_PROFILE_OF_THE_TEST");
    } finally {
      delete process.env.AWS_PROFILE_OF_THE_TEST;
    }
  });

  test("collects both streams and the exit status", async () => {
    const result = await runChild("sh", ["-c", "echo out; echo err >&2; exit 3"], here);
    expect(result).toEqual({ status: 3, stdout: "out\n", stderr: "err\n" });
  });

  test("rejects for a program that is not there", async () => {
    await expect(runChild("no-such-program", [], here)).rejects.toMatchObject({ code: "ENOENT" });
  });

  test("takes a grandchild down with the child when it is aborted", async () => {
    const controller = new AbortController();
    let pid = 0;
    const running = runChild("sh", ["-c", "sleep 60 & echo $!; wait"], {
      ...here,
      signal: controller.signal,
      onOutput: (text) => {
        pid = Number(text);
        controller.abort(new Error("interrupted"));
      },
    });
    await expect(running).rejects.toThrow("interrupted");
    expect(pid).toBeGreaterThan(0);
    expect(isAlive(pid)).toBe(false);
  });

  test("takes down what the child left running in the background", async () => {
    const { stdout } = await runChild("sh", ["-c", "sleep 60 >/dev/null 2>&1 & echo $!"], here);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(isAlive(Number(stdout))).toBe(false);
  });

  test("gives the exit status of a tethered child too", async () => {
    const result = await runChild("sh", ["-c", "echo out; cat; exit 3"], { ...here, tethered: true });
    expect(result).toEqual({ status: 3, stdout: "out\n", stderr: "" });
  });

  test("takes a tethered child down even when this process is killed outright", async () => {
    const script = `require("tsx/cjs"); const { runChild } = require(${JSON.stringify(require.resolve("../../lib/system/child"))});
      runChild("sh", ["-c", "sleep 60 & echo $!; wait"], { cwd: "/", environment: process.env, tethered: true, onOutput: (text) => console.log(text) });`;
    const parent = spawn(process.execPath, ["-e", script], { stdio: ["ignore", "pipe", "inherit"] });
    const pid = await new Promise<number>((resolve) =>
      parent.stdout.once("data", (text) => resolve(Number(text))),
    );
    parent.kill("SIGKILL");
    for (let tries = 0; isAlive(pid) && tries < 100; tries++)
      await new Promise((resolve) => setTimeout(resolve, 20));
    expect(pid).toBeGreaterThan(0);
    expect(isAlive(pid)).toBe(false);
  });

  test("starts nothing once it is aborted", async () => {
    await expect(
      runChild("sh", ["-c", "exit 0"], { ...here, signal: AbortSignal.abort(new Error("too late")) }),
    ).rejects.toThrow("too late");
  });
});
