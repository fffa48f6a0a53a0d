"""The editor's report as one offline HTML page: no script, no request, every text of the data escaped."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Sequence
from typing import Any, Final

from markupsafe import Markup

from mapper.claims.claimants import claimant_kinds
from mapper.claims.statements import source_names
from mapper.claims.wording import in_words
from mapper.model.dossier import Dossier
from mapper.model.links import link_fault
from mapper.report.check import LISTED, Report
from mapper.report.findings import Finding
from mapper.vocabulary import Column, columns_of

__all__ = ["report_html"]

_STYLE: Final = """
:root { color-scheme: light dark; --line: #c9c9c4; --soft: #5b5b57; }
:root { --high: #9c1c1c; --medium: #8a5a00; --low: #3f5f7f; }
@media (prefers-color-scheme: dark) {
  :root { --line: #4a4a47; --soft: #b3b3ad; --high: #ff9d94; --medium: #f0c060; --low: #a9c7e8; }
  a { color: #9cc8ff; }
}
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.2rem; margin-top: 2.5rem; } h3 { font-size: 1rem; margin: 0; }
article { border-top: 1px solid var(--line); padding: 1rem 0; }
p { margin: .4rem 0; overflow-wrap: anywhere; }
.high { color: var(--high); } .medium { color: var(--medium); } .low { color: var(--low); }
.soft { color: var(--soft); }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .875rem; }
th, td { text-align: left; vertical-align: top; padding: .25rem .75rem .25rem 0; border-top: 1px solid var(--line); }
td { overflow-wrap: break-word; }
@media print { body { max-width: none; } article { break-inside: avoid; } }
"""
_PAGE: Final = Markup(
    '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
    '<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    '<meta name="referrer" content="no-referrer">\n<title>{title}</title>\n<style>{style}</style>\n</head>\n'
    "<body>\n<main>\n<h1>{title}</h1>\n<p>{counts}</p>\n{body}</main>\n</body>\n</html>\n"
)
_CLAIM_COLUMNS: Final = ("value", "claimant", "claimant_kind", "stance", "source_id", "locator", "quote")
_CONTROLS: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def report_html(report: Report, dossier: Dossier) -> str:
    """Return the report as a page that opens anywhere: strict Content-Security-Policy, one style sheet, no script.

    Parameters
    ----------
    report
        What `check` found.
    dossier
        The same dossier, for the words of the claims.

    >>> import mapper
    >>> from mapper.report.check import check
    >>> dossier = mapper.read("seeds")
    >>> "<script" in report_html(check(dossier), dossier)
    False
    """
    counts = report.counts
    style_hash = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
    return str(
        _PAGE.format(
            policy=f"default-src 'none'; style-src 'sha256-{style_hash}'; base-uri 'none'; form-action 'none'",
            title=f"Editor's report: {_clean(dossier.title)}" if dossier.title else "Editor's report",
            style=Markup(_STYLE),  # noqa: S704 - a constant of this file
            counts=f"{counts.read} rows read: {counts.used} used, {counts.duplicates} duplicates, "
            f"{counts.rejected} rejected; {len(report.faults)} faults.",
            body=_joined(_sections(report, dossier)),
        )
    )


def _sections(report: Report, dossier: Dossier) -> Iterable[Markup]:
    data = report.as_dict()
    claims = _claim_rows(dossier)
    findings = [_article(one, claims) for one in report.contradictions[:LISTED]]
    yield _section("Contradictions and doubts", findings, len(report.contradictions))
    settled = [_article(one.finding, claims, why=one.why) for one in report.accepted[:LISTED]]
    yield _section("Settled", settled, len(report.accepted))
    yield _listing("Not on the map", list(map(_off_map, data["unlocated"])), "unlocated")
    yield _listing("Possible places that are not on the map", data["partly_located"], "unlocated")
    yield _listing("Without a date", data["undated"], "events")
    yield _listing("Claims not understood, and compared with nothing", data["unread"], "unread")
    yield _listing("Rejected rows", data["rejected"], "faults", count=data["rejected_count"])
    yield _listing("Faults", data["faults"], "faults", count=data["faults_count"])


def _section(title: str, parts: Sequence[Markup], count: int) -> Markup:
    if not count:
        return Markup("")
    cut = Markup("<p>The first {} are listed.</p>\n").format(LISTED) if count > LISTED else ""
    return Markup("<section>\n<h2>{}: {}</h2>\n{}{}</section>\n").format(title, count, cut, _joined(parts))


def _listing(title: str, rows: Sequence[dict[str, Any]], table: str, *, count: int | None = None) -> Markup:
    """Rows in the columns that they have of a table of the vocabulary."""
    columns = [name for name in columns_of(table) if rows and name in rows[0]]
    cells = ([_cell(row[name]) for name in columns] for row in rows[:LISTED])
    listed = _table((columns_of(table)[name] for name in columns), cells)
    return _section(title, [listed], len(rows) if count is None else count)


def _off_map(row: dict[str, Any]) -> dict[str, Any]:
    """The row with its candidates in words."""
    offered = (
        f"{one['name']} ({', '.join(f'{column} {cell}' for column, cell in one['cells'].items())}; {one['score']:.2f})"
        for one in row["candidates"]
    )
    return {**row, "candidates": "; ".join(offered)}


def _article(finding: Finding, claims: dict[str, list[Markup]], *, why: str = "") -> Markup:
    rows = [claims[claim] for claim in finding.claims if claim in claims]
    about = " · ".join(part for part in (finding.event_id, finding.field) if part)
    settled = Markup("<p><strong>Settled:</strong> {}</p>\n").format(_cell(why)) if why else ""
    return Markup(
        '<article id="{id}">\n<h3>{about} <span class="{grave}">{grave}</span></h3>\n<p>{why}</p>\n'
        '<p>{remedy}</p>\n{settled}{table}<p class="soft">{id} · {rule}</p>\n</article>\n'
    ).format(
        id=finding.id,
        about=_cell(about),
        grave=finding.severity,
        why=_cell(finding.explanation),
        remedy=_cell(finding.remedy),
        settled=settled,
        table=_table((columns_of("claims")[name] for name in _CLAIM_COLUMNS), rows) if rows else "",
        rule=finding.rule,
    )


def _claim_rows(dossier: Dossier) -> dict[str, list[Markup]]:
    """Claim id → the cells of its row."""
    names = source_names(dossier.sources)
    links = dict(zip(dossier.sources["source_id"], dossier.sources["url"], strict=True))
    kinds = claimant_kinds(dossier.claims, sources=dossier.sources, actors=dossier.actors)
    rows = {}
    for row, kind in zip(dossier.claims.to_dict("records"), kinds, strict=True):
        group = f" ({row['unit_or_group']})" if row["unit_or_group"] else ""
        source = _linked(names.get(row["source_id"], row["source_id"]), links.get(row["source_id"], ""))
        texts = (in_words(row["value"], field=row["field"]) + group, row["claimant"], kind, row["stance"])
        rows[row["claim_id"]] = [*map(_cell, texts), source, _cell(row["locator"]), _cell(row["quote"])]
    return rows


def _linked(name: str, link: str) -> Markup:
    if not link or link_fault(link):
        return _cell(name)
    return Markup('<a href="{}" rel="noopener noreferrer">{}</a>').format(link, _cell(name))


def _table(columns: Iterable[Column], rows: Iterable[list[Markup]]) -> Markup:
    head = _joined(Markup('<th scope="col">{}</th>').format(column.heading()) for column in columns)
    body = _joined(
        Markup("<tr>{}</tr>\n").format(_joined(Markup("<td>{}</td>").format(c) for c in row)) for row in rows
    )
    return Markup(
        '<div class="wide" tabindex="0"><table><thead><tr>{}</tr></thead>\n<tbody>\n{}</tbody></table></div>\n'
    ).format(head, body)


def _cell(value: object) -> Markup:
    """Text of the data, escaped, and in an element of its own direction."""
    return Markup("<bdi>{}</bdi>").format(_clean(str(value)))


def _clean(text: str) -> str:
    return _CONTROLS.sub("\ufffd", text)


def _joined(parts: Iterable[Markup]) -> Markup:
    return Markup("").join(parts)
