"""The editor's report as plain lines of text for a terminal."""

from __future__ import annotations

import csv
import io
import textwrap
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice
from typing import Any, Final, TypeAlias

from gazetteer.errors import unit_of
from mapper.claims.totals import Total, total_sentences
from mapper.model.text import terminal_safe
from mapper.report.account import account_text
from mapper.report.events import EventNote, field_message, worst_first
from mapper.report.words import Message
from mapper.vocabulary import label

__all__ = ["report_text", "speaker"]

_WIDTH: Final = 100
_SHOWN: Final = 50
_FINDINGS_SHOWN: Final = 200
"""The most lines of a list, and the most findings, that are shown; the rest is only counted."""


Say: TypeAlias = Callable[..., str]
"""A function from the code and the arguments of a sentence to its text in the report's language."""


def speaker(language: str) -> Say:
    """Return the function that words the report's sentences in a language.

    >>> speaker("fr")("nothing-to-report")
    'Rien à signaler.'
    """
    return lambda code, **arguments: Message(code, **arguments).text(language)


def report_text(
    report: Mapping[str, Any], language: str = "en", *, notes: Mapping[str, EventNote] | None = None
) -> str:
    """Return the report (`Report.as_dict`) as text, ending in a newline: event by event, a finding to a paragraph.

    `notes` have the titles and the agreed facts of the events.

    >>> lists = "rejected faults unlocated partly_located undated unread contradictions accepted"
    >>> empty = dict.fromkeys(lists.split(), [])
    >>> counts = {"read": 1, "used": 1, "duplicates": 0, "rejected_count": 0, "faults_count": 0}
    >>> print(report_text({**counts, **empty}), end="")
    Read 1 row: 1 used, 0 duplicates, 0 rejected.
    Nothing to report.
    """
    say = speaker(language)
    sections = [
        _kinds("section-rejects", report["rejected_count"], report.get("rejected_kinds", []), say),
        _kinds("section-dropped", report["faults_count"], report.get("fault_kinds", []), say),
        _off_map(report["unlocated"], say),
        _all("section-partly-while", [_possible(row, say) for row in report["partly_located"]], say),
        _listed("section-undated", [row["event_id"] for row in report["undated"]], say),
        _all("section-unread", [_unread(row, say) for row in report["unread"]], say),
        _findings(report["contradictions"], say, language, notes or {}),
        _all("section-settled", [_accepted(finding, say) for finding in report["accepted"]], say),
    ]
    told = [section for section in sections if section]
    total = _total(report)
    opening = [
        _counts(report, say),
        *(say("sentence", words=words) for words in total_sentences(total, language=language)),
    ]
    opening += [_skipped(row, say, language) for row in report.get("skipped", [])]
    account = account_text(report.get("account", []), language)
    return "\n".join([*opening, *(told or [say("nothing-to-report")]), *([account] if account else [])]) + "\n"


def _total(report: Mapping[str, Any]) -> Total:
    names = {
        "at_least": "at_least",
        "by_parties": "by_parties",
        "events": "in_events",
        "stated": "stated_in",
        "bounded": "only_bounds",
        "out_of_order": "out_of_order",
        "largest": "mostly_in",
    }
    there = {field: name for field, name in names.items() if f"fatalities_{name}" in report}
    return Total(report.get("fatalities", {}), **{field: report[f"fatalities_{name}"] for field, name in there.items()})


def _counts(report: Mapping[str, Any], say: Say) -> str:
    counts = {"used": report["used"], "duplicates": report["duplicates"], "rejected": report["rejected_count"]}
    return say("read-rows", n=report["read"], **counts)


def _head(code: str, count: int, say: Say) -> str:
    return "\n" + say("section", title=say(code), count=count)


def _all(code: str, lines: Sequence[str], say: Say) -> str:
    return _section(code, len(lines), lines, say)


def _section(code: str, count: int, lines: Iterable[str], say: Say) -> str:
    if not count:
        return ""
    body = [_wrapped(line, "  ") for line in islice(lines, _SHOWN)]
    if count > len(body):
        body.append(f"  {say('more', count=count - len(body))}")
    return "\n".join([_head(code, count, say), *body])


def _off_map(rows: Sequence[Mapping[str, Any]], say: Say) -> str:
    """Return unlocated events by reason: each reason once, with its events and candidates for the toponym."""
    if not rows:
        return ""
    groups: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for row in rows:
        toponym = row["toponym"]
        reason = row["reason"] or (say("in-quotes", text=toponym) if toponym else say("no-place-named"))
        groups.setdefault((reason, toponym if row["candidates"] else ""), []).append(row)
    lines = [_head("section-off-map", len(rows), say)]
    for (reason, _), same in islice(groups.items(), _SHOWN):
        events = _some([row["event_id"] for row in same], say)
        count = len(same) if len(same) > 1 else ""
        lines.append(_wrapped(say("reason-of-events", reason=reason.rstrip("."), count=count, events=events), "  "))
        lines += [_candidate(candidate, say) for candidate in same[0]["candidates"]]
    if len(groups) > _SHOWN:
        lines.append(f"  {say('more-reasons', count=len(groups) - _SHOWN)}")
    return "\n".join(lines)


def _possible(row: Mapping[str, Any], say: Say) -> str:
    return say("place-of-event", event=row["event_id"], place=row["toponym"], reason=row["reason"])


