const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}

export function codeHtml(text: string): string {
  return `<code>${escapeHtml(text)}</code>`;
}

/** An action as pages show it: every one is Amazon ECR's. */
export const plainAction = (action: string) => action.replace(/^ecr:/, "");
