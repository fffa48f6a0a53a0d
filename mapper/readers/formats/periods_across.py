"""Wide tables: a row for each place, and a column of numbers for each month or year."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final, NamedTuple

import numpy as np
import pandas as pd

from mapper.model.dates import read_column
from mapper.model.lexicon import folded, lexicon
from mapper.readers.events.values import numbers
from mapper.readers.tables.table import Table, cells, stem_of

__all__ = ["COUNTED", "turned"]

COUNTED: Final = "count"
"""The column for the numbers, whose meaning no heading states."""
_PERIOD: Final = "date"
_FEWEST: Final = 3
_NEARLY_ALL: Final = 0.9
_SHORT: Final = re.compile(r"^([^\W\d]{3,})\.?[\s'’/-]+(\d{2})$")
"""A month as spreadsheets write it: Jan-25, which among similar headings is not the 25th of January."""
_PARTS: Final = re.compile(r"(\d{4})\s*[-_/.mM]\s*(\d{1,2})|[^\W\d_]{3,}\.?[\s_/.'-]+\d{4}|(?:19|20)\d{2}")
"""How a heading may write a month or a year."""
_OF_R: Final = re.compile(r"^X(?=\d)")
"""What R writes before a heading that begins with a digit: X2013."""


class Turned(NamedTuple):
    """A table with a row for each number, the columns that had the numbers, and the notice."""

    table: Table
    columns: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()


def turned(table: Table, *, dated_by: str = "", year: str = "") -> Turned:
    """Return the table with a row for each number in its columns of months or years.

    Months without a year get the year of the column `year`. Zero and empty cells give no rows. A table with dates in
    `dated_by`, or with fewer than three such columns of numbers, is returned as it is.

    >>> frame = pd.DataFrame({"town": ["Gao", "Kidal"], "Jan 2025": ["3", "0"], "Feb 2025": ["", "2"], "Mar 2025": "1"})
    >>> long = turned(Table("a.csv", frame, lambda: np.array([2, 3]))).table.frame
    >>> long[["town", "date", "count"]].to_numpy().tolist()
    [['Gao', '2025-01', '3'], ['Gao', '2025-03', '1'], ['Kidal', '2025-02', '2'], ['Kidal', '2025-03', '1']]
    >>> frame = pd.DataFrame({"Año": ["2024"], "Enero": ["3"], "Febrero": ["2"], "Marzo": ["0"]})
    >>> turned(Table("a.csv", frame, lambda: np.array([2])), year="Año").table.frame["date"].tolist()
    ['2024-01', '2024-02']
    """
    frame = table.frame
    names = [str(name) for name in frame]
    periods = _periods(names)
    of_year = not periods and year != ""
    periods = _months(names) if of_year else periods
    periods = {name: period for name, period in periods.items() if _holds_numbers(cells(frame, name))}
    is_dated = bool(dated_by) and dated_by not in periods
    if is_dated or len(periods) < _FEWEST or {_PERIOD, COUNTED, "event_id"} & set(frame):
        return Turned(table)
    texts = np.stack([cells(frame, name).to_numpy(object) for name in periods], axis=1)
    filled = np.stack([((text := cells(frame, name)) != "") & (numbers(text) != 0) for name in periods], axis=1)
    row, column = np.nonzero(filled)
    dates = np.array(list(periods.values()), dtype=object)[column]
    if of_year:
        dates = cells(frame, year).to_numpy(object)[row] + "-" + dates
    lines = table.lines()[row]
    stem = stem_of(table.name)
    ids = [f"{stem}-{line}-{date}" for line, date in zip(lines.tolist(), dates.tolist(), strict=True)]
    rest = frame[[name for name in frame if name not in periods]].iloc[row].reset_index(drop=True)
    made = pd.DataFrame({"event_id": ids, _PERIOD: dates, COUNTED: texts[row, column]}, dtype="str")
    long = rest.join(made)
    counted = f"{len(row):,} of {filled.size:,} cells, the others being 0 or empty"
    said = (
        f"{table.name}: a column for each of {len(periods)} months or years: each number in them is a row of its own "
        f"({counted}), in the column {COUNTED}; what it counts no heading says, so that it is read as nothing else: "
        f'if it counts the dead, name it, as in `columns={{"fatalities": "{COUNTED}"}}`'
    )
    return Turned(replace(table, frame=long, lines=lambda: lines), tuple(periods), (said,))


def _periods(names: list[str]) -> dict[str, str]:
    """Return column → its month or year in ISO 8601, for columns named after months or years, whichever are more."""
    plain = {name: _OF_R.sub("", name.strip()) for name in names}
    known = [name for name, text in plain.items() if _PARTS.fullmatch(text) or _SHORT.fullmatch(text)]
    if len(known) < _FEWEST:
        return {}
    written = [re.sub(r"^(\d{4})\s*[-_/.mM]\s*(\d)$", r"\1-0\2", plain[name]) for name in known]
    written = [re.sub(r"^(\d{4})\s*[_/.mM]\s*(\d{2})$", r"\1-\2", name) for name in written]
    written = [re.sub(r"[_/.'-]+", " ", name) if name[0].isalpha() else name for name in written]
    written = [_SHORT.sub(r"\1 20\2", name) for name in written]
    read = read_column(pd.Series(written, dtype="str"))
    for precision in ("month", "year"):
        good = (read.precision == precision).tolist()
        if sum(good) >= _FEWEST:
            iso = read.standard().tolist()
            found = {name: date for name, date, is_one in zip(known, iso, good, strict=True) if is_one}
            return found if len({*found.values()}) == len(found) else {}
    return {}


def _months(names: list[str]) -> dict[str, str]:
    """Return column → month number, for columns named after months.

    >>> _months(["Enero", "Febrero", "Mar", "Mayor"])
    {'Enero': '01', 'Febrero': '02', 'Mar': '03'}
    """
    numbered = {word: f"{int(number):02}" for number, words in lexicon("dates", "months").items() for word in words}
    found = {name: numbered[word] for name in names if (word := folded(name).strip(" .")) in numbered}
    return found if len({*found.values()}) == len(found) >= _FEWEST else {}


def _holds_numbers(texts: pd.Series) -> bool:
    given = texts[texts != ""]
    return len(given) == 0 or bool(numbers(given).notna().mean() >= _NEARLY_ALL)
