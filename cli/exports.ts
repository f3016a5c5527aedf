import { shellQuoted } from "../lib/credentials/format";
import type { Environment } from "../lib/system/child";

/** A shell's way to the sandbox and nothing else: what to set, and what must not be set. */
export interface ShellEnvironment {
  readonly set: Readonly<Record<string, string>>;
  readonly unset: readonly string[];
}

/** Variables of the AWS SDKs and of Terraform that would lead past an endpoint or beat a key, whether they are set now or later. */
const MISLEADING = [
  "AWS_PROFILE",
  "AWS_DEFAULT_PROFILE",
  "AWS_SESSION_TOKEN",
  "AWS_SECURITY_TOKEN",
  "AWS_ROLE_ARN",
  "AWS_WEB_IDENTITY_TOKEN_FILE",
  "AWS_CONTAINER_CREDENTIALS_FULL_URI",
  "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
  "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
  "AWS_ENDPOINT_URL_ECR",
  "AWS_ENDPOINT_URL_IAM",
  "AWS_ENDPOINT_URL_STS",
  "AWS_USE_FIPS_ENDPOINT",
  "AWS_USE_DUALSTACK_ENDPOINT",
  "TF_AWS_IAM_ENDPOINT",
  "TF_AWS_STS_ENDPOINT",
  "TF_REATTACH_PROVIDERS",
  "TF_DATA_DIR",
  "TF_CLI_ARGS",
] as const;

/** With its value `ecr-access verify` stands in for GitHub Actions, where a loopback endpoint is the sandbox's. */
export const ISSUER_VARIABLE = "ECR_ACCESS_SANDBOX_ISSUER";

export interface SandboxAccess {
  readonly endpoint: string;
  readonly account: string;
  readonly region: string;
  readonly deployer: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** Signing key of the sandbox's web identities. */
  readonly issuerKey: string;
  /** Credentials and config file to use instead of the user's. */
  readonly credentialsFile: string;
  readonly configFile: string;
}

/** The variables that make the AWS CLI, the SDKs and Terraform's AWS provider reach the sandbox as its deployer. */
export function sandboxVariables(access: SandboxAccess): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: access.endpoint,
    AWS_ACCESS_KEY_ID: access.deployer.accessKeyId,
    AWS_SECRET_ACCESS_KEY: access.deployer.secretAccessKey,
    AWS_REGION: access.region,
    AWS_DEFAULT_REGION: access.region,
    AWS_SHARED_CREDENTIALS_FILE: access.credentialsFile,
    AWS_CONFIG_FILE: access.configFile,
    AWS_EC2_METADATA_DISABLED: "true",
    ACCOUNT_ID: access.account,
    [ISSUER_VARIABLE]: access.issuerKey,
    // a Terraform workspace of its own: the state of a deployment to AWS is never read nor written
    TF_WORKSPACE: "sandbox",
  };
}

/** The lines that turn a shell of the user's, with all that is set there, towards `set`. */
export function shellEnvironment(
  set: Readonly<Record<string, string>>,
  current: Environment,
): ShellEnvironment {
  // a name that no shell can set can't be unset there either
  const present = Object.keys(current).filter((name) =>
    /^((TF_)?AWS_(?!SDK_JS_)|TF_CLI_ARGS)\w*$/.test(name),
  );
  const unset = [...new Set([...MISLEADING, ...present])].filter((name) => !(name in set));
  return { set: { ...set, ...pastTheProxy(current) }, unset };
}

/** A proxy must not be asked for an address of this machine. */
function pastTheProxy(current: Environment): Record<string, string> {
  const names = ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"];
  if (!names.some((name) => current[name])) return {};
  const hosts = [current.no_proxy ?? current.NO_PROXY, "127.0.0.1"].filter(Boolean).join(",");
  return { NO_PROXY: hosts, no_proxy: hosts };
}

/** `unset` and `export` lines for a POSIX shell, to paste or to source. */
export function shellLines({ set, unset }: ShellEnvironment): string[] {
  const exports = Object.entries(set).map(([name, value]) => `export ${name}=${shellQuoted(value)}`);
  return [`unset ${unset.join(" ")}`, ...exports];
}
