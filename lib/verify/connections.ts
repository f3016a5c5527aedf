import { finished, type Readable } from "node:stream";
import { ECRClient } from "@aws-sdk/client-ecr";
import { bounded } from "./abortable";
import type { Target } from "./target";

type Handler = ECRClient["config"]["requestHandler"];

/** Longest answer that is taken in, in bytes: a hundred times the longest that ECR and STS give to what is asked here. */
const MOST_BYTES = 4 * 1_024 * 1_024;

/** The target's own connections, as many as there may be calls at the same time; whoever opened them destroys them. */
export function openConnections({ ecr }: Target, concurrency: number): Handler {
  const agent = { maxSockets: concurrency };
  return new ECRClient({ ...ecr, requestHandler: { httpAgent: agent, httpsAgent: agent } }).config
    .requestHandler;
}

/**
 * A handler for the clients of all roles of a run, which share the connections of the given one. Each try of a call, its
 * answer's body included, ends with the run or when its time is over. A signal for each call would do that too, but with
 * one the SDK puts its middleware together anew for each call, a fifth of what a call costs.
 *
 * @param handler whose connections they are; whoever made it destroys it
 * @param signal ends the run
 * @param milliseconds longest time for one try, of the wall clock
 */
export function sharedConnections(
  handler: Handler,
  signal: AbortSignal,
  milliseconds: number,
): Pick<Handler, "handle"> {
  const handle: Handler["handle"] = (request, options) => {
    const { abortSignal: given } = (options ?? {}) as { abortSignal?: AbortSignal };
    return bounded(
      async (abortSignal) => {
        const { response } = await handler.handle(request, { ...options, abortSignal });
        response.body = await wholeBody(response.body as Readable, abortSignal);
        return { response };
      },
      given ? AbortSignal.any([signal, given]) : signal,
      milliseconds,
    );
  };
  return { handle };
}

/** @throws when it is too long, the connection breaks, or the signal is aborted, before its end */
function wholeBody(body: Readable, signal: AbortSignal): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const stop = () => body.destroy(signal.reason as Error);
    if (signal.aborted) stop();
    signal.addEventListener("abort", stop, { once: true });
    body.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > MOST_BYTES) body.destroy(new Error(`an answer of more than ${MOST_BYTES} bytes`));
      else chunks.push(chunk);
    });
    finished(body, (error) => {
      signal.removeEventListener("abort", stop);
      if (error) reject(error);
      else resolve(Buffer.concat(chunks));
    });
  });
}
