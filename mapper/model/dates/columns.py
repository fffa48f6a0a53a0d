"""Read columns of dates: each distinct text once, in an order that the whole column decides.

The other dates of the file decide whether `04/05/2025` is in April or in May (a `13/05/2025` settles it), else the
order that the format documents; else the date is a fault and stays empty. Numbers that count days or seconds, and years
of two digits, are dates only in a column of dates.

>>> column, = read_columns([pd.Series(["2025-06", "", "13/06/2025", "04/05/2025", "soon"])])
>>> column.first.dt.strftime("%Y-%m-%d").tolist(), column.precision.tolist()
(['2025-06-01', nan, '2025-06-13', '2025-05-04', nan], ['month', '', 'day', 'day', ''])
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

import numpy as np
import pandas as pd

from mapper.model.dates.grammar import readings
from mapper.model.dates.period import Period, month
from mapper.model.dates.point import ORDERS, YEAR_FIRST
from mapper.model.unread import UnreadError

__all__ = ["DateColumn", "Order", "read_column", "read_columns"]

_ISO_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MIDNIGHT: Final = re.compile(r"[ T]00:00(?::00(?:\.0+)?)?Z?")
_SERIAL: Final = re.compile(r"([2-5][0-9]{4})(?:\.[0-9]+)?")
"""A spreadsheet's days since 30 December 1899, from 1954 to 2064; the time of day follows the point."""
_MONTH: Final = re.compile(r"(19|20)(1[3-9]|[2-9][0-9])(0[1-9]|1[0-2])")
"""A year and a month in six digits, but not 2001 to 2012, which could be a day: 200512 as 20-05-12."""
_EPOCH: Final = re.compile(r"([0-9]{10})(?:[0-9]{3})?")
_SPREADSHEET_BEGIN: Final = dt.date(1899, 12, 30)
_UNIX_BEGIN: Final = dt.datetime(1970, 1, 1)

Outcome = Period | str
"""A period, or a code of `UnreadError`."""
Order = str | Callable[[], str]
"""`DAY_FIRST`, `MONTH_FIRST`, `YEAR_FIRST` or `""`, or a function that finds it if the dates do not prove one."""


@dataclass(frozen=True)
class DateColumn:
    """A column as read, each distinct text once.

    `codes` has the number of each row's text, `texts` the distinct texts without blanks around them, `outcomes` the
    meaning of each text (None if it is empty).
    """

    index: pd.Index
    codes: np.ndarray
    texts: list[str]
    outcomes: list[Outcome | None]

    @cached_property
    def first(self) -> pd.Series:
        """The first day as datetime64[s]; NaT where there is none."""
        return self._days([outcome.first if isinstance(outcome, Period) else None for outcome in self.outcomes])

    @cached_property
    def last(self) -> pd.Series:
        """The last day."""
        return self._days([outcome.last if isinstance(outcome, Period) else None for outcome in self.outcomes])

    @cached_property
    def precision(self) -> pd.Series:
        """The precision of each date; `""` where there is none."""
        return self._texts([outcome.precision if isinstance(outcome, Period) else "" for outcome in self.outcomes])

    @cached_property
    def bad(self) -> pd.Series:
        """True where a cell is neither empty nor a date."""
        return self._mask([isinstance(outcome, str) for outcome in self.outcomes])

    def faults(self) -> Iterator[tuple[UnreadError, pd.Series]]:
        """Yield each kind of fault with the rows that have it."""
        for code in dict.fromkeys(outcome for outcome in self.outcomes if isinstance(outcome, str)):
            yield UnreadError(code), self._mask([outcome == code for outcome in self.outcomes])

    def standard(self) -> pd.Series:
        """Return the dates as text that means the same without the rest of the column.

        Days, months and years are in ISO 8601. Words that say more than the days (early June 2025) stay as they are, as
        does text that is no date.
        """
        return self._texts(list(map(_standard, self.texts, self.outcomes)))

    def _days(self, days: list[dt.date | None]) -> pd.Series:
        values = np.array(days, dtype="datetime64[s]")
        return pd.Series(values[self.codes], index=self.index)

    def _texts(self, texts: list[str]) -> pd.Series:
        return pd.Series(texts, dtype="str").take(self.codes).set_axis(self.index)

    def _mask(self, values: list[bool]) -> pd.Series:
        return pd.Series(np.array(values, dtype=bool)[self.codes], index=self.index)


def read_column(texts: pd.Series, *, documented: Order = "") -> DateColumn:
    """Read one column of text; see `read_columns`."""
    return read_columns([texts], documented=documented)[0]


