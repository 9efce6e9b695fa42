/**
 * The style of the page: light and dark by the reader's preference, one column that fits 360 pixels, and
 * ink on paper. Signs and words show a verdict; its color only repeats them.
 */
export const style = `
:root {
  color-scheme: light dark;
  --paper: #fafaf8; --panel: #ffffff; --ink: #1d2124; --muted: #5a6268; --line: #dfe1dd; --link: #1a5694;
  --fail: #b3261e; --fail-soft: #fbe9e7; --warn: #855300; --warn-soft: #fdf1d8; --pass: #1c6b3c;
  --neutral: #566069; --neutral-soft: #edeff0;
  --mono: ui-monospace, 'SF Mono', 'Cascadia Mono', 'DejaVu Sans Mono', Menlo, Consolas, monospace;
  font: 16px/1.5 system-ui, -apple-system, 'Segoe UI', 'Noto Sans', 'DejaVu Sans', sans-serif;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --paper: #14171a; --panel: #1b1f23; --ink: #e4e7e9; --muted: #a2abb2; --line: #32383e; --link: #8fc0f5;
    --fail: #ff9a90; --fail-soft: #3d2020; --warn: #f0bd55; --warn-soft: #382c14; --pass: #84d3a0;
    --neutral: #aab4bc; --neutral-soft: #272c31;
  }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 3.5rem; -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--paper); color: var(--ink); overflow-wrap: anywhere; }
header, main, nav > ul { max-width: 72rem; margin: 0 auto; padding: 0 1.5rem; }
h1, h2, h3, h4, p, ul, dl, dd, pre, fieldset { margin: 0; padding: 0; }
ul { list-style: none; }
h2 { font-size: 1.3rem; line-height: 1.3; font-weight: 650; margin: 0 0 .75rem; letter-spacing: -.01em; }
h3 { font-size: 1rem; font-weight: 600; }
h4, dt { font-size: .8125rem; font-weight: 500; color: var(--muted); }
a { color: var(--link); text-decoration-thickness: 1px; text-underline-offset: .15em; }
code, pre { font-family: var(--mono); font-size: .84em; unicode-bidi: isolate; }
p { max-width: 70ch; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 2px; }
[hidden] { display: none !important; }
summary { cursor: pointer; }
.visually-hidden:not(:focus-within) {
  position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap;
}
.skip { position: absolute; left: -100rem; }
.skip:focus { left: 1rem; top: .5rem; padding: .25rem .75rem; background: var(--panel); z-index: 2; }
.count, .more, .legend { color: var(--muted); }
.count, .meta, .gist, .reason, .id, .add, .legend, .more, .source { font-size: .875rem; }

.head { padding-top: 1.5rem; padding-bottom: 1.75rem; }
.notice {
  max-width: none; margin-bottom: 1.25rem; padding: .5rem .875rem; border: 1px solid var(--line); border-radius: 6px;
  background: var(--neutral-soft); font-weight: 500;
}
h1 { display: flex; gap: .75rem; align-items: center; font-size: 2rem; line-height: 1.2; letter-spacing: -.02em; }
h1 .sign {
  flex: none; display: grid; place-items: center; width: 2.5rem; height: 2.5rem; border-radius: 50%;
  font-size: 1.375rem; line-height: 1; color: var(--paper); background: var(--tone);
}
.head { --tone: var(--neutral); }
.head.pass { --tone: var(--pass); }
.head.fail, .head.error { --tone: var(--fail); }
.head.inconclusive { --tone: var(--warn); }
.subject { margin-bottom: .25rem; font-size: .875rem; color: var(--muted); }
.summary { margin-top: .5rem; font-size: 1.125rem; }
.facts { display: flex; flex-wrap: wrap; gap: .375rem 2rem; margin-top: 1rem; }
.facts dd { font-size: .9375rem; }
.counts { display: flex; flex-wrap: wrap; gap: .375rem 1.25rem; margin-top: 1rem; }
.counts a { color: inherit; text-decoration: none; }
.counts a:hover .badge { text-decoration: underline; }
.counts strong { font-size: 1.0625rem; font-variant-numeric: tabular-nums; }
.answers {
  display: grid; grid-template-columns: minmax(0, 5fr) minmax(0, 3fr); gap: 1.25rem 2.5rem; margin-top: 1.25rem;
  padding: 1.125rem 1.25rem; background: var(--panel); border: 1px solid var(--line); border-radius: 8px;
}
.answers h2 { font-size: 1rem; margin-bottom: .5rem; }
.broken li { display: grid; grid-template-columns: 5.5rem minmax(0, 1fr); gap: .5rem; padding: .25rem 0; align-items: baseline; }
.gist { display: block; color: var(--muted); }
.context { background: none; margin-top: .75rem; }
.context .broken li { grid-template-columns: 8rem minmax(0, 1fr); }
.actors li { padding: .25rem 0; font-size: .9375rem; }
.actor { display: inline-block; }
.actor::first-letter { text-transform: uppercase; }
.nothing { margin-top: 1.25rem; }

.badge { color: var(--neutral); white-space: nowrap; font-size: .875rem; }
.badge .sign { display: inline-block; width: 1em; text-align: center; }
.fail.badge, .error.badge { color: var(--fail); font-weight: 600; }
.deviation.badge { font-weight: 600; }
.warn.badge { color: var(--warn); font-weight: 600; }
.inconclusive.badge { color: var(--warn); }
.pass.badge { color: var(--pass); }

nav { position: sticky; top: 0; z-index: 1; background: var(--paper); border-block: 1px solid var(--line); }
nav > ul { display: flex; flex-wrap: wrap; gap: 0 1.25rem; padding-block: .5rem; font-size: .9375rem; }
nav a { display: inline-block; padding: .125rem 0; color: inherit; text-decoration: none; }
nav a:hover { text-decoration: underline; }
section { padding-top: 2.5rem; }
main { padding-bottom: 4rem; }

.violation { margin-top: .75rem; background: var(--panel); border: 1px solid var(--line); border-left: 4px solid var(--fail); border-radius: 6px; }
.violation.warn { border-left-color: var(--warn); }
.violation > summary {
  display: grid; grid-template-columns: 5.5rem minmax(0, 1fr) auto; gap: .25rem .75rem; align-items: baseline;
  padding: .75rem 1rem; list-style: none;
}
.violation > summary::-webkit-details-marker { display: none; }
.violation > summary h3::before { content: '▸'; display: inline-block; width: 1.1em; color: var(--muted); }
.violation[open] > summary h3::before { content: '▾'; }
.meta { color: var(--muted); }
.violation > :not(summary) { margin-inline: 1rem; }
.violation > :last-child { margin-bottom: 1rem; }
.violation > .facts { margin-top: 0; padding-bottom: .75rem; }
.finding { padding: .75rem 0; border-top: 1px solid var(--line); }
.finding .message { font-weight: 500; }
.finding .count { font-weight: 400; }
.finding dl { display: grid; grid-template-columns: repeat(3, minmax(0, auto)); justify-content: start; gap: .375rem 2.5rem; margin-top: .375rem; }
.finding code.actual { color: var(--fail); }
.warn .finding code.actual { color: var(--warn); }
.exchange { border-top: 1px solid var(--line); padding: .625rem 0 0; }
.exchange > summary, .group > summary { padding: .125rem 0; }
.exchange > summary { color: var(--muted); font-size: .9375rem; }
.wire { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: .75rem 1.25rem; margin-top: .5rem; }
.wire h4 { display: flex; align-items: center; gap: .75rem; min-height: 1.75rem; }
.wire pre { margin-bottom: .75rem; padding: .625rem .75rem; background: var(--neutral-soft); border-radius: 4px; line-height: 1.5; white-space: pre-wrap; }
.wire pre > * { display: block; }
mark { background: var(--fail-soft); color: inherit; margin-inline: -.75rem; padding-inline: .5rem .75rem; border-left: .25rem solid var(--fail); font-weight: 600; }
.warn mark { background: var(--warn-soft); border-left-color: var(--warn); }
.copy { font: inherit; font-size: .8125rem; padding: .0625rem .625rem; color: var(--ink); background: var(--panel); border: 1px solid var(--line); border-radius: 4px; cursor: pointer; }
.copy:hover { border-color: var(--muted); }

#filter { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: center; margin-bottom: 1rem; }
.text-filter { flex: 1 1 16rem; }
#filter input[type='search'] { width: 100%; font: inherit; font-size: .9375rem; padding: .375rem .625rem; color: inherit; background: var(--panel); border: 1px solid var(--muted); border-radius: 4px; }
fieldset { display: flex; flex-wrap: wrap; gap: .375rem; border: 0; min-width: 0; }
.choice { position: relative; }
.choice input { position: absolute; inset: 0; margin: 0; opacity: 0; cursor: pointer; }
.choice > span { display: block; padding: .1875rem .625rem; border: 1px solid var(--line); border-radius: 4px; background: var(--panel); font-size: .875rem; }
.choice input:checked + span { border-color: var(--ink); box-shadow: inset 0 0 0 1px var(--ink); font-weight: 600; }
.choice input:focus-visible + span { outline: 2px solid var(--link); outline-offset: 2px; }
output { font-size: .875rem; color: var(--muted); }

.theme { border-top: 1px solid var(--line); }
.theme > summary { padding: .5rem 0; }
.theme > summary h3 { display: inline; }
.theme[open] { padding-bottom: 1rem; }
.theme li {
  display: grid; grid-template-columns: 7.75rem 4.25rem minmax(0, 1fr) 15rem; gap: 0 .75rem; align-items: baseline;
  padding: .4375rem 0; border-top: 1px solid var(--line);
}
.theme li:target { background: var(--neutral-soft); }
table { width: 100%; border-collapse: collapse; }
.level { font-size: .8125rem; color: var(--muted); }
.id, .reason { display: block; color: var(--muted); }
.id a, .ids a { color: inherit; text-decoration-color: var(--line); }
.id a:hover, .ids a:hover { text-decoration-color: currentColor; }
.ids { font-size: .9375rem; }

.group { padding: .5rem 0; border-top: 1px solid var(--line); }
.group > :not(summary) { margin: .5rem 0 .5rem 1.125rem; max-width: none; }
.group dl > div { display: grid; grid-template-columns: minmax(0, 19rem) minmax(0, 1fr); gap: .25rem 1.5rem; padding: .375rem 0; align-items: baseline; }
.group dt { font-size: .9375rem; color: inherit; }
.group > table { width: calc(100% - 1.125rem); }
.group dd { color: var(--muted); font-size: .9375rem; max-width: 80ch; }
.group dd strong { font-weight: 600; color: var(--ink); }
section > p + .group { margin-top: .75rem; }
.drift li { padding: .5rem 0; border-top: 1px solid var(--line); }
.line { padding: .0625rem .375rem; background: var(--neutral-soft); border-radius: 3px; white-space: pre-wrap; }
.note { padding: .375rem .75rem; background: var(--neutral-soft); border-radius: 4px; margin-bottom: .75rem; }
.changes > div { display: grid; grid-template-columns: 9rem minmax(0, 1fr); gap: .5rem; padding: .25rem 0; }
.changes dt { font-size: .9375rem; color: inherit; }
.bar { display: block; width: 100%; min-width: 6rem; height: .625rem; border-radius: 2px; background: var(--neutral-soft); }
.bar rect { fill: var(--neutral); }
.bar .fail { fill: var(--fail); }
.bar .warn, .bar .empty { fill: var(--warn); }
.bar .filled { fill: var(--pass); }
.bar .value { fill: var(--link); }
.bar .absent { fill: var(--line); }
.key { display: inline-block; width: .75rem; height: .75rem; border-radius: 2px; background: var(--neutral); }
.key.empty { background: var(--warn); }
.key.filled { background: var(--pass); }
.key.absent { background: var(--line); }
.figure { margin: 1.75rem 0 .25rem; }
.figures { margin-top: .5rem; }
.figures :is(th, td):nth-child(2) { width: 30%; }
.figures :is(th, td):nth-child(n + 3) { white-space: nowrap; }
.figures td { font-variant-numeric: tabular-nums; }
.figures td:nth-child(2) { vertical-align: middle; }
.histograms { columns: 2 24rem; column-gap: 2rem; }
.histograms > table { break-inside: avoid; margin: 0 0 1rem; }
.plain { font-size: .875rem; }
.plain th { text-align: left; font-weight: 500; color: var(--muted); }
.plain :is(th, td) { padding: .25rem .75rem .25rem 0; border-top: 1px solid var(--line); vertical-align: baseline; }

@media (max-width: 46rem) {
  header, main, nav > ul { padding-inline: 1rem; }
  html { scroll-padding-top: .5rem; }
  nav { position: static; }
  h1 { font-size: 1.5rem; }
  h1 .sign { width: 2rem; height: 2rem; font-size: 1.125rem; }
  .answers, .wire { grid-template-columns: minmax(0, 1fr); }
  .answers { padding: .875rem 1rem; }
  .violation > summary { grid-template-columns: minmax(0, 1fr); }
  .finding dl { grid-template-columns: minmax(0, 1fr); }
  .finding dl > div { display: grid; grid-template-columns: 5rem minmax(0, 1fr); gap: .5rem; align-items: baseline; }
  .broken li { grid-template-columns: minmax(0, 1fr); gap: 0; }
  .theme li { grid-template-columns: minmax(0, 1fr) auto; }
  .theme li > :nth-child(n + 3) { grid-column: 1 / -1; }
  .changes > div, .group dl > div { grid-template-columns: minmax(0, 1fr); gap: 0; }
  .figures :is(th, td):nth-child(n + 4) { display: none; }
  .figures .bar { min-width: 3.5rem; }
  .exchanges :is(th, td):nth-child(5) { display: none; }
}
@media print {
  :root { --paper: #fff; --panel: #fff; font-size: 10pt; }
  nav, #filter, .copy, .skip { display: none !important; }
  h1 .sign, .key, .bar, mark { print-color-adjust: exact; }
  header, main { max-width: none; padding-inline: 0; }
  .violation, .finding, .theme li, tr, .answers { break-inside: avoid-page; }
  .violation { break-inside: auto; }
  h2, h3, summary { break-after: avoid; }
}
`;
