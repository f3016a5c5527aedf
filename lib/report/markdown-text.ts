/** Text that Markdown and its HTML show as it is, inside a table's cell too. */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/[\\`*_{}[\]#|~]/g, "\\$&");
}

/** Text as code; a bar would end a table's cell, a backtick the code. */
export function code(text: string): string {
  if (text === "") return "";
  const plain = text.replace(/\s+/g, " ").replaceAll("|", "\\|");
  return plain.includes("`") ? `\`\` ${plain} \`\`` : `\`${plain}\``;
}
