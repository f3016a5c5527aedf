/** One profile written into a file of 20,000: by us, and by what the AWS CLI does, which is not whole or not at all. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeProfile } from "../lib/credentials/profile";
import { pythonEnvironment } from "../sandbox/moto/environment";
import type { Figure } from "./figure";

const PROFILES = 20_000;
const KEYS = { accessKeyId: "ASIAEXAMPLE", secretAccessKey: "secret", sessionToken: "token" };

/** The AWS CLI's own writer, start-up left out; it prints how long it took. */
const AWS_CLI = `
import sys, time
from awscli.customizations.configure.writer import ConfigFileWriter
values = {"aws_access_key_id": "A", "aws_secret_access_key": "B", "aws_session_token": "C"}
began = time.perf_counter()
ConfigFileWriter().update_config({"__section__": "profile-10000", **values}, sys.argv[1])
print(time.perf_counter() - began)
`;

export const figure: Figure = {
  name: "credentials-file",
  unit: "s",
  rounds: 5,
  async prepare() {
    const python = await pythonEnvironment(join(__dirname, "..", "requirements-dev.txt"));
    const folder = mkdtempSync(join(tmpdir(), "ecr-access-bench-"));
    const file = join(folder, "credentials");
    const section = (index: number) =>
      `[profile-${index}]\naws_access_key_id = A${index}\naws_secret_access_key = B${index}\n\n`;
    writeFileSync(file, Array.from({ length: PROFILES }, (_, index) => section(index)).join(""), {
      mode: 0o600,
    });
    return {
      async ours() {
        const began = performance.now();
        await writeProfile(file, "profile-10000", KEYS, { force: true });
        return (performance.now() - began) / 1_000;
      },
      async peer() {
        return Number(execFileSync(python, ["-c", AWS_CLI, file], { encoding: "utf8" }));
      },
      close: async () => rmSync(folder, { recursive: true, force: true }),
    };
  },
};
