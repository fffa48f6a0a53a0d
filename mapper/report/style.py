"""The style sheet of the report's page, for screens, phones and paper."""

from typing import Final

__all__ = ["STYLE"]

STYLE: Final = """
:root { color-scheme: light dark; --line: #c9c9c4; --soft: #5b5b57; }
:root { --high: #9c1c1c; --medium: #8a5a00; --low: #3f5f7f; }
@media (prefers-color-scheme: dark) {
  :root { --line: #4a4a47; --soft: #b3b3ad; --high: #ff9d94; --medium: #f0c060; --low: #a9c7e8; }
  a { color: #9cc8ff; }
}
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.2rem; margin-top: 2.5rem; } h3 { font-size: 1.05rem; margin: 2rem 0 .5rem; }
h4 { font-size: 1rem; margin: 0; }
code { user-select: all; overflow-wrap: anywhere; }
article { border-top: 1px solid var(--line); padding: 1rem 0; }
.event { margin-top: 2.5rem; border-top: 3px solid currentcolor; }
.event > h3 { margin-top: .75rem; }
.event > h3:has(bdi:empty) { display: none; } .event > h3:has(bdi:empty) + article { border: 0; }
.event::after { content: ""; display: block; clear: both; }
.locator { float: right; margin: .75rem 0 .75rem 1.5rem; }
.locator .land { fill: none; stroke: var(--soft); stroke-width: 1; }
.locator .division { fill: var(--soft); fill-opacity: .4; }
.locator .dot { fill: var(--high); } .locator .ring { fill: none; stroke: var(--high); stroke-width: 2; }
.contents { padding: 0; list-style: none; } .contents li { padding: .3rem 0; border-top: 1px solid var(--line); }
.contents a { color: inherit; text-decoration-color: var(--line); text-underline-offset: .2em; }
.reason { margin: 1rem 0 0; font-weight: 600; } .titles { margin: .25rem 0; padding-left: 1.25rem; }
.record { margin-top: .75rem; font-size: .875rem; }
p { margin: .4rem 0; overflow-wrap: anywhere; }
.high { color: var(--high); } .medium { color: var(--medium); } .low { color: var(--low); }
.soft { color: var(--soft); }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .875rem; }
th, td { text-align: left; vertical-align: top; padding: .25rem .75rem .25rem 0; border-top: 1px solid var(--line); }
td { overflow-wrap: break-word; }
@media (min-width: 40rem), print {
  article table { table-layout: fixed; }
  article th:nth-child(1) { width: 22%; } article th:nth-child(2) { width: 19%; }
  article th:nth-child(3) { width: 25%; }
}
@media (max-width: 40rem) {
  thead { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; white-space: nowrap; }
  tbody tr, tbody td { display: block; padding: 0; }
  tbody tr { border-top: 1px solid var(--line); padding: .5rem 0; } tbody td { border: 0; }
  tbody td:empty, tbody td:not(:has(bdi:not(:empty))) { display: none; }
  tbody td::before { content: attr(data-label) ": "; color: var(--soft); }
  .locator { float: none; display: block; margin: .5rem 0; }
}
@media print {
  :root { color-scheme: light; --line: #c9c9c4; --soft: #5b5b57; --high: #000; --medium: #000; --low: #000; }
  @page { size: A4; margin: 16mm 15mm 18mm; @bottom-right { content: counter(page); font: 9pt system-ui, sans-serif; } }
  body { max-width: none; margin: 0; padding: 0; font-size: 9pt; } article { padding: .6rem 0; }
  table, .soft { font-size: 8.5pt; line-height: 1.35; } h2, .event { margin-top: 1.5rem; }
  p, tr, li, h3, h4 { break-inside: avoid; } thead { display: table-header-group; }
  h2, h3, h4, .reason, .event > p, .why, .remedy { break-after: avoid; } .rule { break-before: avoid; }
  .record { display: none; } .wide { overflow: visible; } a { color: inherit; }
}
"""
