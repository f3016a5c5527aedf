import { z } from "zod";
import { account, fields, flag, oneOf, refuse, someOf, text, word } from "./schema-text";

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html */
const PRINCIPAL_ARN =
  /^(?:\d{12}|arn:[a-z-]+:iam::\d{12}:(?:root|(?:role|user)\/(?:[\x21-\x29\x2b-\x3e\x40-\x7e]+\/)?[\w+=,.@-]{1,64}))$/;

export const principal = text(
  "must be the ARN of a role or user, an account's root ARN or its 12 digits",
  PRINCIPAL_ARN,
  "ARN of a role or user, an account's root ARN or its bare 12 digits (in quotes); no wildcards.",
);

export const organization = text(
  "must be an organization's id, o-…",
  /^o-[a-z0-9]{10,32}$/,
  "The id of an AWS organization: `o-` and 10 to 32 letters or digits.",
);

const externalId = text(
  "must be an external id of 2 to 1224 letters, digits or +=,.@:/_-, or none",
  /^(?:none|(?![nN][oO][nN][eE]$)[\w+=,.@:/-]{2,1224})$/,
  "What callers must send as sts:ExternalId. `none` says that another account is trusted without one.",
);

const conditions = { externalId: externalId.optional(), organization: organization.optional() };

const trustedPrincipal = z
  .union([principal, fields({ principal, ...conditions }, "A principal with conditions of its own.")], {
    error: "must be a principal's ARN, or a mapping with principal",
  })
  .meta({ description: "Who may assume the role." });

/** @see https://docs.github.com/en/actions/reference/security/oidc */
const github = fields(
  {
    owner: text(
      "must be a GitHub user or organization",
      /^[A-Za-z0-9][A-Za-z0-9_-]{0,38}$/,
      "User or organization that owns the repository.",
    ),
    repository: text(
      "must be a GitHub repository's name without its owner",
      /^(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}$/,
      "Name of the repository, without its owner.",
    ),
    ownerId: githubId("owner"),
    repositoryId: githubId("repository"),
    branch: gitRef("branch").optional(),
    tag: gitRef("tag").optional(),
    environment: text(
      "must be a GitHub environment's name without wildcards",
      /^(?! )[\x20-\x29\x2b-\x3e\x40-\x7e\xa1-\xff]{1,255}(?<! )$/,
      "Workflows that run in this environment.",
      255,
    ).optional(),
    legacySubject: flag(
      "Trust the subject that names the repository only, as those made before 15 July 2026 send it, beside the one with ids where ids are given, each exactly; another of the same name could take it over. Default: false.",
    ).optional(),
  },
  "Workflows of one GitHub repository, by OpenID Connect.",
)
  .superRefine((value, context) => {
    if ([value.branch, value.tag, value.environment].filter((each) => each !== undefined).length !== 1) {
      refuse(context, "must have one of branch, tag and environment");
    }
    if ((value.ownerId === undefined) !== (value.repositoryId === undefined)) {
      refuse(context, "must have both ownerId and repositoryId, or neither");
    } else if (value.ownerId === undefined && value.legacySubject !== true) {
      refuse(context, "must have ownerId and repositoryId, or legacySubject: true");
    }
  })
  .meta(oneOf("branch", "tag", "environment"));

function githubId(what: string) {
  const rule = `must be the ${what}'s numeric id`;
  return z
    .union([z.int({ error: rule }).positive({ error: rule }), text(rule, /^[1-9]\d{0,18}$/, "Digits.")], {
      error: rule,
    })
    .meta({
      description: `The ${what}'s numeric id, as api.github.com gives it; never used again, unlike its name.`,
    })
    .optional();
}

/** @see https://git-scm.com/docs/git-check-ref-format */
function gitRef(what: string) {
  return text(
    `must be a ${what}'s name without wildcards and without refs/`,
    /^(?!refs\/|[-/.]|@$)(?!.*(?:\/\/|\/\.|\.\.|@\{|\.lock(?:\/|$)))[\x21-\x29\x2b-\x39\x3b-\x3e\x40-\x5a\x5d\x5f-\x7d\xa1-\xff]{1,244}(?<![/.])$/,
    `Workflows of this ${what}: its name, without \`refs/\`.`,
    244,
  );
}

const trusted = fields(
  {
    principals: someOf(trustedPrincipal, "Principals that may assume the role.").optional(),
    ...conditions,
    github: github.optional(),
  },
  "Principals, or a GitHub repository's workflows.",
)
  .superRefine((value, context) => {
    if ((value.principals === undefined) === (value.github === undefined)) {
      refuse(context, "must have either principals or github");
    }
    if (value.github !== undefined && (value.externalId ?? value.organization) !== undefined) {
      refuse(context, "must not have externalId or organization beside github");
    }
  })
  .meta(oneOf("principals", "github"));

export const trust = z
  .union([word(["account"], "Whoever in the registry's account may call sts:AssumeRole."), trusted], {
    error: "must be account, or a mapping with principals or github",
  })
  .meta({
    description:
      "Who may assume the role. Default: account, any identity of the account that may call sts:AssumeRole.",
  });

export const accounts = someOf(account, "Other AWS accounts, 12 digits each, in quotes.");
