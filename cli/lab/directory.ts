import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { isRunning, newOwner, type Owner, parseOwner } from "../../lib/system/owner";
import { writeWhole } from "../../lib/system/write-file";
import { UsageError } from "../failure";
import { ROOT } from "../root";

/** The lab's own directory: everything that a run writes lies in it, and goes with it. */
export interface LabDirectory {
  readonly path: string;
  /** Where the stacks are synthesized to; their state lies beside it. */
  readonly output: string;
  /** Holds the profile with the role's temporary credentials, mode 0600. */
  readonly credentialsFile: string;
  /** An empty AWS config file, so that the user's is not read. */
  readonly configFile: string;
  /** A Terraform CLI configuration, where one has to be made. */
  readonly terraformConfig: string;
  remove(): void;
}

const RUN = "run-";
/** Names the process whose directory it is. */
const OWNER = "owner";

/**
 * A new directory below `.lab/` that only its owner can read. Those of labs that were killed are removed.
 *
 * @throws {UsageError} the checkout is not this user's to write
 */
export function makeLabDirectory(): LabDirectory {
  const path = newDirectory(join(ROOT, ".lab"));
  const configFile = join(path, "config");
  writeWhole(configFile, "", { mode: 0o600 });
  return {
    path,
    output: join(path, "cdktf.out"),
    credentialsFile: join(path, "credentials"),
    configFile,
    terraformConfig: join(path, "terraform.tfrc"),
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}

function newDirectory(parent: string): string {
  try {
    mkdirSync(parent, { recursive: true, mode: 0o700 });
    for (const path of readdirSync(parent).map((name) => join(parent, name)))
      if (isAbandoned(path)) rmSync(path, { recursive: true, force: true });
    const path = mkdtempSync(join(parent, RUN));
    writeWhole(join(path, OWNER), newOwner());
    return path;
  } catch (error) {
    throw new UsageError(`${parent} must be a folder that this user can write: ${(error as Error).message}`);
  }
}

/** Is it the directory of a lab that has ended without removing it? */
function isAbandoned(path: string): boolean {
  const owner = basename(path).startsWith(RUN) ? ownerOf(path) : undefined;
  return owner !== undefined && isRunning(owner) === false;
}

function ownerOf(path: string): Owner | undefined {
  try {
    return parseOwner(readFileSync(join(path, OWNER), "utf8"));
  } catch {
    return undefined; // it is being made, or another lab removes it just now
  }
}
