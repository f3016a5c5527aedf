import type { Isolation } from "../matrix/isolation";
import type { Leak } from "../matrix/isolation/leak";
import { isUndecided } from "./isolation-text";

/** Who reaches in, as JSON: version 1 of a public interface. Each leak stands once, however many namespaces it reaches. */
export function isolationJson({ namespaces, leaks }: Isolation): string {
  const content = {
    version: 1,
    namespaces: namespaces.map(({ namespace, declared, leaks: reaching }) => ({
      namespace,
      isolated: !declared.length && !reaching.length,
      asDeclared: !reaching.length,
      undecided: reaching.length > 0 && isUndecided(reaching),
      declared,
    })),
    leaks: leaks.map((leak) => leakJson(leak, namespaces)),
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}

function leakJson(leak: Leak, namespaces: Isolation["namespaces"]) {
  const { who, certain, actions, pattern, except, witness, statement, because, source } = leak;
  return {
    who,
    certain,
    actions,
    pattern,
    except,
    witness,
    statement: statement ?? null,
    because,
    declaredAt: source ? `${source.file}:${source.line}:${source.column}` : null,
    reaches: namespaces.flatMap(({ namespace, leaks }) => (leaks.includes(leak) ? [namespace] : [])),
  };
}
