import { existsSync, readFileSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { winsOverKeys } from "../../lib/credentials/config-file";

type Environment = Readonly<Record<string, string | undefined>>;

/** @see https://docs.aws.amazon.com/sdkref/latest/guide/file-location.html */
export function credentialsFile(given: string | undefined, environment: Environment): string {
  return given ?? place(environment, "AWS_SHARED_CREDENTIALS_FILE", "credentials");
}

/** A warning, when the config file makes the AWS CLI and SDKs take other credentials than the profile's keys. */
export function configWarning(profile: string, environment: Environment): string | undefined {
  const file = place(environment, "AWS_CONFIG_FILE", "config");
  if (!existsSync(file) || !statSync(file).isFile()) return undefined;
  const name = JSON.stringify(profile);
  try {
    const key = winsOverKeys(readFileSync(file), profile);
    return key && `${file}: profile ${name} has ${key} there, which wins over the keys just written`;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return `${file}: this user can't read it (${code}), so a role_arn of profile ${name} there, which would win, is not seen`;
  }
}

function place(environment: Environment, variable: string, name: string): string {
  const home = environment.HOME || homedir();
  const named = environment[variable];
  if (!named) return join(home, ".aws", name);
  return named.startsWith("~/") ? join(home, named.slice(2)) : named;
}
