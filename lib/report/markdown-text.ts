/** Text that Markdown and its HTML show as it is, inside a table's cell too. */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/[\\`*_{}[\]#|~]/g, "\\$&");
}

/** Text as code, inside a table's cell too; in plain code a backtick and a backslash can't be escaped. */
export function code(text: string): string {
  if (text === "") return "";
  if (/[`\\]/.test(text)) return `<code>${escapeMarkdown(text)}</code>`;
  return `\`${text.replace(/\s+/g, " ").replaceAll("|", "\\|")}\``;
}
