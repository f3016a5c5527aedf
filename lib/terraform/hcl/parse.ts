import { Scanner } from "./scanner";
import { type Expression, NotRead, type TraversalStep } from "./syntax";

/**
 * Parses a string of Terraform's JSON syntax as a template: text with `${…}` in it.
 *
 * @throws NotRead
 * @see https://developer.hashicorp.com/terraform/language/syntax/json#expression-mapping
 */
export function parseTemplate(text: string): Expression {
  const parser = new Parser(text);
  const template = parser.template(() => parser.atEnd());
  if (!parser.atEnd()) throw new NotRead("text behind the template");
  return template;
}

const NAME = /[A-Za-z_][\w-]*/y;
const NUMBER = /-?\d+(?:\.\d+)?/y;

class Parser extends Scanner {
  template(ends: () => boolean, quoted = false): Expression {
    const parts: (string | Expression)[] = [];
    let plain = "";
    while (!ends()) {
      if (this.atEnd()) throw new NotRead("a string without its end");
      const rest = this.text.slice(this.position, this.position + 3);
      if (rest === "$${" || rest === "%%{") {
        plain += rest.slice(1);
        this.position += 3;
      } else if (rest.startsWith("%{")) {
        throw new NotRead("a template directive");
      } else if (rest.startsWith("${")) {
        this.position += 2;
        this.take("~");
        if (plain) parts.push(plain);
        plain = "";
        parts.push(this.expression());
        this.space();
        this.take("~");
        this.expect("}");
      } else {
        plain += quoted && rest.startsWith("\\") ? this.escape() : this.text[this.position++];
      }
    }
    if (plain || !parts.length) parts.push(plain);
    return parts.length === 1 && typeof parts[0] === "string"
      ? { type: "literal", value: parts[0] }
      : { type: "template", parts };
  }

  expression(): Expression {
    const expression = this.primary();
    this.space();
    if (
      /[?=!<>+*/%&|-]/.test(this.text[this.position] ?? "") &&
      !this.text.startsWith("=>", this.position) &&
      !this.isAssignment()
    ) {
      throw new NotRead("an operator");
    }
    return expression;
  }

  /** `key = value` inside an object is no operator. */
  private isAssignment(): boolean {
    return this.text[this.position] === "=" && this.text[this.position + 1] !== "=";
  }

  private primary(): Expression {
    this.space();
    if (this.take('"')) return this.quoted();
    if (this.take("[")) return { type: "list", items: this.items("]", () => this.expression()) };
    if (this.take("{")) return { type: "object", entries: this.items("}", () => this.entry()) };
    if (this.take("(")) {
      const inner = this.expression();
      this.expect(")");
      return inner;
    }
    const number = this.match(NUMBER);
    if (number !== undefined) return { type: "literal", value: Number(number) };
    const name = this.match(NAME);
    if (name === undefined || name === "for") throw new NotRead("an expression of another kind");
    if (name === "true" || name === "false") return { type: "literal", value: name === "true" };
    if (name === "null") return { type: "literal", value: null };
    if (this.take("("))
      return { type: "call", name, args: this.items(")", () => this.expression()), steps: this.steps() };
    return { type: "traversal", root: name, steps: this.steps() };
  }

  private quoted(): Expression {
    const template = this.template(() => this.text[this.position] === '"', true);
    this.expect('"');
    return template;
  }

  private items<Item>(end: string, item: () => Item): Item[] {
    const items: Item[] = [];
    for (this.space(); !this.take(end); this.space()) {
      items.push(item());
      this.space();
      this.take(",");
      if (this.atEnd()) throw new NotRead(`no ${end}`);
    }
    return items;
  }

  private entry(): readonly [Expression, Expression] {
    this.space();
    const start = this.position;
    const name = this.match(NAME);
    this.space();
    const bare = name !== undefined && /[=:]/.test(this.text[this.position] ?? "");
    if (!bare) this.position = start;
    const key: Expression = bare ? { type: "literal", value: name } : this.primary();
    this.space();
    if (!this.take(":")) this.expect("=");
    return [key, this.expression()];
  }

  private steps(): readonly TraversalStep[] {
    const steps: TraversalStep[] = [];
    for (;;) {
      if (this.take("[")) {
        steps.push({ index: this.expression() });
        this.space();
        this.expect("]");
      } else if (this.take(".")) {
        const attribute = this.match(NAME) ?? this.match(NUMBER);
        if (attribute === undefined) throw new NotRead("a splat");
        steps.push(
          /^\d/.test(attribute) ? { index: { type: "literal", value: Number(attribute) } } : { attribute },
        );
      } else return steps;
    }
  }
}
