import type { Question } from "./differential-policies";

/** The question with as much taken away as still shows the difference, one key or list element at a time. */
export function shrink(question: Question, differs: (question: Question) => boolean): Question {
  for (const smaller of withOneThingLess(question) as Iterable<Question>) {
    if (stillAQuestion(smaller) && differs(smaller)) return shrink(smaller, differs);
  }
  return question;
}

const stillAQuestion = ({ request, policies }: Question): boolean =>
  [request?.principal?.arn, request?.principal?.accountId, request?.action, request?.resource].every(
    Boolean,
  ) &&
  [request.resourceAccountId, request.context, policies?.identity].every((part) => part !== undefined) &&
  [policies.identity, policies.boundary, policies.vpcEndpoint].flatMap((list) => list ?? []).every(named) &&
  [policies.scp, policies.rcp]
    .flatMap((list) => list ?? [])
    .every((level) => level.id !== undefined && Array.isArray(level.policies) && level.policies.every(named));

const named = (policy: { name?: unknown; document?: unknown }): boolean =>
  policy.name !== undefined && policy.document !== undefined;

function* withOneThingLess(value: unknown): Generator<unknown> {
  if (Array.isArray(value)) {
    for (const [i, inner] of value.entries()) {
      yield value.filter((_, k) => k !== i);
      for (const less of withOneThingLess(inner))
        yield value.map((one: unknown, k) => (k === i ? less : one));
    }
  } else if (typeof value === "object" && value !== null) {
    for (const [name, inner] of Object.entries(value)) {
      const { [name]: _, ...rest } = value as Record<string, unknown>;
      yield rest;
      for (const less of withOneThingLess(inner)) yield { ...value, [name]: less };
    }
  }
}
