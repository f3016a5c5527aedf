/** The values of numeric, date, IP, binary and Boolean conditions. `undefined`: not written as such a value. */

export function number(text: string): number | undefined {
  return /^[+-]?\d+(\.\d+)?$/.test(text) ? Number(text) : undefined;
}

/**
 * Seconds since 1970: "one of the W3C implementations of the ISO 8601 date formats or in epoch (UNIX) time".
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Date
 */
export function date(text: string): number | undefined {
  // Four digits are a year to the one format and seconds to the other.
  if (/^\d+$/.test(text) && text.length !== 4) return Number(text);
  if (!/^\d{4}-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?)?$/.test(text)) return undefined;
  const milliseconds = Date.parse(text);
  // Date.parse takes the 30th of February for the 2nd of March.
  const day = text.slice(0, 10);
  const exists = day.length < 10 || new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);
  return Number.isNaN(milliseconds) || !exists ? undefined : milliseconds / 1000;
}

export function truthValue(text: string): string | undefined {
  return text === "true" || text === "false" ? text : undefined;
}

/** As an encoder writes it: nothing else is base64 to every reader. */
export function bytes(text: string): string | undefined {
  const decoded = Buffer.from(text, "base64");
  return decoded.toString("base64") === text ? decoded.toString("hex") : undefined;
}

/** An address or range as text of 32 or 128 binary digits, cut to the length of its prefix. */
export function network(text: string): { bits: string; prefix: number } | undefined {
  const [address = "", written, more] = text.split("/");
  const bits = address.includes(":") ? ipv6(address) : ipv4(address);
  if (bits === undefined || more !== undefined) return undefined;
  if (written !== undefined && !/^\d{1,3}$/.test(written)) return undefined;
  // "If you specify an IP address without the associated routing prefix, IAM uses the default prefix value of /32."
  const prefix = written === undefined ? bits.length : Number(written);
  return prefix > bits.length ? undefined : { bits, prefix };
}

/** Addresses of the two families never match each other. */
export function inNetwork(address: string, range: string): boolean | undefined {
  const inner = network(address);
  const outer = network(range);
  if (inner === undefined || outer === undefined || address.includes("/")) return undefined;
  return (
    inner.bits.length === outer.bits.length &&
    inner.bits.slice(0, outer.prefix) === outer.bits.slice(0, outer.prefix)
  );
}

const binary = (value: number, width: number): string => value.toString(2).padStart(width, "0");

function ipv4(text: string): string | undefined {
  const parts = text.split(".");
  const good =
    parts.length === 4 && parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256);
  return good ? parts.map((part) => binary(Number(part), 8)).join("") : undefined;
}

function ipv6(text: string): string | undefined {
  const halves = text.split("::").map((half) => (half === "" ? [] : half.split(":")));
  if (halves.length > 2) return undefined;
  const [head = [], tail = []] = halves;
  const missing = 8 - head.length - tail.length;
  if (halves.length === 1 ? missing !== 0 : missing < 1) return undefined;
  const groups = [...head, ...Array<string>(halves.length === 2 ? missing : 0).fill("0"), ...tail];
  if (!groups.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) return undefined;
  return groups.map((group) => binary(parseInt(group, 16), 16)).join("");
}