def read_columns(columns: Sequence[pd.Series], *, documented: Order = "") -> list[DateColumn]:
    """Read columns of one file whose dates are written in the same way, such as a start and an end.

    Parameters
    ----------
    columns
        Text without missing values; empty cells are `""`.
    documented
        The order that the format documents, used if the file's dates do not prove one.

    >>> [column.bad.tolist() for column in read_columns([pd.Series(["04/05/2025"]), pd.Series(["13/05/2025"])])]
    [[False], [False]]
    """
    coded = [pd.factorize(column.str.strip()) for column in columns]
    distinct = list(dict.fromkeys(str(text) for _, texts in coded for text in texts))
    read = _read(distinct, documented)
    return [
        DateColumn(column.index, codes, texts, [read[text] for text in texts])
        for column, (codes, found) in zip(columns, coded, strict=True)
        for texts in [list(map(str, found))]
    ]


def _read(distinct: list[str], documented: Order) -> dict[str, Outcome | None]:
    read: dict[str, Outcome | None] = {"": None}
    read |= _iso_days(distinct)
    others = [text for text in distinct if text not in read]
    read |= _counted(others) if len(others) == len(distinct) - ("" in distinct) else {}
    meanings = {text: readings(text, short_years=True) for text in others if text not in read}
    order = _proven(meanings, documented)
    return read | {text: _decided(found, order) for text, found in meanings.items()}


def _iso_days(texts: list[str]) -> dict[str, Outcome | None]:
    """Read ISO days, also with a midnight time, without the grammar: most columns have nothing else."""
    plain = {
        text: text[:10] for text in texts if _ISO_DAY.match(text) and (len(text) == 10 or _MIDNIGHT.fullmatch(text, 10))
    }
    found: dict[str, Outcome | None] = {}
    for text, iso in plain.items():
        try:
            date = dt.date.fromisoformat(iso)
        except ValueError:
            continue
        found[text] = Period(date, date, "day", text=text)
    return found


def _counted(texts: list[str]) -> dict[str, Outcome | None]:
    """Read a column that has only a spreadsheet's days, seconds or milliseconds since 1970, or months (202505)."""
    if len(texts) < 2:
        return {}
    if all(map(_SERIAL.fullmatch, texts)):
        return {text: _dated(_SPREADSHEET_BEGIN + dt.timedelta(days=int(text[:5])), text) for text in texts}
    if all(map(_EPOCH.fullmatch, texts)):
        return {text: _dated((_UNIX_BEGIN + dt.timedelta(seconds=int(text[:10]))).date(), text) for text in texts}
    if all(map(_MONTH.fullmatch, texts)):
        return {text: replace(month(int(text[:4]), int(text[4:])), text=text) for text in texts}
    return {}


def _dated(date: dt.date, text: str) -> Period:
    return Period(date, date, "day", text=text)


def _proven(found: Mapping[str, Mapping[str, Outcome]], documented: Order) -> str:
    """Return the only order in which every numeric date exists; if there are several, the documented one."""
    numeric = {text: meanings for text, meanings in found.items() if "" not in meanings}
    if not numeric:
        return ""
    orders = set(ORDERS)
    if not all("-" in text for text in numeric):
        if _begin_with_years(numeric):
            return YEAR_FIRST
        orders.remove(YEAR_FIRST)
    for meanings in numeric.values():
        orders &= _orders_of(meanings) or orders
    if len(orders) == 1:
        return orders.pop()
    stated = documented() if callable(documented) else documented
    return stated if stated in orders else ""


def _begin_with_years(numeric: Mapping[str, Mapping[str, Outcome]]) -> bool:
    """Tell whether dates of two-digit parts, such as 25/07/31, have the year in front.

    This is rare, so every other order must give a date that does not exist, and the first numbers must have fewer
    distinct values than the last, as years do.
    """
    common = set.intersection(*map(_orders_of, numeric.values()))
    first, last = ({re.findall(r"\d+", text)[end] for text in numeric} for end in (0, -1))
    return common == {YEAR_FIRST} and len(first) < len(last)


def _orders_of(meanings: Mapping[str, Outcome]) -> set[str]:
    return {order for order, outcome in meanings.items() if isinstance(outcome, Period)}


def _decided(found: Mapping[str, Outcome], order: str) -> Outcome:
    """Return what a text means in the order of its column, or what it means in any order."""
    if order in found:
        outcome = found[order]
    else:
        periods: set[Outcome] = {outcome for outcome in found.values() if isinstance(outcome, Period)}
        outcomes = periods or set(found.values())
        outcome = outcomes.pop() if len(outcomes) == 1 else "day-or-month"
    return "open-end" if isinstance(outcome, Period) and outcome.open else outcome


def _standard(text: str, outcome: Outcome | None) -> str:
    if not isinstance(outcome, Period):
        return text
    if outcome.precision in {"day", "month", "year"} and not outcome.approximate:
        return outcome.standard()
    alone = readings(text, short_years=False)
    return text if alone.get("") == outcome else outcome.standard()
