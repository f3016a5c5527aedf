import { SCRIPT } from "./html-script";
import { STYLE } from "./html-style";
import { escapeHtml } from "./html-text";

/** The field that {@link page}'s script filters by. */
export const FILTER = `<p class="tools"><label>Filter <input id="filter" type="search" placeholder="role, repository or answer: push, ?, ≠"></label> <span id="count" role="status"></span></p>`;

/** A table that scrolls by itself, so that the page never does sideways. */
export function scrolling(table: string): string {
  return `<div class="scroll fit" tabindex="0" role="region" aria-label="Access matrix">\n${table}\n</div>`;
}

/** A page that needs nothing but itself, and may not load anything else. */
export function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
${body}
<div id="reason" role="tooltip" hidden></div>
<script>${SCRIPT}</script>
</body>
</html>
`;
}
