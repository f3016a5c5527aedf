/** A decimal number, exact: its value is `digits / 10^scale`; the scale of a multiple of ten may be negative. */
export interface Decimal {
  readonly digits: bigint;
  readonly scale: number;
}

const DECIMAL = /^([+-]?)(\d{1,400})(?:\.(\d{1,400}))?(?:[eE]([+-]?\d{1,3}))?$/;

/** Integers and decimal numbers, also as JSON writes large and small ones (`1e21`). */
export function parseDecimal(text: string): Decimal | undefined {
  const found = DECIMAL.exec(text);
  if (!found) return undefined;
  const [, sign, whole, fraction = "", exponent = "0"] = found;
  const digits = BigInt(`${whole}${fraction}`);
  const scale = fraction.length - Number(exponent);
  return { digits: sign === "-" ? -digits : digits, scale };
}

/** Negative, zero or positive, as `a` is less than, equal to or greater than `b`. */
export function compareDecimals(a: Decimal, b: Decimal): number {
  const scale = Math.max(a.scale, b.scale);
  const raised = (decimal: Decimal) => decimal.digits * 10n ** BigInt(scale - decimal.scale);
  const difference = raised(a) - raised(b);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}
