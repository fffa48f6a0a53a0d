"""Dates as other programs write them, to ISO 8601: the parsing is dateutil's, the order of day and month is evidence.

Only distinct texts are parsed. Whether `04/05/2025` is in April or in May is decided by the other dates of the same
file (a `13/05/2025` settles it), by what the format documents, or not at all: then it is reported and stays empty.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

import pandas as pd
from dateutil import parser

from mapper.model.coded import recoded
from mapper.model.periods import parse_period

__all__ = ["DAY_FIRST", "MONTH_FIRST", "IsoDates", "day_order", "to_iso"]

DAY_FIRST, MONTH_FIRST = "day first", "month first"

_NUMERIC = re.compile(r"\s*(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})(?!\d)")
_HALF = re.compile(r"\d{4}(-\d{2})?")
_YEAR_FIRST = re.compile(r"\s*\d{4}\D")
_DEFAULTS = (dt.datetime(2004, 1, 1), dt.datetime(2008, 2, 29))
"""Two days with nothing in common: a text that names year, month and day reads the same with both."""
_PIVOT = 70
"""Two-digit years from here are of the last century: no event of these data sets is older than 1970."""


class _Words(parser.parserinfo):  # type: ignore[misc]
    """Month names in English, French, German, Spanish and Portuguese, with the usual short forms."""

    MONTHS: ClassVar = [
        ("Jan", "January", "janv", "janvier", "Januar", "Jänner", "ene", "enero", "janeiro"),
        ("Feb", "February", "févr", "fév", "février", "fevrier", "Februar", "febrero", "fev", "fevereiro"),
        ("Mar", "March", "mars", "März", "Mrz", "marzo", "março"),
        ("Apr", "April", "avr", "avril", "abr", "abril"),
        ("May", "May", "mai", "Mai", "mayo", "maio"),
        ("Jun", "June", "juin", "Juni", "junio", "junho"),
        ("Jul", "July", "juil", "juillet", "Juli", "julio", "julho"),
        ("Aug", "August", "août", "aout", "ago", "agosto"),
        ("Sep", "Sept", "September", "septembre", "septiembre", "set", "setembro"),
        ("Oct", "October", "octobre", "Okt", "Oktober", "octubre", "out", "outubro"),
        ("Nov", "November", "novembre", "noviembre", "novembro"),
        ("Dec", "December", "déc", "décembre", "decembre", "Dez", "Dezember", "dic", "diciembre", "dezembro"),
    ]
    JUMP: ClassVar = [*parser.parserinfo.JUMP, "de", "der", "le", "er", "den"]

    def convertyear(self, year: int, century_specified: bool = False) -> int:  # noqa: FBT001, FBT002 - dateutil's own
        """Read two-digit years by a fixed pivot, since dateutil's moves with the clock."""
        if year < 100 and not century_specified:
            return year + (1900 if year >= _PIVOT else 2000)
        return year


_INFO = _Words()


@dataclass(frozen=True, slots=True)
class IsoDates:
    """A column of dates: `iso` has ISO text where one could be read, `undecided` and `bad` say where not, and why."""

    iso: pd.Series
    undecided: pd.Series
    bad: pd.Series


def day_order(texts: Iterable[str]) -> str:
    """Return the order of day and month that numeric dates prove; `""` where none proves it or they disagree.

    >>> day_order(["04/05/2025", "13/05/2025"]), day_order(["04/05/2025"])
    ('day first', '')
    """
    proven = set()
    for match in filter(None, map(_NUMERIC.match, texts)):
        first, second = int(match[1]), int(match[2])
        if first > 12 >= second:
            proven.add(DAY_FIRST)
        elif second > 12 >= first:
            proven.add(MONTH_FIRST)
    return proven.pop() if len(proven) == 1 else ""


def to_iso(columns: Sequence[pd.Series], *, documented: str = "") -> list[IsoDates]:
    """Return columns of one file in ISO 8601; days, and the half-specified `2025` and `2025-06`, stay as they are.

    Parameters
    ----------
    columns
        Text columns whose dates are written in the same way, such as a start and an end.
    documented
        The order (`DAY_FIRST`, `MONTH_FIRST`) that the format documents, for files whose dates do not prove one.

    >>> to_iso([pd.Series(["13 juin 2025", "2025-06-07 00:00:00.000", "soon"])])[0].iso.tolist()
    ['2025-06-13', '2025-06-07', '']
    """
    distinct = {text: "" for column in columns for text in column.unique()}
    numeric = [text for text in distinct if _NUMERIC.match(text)]
    order = day_order(numeric)
    order = order or ("" if _disagree(numeric) else documented)
    undecided = set() if order else {text for text in numeric if _ambiguous(text)}
    read = {text: "" if text in undecided else _iso(text, order) for text in distinct}
    return [_column(column, read, undecided) for column in columns]


def _column(column: pd.Series, read: dict[str, str], undecided: set[str]) -> IsoDates:
    iso = recoded(column, read.get)
    unsettled = column.isin(undecided)
    return IsoDates(iso, unsettled, (iso == "") & (column.str.strip() != "") & ~unsettled)


def _disagree(texts: Iterable[str]) -> bool:
    """Tell whether some dates can only be day first and others only month first."""
    pairs = [(int(match[1]), int(match[2])) for match in filter(None, map(_NUMERIC.match, texts))]
    return any(a > 12 >= b for a, b in pairs) and any(b > 12 >= a for a, b in pairs)


def _ambiguous(text: str) -> bool:
    match = _NUMERIC.match(text)
    return match is not None and int(match[1]) <= 12 and int(match[2]) <= 12 and int(match[1]) != int(match[2])


def _iso(text: str, order: str) -> str:
    text = text.strip()
    if not text:
        return ""
    if _HALF.fullmatch(text):
        return text if _is_period(text) else ""
    try:
        day_first = order == DAY_FIRST and not _YEAR_FIRST.match(text)
        days = {parser.parse(text, parserinfo=_INFO, dayfirst=day_first, default=day).date() for day in _DEFAULTS}
    except (ValueError, OverflowError):
        return ""
    if len(days) != 1 or not any(c.isdecimal() for c in text):
        return ""
    return str(days.pop().isoformat())


def _is_period(text: str) -> bool:
    try:
        parse_period(text)
    except ValueError:
        return False
    return True
