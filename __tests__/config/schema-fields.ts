import { registryEditorSchema } from "../../lib/config/editor-schema";

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
}

export const schema = registryEditorSchema() as unknown as Schema & { definitions: { team: Schema } };

export const teamFields = schema.definitions.team.properties!;

/** Paths of all fields below a schema: `lifecycle[].expire.moreThan`. */
export function fieldsOf({ properties = {}, items, anyOf = [] }: Schema, path = ""): string[] {
  const own = Object.entries(properties).flatMap(([name, field]) => {
    const each = path === "" ? name : `${path}.${name}`;
    return [each, ...fieldsOf(field, each)];
  });
  const below = [
    ...anyOf.flatMap((each) => fieldsOf(each, path)),
    ...(items ? fieldsOf(items, `${path}[]`) : []),
  ];
  return [...new Set([...own, ...below])];
}

/** Paths of all fields of a registry, `teams[].roles[].trust.github.owner`, those of teams included. */
export function registryFields(): string[] {
  return [...fieldsOf(schema), ...fieldsOf(schema.definitions.team, "teams[]")];
}
