/** How the pages look: the system's font and colours, light or dark; marks are text too, colour only repeats them. */
export const STYLE = `
:root { color-scheme: light dark; font: 14px/1.45 system-ui, sans-serif; --line: #8885; --soft: #8881; --page: #fff;
  --good: #dff3e4; --doubt: #fdf0cf; --bad: #fde2e2; --strong: #b3261e; }
@media (prefers-color-scheme: dark) { :root { --page: #16181c; --good: #173a24; --doubt: #43360f; --bad: #4a1d1d; --strong: #ff8a80; } }
body { margin: 0 auto; padding: 1.25rem; max-width: 120rem; background: var(--page); }
h1 { font-size: 1.5rem; margin: 0 0 .25rem; }
h2 { font-size: 1.1rem; margin: 1.75rem 0 .5rem; }
code { font: .93em ui-monospace, "SFMono-Regular", Menlo, Consolas, monospace; }
li { margin: .15rem 0; overflow-wrap: anywhere; }
p { overflow-wrap: anywhere; }
ul { padding-left: 1.25rem; }
.quiet { opacity: .75; }
.bad { border-left: .3rem solid var(--strong); background: var(--bad); padding: .5rem .75rem; max-height: 60vh; overflow: auto; }
.bad li { white-space: pre-wrap; }
.tools { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: baseline; }
.legend { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; list-style: none; padding: 0; }
.legend b { display: inline-block; min-width: 1.5rem; padding: 0 .35rem; border: 1px solid var(--line); border-radius: .2rem; text-align: center; }
input { font: inherit; padding: .25rem .5rem; width: min(24rem, 75vw); box-sizing: border-box; }
.scroll { overflow: auto; scroll-padding: 4.5rem 0 0 16rem; max-width: 100%; max-height: 85vh; border: 1px solid var(--line); border-radius: .3rem; }
.scroll.fit { width: fit-content; }
table { border-collapse: separate; border-spacing: 0; }
th, td { border: 0 solid var(--line); border-width: 0 1px 1px 0; padding: .3rem .55rem; text-align: left; vertical-align: top; font-weight: normal; }
thead { position: sticky; top: 0; z-index: 2; }
thead th { background: color-mix(in srgb, var(--page) 90%, CanvasText); white-space: nowrap; font-weight: 600; }
thead th.namespace { border-left: 1px solid var(--line); }
thead th.corner, tbody th { position: sticky; left: 0; z-index: 1; }
tbody th { background: var(--page); white-space: nowrap; min-width: 9rem; font-weight: 600; border-right-width: 2px; }
tbody tr:hover > * { background-image: linear-gradient(var(--soft), var(--soft)); }
td { white-space: nowrap; }
td.names { white-space: normal; min-width: 14rem; max-width: 40rem; }
td.allowed, b.allowed { background: var(--good); }
td.unknown, b.unknown { background: var(--doubt); font-style: italic; }
td.different, b.different { background: var(--bad); box-shadow: inset 0 0 0 2px var(--strong); }
td.denied { opacity: .6; }
td strong { color: var(--strong); }
td:focus-visible, .scroll:focus-visible { outline: 2px solid Highlight; outline-offset: -2px; }
#reason { position: fixed; left: 1rem; right: 1rem; bottom: 1rem; z-index: 3; max-width: 60rem; max-height: 40vh; overflow: auto; white-space: pre-wrap; overflow-wrap: anywhere;
  background: Canvas; color: CanvasText; border: 1px solid; border-radius: .3rem; padding: .6rem .75rem; box-shadow: 0 2px 10px #0007; }
[hidden] { display: none !important; }
@media (max-width: 40rem) {
  :root { font-size: 13px; }
  body { padding: .75rem; }
  .scroll { scroll-padding-left: 45vw; }
  th, td { padding: .3rem .4rem; }
  tbody th, thead th.corner { box-sizing: border-box; min-width: 0; max-width: 45vw; overflow: hidden; text-overflow: ellipsis; }
}
@media print {
  :root { color-scheme: light; font-size: 9px; }
  .tools, #reason { display: none; }
  .scroll, .bad { max-height: none; overflow: visible; }
  .scroll { border: 0; }
  thead, thead th.corner, tbody th { position: static; }
  td, th { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  tr { break-inside: avoid; }
}
`;