def _candidate(candidate: Mapping[str, Any], say: Say) -> str:
    """One candidate: its score, name and kind, and the cells to paste into `events.csv`."""
    where = ", ".join(filter(None, (candidate["admin1"], candidate["country"], candidate["feature_code"])))
    line = f"{candidate['score']:.2f}  {say('candidate-place', name=candidate['name'], where=where)}"
    if candidate["cells"]:
        cells = io.StringIO()
        csv.writer(cells, lineterminator="").writerow(candidate["cells"].values())
        line = say("to-mean-it", place=line, columns=",".join(candidate["cells"]), cells=cells.getvalue())
    return _wrapped(line, "      ")


def _listed(code: str, ids: Sequence[str], say: Say) -> str:
    return f"{_head(code, len(ids), say)}\n{_wrapped(_some(ids, say), '  ')}" if ids else ""


def _some(ids: Sequence[str], say: Say) -> str:
    more = f" {say('more', count=len(ids) - _SHOWN)}" if len(ids) > _SHOWN else ""
    return ", ".join(ids[:_SHOWN]) + more


def _findings(findings: list[dict[str, Any]], say: Say, language: str, notes: Mapping[str, EventNote]) -> str:
    if not findings:
        return ""
    paragraphs: list[str] = []
    for group in worst_first(findings[:_FINDINGS_SHOWN]):
        event = group[0]["event_id"]
        note = notes.get(event, EventNote(event))
        paragraphs.append(_event_heading(event, note, language))
        paragraphs += [_wrapped(one.text(language), "    ") for one in note.agreed]
        paragraphs += [_finding(finding, say, language) for finding in group]
    if len(findings) > _FINDINGS_SHOWN:
        paragraphs.append(f"  {say('more', count=len(findings) - _FINDINGS_SHOWN)}")
    return "\n".join([_head("section-findings", len(findings), say), *paragraphs])


def _event_heading(event: str, note: EventNote, language: str) -> str:
    """Return an empty line and the event's heading; nothing for findings that are not about an event."""
    if not event:
        return ""
    heading = note.heading(language)
    return "\n" + _wrapped(heading if event in heading else f"{heading} · {event}", "  ")


def _finding(finding: Mapping[str, Any], say: Say, language: str) -> str:
    severity = label("severities", finding["severity"], language=language)
    field = field_message(finding["field"]).text(language)
    lines = [f"    {finding['id']}  {severity:<6}  {terminal_safe(field)}"]
    lines += [_wrapped(finding["explanation"], "      "), _wrapped(finding["remedy"], "      ")]
    if finding["claims"]:
        lines.append(_wrapped(say("claims-of", claims=tuple(finding["claims"])), "      "))
    return "\n".join(lines)


def _kinds(code: str, count: int, kinds: Sequence[Mapping[str, Any]], say: Say) -> str:
    """List faults by kind: one line for each column and reason, with a few examples."""
    if not count:
        return ""
    lines = [_wrapped(_kind(kind, say), "  ") for kind in kinds[:_SHOWN]]
    if len(kinds) > len(lines):
        lines.append(f"  {say('more', count=count - sum(kind['count'] for kind in kinds[:_SHOWN]))}")
    return "\n".join([_head(code, count, say), *lines])


def _kind(kind: Mapping[str, Any], say: Say) -> str:
    names = {name: kind[name] for name in ("file", "field", "reason", "remedy")}
    if kind["count"] == 1:
        [example] = kind["examples"]
        return say("fault-at", at=_at(kind["file"], example["line"], say), value=example["value"], **names)
    return say("faults-at", count=kind["count"], examples=_examples(kind, kind["examples"], say), **names)


def _examples(kind: Mapping[str, Any], examples: Sequence[Mapping[str, Any]], say: Say) -> tuple[str, ...]:
    return tuple(say("example", at=_at(kind["file"], one["line"], say), value=one["value"]) for one in examples)


def _at(file: str, line: int, say: Say) -> str:
    """Say where in a file a row is; `""` for a fault of the whole file."""
    return say(f"at-{unit_of(file)}", line=line) if line else ""


def _skipped(kind: Mapping[str, Any], say: Say, language: str) -> str:
    """Say how many rows of a kind are not events, with the first examples."""
    examples = [
        {**one, "value": textwrap.shorten(one["value"], _WIDTH // 2, placeholder="…")} for one in kind["examples"]
    ]
    name = label("row_kinds", kind["kind"], language=language)
    return _wrapped(
        say("rows-skipped", file=kind["file"], n=kind["count"], kind=name, examples=_examples(kind, examples, say)), ""
    )


def _unread(row: Mapping[str, Any], say: Say) -> str:
    names = {"event": "event_id", "claim": "claim_id", "field": "field", "value": "value", "reason": "reason"}
    return say("unread-claim", **{name: row[column] for name, column in names.items()})


def _accepted(finding: Mapping[str, Any], say: Say) -> str:
    names = {"id": "id", "event": "event_id", "field": "field", "why": "why"}
    return say("settled-finding", **{name: finding[column] for name, column in names.items()})


def _wrapped(text: str, indent: str) -> str:
    return textwrap.fill(
        terminal_safe(text),
        _WIDTH,
        initial_indent=indent,
        subsequent_indent=indent + "  ",
        break_long_words=False,
        break_on_hyphens=False,
    )
