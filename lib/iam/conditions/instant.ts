import { parseDecimal, type Decimal } from "./decimal";

const EPOCH = /^\d+(?:\.\d+)?$/;
const ISO = /^(\d{4})-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,30}))?)?(Z|[+-]\d\d:\d\d))?)?$/;

/**
 * A moment in seconds since 1970: ISO 8601 as the W3C profiles it, or epoch seconds. Four digits alone could be a year
 * or seconds: neither.
 * @see https://www.w3.org/TR/NOTE-datetime
 */
export function parseInstant(text: string): Decimal | undefined {
  if (EPOCH.test(text)) return text.length === 4 ? undefined : parseDecimal(text);
  const found = ISO.exec(text);
  if (!found) return undefined;
  const [, year, month, day = "01", hour = "00", minute = "00", second = "00", fraction = "0", zone = "Z"] =
    found;
  const offset = minutesOf(zone);
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59 || offset === undefined)
    return undefined;
  const midnight = new Date(`${year}-${month}-${day}T00:00:00Z`);
  // JavaScript takes 30 February for 1 March.
  if (Number.isNaN(midnight.getTime()) || midnight.getUTCDate() !== Number(day)) return undefined;
  const seconds =
    midnight.getTime() / 1000 + Number(hour) * 3600 + (Number(minute) - offset) * 60 + Number(second);
  const scale = fraction.length;
  return { digits: BigInt(seconds) * 10n ** BigInt(scale) + BigInt(fraction), scale };
}

function minutesOf(zone: string): number | undefined {
  if (zone === "Z") return 0;
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(4))];
  if (hours > 23 || minutes > 59) return undefined;
  return (zone.startsWith("-") ? -1 : 1) * (hours * 60 + minutes);
}
