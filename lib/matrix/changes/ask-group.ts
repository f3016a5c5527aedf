import type { AccessChange } from "../changes";
import type { ComparedRole } from "../every-name/compared-role";
import { type NameChange, nameChanges } from "../every-name";
import { nameActions } from "../every-name/name-actions";
import { namedChanges } from "../every-name/named-changes";
import type { RepositoryGroup } from "./repository-groups";
import { changedThings, type SideBySide } from "./role-question";

/**
 * Names whose tags may be any are asked together, others by what tells them apart; no policy on repositories reaches those
 * of another region.
 */
export function askGroup(
  { names, created }: RepositoryGroup,
  who: string,
  { base, head, question }: SideBySide,
): AccessChange[] {
  const changes = names
    ? namedChanges(base, head, question, names)
    : nameChanges(base, head, { ...question, repository: created?.pattern ?? "*" }).map((change) => ({
        ...change,
        ...(created && ofCreated(change, created)),
        repositories: [],
      }));
  return changes.map((change) => ({ ...change, who, what: nameActions(change.actions) }));
}

function ofCreated(change: NameChange, { pattern, except }: NonNullable<RepositoryGroup["created"]>) {
  return {
    pattern: change.pattern === "*" ? pattern : change.pattern,
    except: [...new Set([...change.except, ...except])],
    because: ["Amazon ECR itself creates the repository", ...change.because],
  };
}

/** With what of the tags and of the role changes, as far as policies read it. */
export function withChanged(change: AccessChange, group: RepositoryGroup, role?: ComparedRole): AccessChange {
  const reads = [group.reads, ...(role ? [role.reads] : [])];
  const changed = changedThings(role, { tags: group.tags, names: change.repositories }, reads);
  return changed.length ? { ...change, changed } : change;
}
