import { setTimeout as wait } from "node:timers/promises";
import { type Answer, AwsError, errorAnswer } from "../gateway/aws-error";
import { protocolOf, readCall } from "../gateway/call";
import type { Incoming } from "../gateway/incoming";
import { strikes } from "./dice";
import type { FaultRule } from "./schema";

type Handle = (incoming: Incoming) => Promise<Answer>;

const HTML = "<html><head><title>Forbidden</title></head><body><h1>The proxy says no</h1></body></html>";

/** The gateway with the faults in front of it that were asked for: the first rule that fits and strikes. */
export function withFaults(handle: Handle, rules: readonly FaultRule[]): Handle {
  const armed = rules.map((rule) => ({ rule, strikes: strikes(rule) }));
  return async (incoming) => {
    const asked = askedFor(incoming);
    const struck = armed.find(({ rule, strikes }) => fits(rule, asked) && strikes())?.rule;
    if (!struck) return handle(incoming);
    if (struck.delayMilliseconds) await wait(struck.delayMilliseconds);
    return answerOf(struck, incoming, asked.service, handle);
  };
}

interface Asked {
  readonly service: string;
  readonly operation: string;
}

function askedFor(incoming: Incoming): Asked {
  try {
    return readCall(incoming);
  } catch {
    return { service: "", operation: "" }; // it will be refused; rules without service and action may strike before
  }
}

function fits({ service, action }: FaultRule, asked: Asked): boolean {
  return (service ?? asked.service) === asked.service && (action ?? asked.operation) === asked.operation;
}

async function answerOf(
  rule: FaultRule,
  incoming: Incoming,
  service: string,
  handle: Handle,
): Promise<Answer> {
  if (rule.error) {
    const { code, message, status } = rule.error;
    return errorAnswer(new AwsError(code, message, status), protocolOf(incoming), service);
  }
  if (rule.html) return { status: rule.html, contentType: "text/html", body: HTML };
  if (rule.reset) return { status: 500, contentType: "text/plain", body: "", broken: "reset" };
  const answer = await handle(incoming);
  return rule.truncated ? { ...answer, broken: "truncated" } : answer;
}
