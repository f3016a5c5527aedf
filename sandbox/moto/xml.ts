import { XMLParser } from "fast-xml-parser";

/** An element of an answer in XML: its text, or its children by name; `member` is always a list. */
export type Element = string | ElementTree;
export interface ElementTree {
  readonly [name: string]: Element | readonly Element[] | undefined;
}

const parser = new XMLParser({
  ignoreAttributes: true,
  parseTagValue: false,
  trimValues: false,
  htmlEntities: true,
  isArray: (name) => name === "member",
});

/** The `…Result` element of a Query answer. */
export function resultOf(body: Buffer): ElementTree {
  const [response] = Object.entries(parser.parse(body.toString("utf8")) as ElementTree)
    .filter(([name]) => name.endsWith("Response"))
    .map(([, element]) => element as ElementTree);
  const result = Object.entries(response ?? {}).find(([name]) => name.endsWith("Result"));
  return tree(result?.[1]);
}

/** The code of a Query error. */
export function errorCodeOf(body: Buffer): string | undefined {
  const { ErrorResponse: response } = parser.parse(body.toString("utf8")) as ElementTree;
  return text(tree(tree(response).Error).Code);
}

export function tree(element: ElementTree[string]): ElementTree {
  return typeof element === "object" && !Array.isArray(element) ? (element as ElementTree) : {};
}

export function text(element: ElementTree[string]): string | undefined {
  return typeof element === "string" ? element : undefined;
}

/** The members of a list element; empty when it is not there. */
export function members(element: ElementTree[string]): readonly Element[] {
  const { member } = tree(element);
  return Array.isArray(member) ? (member as readonly Element[]) : [];
}
