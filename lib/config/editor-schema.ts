import { z } from "zod";
import { registrySchema } from "./schema";

type Json = { [key: string]: unknown };

const TEMPLATE = "#/definitions/template";

/**
 * JSON Schema (draft 7) of registry.yaml as it is written, for editors: every text may also have `${NAME}` in it.
 * `definitions.team` is that of an included file. Rules between fields are the loader's alone.
 */
export function registryEditorSchema(): Json {
  const { $schema, definitions, ...registry } = withTemplates(
    z.toJSONSchema(registrySchema, { target: "draft-7", io: "input" }),
  ) as Json;
  return {
    $schema,
    title: "registry.yaml of ecr-team-access",
    ...registry,
    definitions: {
      ...(definitions as Json),
      template: {
        description: "Text with `${NAME}` or `${NAME:-default}`, filled in from the environment.",
        type: "string",
        pattern: "\\$\\{[A-Za-z_][A-Za-z0-9_]*(:-[^}]*)?\\}",
      },
    },
  };
}

/** JSON Schema of a file that `include` names. */
export function teamEditorSchema(): Json {
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "a team's file of ecr-team-access",
    $ref: "registry.schema.json#/definitions/team",
  };
}

/** The same schema, every text of which may be a template; the keys of mappings may not. */
function withTemplates(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withTemplates);
  if (typeof schema !== "object" || schema === null) return schema;
  const copy = Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [
      key,
      key === "propertyNames" ? value : withTemplates(value),
    ]),
  );
  if (copy.type !== "string") return copy;
  const { description, ...text } = copy;
  return { ...(description !== undefined && { description }), anyOf: [text, { $ref: TEMPLATE }] };
}
