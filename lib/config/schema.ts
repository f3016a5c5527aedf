import { z } from "zod";
import { repository, repositorySettings } from "./schema-repository";
import { role } from "./schema-role";
import { share } from "./schema-share";
import { account, fields, listOf, namePart, someOf, text, word } from "./schema-text";
import { principal } from "./schema-trust";

/** A team as its file has it, or `teams[]`. */
export const teamSchema = fields(
  {
    namespace: namePart.meta({
      description:
        "The ECR namespace that the team owns; its repositories are `<namespace>/<name>`. It may not overlap another by path.",
    }),
    repositories: listOf(repository, "The team's repositories. May be empty.").optional(),
    roles: listOf(role, "The roles by which the team, and machines for it, reach repositories.").optional(),
    shares: listOf(share, "Who else may reach the team's repositories.").optional(),
  },
  "A team: a namespace of the registry, with repositories, roles and shares.",
).meta({ id: "team" });

export const region = text(
  "must be an AWS region such as us-west-2",
  /^[a-z]{2,4}(?:-[a-z]+)+-\d{1,2}$/,
  "The AWS region of the registry.",
  32,
);

const PATH_PART = /(?!\.{1,2}(?:\/|$))(?:[^\\/*]+(?:\*[^\\/*]*)?|\*[^\\/*]*)/.source;

/** Parts of a path, none of them `.`, `..` or empty, with at most one `*` each. */
const INCLUDE = new RegExp(`^${/PART(?:\/PART)*/.source}$`.replaceAll("PART", PATH_PART));

/** Enough for a line of each team. */
const MOST_INCLUDES = 2_000;

/** The file registry.yaml. */
export const registrySchema = fields(
  {
    // required, as `rules` says: optional here so that the other problems of a file without them are found too
    account: account.meta({ description: "The AWS account, 12 digits, in quotes." }).optional(),
    region: region.optional(),
    githubProvider: word(
      ["existing", "create"],
      "The account's OpenID Connect provider for GitHub: found there, or made here (an account can have only one). Default: existing.",
    ).optional(),
    verifier: principal
      .meta({
        description: "ARN of a role or user that may assume every role to prove access. Default: none.",
      })
      .optional(),
    defaults: fields(
      repositorySettings,
      "Settings of repositories that don't say otherwise; `tags` go on every repository and role.",
    ).optional(),
    include: someOf(
      text(
        "must be a path below this file's folder, with / between its parts and at most one * in each",
        INCLUDE,
        "A path below this file's folder; a `*`, at most one in a part, stands for any characters of that part.",
        1024,
      ),
      "Files that hold one team each: `teams/*.yaml`.",
    )
      .max(MOST_INCLUDES, { error: `must be at most ${MOST_INCLUDES} paths: use a pattern` })
      .optional(),
    teams: listOf(teamSchema, "The teams that share the registry.").optional(),
  },
  "A registry of Amazon ECR, shared by teams.",
).meta({ required: ["account", "region"] });

export type WrittenTeam = z.infer<typeof teamSchema>;
export type WrittenRegistry = z.infer<typeof registrySchema>;
export type WrittenRole = z.infer<typeof role>;
export type WrittenShare = z.infer<typeof share>;
export type WrittenRepository = z.infer<typeof repository>;
export type WrittenTags = Readonly<Record<string, string>>;
export type WrittenDefaults = NonNullable<WrittenRegistry["defaults"]>;
