import { finished, type Readable } from "node:stream";
import type { ECRClient } from "@aws-sdk/client-ecr";
import { bounded } from "./abortable";

type Handler = ECRClient["config"]["requestHandler"];

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
  const handle: Handler["handle"] = (request, options) =>
    bounded(
      async (abortSignal) => {
        const { response } = await handler.handle(request, { ...options, abortSignal });
        response.body = await wholeBody(response.body as Readable, abortSignal);
        return { response };
      },
      signal,
      milliseconds,
    );
  return { handle };
}

/** @throws when the connection breaks, or the signal is aborted, before its end */
function wholeBody(body: Readable, signal: AbortSignal): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const stop = () => body.destroy(signal.reason as Error);
    signal.addEventListener("abort", stop, { once: true });
    body.on("data", (chunk: Buffer) => chunks.push(chunk));
    finished(body, (error) => {
      signal.removeEventListener("abort", stop);
      if (error) reject(error);
      else resolve(Buffer.concat(chunks));
    });
  });
}
