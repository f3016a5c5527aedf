import { z } from "zod";
import { ecrAction, ecrActions } from "../aws/ecr-actions";
import { REPOSITORY_NAME } from "../aws/repository-name";
import { ACCESS_LEVELS, AUTHORIZATION } from "./levels";
import { refuse, someOf, text, word } from "./schema-text";
import { didYouMean } from "./suggest";

/** Whoever has one of these decides who else gets in, or is in Terraform's way. */
const NEVER_GRANTED = new Set([
  "ecr:SetRepositoryPolicy",
  "ecr:DeleteRepositoryPolicy",
  "ecr:CreateRepository",
  "ecr:DeleteRepository",
]);

const action = text(
  "must be an ECR action, ecr:…",
  /^[eE][cC][rR]:[A-Za-z]+$/,
  "An ECR action such as `ecr:ListImages`; no wildcards.",
  128,
).superRefine((name, context) => {
  const rule = actionRule(name);
  if (rule !== undefined) refuse(context, rule);
});

function actionRule(name: string): string | undefined {
  const known = ecrAction(name);
  if (known === undefined) {
    const names = ecrActions.map((each) => each.name);
    return `must be an action that ECR has${didYouMean(name, names)}`;
  }
  if (NEVER_GRANTED.has(known.name))
    return "must not be an action by which others are let in or repositories made and deleted";
  if (!known.repository && known.name !== AUTHORIZATION)
    return "must be an action on repositories or ecr:GetAuthorizationToken";
  return undefined;
}

export const actions = someOf(action, "ECR actions, compared without regard to case.");

/** At least two parts, the last of which may be `*`. */
const WHOLE_NAME_OR_NAMESPACE = new RegExp(`^(?=.*\\/)${REPOSITORY_NAME.source.slice(1, -1)}(?:\\/\\*)?$`);

export const target = text(
  "must be a repository's whole name or namespace/*",
  WHOLE_NAME_OR_NAMESPACE,
  "A repository with its namespace (`team-a/api`), or a whole namespace, later repositories included (`team-a/*`).",
  258,
);

export function oneOrSome<Item extends z.ZodType>(item: Item, description: string) {
  return z
    .union([item, someOf(item, description)], { error: "must be a name or a list of them" })
    .meta({ description });
}

export const exactlyOne = (value: { level?: unknown; actions?: unknown }, context: z.RefinementCtx) => {
  if ((value.level === undefined) === (value.actions === undefined)) {
    refuse(context, "must have either level or actions");
  }
};

export const level = word(
  ACCESS_LEVELS,
  "Access level: list, pull, push or admin; each includes the one before.",
);
