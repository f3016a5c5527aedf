/** Calls a second of a verification of 50 teams (2,500 role-repository pairs), and of plain SDK clients of the same concurrency. */
import { ECRClient, ListImagesCommand } from "@aws-sdk/client-ecr";
import { roleArn } from "../../lib/aws/arn";
import { assumeRole } from "../../lib/credentials/assume";
import type { Figure } from "../figure";
import { CONCURRENCY, deployedTeams, proveCells } from "./deployed";
import { cellsOf, REGION, teamsRegistry } from "./teams";

const TEAMS = 50;
const PLAIN_CALLS = 4_000;

export const figure: Figure = {
  name: "verify-calls",
  unit: "calls/s",
  rounds: 3,
  prepare: async () => {
    const deployed = await deployedTeams(TEAMS);
    const { endpoint, deployer: credentials } = deployed;
    const registry = teamsRegistry(TEAMS);
    const names = registry.teams.flatMap((team) => team.repositories.map(({ name }) => name));
    const cells = cellsOf(registry, ["ecr:ListImages", "ecr:BatchGetImage", "ecr:PutImage"]);
    const plain = async (): Promise<number> => {
      const session = await assumeRole({
        region: REGION,
        endpoint,
        credentials,
        roleArn: roleArn(registry, "team-0-pull"),
        sessionName: "plain",
      });
      let left = PLAIN_CALLS;
      const start = performance.now();
      const client = async () => {
        const ecr = new ECRClient({ region: REGION, endpoint, credentials: session });
        while (left-- > 0) {
          const repositoryName = names[left % names.length];
          await ecr.send(new ListImagesCommand({ repositoryName, maxResults: 1 })).catch((error: Error) => {
            if (error.name !== "AccessDeniedException") throw error;
          });
        }
        ecr.destroy();
      };
      await Promise.all(Array.from({ length: CONCURRENCY }, client));
      return (PLAIN_CALLS * 1_000) / (performance.now() - start);
    };
    return {
      ours: async () => {
        const { calls, seconds } = await proveCells(deployed, TEAMS, cells);
        return calls / seconds;
      },
      peer: plain,
      close: async () => deployed.close(),
    };
  },
};
