/** Milliseconds a call: the verification, and the lab's way, one AWS CLI call a cell, on a sample of the cells. */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { ROOT } from "../../cli/root";
import { roleArn } from "../../lib/aws/arn";
import { assumeRole } from "../../lib/credentials/assume";
import { pythonEnvironment } from "../../sandbox/moto/environment";
import type { Figure } from "../figure";
import { deployedTeams, proveCells } from "./deployed";
import { cellsOf, REGION, teamsRegistry } from "./teams";

const TEAMS = 50;
const SAMPLE = 5;
const run = promisify(execFile);

export const figure: Figure = {
  name: "verify-cli",
  unit: "ms",
  rounds: 3,
  prepare: async () => {
    const python = await pythonEnvironment(join(ROOT, "requirements-dev.txt"));
    const deployed = await deployedTeams(TEAMS);
    const { endpoint, deployer: credentials } = deployed;
    const registry = teamsRegistry(TEAMS);
    const cells = cellsOf(registry, ["ecr:ListImages", "ecr:PutImage"]);
    const { accessKeyId, secretAccessKey, sessionToken } = await assumeRole({
      region: REGION,
      endpoint,
      credentials,
      roleArn: roleArn(registry, "team-0-pull"),
      sessionName: "plain",
    });
    const env = {
      PATH: process.env.PATH,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_SESSION_TOKEN: sessionToken,
      AWS_DEFAULT_REGION: REGION,
      AWS_ENDPOINT_URL: endpoint,
      AWS_CONFIG_FILE: "/dev/null",
      AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
    };
    return {
      ours: async () => {
        const { calls, seconds } = await proveCells(deployed, TEAMS, cells);
        return (seconds * 1_000) / calls;
      },
      peer: async () => {
        const start = performance.now();
        for (let index = 0; index < SAMPLE; index++) {
          const args = ["-m", "awscli", "ecr", "list-images", "--repository-name", `team-${index}/api`];
          // all but the first are denied, which the CLI says with 254
          await run(python, args, { env }).catch((error: { code?: number }) => {
            if (error.code !== 254 && error.code !== 255) throw error;
          });
        }
        return (performance.now() - start) / SAMPLE;
      },
      close: async () => deployed.close(),
    };
  },
};
