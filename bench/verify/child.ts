/** The sandbox that is verified, in a process of its own: so many teams, deployed. */
import { deployRegistry } from "../../__tests__/verify/deploy-registry";
import { startSandbox } from "../../sandbox/sandbox";
import { ACCOUNT, REGION, teamsRegistry } from "./teams";

async function main(teams: number): Promise<void> {
  const { endpoint, deployer } = await startSandbox({ account: ACCOUNT, region: REGION });
  await deployRegistry({ endpoint, deployer }, teamsRegistry(teams));
  process.send?.({ endpoint, deployer });
}

process.once("SIGTERM", () => process.exit());

void main(Number(process.argv[2]));
