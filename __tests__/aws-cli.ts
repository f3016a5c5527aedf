import { join } from "node:path";
import { ROOT } from "../cli/root";
import { pythonEnvironment } from "../sandbox/moto/environment";

/** A shell function `aws`: the AWS CLI pinned in `requirements-dev.txt`, installed on the first call as moto is. */
export async function awsShellFunction(): Promise<string> {
  const python = await pythonEnvironment(join(ROOT, "requirements-dev.txt"));
  return `aws() { '${python}' -m awscli "$@"; }`;
}
