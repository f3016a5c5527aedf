import { assumedRoleArn, roleArn } from "../../lib/aws/arn";
import { levelActions } from "../../lib/config/levels";
import type { Registry } from "../../lib/config/registry";
import { PROBED_ACTIONS } from "../../lib/matrix/cell";
import { Declarations } from "../../lib/matrix/declare";
import { hasRepository } from "../../lib/matrix/matrix";
import { identityPolicies } from "../../lib/policies/identity";
import { trustPolicy } from "../../lib/policies/trust";
import type { CellToProve, ProvedCell } from "../../lib/verify/cell";
import type { Clock } from "../../lib/verify/clock";
import { prove } from "../../lib/verify/prove";
import { target } from "../../lib/verify/target";
import { assemble } from "../../sandbox/assemble";
import type { DecisionRecord } from "../../sandbox/decisions";
import { withFaults } from "../../sandbox/faults/inject";
import type { FaultRule } from "../../sandbox/faults/schema";
import type { Incoming } from "../../sandbox/gateway/incoming";
import { serve } from "../../sandbox/gateway/server";
import type { MotoClient } from "../../sandbox/moto/client";
import * as written from "../policies/registry";
import { deployRegistry } from "./deploy-registry";

export const ROLE = "team-a-pull";
const REPOSITORIES = ["team-a/api", "team-a-x/api", "team-b/api"];

/** What the role's policies are: as declared; more than that; nothing; or a trust policy that names another account. */
export type View = "right" | "broad" | "nothing" | "untrusted";

/** From that many seconds after the start of the run on, the policies are these. */
export interface Change {
  readonly seconds: number;
  readonly view: View;
}

export interface WorldOptions {
  readonly moto: Pick<MotoClient, "send">;
  /** Of its own for each world: worlds may share a moto. */
  readonly account: string;
  readonly clock: Clock;
  readonly changes: readonly Change[];
  readonly faults?: readonly FaultRule[];
  readonly concurrency?: number;
  /** Ends the run. */
  readonly signal?: AbortSignal;
  /** Milliseconds that a try of a call may take. */
  readonly callMilliseconds?: number;
  /** The SDK's own retries, as in a real run; they wait by the wall's clock. */
  readonly sdkRetries?: boolean;
  readonly onDecision?: (decision: DecisionRecord) => void;
}

/** What a run against a world showed. */
export interface Shown {
  readonly cells: readonly ProvedCell[];
  /** Seconds of the world's clock. */
  readonly seconds: number;
}

export const TIMEOUT_SECONDS = 120;

/**
 * Runs a proof in a sandbox whose policies change in step with the verifier's clock and whose answers have faults. A change
 * is made before the first request that comes after its time.
 */
export async function proveIn(options: WorldOptions): Promise<Shown> {
  const { moto, account, clock, changes, faults = [], concurrency = 10 } = options;
  const registry = registryOf(account);
  const { region } = registry;
  const parts = assemble({ region }, moto, (decision) => options.onDecision?.(decision));
  const deployer = await parts.deployerOf(account);
  let handle = (incoming: Incoming) => parts.serving.handle(incoming);
  const server = await serve({
    host: "127.0.0.1",
    port: 0,
    ...parts.serving,
    handle: (incoming) => handle(incoming),
  });
  const endpoint = `http://127.0.0.1:${server.port}`;
  try {
    await deployRegistry({ endpoint, deployer }, registry);
    const start = clock.now();
    const pending = [...changes];
    const change = ({ view }: Change) => setView(view, registry, parts.backend, account);
    let changing = Promise.resolve();
    handle = withFaults(async (incoming) => {
      changing = changing.then(async () => {
        while (pending.length && pending[0]!.seconds * 1_000 <= clock.now() - start)
          await change(pending.shift()!);
      });
      await changing;
      return parts.serving.handle(incoming);
    }, faults);
    const sessionName = "proof";
    const settings = target({ region, endpoint, credentials: deployer });
    const proved = await prove({
      location: registry,
      roles: [
        {
          role: {
            name: ROLE,
            arn: roleArn(registry, ROLE),
            sessionName,
            sessionArn: assumedRoleArn(registry, ROLE, sessionName),
          },
          cells: cellsOf(registry),
        },
      ],
      target: {
        ...settings,
        ecr: options.sdkRetries ? settings.ecr : { region, endpoint, credentials: deployer, maxAttempts: 1 },
        callMilliseconds: options.callMilliseconds ?? 2_000,
      },
      clock,
      signal: options.signal ?? new AbortController().signal,
      timeout: TIMEOUT_SECONDS * 1_000,
      concurrency,
    });
    return { cells: proved, seconds: (clock.now() - start) / 1_000 };
  } finally {
    await server.close();
  }
}

/** A role that may pull from one of three namespaces, whose names are alike. */
function registryOf(account: string): Registry {
  const teams = REPOSITORIES.map((name) =>
    written.team(name.split("/")[0]!, {
      repositories: [written.repository(name)],
      roles:
        name === "team-a/api"
          ? [
              written.role(ROLE, {
                grants: [written.grant({ actions: levelActions("pull"), on: ["team-a/*"], level: "pull" })],
              }),
            ]
          : [],
    }),
  );
  return written.registry(teams, { account });
}

function cellsOf(registry: Registry): CellToProve[] {
  const declaration = new Declarations(registry).roles.get(ROLE)!;
  return [...REPOSITORIES, "*"].flatMap((repository) =>
    PROBED_ACTIONS.filter((action) => hasRepository(action) === (repository !== "*")).map((action) => ({
      role: ROLE,
      action,
      repository,
      declared: declaration.declared(action, repository),
      predicted: "unknown" as const,
    })),
  );
}

async function setView(
  view: View,
  registry: Registry,
  backend: ReturnType<typeof assemble>["backend"],
  account: string,
): Promise<void> {
  const role = registry.teams[0]!.roles[0]!;
  const [policy] = identityPolicies(role, registry);
  const text = JSON.stringify(policy!.document);
  const documents: Record<View, string> = {
    right: text,
    untrusted: text,
    broad: text.replaceAll("repository/team-a/*", "repository/team-*"),
    nothing: JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "ecr:DescribeRegistry", Resource: "*" }],
    }),
  };
  const trust = JSON.stringify(trustPolicy(role, registry));
  const call = async (operation: string, parameters: Record<string, string>) => {
    const { status } = await backend.carryOut(
      { service: "iam", operation, region: registry.region, parameters: { RoleName: ROLE, ...parameters } },
      account,
    );
    if (status !== 200) throw new Error(`moto refused ${operation} with ${status}`);
  };
  await call("PutRolePolicy", { PolicyName: policy!.name, PolicyDocument: documents[view] });
  await call("UpdateAssumeRolePolicy", {
    PolicyDocument: view === "untrusted" ? trust.replaceAll(`::${account}:`, "::999999999999:") : trust,
  });
}

/** What a cell is once the policies are these for good; of a role that can't be assumed nothing can be known. */
export function truth({ action, repository, declared }: CellToProve, view: View): string {
  if (view === "untrusted") return "inconclusive";
  if (view === "nothing") return "denied";
  const covered = view === "broad" && repository !== "*" && levelActions("pull").includes(action);
  return covered ? "allowed" : declared;
}
