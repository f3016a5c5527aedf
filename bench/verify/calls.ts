/** Calls a second of a verification of 50 teams (2,500 role-repository pairs), and of plain SDK clients that make the same calls. */
import { ECRClient } from "@aws-sdk/client-ecr";
import { roleArn } from "../../lib/aws/arn";
import { assumeRole } from "../../lib/credentials/assume";
import { probeOf } from "../../lib/verify/probes";
import type { Figure } from "../figure";
import { CONCURRENCY, type Deployed, deployedTeams, proveCells } from "./deployed";
import { cellsOf, REGION, teamsRegistry } from "./teams";

const TEAMS = 50;

export const figure: Figure = {
  name: "verify-calls",
  unit: "calls/s",
  rounds: 3,
  prepare: async () => {
    const deployed = await deployedTeams(TEAMS);
    const cells = cellsOf(teamsRegistry(TEAMS));
    const clients = await plainClients(deployed);
    const plain = async (): Promise<number> => {
      let next = 0;
      const worker = async (): Promise<void> => {
        for (let cell = cells[next++]; cell; cell = cells[next++]) {
          const probe = probeOf(cell.action)!;
          await probe.ask(clients.get(cell.role)!, cell.repository).catch((error: Error) => {
            if (![probe.allowedError, "AccessDeniedException"].includes(error.name)) throw error;
          });
        }
      };
      const start = performance.now();
      await Promise.all(Array.from({ length: CONCURRENCY }, worker));
      return (cells.length * 1_000) / (performance.now() - start);
    };
    return {
      ours: async () => {
        const { calls, seconds } = await proveCells(deployed, TEAMS, cells);
        return calls / seconds;
      },
      peer: plain,
      close: async () => {
        for (const client of clients.values()) client.destroy();
        deployed.close();
      },
    };
  },
};

/** A client of the SDK as it is for each role, with a session of its own. */
async function plainClients({ endpoint, deployer: credentials }: Deployed): Promise<Map<string, ECRClient>> {
  const registry = teamsRegistry(TEAMS);
  const clients = new Map<string, ECRClient>();
  for (const { name } of registry.teams.flatMap(({ roles }) => roles)) {
    const arn = roleArn(registry, name);
    const settings = { region: REGION, endpoint };
    const session = await assumeRole({ ...settings, credentials, roleArn: arn, sessionName: "plain" });
    clients.set(name, new ECRClient({ ...settings, credentials: session }));
  }
  return clients;
}
