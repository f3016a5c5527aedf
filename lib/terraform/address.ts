/** Addresses and references as Terraform writes them: `module.m["k"].aws_iam_role.r[0].arn`. */

export type Key = string | number;
export type Step = { readonly name: string } | { readonly key: Key };

/** The steps of a traversal; undefined for text that is none. */
export function parseTraversal(text: string): readonly Step[] | undefined {
  const steps: Step[] = [];
  const token = /\.?([A-Za-z_][\w-]*)|\.(\d+)|\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]/y;
  while (token.lastIndex < text.length) {
    const match = token.exec(text);
    if (!match) return undefined;
    const [, name, dotted, index, quoted] = match;
    if (name !== undefined) steps.push({ name });
    else if (quoted === undefined) steps.push({ key: Number(dotted ?? index) });
    else steps.push({ key: unquote(quoted) });
  }
  return steps;
}

/** Terraform escapes like HCL: as JSON does, and doubles the sigil of a template. */
function unquote(quoted: string): string {
  try {
    return (JSON.parse(quoted) as string).replaceAll("$${", "${").replaceAll("%%{", "%{");
  } catch {
    return quoted.slice(1, -1);
  }
}

/** `["k"]`, `[0]` or nothing, as it stands in an address. */
export function formatKey(key: Key | undefined): string {
  if (key === undefined) return "";
  return `[${typeof key === "number" ? key : JSON.stringify(key).replaceAll("${", "$${").replaceAll("%{", "%%{")}]`;
}

export interface ModuleStep {
  readonly name: string;
  readonly key?: Key;
}

/** A module instance, outermost call first; the root is empty. */
export type ModulePath = readonly ModuleStep[];

export function parseModulePath(address: string): ModulePath {
  const steps = parseTraversal(address) ?? [];
  const path: { name: string; key?: Key }[] = [];
  let expectsName = false;
  for (const step of steps) {
    if ("key" in step) {
      const last = path.at(-1);
      if (last) last.key = step.key;
    } else if (expectsName) {
      path.push({ name: step.name });
      expectsName = false;
    } else {
      expectsName = step.name === "module";
    }
  }
  return path;
}

export function formatModulePath(path: ModulePath): string {
  return path.map(({ name, key }) => `module.${name}${formatKey(key)}`).join(".");
}

/** The address of something inside a module instance. */
export function within(path: ModulePath, local: string): string {
  return path.length ? `${formatModulePath(path)}.${local}` : local;
}
