/** Policy variables, `${aws:PrincipalTag/team}` or with a default `${aws:PrincipalTag/team, 'none'}`; `${*}`, `${?}` and `${$}` are characters. */
const VARIABLE = /\$\{\s*([^},]+?)\s*(?:,[^}]*)?\}/g;

type IsKnown = (key: string) => boolean;

const isCharacter = (name: string) => name === "*" || name === "?" || name === "$";

/** Does the text hold a variable whose value is not known? */
export function hasOpenVariable(text: string, isKnown: IsKnown): boolean {
  if (!text.includes("${")) return false;
  return [...text.matchAll(VARIABLE)].some(([, name]) => !isCharacter(name!) && !isKnown(name!));
}

/** The pattern that matches whatever such variables stand for. */
export function widenVariables(text: string, isKnown: IsKnown): string {
  return text.replace(VARIABLE, (whole, name: string) => (isCharacter(name) || isKnown(name) ? whole : "*"));
}
