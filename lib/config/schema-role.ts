import { z } from "zod";
import { ecrAction, ecrActions } from "../aws/ecr-actions";
import { ACCESS_LEVELS, AUTHORIZATION } from "./levels";
import { fields, namePart, refuse, someOf, tags, text, wholeNumber, word } from "./schema-text";
import { nearest } from "./suggest";
import { accounts, organization, trust } from "./schema-trust";

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
    const suggestion = nearest(
      name,
      ecrActions.map((each) => each.name),
    );
    return `must be an action that ECR has${suggestion === undefined ? "" : `: did you mean ${suggestion}?`}`;
  }
  if (NEVER_GRANTED.has(known.name))
    return "must not be an action by which others are let in or repositories made and deleted";
  if (!known.repository && known.name !== AUTHORIZATION)
    return "must be an action on repositories or ecr:GetAuthorizationToken";
  return undefined;
}

const actions = someOf(action, "ECR actions, compared without regard to case.");

const target = text(
  "must be a repository's whole name or namespace/*",
  new RegExp(
    `${/^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*/.source}${/(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*(?:\/\*)?$/.source}`,
  ),
  "A repository with its namespace (`team-a/api`), or a whole namespace, later repositories included (`team-a/*`).",
  258,
);

function oneOrSome<Item extends z.ZodType>(item: Item, description: string) {
  return z
    .union([item, someOf(item, description)], { error: "must be a name or a list of them" })
    .meta({ description });
}

const exactlyOne = (value: { level?: unknown; actions?: unknown }, context: z.RefinementCtx) => {
  if ((value.level === undefined) === (value.actions === undefined)) {
    refuse(context, "must have either level or actions");
  }
};

const level = word(ACCESS_LEVELS, "Access level: list, pull, push or admin; each includes the one before.");

const grant = fields(
  {
    level: level.optional(),
    actions: actions.optional(),
    on: oneOrSome(
      target,
      "What is granted: repositories and namespaces. Default: the team's namespace.",
    ).optional(),
  },
  "What the role may do where: a level or actions, on repositories.",
).superRefine(exactlyOne);

export const role = fields(
  {
    name: text(
      "must be 1 to 64 letters, digits or +=,.@_-",
      /^[\w+=,.@-]{1,64}$/,
      "Name of the IAM role, unique without regard to case. Default: `ecr-<namespace>-<purpose>`.",
      64,
    ).optional(),
    purpose: text(
      "must be 1 to 32 lowercase letters, digits or hyphens, starting with a letter",
      /^[a-z][a-z0-9-]{0,31}$/,
      "What the role is for (developer, ci, admin), where it has no name of its own.",
      32,
    ).optional(),
    policy: text(
      "must be 1 to 128 letters, digits or +=,.@_-",
      /^[\w+=,.@-]{1,128}$/,
      "Name of its managed policy. Default: `<role name>-access`. Further ones, where one is too small, get `-2`, `-3`, ….",
      128,
    ).optional(),
    description: text(
      "must be up to 1000 characters of Latin-1, without curly quotes, dashes or other signs beyond it",
      /^[\t\n\r\x20-\x7e\xa1-\xff]*$/,
      "What the role is for, as IAM shows it: up to 1000 Latin-1 characters.",
      1000,
    ).optional(),
    trust: trust.optional(),
    grants: someOf(grant, "What the role may do."),
    permissionsBoundary: text(
      "must be the ARN of a managed policy",
      /^arn:[a-z-]+:iam::(?:\d{12}|aws):policy\/(?:[\x21-\x29\x2b-\x3e\x40-\x7e]+\/)?[\w+=,.@-]{1,128}$/,
      "ARN of the managed policy that bounds what the role can be allowed.",
    ).optional(),
    maxSessionDuration: wholeNumber(
      3600,
      43200,
      "Longest session a caller may request, in seconds. Default: 3600.",
    ).optional(),
    tags: tags.optional(),
  },
  "An IAM role by which people or machines reach repositories.",
).superRefine((value, context) => {
  if ((value.name ?? value.purpose) === undefined) refuse(context, "must have a name or a purpose");
});

const recipients = z
  .union(
    [
      oneOrSome(namePart, "Namespaces of this registry, or `all` of them."),
      fields(
        { accounts: accounts.optional(), organization: organization.optional() },
        "Other accounts, or an organization.",
      ),
    ],
    { error: "must be all, namespaces, or a mapping with accounts or organization" },
  )
  .meta({
    description: "Who gets access: namespaces of this registry, `all`, other accounts, or an organization.",
  });

export const share = fields(
  {
    to: recipients,
    level: level.optional(),
    actions: actions.optional(),
    repositories: oneOrSome(
      target,
      "Repositories of this team with their namespace. Default: the whole namespace, later repositories included.",
    ).optional(),
  },
  "The owner's consent that others reach its repositories.",
).superRefine((value, context) => {
  exactlyOne(value, context);
  if (typeof value.to === "string" || Array.isArray(value.to)) return;
  if ((value.to.accounts === undefined) === (value.to.organization === undefined)) {
    refuse(context, "must have either accounts or organization", "to");
  }
  if (value.actions !== undefined)
    refuse(context, "must be absent where accounts or an organization get access: give a level", "actions");
  if (value.level === "admin")
    refuse(context, "must be list, pull or push where accounts or an organization get access", "level");
});
