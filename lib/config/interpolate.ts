import type { Path } from "./problem";

export type Environment = Readonly<Record<string, string | undefined>>;

/** Called for each text that is refused: where it stands, the rule, and the text. */
export type Report = (path: Path, rule: string, text: string) => void;

const TEMPLATE = /\$\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?\}/g;

/** What Terraform would evaluate, and what CDKTF would replace with another value: `TfToken[` holds `Token[`. */
const EVALUATED = ["${", "%{", "Token["];

/** Tab and line ends are text; the other control characters have no place in a name, a tag or a policy. */
const CONTROL = /(?![\t\n\r])[\p{Cc}\p{Cs}]/u;

const CONTROLS = "control characters";

/** Credentials that must never reach a synthesized file or a message. */
const SECRETS = new Set(["AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_SECURITY_TOKEN"]);

/**
 * Parsed YAML with `${NAME}` and `${NAME:-default}` filled in from the environment: in every string, once.
 * The default stands also for an empty variable. A refused text stays as it was written.
 */
export function interpolate(data: unknown, environment: Environment, report: Report): unknown {
  const path: (string | number)[] = [];
  const refuse: Refuse = (rule, text) => report([...path], rule, text);
  const room = { left: MOST_FILLED };
  const below = (step: string | number, value: unknown): unknown => {
    path.push(step);
    const filled = fillIn(value);
    path.pop();
    return filled;
  };
  const fillIn = (value: unknown): unknown => {
    if (typeof value === "string") return fill(value, environment, room, refuse);
    if (Array.isArray(value)) return value.map((item, index) => below(index, item));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, below(key, each)]));
  };
  return fillIn(data);
}

/** Characters of variables in one file, all together: a short text could name a long variable without end. */
const MOST_FILLED = 4 * 1024 * 1024;

/** No field takes so long a text: as it is, the schema refuses it. */
const TOO_LONG = 8_192;

type Refuse = (rule: string, text: string) => void;

function fill(text: string, environment: Environment, room: { left: number }, refuse: Refuse): string {
  if (text.length > TOO_LONG) return text;
  const before = forbiddenIn(
    text.replace(TEMPLATE, (_template, _name, otherwise?: string) => otherwise ?? ""),
  );
  if (before !== undefined) {
    refuse(
      `must not hold ${before}${before === CONTROLS ? "" : " beside \${NAME} and \${NAME:-default}"}`,
      text,
    );
    return text;
  }
  const unfilled: string[] = [];
  const filled = text.replace(TEMPLATE, (_template, name: string, otherwise?: string) => {
    const value = Object.hasOwn(environment, name) ? environment[name] : undefined;
    if (SECRETS.has(name)) unfilled.push(`must not hold \${${name}}: files would hold a credential`);
    else if (value === undefined && otherwise === undefined) {
      unfilled.push(`needs the environment variable ${name}, which is not set, or a default: \${${name}:-…}`);
    }
    room.left -= value?.length ?? 0;
    if (room.left < 0) unfilled.push(`must not fill the file with more than ${MOST_FILLED} characters`);
    return (room.left >= 0 && value) || (otherwise ?? "");
  });
  if (unfilled.length > 0) {
    new Set(unfilled).forEach((rule) => refuse(rule, text));
    return text;
  }
  const after = forbiddenIn(filled);
  if (after !== undefined) refuse(`must not hold ${after} once the environment is filled in`, filled);
  return filled;
}

function forbiddenIn(text: string): string | undefined {
  if (CONTROL.test(text)) return CONTROLS;
  return EVALUATED.find((marker) => text.includes(marker));
}
