import type { Environment } from "../../lib/system/child";

/** What Terraform needs of the user's environment; a profile, key, endpoint or setting of AWS is never among it. */
const INHERITED = [
  "PATH",
  "HOME",
  "TMPDIR",
  "LANG",
  "LC_ALL",
  "SSL_CERT_FILE",
  "SSL_CERT_DIR",
  ...["HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy"],
  "TF_PLUGIN_CACHE_DIR",
] as const;

/** An environment built from nothing: the few names that programs need to run at all. */
export function bareEnvironment(environment: Environment): Record<string, string> {
  return pick(environment, (name) => (INHERITED as readonly string[]).includes(name));
}

/** Names that reach `registry.yaml` as `${…}`: everything but AWS's own variables, of which it may see the region alone. */
export function registryEnvironment(environment: Environment): Record<string, string> {
  return pick(environment, (name) => !name.startsWith("AWS_") || name === "AWS_REGION");
}

function pick(environment: Environment, keep: (name: string) => boolean): Record<string, string> {
  const entries = Object.entries(environment).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && keep(entry[0]),
  );
  return Object.fromEntries(entries);
}

/** Takes every AWS variable out of this process, so that no SDK client of ours can meet a profile or an endpoint of the user's. */
export function forgetAws(environment: NodeJS.ProcessEnv): void {
  for (const name of Object.keys(environment)) if (name.startsWith("AWS_")) delete environment[name];
  environment.AWS_EC2_METADATA_DISABLED = "true";
  // the SDK's warning about Node 20 is no news to somebody who runs the lab
  environment.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";
}
