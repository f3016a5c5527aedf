import { actions, exactlyOne, level, oneOrSome, target } from "./schema-access";
import { fields, oneOf, refuse, someOf, tags, text, wholeNumber } from "./schema-text";
import { trust } from "./schema-trust";

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
)
  .superRefine(exactlyOne)
  .meta(oneOf("level", "actions"));

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
