import { evaluateTest } from "../conditions/evaluate-test";
import type { ConditionTest } from "../conditions/test";
import { isUndecided, type Match } from "../match";
import type { Atoms } from "./atom";
import { familyOf, type ConditionLine, type ListLine } from "./condition-lines";
import { all, any, atomic, negate, type Formula } from "./formula";
import type { ContextValues, Known } from "./known";
import type { PolicyValue } from "./policy-value";
import { candidateValues, solve } from "./realize";
import type { ValueClasses } from "./value-classes";

/** What is open of conditions, as formulas. */
export class ConditionFormulas {
  constructor(
    private readonly atoms: Atoms,
    private readonly known: Known,
    private readonly classes: ValueClasses,
  ) {}

  of(lines: readonly ConditionLine[]): Formula {
    return all(...lines.map((line) => this.line(line)));
  }

  private line(line: ConditionLine): Formula {
    switch (line.kind) {
      case "decided":
        return line.holds;
      case "undecided":
        return atomic(this.atoms.undecided(line.form, line.text));
      case "null":
        return line.absent ? this.absent(line.key) : negate(this.absent(line.key));
      case "list": {
        const tested = line.whole ? this.whole(line) : this.oneOf(line);
        const holds = line.negated ? negate(tested) : tested;
        return line.ifExists ? any(holds, this.absent(line.key)) : holds;
      }
    }
  }

  private absent(key: string): Formula {
    return atomic(
      this.atoms.get(`absent ${key}`, () => ({
        text: `Null ${key}`,
        keys: [key],
        whenAbsent: true,
        exact: { kind: "absent" },
        realize: (absent) => (absent ? {} : { [key]: ["x"] }),
      })),
    );
  }

  private oneOf(line: ListLine): Formula {
    return any(
      ...this.classes.divide(line).map(({ family, values }) => {
        const possible = values.filter(({ never }) => !never);
        if (!possible.length) return false;
        const anything = possible.some(({ anyText }) => anyText);
        if (anything && line.keyUnknown && !line.set && line.operator.positive === "StringLike")
          return negate(this.absent(line.key));
        return this.test(line, family, possible);
      }),
    );
  }

  private whole(line: ListLine): Formula {
    return this.test(line, familyOf(line), line.values);
  }

  private test(line: ListLine, family: string, values: readonly PolicyValue[]): Formula {
    const { operator, set, key, keyUnknown } = line;
    const test: ConditionTest = {
      written: operator.name,
      operator: line.whole ? operator : positiveOf(line),
      ...(set && { set }),
      ifExists: false,
      key,
      values: values.map(({ raw }) => raw),
      tests: values.map(({ raw, variables }) => operator.read(raw, variables)),
    };
    const keys = [...new Set([...(keyUnknown ? [key] : []), ...values.flatMap((one) => one.unknownKeys)])];
    const absent = evaluateTest(test, this.known.context);
    if (!keys.length && !isUndecided(absent)) return absent;
    const forms = [...new Set(values.map(({ form }) => form))].sort();
    // In words that do not hang on which side wrote it first.
    const [qualifier, name] = family.split(" ");
    const list = [...new Set(values.map(({ raw }) => raw))].sort().join(", ");
    return atomic(
      this.atoms.get(`${family} ${JSON.stringify(forms)}${this.known.tell([key])}`, () => ({
        text: `${qualifier ? `${qualifier}:` : ""}${name} ${key} ${list}`,
        keys,
        ...(keyUnknown && { tested: key }),
        whenAbsent: isUndecided(absent) ? undefined : absent,
        exact: exactly(line, keys, values),
        realize: (truth) => this.realize(test, line, values, truth),
      })),
    );
  }

  private realize(
    test: ConditionTest,
    { operator, key, keyUnknown }: ListLine,
    values: readonly PolicyValue[],
    truth: boolean,
  ): ContextValues | undefined {
    const variables = [...new Set(values.flatMap(({ unknownKeys }) => unknownKeys))];
    const fixed: ContextValues = Object.fromEntries(variables.map((variable) => [variable, ["x"]]));
    const contexts: ContextValues[] = keyUnknown
      ? candidateValues(operator, values).map((value) => ({ ...fixed, [key]: [value] }))
      : [
          ...values.flatMap(({ template }) => solveAny(template, this.known.get(key))),
          fixed,
          Object.fromEntries(variables.map((variable) => [variable, ["other-x9"]])),
        ];
    return contexts.find((context) => {
      const match: Match = evaluateTest(test, this.known.contextWith(context));
      return match === truth;
    });
  }
}

function solveAny(template: PolicyValue["template"], texts: readonly string[] = []): ContextValues[] {
  return template
    ? texts.map((text) => solve(template, text)).filter((solution) => solution !== undefined)
    : [];
}

/** The test as it is decided before a negation. */
function positiveOf({ operator }: ListLine): ConditionTest["operator"] {
  return operator.negated ? { ...operator, negated: false } : operator;
}

function exactly({ operator, set, key }: ListLine, keys: readonly string[], values: readonly PolicyValue[]) {
  if (set || keys.length !== 1 || keys[0] !== key) return undefined;
  const plain = values.map((value) => value.plain);
  if (plain.includes(undefined)) return undefined;
  const texts = plain as string[];
  switch (operator.positive) {
    case "StringEquals":
    case "StringLike":
      return { kind: "equals", values: texts } as const;
    case "Bool":
      return texts.every((text) => /^(?:true|false)$/.test(text))
        ? ({ kind: "bool", values: texts } as const)
        : undefined;
    default:
      return undefined;
  }
}
