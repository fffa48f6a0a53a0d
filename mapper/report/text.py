"""The editor's report as plain lines of text for a terminal."""

from __future__ import annotations

import csv
import io
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from mapper.claims.totals import total_in_words
from mapper.model.text import terminal_safe

__all__ = ["report_text"]

_WIDTH: Final = 100
_SHOWN: Final = 50
_FINDINGS_SHOWN: Final = 200
"""How many lines of a list, and how many findings, before the rest is only counted."""


def report_text(report: Mapping[str, Any]) -> str:
    """Return the report (`Report.as_dict`) as text, one finding to a paragraph, ending in a newline.

    >>> lists = "rejected faults unlocated partly_located undated unread contradictions accepted"
    >>> empty = dict.fromkeys(lists.split(), [])
    >>> counts = {"read": 1, "used": 1, "duplicates": 0, "rejected_count": 0, "faults_count": 0}
    >>> print(report_text({**counts, **empty}), end="")
    Read 1 row: 1 used, 0 duplicates, 0 rejected.
    Nothing to report.
    """
    sections = [
        _section("Rejected rows", report["rejected_count"], map(_fault, report["rejected"])),
        _section(
            "Faults (value dropped, row kept)",
            report["faults_count"],
            map(_fault, report["faults"]),
        ),
        _off_map(report["unlocated"]),
        _section(
            "Possible places that are not on the map (the event is, at another)",
            len(report["partly_located"]),
            map(_possible, report["partly_located"]),
        ),
        _listed("Without a date", [row["event_id"] for row in report["undated"]]),
        _section(
            "Claims not understood, and compared with nothing", len(report["unread"]), map(_unread, report["unread"])
        ),
        _findings(report["contradictions"]),
        _section("Settled", len(report["accepted"]), map(_accepted, report["accepted"])),
    ]
    told = [section for section in sections if section]
    return "\n".join([_counts(report), *_dead(report), *(told or ["Nothing to report."])]) + "\n"


def _counts(report: Mapping[str, Any]) -> str:
    read, used = report["read"], report["used"]
    rows = "1 row" if read == 1 else f"{read} rows"
    return f"Read {rows}: {used} used, {report['duplicates']} duplicates, {report['rejected_count']} rejected."


def _dead(report: Mapping[str, Any]) -> list[str]:
    dead = total_in_words(report.get("fatalities", {}))
    return [f"{dead}."] if dead else []


def _section(title: str, count: int, lines: Iterable[str]) -> str:
    if not count:
        return ""
    shown = [line for line, _ in zip(lines, range(_SHOWN), strict=False)]
    body = [_wrapped(line, "  ") for line in shown]
    if count > len(shown):
        body.append(f"  … and {count - len(shown)} more (--json lists them)")
    return "\n".join([f"\n{title}: {count}", *body])


def _off_map(rows: Sequence[Mapping[str, Any]]) -> str:
    """Say once what is true of several events: a reason, with the events and what the toponym may mean."""
    if not rows:
        return ""
    groups: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for row in rows:
        reason = row["reason"] or (f"“{row['toponym']}”" if row["toponym"] else "no place named")
        groups.setdefault((reason, row["toponym"] if row["candidates"] else ""), []).append(row)
    lines = [f"\nNot on the map: {len(rows)}"]
    for (reason, _), same in list(groups.items())[:_SHOWN]:
        count = f" ({len(same)})" if len(same) > 1 else ""
        lines.append(_wrapped(f"{reason.rstrip('.')}{count}: {_some([row['event_id'] for row in same])}", "  "))
        lines += [_candidate(candidate) for candidate in same[0]["candidates"]]
    if len(groups) > _SHOWN:
        lines.append(f"  … and {len(groups) - _SHOWN} more reasons (--json lists them)")
    return "\n".join(lines)


def _possible(row: Mapping[str, Any]) -> str:
    return f"{row['event_id']}: {row['toponym']}: {row['reason']}"


def _candidate(candidate: Mapping[str, Any]) -> str:
    """One candidate: its score, what it is, and the cells to paste into `events.csv`."""
    where = ", ".join(filter(None, (candidate["admin1"], candidate["country"], candidate["feature_code"])))
    line = f"{candidate['score']:.2f}  {candidate['name']} ({where})"
    if candidate["cells"]:
        cells = io.StringIO()
        csv.writer(cells, lineterminator="").writerow(candidate["cells"].values())
        line += f"; to mean it, write {','.join(candidate['cells'])}: {cells.getvalue()}"
    return _wrapped(line, "      ")


def _listed(title: str, ids: Sequence[str]) -> str:
    return f"\n{title}: {len(ids)}\n{_wrapped(_some(ids), '  ')}" if ids else ""


def _some(ids: Sequence[str]) -> str:
    more = f" … and {len(ids) - _SHOWN} more (--json lists them)" if len(ids) > _SHOWN else ""
    return ", ".join(ids[:_SHOWN]) + more


def _findings(findings: list[dict[str, Any]]) -> str:
    if not findings:
        return ""
    paragraphs = [_finding(finding) for finding in findings[:_FINDINGS_SHOWN]]
    if len(findings) > len(paragraphs):
        paragraphs.append(f"  … and {len(findings) - len(paragraphs)} more (--json lists them)")
    return "\n".join([f"\nContradictions and doubts: {len(findings)}", *paragraphs])


def _finding(finding: Mapping[str, Any]) -> str:
    about = " · ".join(part for part in (finding["event_id"], finding["field"]) if part)
    lines = [f"  {finding['id']}  {finding['severity']:<6}  {terminal_safe(about)}"]
    lines += [_wrapped(finding["explanation"], "      "), _wrapped(finding["remedy"], "      ")]
    if finding["claims"]:
        lines.append(_wrapped("Claims: " + ", ".join(finding["claims"]), "      "))
    return "\n".join(lines)


def _fault(row: Mapping[str, Any]) -> str:
    line = f", line {row['line']}" if row["line"] else ""
    value = f" “{row['value']}”" if row["value"] else ""
    return f"{row['file']}{line}, {row['field']}:{value} {row['reason']}; {row['remedy']}"


def _unread(row: Mapping[str, Any]) -> str:
    return f"{row['event_id']}, {row['field']}, claim {row['claim_id']}: “{row['value']}” ({row['reason']})"


def _accepted(finding: Mapping[str, Any]) -> str:
    return f"{finding['id']} {finding['event_id']} {finding['field']}: {finding['why']}"


def _wrapped(text: str, indent: str) -> str:
    return textwrap.fill(
        terminal_safe(text),
        _WIDTH,
        initial_indent=indent,
        subsequent_indent=indent + "  ",
        break_long_words=False,
        break_on_hyphens=False,
    )
