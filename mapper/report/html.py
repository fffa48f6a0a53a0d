"""The editor's report as one offline HTML page: no script, no request, every text of the data escaped."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from markupsafe import Markup

from mapper.claims.claimants import claimant_kinds
from mapper.claims.statements import source_names
from mapper.claims.wording import in_words
from mapper.html import page, visible
from mapper.model.dossier import Dossier
from mapper.model.links import link_fault
from mapper.model.words import Message as ValueMessage
from mapper.report.account import account_rows
from mapper.report.check import LISTED, Report
from mapper.report.events import EventNote, field_message, titles_of, worst_first
from mapper.report.findings import Finding
from mapper.report.style import STYLE
from mapper.report.text import speaker
from mapper.report.words import Message
from mapper.vocabulary import Column, by_term, columns_of, label, rules

__all__ = ["report_html"]

_CLAIM_COLUMNS: Final = ("value", "claimant", "source_id", "quote")
_EMPTY: Final = Markup("<bdi></bdi>")


def report_html(
    report: Report,
    dossier: Dossier,
    *,
    language: str = "en",
    maps: Mapping[str, Markup] | None = None,
    sources: Sequence[str] = (),
) -> str:
    """Return the report as a page that opens anywhere: strict Content-Security-Policy, one style sheet, no script.

    Parameters
    ----------
    report
        What `check` found.
    dossier
        The same dossier, for the words of the claims.
    language
        The language of the page's own words, `en` or `fr`; text of the data stays as it is.
    maps
        event_id → a small SVG map to show beside its findings (`mapper.render.locator`).
    sources
        The paths that were read, as typed; for a single dossier folder the page offers to record decisions in it.

    >>> import mapper
    >>> from mapper.report.check import check
    >>> dossier = mapper.read("seeds")
    >>> "<script" in report_html(check(dossier), dossier)
    False
    """
    counts, say = report.counts, speaker(language)
    title = say("title", title=visible(dossier.title))
    account = say(
        "rows-and-faults",
        read=counts.read,
        used=counts.used,
        duplicates=counts.duplicates,
        rejected=counts.rejected,
        faults=len(report.faults),
    )
    sections = _joined(_Sections(report, dossier, language, maps or {}, sources or dossier.origins).all())
    body = Markup("<main>\n<h1>{}</h1>\n<p>{}</p>\n{}</main>\n").format(title, account, sections)
    return page(title, body, style=STYLE, language=language)


def _where_it_lies(sources: Sequence[str]) -> tuple[str, str]:
    """Return the only dossier folder and the only file that was read, quoted for a shell; one or both are ""."""
    if len(sources) != 1:
        return "", ""
    path, typed = Path(sources[0]), shlex.quote(visible(sources[0]))
    return (typed, "") if path.is_dir() else ("", typed if path.is_file() else "")


class _Sections:
    """The sections of the page, in a language."""

    def __init__(
        self, report: Report, dossier: Dossier, language: str, maps: Mapping[str, Markup], sources: Sequence[str]
    ) -> None:
        self.report, self.language = report, language
        self.data = report.as_dict(language)
        self.say = speaker(language)
        self.claims = _claim_rows(dossier, language)
        self.maps, self.titles = maps, titles_of(dossier)
        self.folder, self.table = _where_it_lies(sources)

    def all(self) -> Iterable[Markup]:
        """Return the sections that are not empty."""
        report, data = self.report, self.data
        findings = self._by_event(report.contradictions[:LISTED])
        yield self._contents(report.contradictions)
        yield self._section("section-findings", [self._how_to_settle(), *findings], len(report.contradictions))
        why = {one.finding.id: one.why for one in report.accepted}
        settled = self._by_event([one.finding for one in report.accepted[:LISTED]], why=why)
        yield self._section("section-settled", settled, len(report.accepted))
        yield self._section("section-off-map", self._off_map(data["unlocated"]), len(data["unlocated"]))
        yield self._listing("section-partly", [*map(self._titled, data["partly_located"])], "unlocated")
        undated = [self._titles_list([str(row["event_id"]) for row in data["undated"]])]
        yield self._section("section-undated", undated, len(data["undated"]))
        yield self._listing("section-unread", [*map(self._in_words, data["unread"])], "unread")
        yield self._listing("section-rejects", data["rejected"], "faults", count=data["rejected_count"])
        yield self._listing("section-faults", data["faults"], "faults", count=data["faults_count"])
        yield from self._accounts(data["account"])

    def _section(self, code: str, parts: Sequence[Markup], count: int, *, listed: int = LISTED) -> Markup:
        if not count:
            return Markup("")
        cut = Markup("<p>{}</p>\n").format(self.say("first-listed", count=listed)) if count > listed else ""
        title = self.say("section", title=self.say(code), count=count)
        return Markup("<section>\n<h2>{}</h2>\n{}{}</section>\n").format(title, cut, _joined(parts))

    def _listing(self, code: str, rows: Sequence[dict[str, Any]], table: str, *, count: int | None = None) -> Markup:
        """Rows as a table, with those columns of a table of the vocabulary that the rows have."""
        columns = [name for name in columns_of(table) if rows and name in rows[0]]
        cells = ([_cell(row[name]) for name in columns] for row in rows[:LISTED])
        listed = self._table((columns_of(table)[name] for name in columns), cells)
        return self._section(code, [listed], len(rows) if count is None else count)

    def _accounts(self, account: Sequence[Mapping[str, Any]]) -> Iterable[Markup]:
        """What became of the columns of each file and of their cells, in a closed `details`."""
        for file, rows in groupby(account, key=lambda row: str(row["file"])):
            title = Message("account-of", file=file).text(self.language)
            columns, lines = account_rows(list(rows), self.language)
            table = self._table(columns, [[_cell(cell) for cell in line] for line in lines])
            yield Markup("<section><details><summary>{}</summary>\n{}</details></section>\n").format(
                visible(title), table
            )

    def _titled(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """The row with its event's title in place of the id."""
        return {**row, "event_id": self.titles.get(row["event_id"], row["event_id"])}

    def _in_words(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """A claim that is not understood: its id left out, its field in words."""
        told = {**self._titled(row), "field": field_message(row["field"]).text(self.language)}
        del told["claim_id"]
        return told

    def _titles_list(self, events: Sequence[str]) -> Markup:
        items = (Markup("<li>{}</li>").format(_cell(self.titles.get(event, event))) for event in events[:LISTED])
        return Markup('<ul class="titles">{}</ul>\n').format(_joined(items))

    def _off_map(self, rows: Sequence[Mapping[str, Any]]) -> list[Markup]:
        """Unlocated events by reason, the commonest first, with the candidates for their toponyms."""
        groups: dict[tuple[str, str], list[str]] = {}
        for row in rows:
            might = self.say("candidates", candidates=tuple(map(self._candidate, row["candidates"])))
            groups.setdefault((row["reason"], might), []).append(row["event_id"])
        parts = []
        for (reason, might), events in sorted(groups.items(), key=lambda item: -len(item[1])):
            told = self.say("section", title=reason, count=len(events)) if len(events) > 1 else reason
            meant = Markup("<p>{}</p>\n").format(_cell(might)) if might else ""
            titles = self._titles_list(events)
            parts.append(Markup('<p class="reason">{}</p>\n{}{}').format(_cell(told), meant, titles))
        return parts

    def _candidate(self, one: Mapping[str, Any]) -> str:
        cells = tuple(f"{column} {cell}" for column, cell in one["cells"].items())
        return self.say("candidate-cells", name=one["name"], cells=cells, score=f"{one['score']:.2f}")

    def _contents(self, findings: Sequence[Finding]) -> Markup:
        """The events with findings, as a list of links, each with its number of findings by severity."""
        groups = worst_first([finding.as_dict() for finding in findings[:LISTED]])
        groups = [group for group in groups if group[0]["event_id"]]  # the others are about sources and actors
        if len(groups) <= 1:
            return Markup("")
        items = []
        for group in groups:
            event, severities = str(group[0]["event_id"]), [str(one["severity"]) for one in group]
            counts = (
                f"{label('severities', one, language=self.language)} {severities.count(one)}"
                for one in dict.fromkeys(severities)
            )
            heading = self.report.notes.get(event, EventNote(event)).heading(self.language)
            items.append(
                Markup('<li><a href="#{}">{}</a> <span class="soft">{}</span></li>\n').format(
                    _anchor(group), _cell(heading), ", ".join(counts)
                )
            )
        return self._section(
            "section-events",
            [
                Markup('<ol class="contents">\n{}</ol>\n').format(_joined(items)),
                Markup('<p class="soft">{}</p>\n').format(self.say("how-grave")),
            ],
            len({finding.event_id for finding in findings} - {""}),
            listed=len(groups),
        )

    def _how_to_settle(self) -> Markup:
        """The command that makes a table a dossier folder: decisions can only be recorded in a folder."""
        if not self.table:
            return Markup("")
        made = Markup('<p class="record">{} <code>mapper export {} -o dossier/</code></p>\n')
        return made.format(self.say("to-settle-in-a-folder"), self.table)

    def _by_event(self, findings: Sequence[Finding], *, why: Mapping[str, str] | None = None) -> list[Markup]:
        """The findings event by event, the worst first, each event with its agreed facts."""
        by_id = {finding.id: finding for finding in findings}
        parts = []
        for group in worst_first([finding.as_dict() for finding in findings]):
            event = str(group[0]["event_id"])
            note = self.report.notes.get(event, EventNote(event))
            agreed = (Markup("<p>{}</p>\n").format(_cell(one.text(self.language))) for one in note.agreed)
            articles = (self._article(by_id[str(one["id"])], why=(why or {}).get(str(one["id"]), "")) for one in group)
            parts.append(
                Markup('<section class="event" id="{}">\n{}<h3>{}</h3>\n{}{}</section>\n').format(
                    _anchor(group),
                    self.maps.get(event, ""),
                    _cell(note.heading(self.language)),
                    _joined(agreed),
                    _joined(articles),
                )
            )
        return parts

    def _article(self, finding: Finding, *, why: str = "") -> Markup:
        rows = [self.claims[claim] for claim in finding.claims if claim in self.claims]
        accept = Markup('<p class="record">{} <code>mapper check {} --accept {} --why "{}"</code></p>\n').format(
            self.say("to-record"), self.folder, finding.id, self.say("why-example")
        )
        because = Markup("<p><strong>{}</strong> {}</p>\n").format(self.say("settled-because"), _cell(why))
        return Markup(
            '<article id="{id}">\n<h4>{about} · <span class="{grave}">{severity}</span></h4>\n'
            '<p class="why">{why}</p>\n<p class="remedy">{remedy}</p>\n{settled}{table}'
            '<p class="soft rule">{rule}</p>\n{accept}</article>\n'
        ).format(
            id=finding.id,
            about=_cell(field_message(finding.field).text(self.language)),
            grave=finding.severity,
            severity=label("severities", finding.severity, language=self.language),
            why=_cell(finding.message.text(self.language)),
            remedy=_cell(finding.settling.text(self.language)),
            settled=because if why else "",
            table=self._table((columns_of("claims")[name] for name in _CLAIM_COLUMNS), rows) if rows else "",
            rule=rules()[finding.rule].title[self.language],
            accept=accept if self.folder and not why else "",
        )

    def _table(self, columns: Iterable[Column], rows: Iterable[list[Markup]]) -> Markup:
        """A table of the columns that are not empty."""
        whole = list(rows)
        used = [
            (k, one.heading(self.language)) for k, one in enumerate(columns) if any(row[k] != _EMPTY for row in whole)
        ]
        head = _joined(Markup('<th scope="col">{}</th>').format(heading) for _, heading in used)
        body = _joined(
            Markup("<tr>{}</tr>\n").format(
                _joined(Markup('<td data-label="{}">{}</td>').format(heading, row[k]) for k, heading in used)
            )
            for row in whole
        )
        return Markup(
            '<div class="wide" tabindex="0"><table><thead><tr>{}</tr></thead>\n<tbody>\n{}</tbody></table></div>\n'
        ).format(head, body)


def _anchor(group: Sequence[Mapping[str, Any]]) -> str:
    """Return the anchor of an event's findings: the id of the first, which is safe since it is not text of the data."""
    return f"of-{group[0]['id']}"


def _claim_rows(dossier: Dossier, language: str) -> dict[str, list[Markup]]:
    """Claim id → the cells of its row."""
    names = source_names(dossier.sources)
    links = dict(zip(dossier.sources["source_id"], dossier.sources["url"], strict=True))
    kinds = claimant_kinds(dossier.claims, sources=dossier.sources, actors=dossier.actors)
    rows, say = {}, speaker(language)
    for row, kind in zip(dossier.claims.to_dict("records"), kinds, strict=True):
        group = f" ({row['unit_or_group']})" if row["unit_or_group"] else ""
        stance = _stance(row["stance"], language)
        value = in_words(row["value"], field=row["field"], language=language) + group
        source = _linked(names.get(row["source_id"], row["source_id"]), links.get(row["source_id"], ""))
        notes = [(columns_of("claims")[name].heading(language), row[name]) for name in ("hedge", "inference")]
        rows[row["claim_id"]] = [
            _with_note(_cell(value), stance),
            _with_note(_cell(row["claimant"]), _term("claimant_kinds", kind, language)),
            _with_note(source, row["locator"]),
            _with_note(_cell(row["quote"]), *(say("note-of", name=name, text=text) for name, text in notes if text)),
        ]
    return rows


def _stance(stance: str, language: str) -> str:
    """Return a note on a stance: empty if the claim asserts, the text as written if the stance is unknown."""
    if stance and stance not in by_term("stances"):
        return ValueMessage("unclear-stance", stance=stance).text(language)
    return "" if stance in {"", "asserts"} else _term("stances", stance, language)


def _with_note(cell: Markup, *notes: str) -> Markup:
    """A cell with notes below it."""
    small = (Markup('<div class="soft">{}</div>').format(_cell(note)) for note in notes if note)
    return Markup("{}{}").format(cell, _joined(small))


def _term(kind: str, name: str, language: str) -> str:
    """Return the label of a term of a closed list; other words as they are, "unknown" as empty text."""
    if name not in by_term(kind):
        return name
    return str(by_term(kind, "label").get(name, {}).get(language, ""))


def _linked(name: str, link: str) -> Markup:
    if not link or link_fault(link):
        return _cell(name)
    return Markup('<a href="{}" rel="noopener noreferrer">{}</a>').format(link, _cell(name))


def _cell(value: object) -> Markup:
    """Text of the data, escaped, in an element that isolates its writing direction."""
    return Markup("<bdi>{}</bdi>").format(visible(str(value)))


def _joined(parts: Iterable[Markup]) -> Markup:
    return Markup("").join(parts)
