"""Files in which every row has one cell more than the header, as in UCDP's web export."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import accumulate

from gazetteer.tables.records import Record

__all__ = ["realigned"]

_SAMPLE = 200
_DAY = re.compile(r"\d{1,4}[-/. ](\d{1,2}|\w{3,})[-/. ]\d{2,4}\b")


def realigned(names: Sequence[str], rows: Sequence[Record]) -> tuple[Sequence[Record], str]:
    """Return the rows as wide as the header, and the notice; no row changes unless all are one cell too wide.

    Columns with known content (coordinates, dates, counts and codes) decide which cell has no name.

    >>> rows, note = realigned(["place", "latitude"], [Record(2, ["0", "Gao", "16.2"])])
    >>> rows[0].cells, note
    (['Gao', '16.2'], 'every row has one cell more than the header; the cell before place was left out')
    """
    usable = [row for row in rows if not row.reason]
    if not usable or any(len(row.cells) != len(names) + 1 for row in usable):
        return rows, ""
    if not any(row.cells[-1] for row in usable):
        return rows, ""
    place = _nameless(names, usable[:_SAMPLE])
    if place is None:
        return rows, ""
    kept = [row if row.reason else replace(row, cells=row.cells[:place] + row.cells[place + 1 :]) for row in rows]
    where = f"before {names[place]}" if place < len(names) else f"after {names[-1]}"
    return kept, f"every row has one cell more than the header; the cell {where} was left out"


def _nameless(names: Sequence[str], rows: Sequence[Record]) -> int | None:
    """Return the position whose removal makes most known columns readable; None if no known column tells."""
    checks = [(number, _CHECKS[name.lower()]) for number, name in enumerate(names) if name.lower() in _CHECKS]
    here, shifted = [0] * len(names), [0] * len(names)
    for number, check in checks:
        here[number] = sum(check(row.cells[number]) for row in rows)
        shifted[number] = sum(check(row.cells[number + 1]) for row in rows)
    if not checks or here == shifted:
        return None
    before = [0, *accumulate(here)]
    after = [*reversed([0, *accumulate(reversed(shifted))])]
    scores = [left + right for left, right in zip(before, after, strict=True)]
    best = [place for place, score in enumerate(scores) if score == max(scores)]
    numbered = {int(row.cells[0]) - number for number, row in enumerate(rows) if row.cells[0].isdecimal()}
    return 0 if best[0] == 0 and numbered in ({0}, {1}) else best[-1]


def _number(cell: str, bound: float) -> bool:
    try:
        return abs(float(cell)) <= bound
    except ValueError:
        return False


def _fraction(bound: float) -> Callable[[str], bool]:
    return lambda cell: "." in cell and _number(cell, bound)


def _step(last: int) -> Callable[[str], bool]:
    return lambda cell: cell.isdecimal() and int(cell) <= last


def _day(cell: str) -> bool:
    return _DAY.match(cell) is not None


def _year(cell: str) -> bool:
    return cell.isdecimal() and 1900 <= int(cell) <= 2100


_CHECKS: dict[str, Callable[[str], bool]] = {
    "id": lambda cell: cell.isdecimal() and len(cell) < 10,
    "event_id_cnty": lambda cell: cell[:3].isalpha() and cell[-1:].isdecimal(),
    "year": _year,
    "latitude": _fraction(90),
    "longitude": _fraction(180),
    "event_date": _day,
    "date_start": _day,
    "date_end": _day,
    "type_of_violence": _step(3),
    "where_prec": _step(7),
    "date_prec": _step(5),
    "event_clarity": _step(2),
    "geom_wkt": lambda cell: cell.startswith("POINT"),
}
