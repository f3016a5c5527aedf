/** An error as a line: its name and its words, but for those of a parser, which quote the answer that it could not read. */
export function said(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { name, message } = error;
  const status = (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
  const http = status === undefined ? "" : ` (HTTP ${status})`;
  if (error instanceof SyntaxError || /deserialization error|not valid json/i.test(message))
    return `an answer that can't be read${http}`;
  return message === name || !message ? `${name}${http}` : `${name}: ${message}`;
}
