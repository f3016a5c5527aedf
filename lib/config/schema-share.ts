import { z } from "zod";
import { actions, exactlyOne, level, oneOrSome, target } from "./schema-access";
import { fields, namePart, oneOf, refuse } from "./schema-text";
import { accounts, organization } from "./schema-trust";

const recipients = z
  .union(
    [
      oneOrSome(namePart, "Namespaces of this registry, or `all` of them."),
      fields(
        { accounts: accounts.optional(), organization: organization.optional() },
        "Other accounts, or an organization.",
      ).meta(oneOf("accounts", "organization")),
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
)
  .superRefine((value, context) => {
    exactlyOne(value, context);
    if (typeof value.to === "string" || Array.isArray(value.to)) return;
    if ((value.to.accounts === undefined) === (value.to.organization === undefined)) {
      refuse(context, "must have either accounts or organization", "to");
    }
    if (value.actions !== undefined)
      refuse(context, "must be absent where accounts or an organization get access: give a level", "actions");
    if (value.level === "admin")
      refuse(context, "must be list, pull or push where accounts or an organization get access", "level");
  })
  .meta(oneOf("level", "actions"));
