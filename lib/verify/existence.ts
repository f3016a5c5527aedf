import { DescribeRepositoriesCommand, type ECRClient } from "@aws-sdk/client-ecr";
import { abortable } from "./abortable";
import { backOff, type Clock } from "./clock";
import { said } from "./said";
import type { Secrets } from "./secrets";
import { meaningOf } from "./transient";
import type { Turn } from "./turns";

/** Most names that one DescribeRepositories takes. */
const NAMES = 100;

export interface LookProps {
  readonly turn: Pick<Turn, "take">;
  readonly clock: Clock;
  readonly secrets: Pick<Secrets, "hide">;
  readonly signal: AbortSignal;
  /** How long what is transient is tried again, in milliseconds. */
  readonly timeout: number;
}

/**
 * Why a repository can't be asked about, for those that the deployer can't see: a denial about a repository that is not
 * there means nothing.
 */
export async function unseenRepositories(
  deployer: ECRClient,
  names: readonly string[],
  props: LookProps,
): Promise<ReadonlyMap<string, string>> {
  const unseen = new Map<string, string>();
  const deadline = props.clock.now() + props.timeout;
  const look = async (some: readonly string[]): Promise<void> => {
    try {
      const seen = await describe(deployer, some, deadline, props);
      for (const name of some)
        if (!seen.has(name)) unseen.set(name, `the deployer's look did not show ${name}`);
    } catch (error) {
      // one name that is not there spoils the whole answer
      if (some.length > 1 && (error as Error).name === "RepositoryNotFoundException") {
        await Promise.all(halves(some).map(look));
      } else for (const name of some) unseen.set(name, props.secrets.hide(unseenBecause(name, error)));
    }
  };
  await Promise.all(chunks(names).map(look));
  return unseen;
}

async function describe(
  deployer: ECRClient,
  repositoryNames: readonly string[],
  deadline: number,
  { turn, clock, signal }: LookProps,
): Promise<ReadonlySet<string | undefined>> {
  for (let tries = 0; ; tries++) {
    try {
      const command = new DescribeRepositoriesCommand({ repositoryNames: [...repositoryNames] });
      const { repositories } = await turn.take(() => abortable(() => deployer.send(command), signal));
      return new Set(repositories?.map(({ repositoryName }) => repositoryName));
    } catch (error) {
      const { class: errorClass, retryable } = meaningOf(error);
      // the deployer's own session may just be renewed
      const goOn = retryable || errorClass === "credentials";
      if (!goOn || signal.aborted || clock.now() >= deadline) throw error;
      await clock.sleep(Math.min(backOff(tries, clock), deadline - clock.now()), signal);
    }
  }
}

function chunks(names: readonly string[]): (readonly string[])[] {
  return Array.from({ length: Math.ceil(names.length / NAMES) }, (_, index) =>
    names.slice(index * NAMES, (index + 1) * NAMES),
  );
}

function halves<T>(list: readonly T[]): (readonly T[])[] {
  const middle = Math.ceil(list.length / 2);
  return [list.slice(0, middle), list.slice(middle)];
}

function unseenBecause(name: string, error: unknown): string {
  if ((error as Error).name === "RepositoryNotFoundException")
    return `${name} does not exist: a denial would mean nothing`;
  return `whether ${name} exists is not known: ${said(error)}`;
}
