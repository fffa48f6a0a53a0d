"""Dates in two or three columns: year, month and day, in which 0 and negative numbers mean unknown."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import pandas as pd

from mapper.model.coded import recoded
from mapper.readers.formats.base import with_columns
from mapper.readers.formats.header_names import known_parts
from mapper.readers.tables.table import Table, cells

__all__ = ["PARTS", "date_of_parts", "date_parts", "with_date_of_parts"]

PARTS: Final = ("year", "month", "day")
"""The names of the columns of a date's parts for `--map`."""

_YEARS: Final = r"|(?:1[6-9]|20)\d{2}(?:\s*[-–]\s*(?:1[6-9]|20)\d{2})?"
"""The cells of a column of years: empty, a year, or the first and the last of several."""
_NEARLY_ALL, _MOST = 0.9, 0.5
"""The least share of four-digit years in a column called year: alone, and beside a month."""


def date_parts(
    frame: pd.DataFrame, field: str = "event_date", tagged: Mapping[str, str] = MappingProxyType({})
) -> dict[str, str]:
    """Return the columns of year, month and day that there are; none without a year.

    `field` is `event_date` or `end_date`; columns `tagged` as parts take precedence over names.

    >>> date_parts(pd.DataFrame({"iyear": ["2025"], "imonth": ["5"], "place": ["Gao"]}))
    {'year': 'iyear', 'month': 'imonth'}
    """
    by_word = {str(name).strip().lower().replace(" ", "_"): str(name) for name in reversed(list(frame.columns))}
    known = known_parts(field)
    found = {part: next((by_word[name] for name in known[part] if name in by_word), None) for part in PARTS}
    parts = {part: name for part, name in found.items() if name is not None} | dict(tagged)
    least = _NEARLY_ALL if len(parts) == 1 else _MOST
    return parts if "year" in parts and _holds_years(cells(frame, parts["year"]), least) else {}


def with_date_of_parts(table: Table, chosen: Mapping[str, str], field: str = "event_date") -> Table:
    r"""Return the table with the column `event_date`, or `end_date`, made of the columns chosen for `PARTS`.

    A month of 0 gives the year, a day of 0 the month.

    >>> from mapper.readers.tables.opening import read_table
    >>> table = read_table(b"y,m,d\n2025,5,3\n2025,5,0\n2025,0,-9\n", "a.csv")
    >>> with_date_of_parts(table, {"year": "y", "month": "m", "day": "d"}).frame.event_date.tolist()
    ['2025-05-03', '2025-05', '2025']
    """
    names = {part: chosen[part] for part in PARTS if part in chosen}
    if "year" not in names or field in table.frame:
        return table
    blank = pd.Series("", index=table.frame.index, dtype="str")
    year, month, day = (recoded(cells(table.frame, names[part]), _known) if part in names else blank for part in PARTS)
    text = date_of_parts(year, month, day)
    written = ", ".join(table.written_as.get(name, name) for name in names.values())
    return with_columns(table, {field: text}, written_as={field: written})


def date_of_parts(year: pd.Series, month: pd.Series, day: pd.Series) -> pd.Series:
    """Return dates as exact as their parts; unknown parts are empty, and a month may be a word.

    >>> year, month, day = (pd.Series(part) for part in (["2025", "2025", "2025"], ["5", "May", ""], ["3", "", "3"]))
    >>> date_of_parts(year, month, day).tolist()
    ['2025-05-03', 'May 2025', '2025']
    """
    text = year.mask((year != "") & (month != ""), year + "-" + month.str.zfill(2))
    text = text.mask((year != "") & (month != "") & (day != ""), text + "-" + day.str.zfill(2))
    worded = month.str.contains(r"[^\W\d]", regex=True)
    return text.mask(worded & (year != ""), (day + " " + month + " " + year).str.strip())


def _known(text: str) -> str:
    """Return a part of a date without the `.0` of programs; `""` for 0 and negative numbers."""
    plain = text.removesuffix(".0").removesuffix(".00")
    number = plain.lstrip("-")
    return "" if number.isdecimal() and (plain.startswith("-") or int(number) == 0) else plain


def _holds_years(texts: pd.Series, least: float) -> bool:
    years = recoded(texts[texts != ""].drop_duplicates(), _known)
    return bool(years.str.fullmatch(_YEARS).mean() >= least) if len(years) else False
