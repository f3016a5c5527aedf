import { type At, type PlacedRepository, items } from "./placed";
import type { LifecycleRule, Repository } from "./registry";
import type { WrittenDefaults, WrittenRepository } from "./schema";

/** A repository with the registry's defaults where it says nothing of its own. */
export function placeRepository(
  at: At,
  namespace: string,
  written: WrittenRepository,
  defaults: WrittenDefaults,
): PlacedRepository {
  const settings = { ...defaults, ...withoutUndefined(written) };
  const repository: Repository = {
    name: `${namespace}/${written.name}`,
    imageTagMutability: settings.imageTagMutability ?? "MUTABLE",
    scanOnPush: settings.scanOnPush ?? false,
    lifecycle: items(at, settings.lifecycle ?? []).map(({ item }, index) => lifecycleRule(item, index)),
    encryption: encryption(settings.encryption ?? "AES256"),
    forceDelete: settings.forceDelete ?? false,
    tags: { ...defaults.tags, ...written.tags },
    source: at.source,
  };
  return { at, written, repository };
}

function withoutUndefined<Value extends object>(value: Value): Partial<Value> {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as Partial<Value>;
}

function encryption(written: NonNullable<WrittenDefaults["encryption"]>): Repository["encryption"] {
  if (typeof written === "object") return { type: "KMS", kmsKey: written.kmsKey };
  return { type: written };
}

type WrittenRule = NonNullable<NonNullable<WrittenDefaults["lifecycle"]>[number]>;

function lifecycleRule(written: WrittenRule, index: number): LifecycleRule {
  const { priority = index + 1, description, tagStatus, expire } = written;
  return {
    priority,
    ...(description !== undefined && { description }),
    tagStatus,
    ...(written.tagPatterns && { tagPatterns: present(written.tagPatterns) }),
    ...(written.tagPrefixes && { tagPrefixes: present(written.tagPrefixes) }),
    expire:
      expire.moreThan === undefined
        ? { olderThanDays: expire.olderThanDays ?? 0 }
        : { moreThan: expire.moreThan },
  };
}

function present(list: readonly (string | undefined)[]): string[] {
  return list.filter((item) => item !== undefined);
}
