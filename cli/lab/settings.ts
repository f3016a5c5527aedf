import type { Registry, Role } from "../../lib/config/registry";
import { UsageError } from "../failure";

/** Session name of the lab, part of the sentence that it expects. */
export const SESSION_NAME = "ECR-Access-Testing";

/** Profile that the lab writes, in a credentials file of its own. */
export const PROFILE = "ecrTester";

/** Tag of the image that is pushed to both repositories. */
export const IMAGE_TAG = "v1";

/** What the lab does with a registry: which role it assumes, and which two repositories it lists. */
export interface LabSettings {
  readonly registry: Registry;
  readonly role: Role;
  /** The one that must be allowed. */
  readonly repositoryA: string;
  /** The one that must be denied. */
  readonly repositoryB: string;
}

/**
 * The lab's settings: the registry's first role, and the repositories that `ECR_REPO_A` and `ECR_REPO_B` name.
 *
 * @throws {UsageError} a repository that is not declared, or a registry without a role
 */
export function labSettings(
  registry: Registry,
  environment: Readonly<Record<string, string | undefined>>,
): LabSettings {
  const role = registry.teams.flatMap((team) => team.roles)[0];
  if (!role) throw new UsageError("the lab needs a role to assume: teams[].roles must not all be empty");
  const declared = registry.teams.flatMap((team) => team.repositories.map((repository) => repository.name));
  const choose = (variable: string, fallback: string): string => {
    const name = environment[variable] || fallback;
    if (declared.includes(name)) return name;
    throw new UsageError(
      `${variable} must name a declared repository (${declared.join(", ") || "there is none"}), got ${JSON.stringify(name)}`,
    );
  };
  return {
    registry,
    role,
    repositoryA: choose("ECR_REPO_A", "team-a/alpine"),
    repositoryB: choose("ECR_REPO_B", "team-b/alpine"),
  };
}
