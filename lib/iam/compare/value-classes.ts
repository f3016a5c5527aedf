import { familyOf, type ListLine } from "./condition-lines";
import type { PolicyValue } from "./policy-value";

/** Values that stand together wherever they stand are one value: a list of forty networks on both sides is one test. */
export class ValueClasses {
  /** family → value → the lines that hold it. */
  private readonly lines = new Map<string, Map<string, number[]>>();
  private count = 0;

  add(line: ListLine): void {
    const number = this.count++;
    for (const value of line.values) {
      const family = familyOf(line, value);
      const values = this.lines.get(family) ?? new Map<string, number[]>();
      this.lines.set(family, values);
      const numbers = values.get(value.form) ?? [];
      values.set(value.form, numbers);
      if (numbers.at(-1) !== number) numbers.push(number);
    }
  }

  /** The line's values, those together that stand together everywhere. */
  divide(line: ListLine): { readonly family: string; readonly values: readonly PolicyValue[] }[] {
    const classes = new Map<string, { family: string; values: Map<string, PolicyValue> }>();
    for (const value of line.values) {
      const family = familyOf(line, value);
      const together = `${family} ${this.lines.get(family)?.get(value.form)?.join(",")}`;
      const found = classes.get(together) ?? { family, values: new Map<string, PolicyValue>() };
      classes.set(together, found);
      found.values.set(value.form, value);
    }
    return [...classes.values()].map(({ family, values }) => ({ family, values: [...values.values()] }));
  }
}
