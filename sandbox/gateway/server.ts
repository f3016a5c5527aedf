import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { type Answer, AwsError, errorAnswer } from "./aws-error";
import { type Incoming, readIncoming } from "./incoming";

const MOST_HEADER_BYTES = 32 * 1024;
const REQUEST_MS = 60_000;
const HEADERS_MS = 10_000;
const CHECK_MS = 5_000;

export interface ServerOptions {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  readonly clock: () => Date;
  /**
   * Longest time that a request may take to arrive whole, in milliseconds.
   *
   * @default 60000
   */
  readonly requestMilliseconds?: number;
  readonly handle: (incoming: Incoming) => Promise<Answer>;
  /** Called for what could not even be read as a request. */
  readonly onUnreadable: (error: AwsError) => void;
}

/** Serves the gateway over HTTP/1.1. */
export async function serve(options: ServerOptions): Promise<{ port: number; close(): Promise<void> }> {
  const { requestMilliseconds: requestTimeout = REQUEST_MS } = options;
  const limits = {
    maxHeaderSize: MOST_HEADER_BYTES,
    requestTimeout,
    headersTimeout: Math.min(HEADERS_MS, requestTimeout),
    connectionsCheckingInterval: Math.min(CHECK_MS, requestTimeout),
    joinDuplicateHeaders: false,
    insecureHTTPParser: false,
  };
  const server = createServer(limits, (message, response) => {
    // what can't even be refused is cut off; the sandbox is at its end then
    respond(message, response, options).catch(() => message.socket.destroy());
  });
  server.on("clientError", (error: NodeJS.ErrnoException, socket) => refuseBytes(error, socket, options));
  await listen(server, options);
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server, { port, host }: ServerOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ port, host, exclusive: true }, resolve);
  });
}

async function respond(
  message: IncomingMessage,
  response: ServerResponse,
  options: ServerOptions,
): Promise<void> {
  const { status, contentType, body, broken } = await answerTo(message, options);
  if (response.destroyed) return;
  if (broken === "reset") return void message.socket.resetAndDestroy();
  response.writeHead(status, {
    "content-type": contentType,
    "content-length": Buffer.byteLength(body),
    "x-amzn-requestid": randomUUID(),
    // clients correct their clocks by this one
    date: options.clock().toUTCString(),
    ...(message.complete ? {} : { connection: "close" }),
  });
  if (broken !== "truncated") return void response.end(body);
  response.write(Buffer.from(body).subarray(0, Buffer.byteLength(body) / 2), () => message.socket.destroy());
}

/** Bytes that are no HTTP, or two requests in one: refused without a look at what they may mean. */
function refuseBytes(error: NodeJS.ErrnoException, socket: Duplex, { onUnreadable }: ServerOptions): void {
  try {
    if (error.code !== "ECONNRESET")
      onUnreadable(new AwsError("InvalidRequest", `no HTTP: ${error.message}`));
  } catch {
    // the log can't be written, so the sandbox is at its end; the connection ends here in any case
  }
  if (!socket.writable) return void socket.destroy();
  socket.end("HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-length: 0\r\n\r\n");
}

async function answerTo(message: IncomingMessage, { handle, onUnreadable }: ServerOptions): Promise<Answer> {
  try {
    return await handle(await readIncoming(message));
  } catch (error) {
    const failure =
      error instanceof AwsError ? error : new AwsError("InvalidRequest", "the request broke off");
    onUnreadable(failure);
    return errorAnswer(failure, message.headers["x-amz-target"] === undefined ? "query" : "json", "sts");
  }
}
