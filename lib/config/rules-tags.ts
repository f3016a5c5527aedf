import type { At } from "./placed";
import type { Problem } from "./problem";
import type { Loaded } from "./rules";

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const MOST_TAGS = 50;

type Tags = Readonly<Record<string, string>>;

/** A repository or role has at most 50 tags, the defaults among them; IAM tells keys apart without regard to case. */
export function tagProblems({ teams }: Loaded): Problem[] {
  return teams.flatMap(({ repositories, roles }) => [
    ...repositories.flatMap(({ at, repository }) => tooMany(at, repository.tags)),
    ...roles.flatMap(({ at, role }) => [...tooMany(at, role.tags), ...sameKeys(at, role.tags)]),
  ]);
}

function tooMany(at: At, tags: Tags): Problem[] {
  const count = Object.keys(tags).length;
  if (count <= MOST_TAGS) return [];
  return [at.child("tags").problem(`must be at most ${MOST_TAGS}, those of defaults included`, count)];
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html */
function sameKeys(at: At, tags: Tags): Problem[] {
  const first = new Map<string, string>();
  return Object.keys(tags).flatMap((key) => {
    const same = first.get(key.toLowerCase());
    first.set(key.toLowerCase(), same ?? key);
    if (same === undefined) return [];
    const rule = `must have keys that differ in more than case, those of defaults included: there is ${JSON.stringify(same)}`;
    return [at.child("tags").problem(rule, key)];
  });
}
