"""Tables without a known column of dates, or with days that may stand for a year or a month."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

import pandas as pd

from gazetteer.names.normalise import plain_digits
from mapper.model.coded import recoded
from mapper.model.dates import read_column
from mapper.readers.events.values import numbers
from mapper.readers.formats.base import with_columns
from mapper.readers.formats.header_names import has_words, other_calendar
from mapper.readers.formats.headers import dated_columns
from mapper.readers.tables.table import Table, cells, in_short

__all__ = ["in_other_calendars", "vague_notices", "with_dates_of_titles"]

_LEAST: Final = 0.5
"""The least share of titles with a date at the beginning for dates to be read from titles."""
_TENTH, _FEWEST = 0.1, 20
"""The share of days on 1 January that is not chance, and the fewest days for a notice about it."""
_ISO_DAY: Final = r"\d{4}-\d{2}-\d{2}(?!\d)"
_YEARS: Final = r"\d{4}(?:\s*[-–]\s*\d{4})?"
_NEARLY_ALL: Final = 0.9
_OTHER_CALENDARS: Final = {
    "Persian or Islamic": ("SH or AH", 1340, 1460),
    "Buddhist": ("BE", 2490, 2600),
    "Nepali": ("BS", 2050, 2100),
}
"""Calendars with their mark, and the years that are the last decades in them."""
_MODERN: Final = (1900, 2100)
"""The years of a table of the last decades, in which a year 1403 is of another calendar too."""
_BEGINNINGS: Final = (
    re.compile(r"[\W_]*([^:|\]);,–—]+?)\s*(?:[:|\]);,–—]|\s-\s|$)"),
    re.compile(r"[\W_]*(\d{1,2}(?:st|nd|rd|th|er)?[\s./-]+[^\W\d]{3,}\.?[\s./,-]+\d{4}|[^\W\d]{3,}\.?\s+\d{1,2},?\s+\d{4})\b"),
    re.compile(r"[\W_]*(\d{1,4}[./-]\d{1,2}[./-]\d{1,4})(?!\w)"),
)  # fmt: skip
"""What may be a date: the text before the first sign, or a day, month and year in words or numbers."""
_IN_NUMBERS: Final = r"\d{1,2}[./-]\d{1,2}[./-]\d{4}"


def with_dates_of_titles(table: Table) -> tuple[Table, tuple[str, ...]]:
    """Return the table with the dates at the beginning of its titles, or else of its notes, and the notice.

    >>> import numpy as np
    >>> frame = pd.DataFrame({"title": ["[12 MAR 2025] strike", "13 MAR 2025: ambush of 2 cars"]})
    >>> with_dates_of_titles(Table("a.kml", frame, lambda: np.arange(2)))[0].frame["event_date"].tolist()
    ['12 MAR 2025', '13 MAR 2025']
    """
    if "event_date" in table.frame:
        return table, ()
    for name in ("title", "notes"):
        texts = cells(table.frame, name)
        dates = _beginnings(texts)
        number, of = int((dates != "").sum()), int((texts != "").sum())
        if number and number >= _LEAST * of:
            column = table.written_as.get(name, name)
            said = f"no column of dates: they are those that {column} begins with, in {number:,} of {len(texts):,} rows"
            dated = with_columns(table, {"event_date": dates}, written_as={"event_date": name})
            return dated, (f"{table.name}: {said}",)
    return table, ()


def vague_notices(table: Table, chosen: Mapping[str, str]) -> tuple[str, ...]:
    """Return the notices on dates that are missing or may be less exact than they look.

    `chosen` maps fields to the columns taken for them.
    """
    return (
        *_undated_notice(table, chosen),
        *_weeks_notice(table),
        *_first_days_notice(table),
        *_calendar_notice(table),
    )


def _undated_notice(table: Table, chosen: Mapping[str, str]) -> tuple[str, ...]:
    """Return the notice on columns of dates of unknown meaning, if no event has a date, or only a year.

    >>> import numpy as np
    >>> frame = pd.DataFrame({"arrested": ["2025-03-01", ""], "released": ["", "2025-04-02"], "place": ["Gao", "Gao"]})
    >>> _undated_notice(Table("a.csv", frame, lambda: np.arange(2)), {})[0][:64]
    'a.csv: no event has a date: arrested, released may hold it; name'
    """
    dates = cells(table.frame, "event_date")
    only_years = bool((dates != "").any() and dates[dates != ""].str.fullmatch(_YEARS).all())
    if "event_date" in table.frame and not only_years:
        return ()
    others = [name for name in map(str, table.frame) if name not in {"event_date", "end_date", *chosen.values()}]
    found = dated_columns(others, table.frame)
    if not found:
        return ()
    said = "no event has more than a year for its date" if only_years else "no event has a date"
    remedy = f'name the right one, as in `columns={{"event_date": "{found[0]}"}}`'
    return (f"{table.name}: {said}: {in_short(found)} may hold it; {remedy}",)


def _weeks_notice(table: Table) -> tuple[str, ...]:
    """Return the notice on a column of week numbers, if no event has more than a year.

    >>> import numpy as np
    >>> frame = pd.DataFrame({"event_date": ["2025"], "Epi week": ["7"]})
    >>> _weeks_notice(Table("a.csv", frame, lambda: np.arange(1)))[0][:62]
    'a.csv: Epi week numbers weeks, and who counts them says when o'
    """
    texts = cells(table.frame, "event_date")
    weeks = [name for name in map(str, table.frame) if has_words(name, "weeks") and name != "event_date"]
    if not weeks or not texts.str.fullmatch(rf"(?:{_YEARS})?").all():
        return ()
    said = "numbers weeks, and who counts them says when one begins: it is not read"
    remedy = "write a week that begins on Monday as 2025-W07 (ISO 8601), or its first and last day"
    return (f"{table.name}: {weeks[0]} {said}; {remedy}",)


def _first_days_notice(table: Table) -> tuple[str, ...]:
    """Return the notice on days that programs write if only the year or the month is known; none if they are few.

    >>> import numpy as np
    >>> frame = pd.DataFrame({"event_date": [f"{year}-01-01" for year in range(1990, 2020)]})
    >>> _first_days_notice(Table("a.csv", frame, lambda: np.arange(30)))[0][:43]
    'a.csv: 30 of 30 days in event_date are 1 Ja'
    """
    texts = cells(table.frame, "event_date")
    days = texts[texts.str.match(_ISO_DAY)].str.slice(0, 10)
    column = table.written_as.get("event_date", "event_date")
    for end, least, what, instead in (
        ("-01-01", _TENTH, "1 January", "year"),
        ("-01", _LEAST, "the first of a month", "month"),
    ):
        first = days[days.str.endswith(end)]
        if len(days) >= _FEWEST and len(first) >= least * len(days) and first.str.slice(0, -len(end)).nunique() > 2:
            said = f"{len(first):,} of {len(days):,} days in {column} are {what}, as programs write it"
            return (f"{table.name}: {said} where only the {instead} is known: if so, write no more than the {instead}",)
    return ()


def in_other_calendars(dates: Mapping[str, pd.Series], heading: str) -> dict[str, pd.Series]:
    """Return dates with the mark of their calendar after those that are not Gregorian, so that they are not misread.

    All dates are marked if the `heading` of the column says so. Else dates are marked whose years are the last decades
    in another calendar, if nearly all are, or, for calendars centuries away, if the other years are modern.

    >>> in_other_calendars({"event_date": pd.Series(["1403-05-12", "2024-08-02"])}, "Date")["event_date"].tolist()
    ['1403-05-12 (SH or AH)', '2024-08-02']
    >>> in_other_calendars({"event_date": pd.Series(["2016-12-05"])}, "Date (EC)")["event_date"].tolist()
    ['2016-12-05 (EC)']
    """
    if mark := other_calendar(heading):
        return {name: _marked(texts, texts != "", mark) for name, texts in dates.items()}
    marked = dict(dates)
    for name, texts in dates.items():
        years = _years(texts)
        for mark, first, last in _OTHER_CALENDARS.values():
            found = years.between(first, last)
            among_modern = not (_MODERN[0] <= first <= _MODERN[1])
            modern = among_modern and bool(years[~found].dropna().between(*_MODERN).all())
            if found.any() and (modern or _nearly_all(found, years)):
                marked[name] = _marked(texts, found, mark)
                break
    return marked


def _marked(texts: pd.Series, which: pd.Series, mark: str) -> pd.Series:
    """Return texts with a mark after the selected ones that are numbers; words tell the calendar themselves."""
    return texts.mask(which & texts.str.fullmatch(r"[\d\W]+"), texts + f" ({mark})")


def _years(texts: pd.Series) -> pd.Series:
    """Return the first number of four digits in each text, in whatever digits; missing where there is none."""
    plain = recoded(texts, plain_digits)
    return numbers(plain.str.extract(r"(?<![0-9])([0-9]{4})(?![0-9])")[0].fillna("").astype("str"))


def _nearly_all(found: pd.Series, years: pd.Series) -> bool:
    return bool(found.sum() >= _NEARLY_ALL * years.notna().sum())


def _calendar_notice(table: Table) -> tuple[str, ...]:
    """Return the notice on years that are the present in another calendar, which is not read.

    >>> import numpy as np
    >>> _calendar_notice(Table("a.csv", pd.DataFrame({"event_date": ["1404-03-23"]}), lambda: np.arange(1)))[0][:60]
    'a.csv: the years in event_date may be of the Persian or Isla'
    """
    texts = cells(table.frame, "event_date")
    column = table.written_as.get("event_date", "event_date")
    named = [column] if (texts != "").any() else list(map(str, table.frame))
    if of_another := next(filter(other_calendar, named), ""):
        said = f"{of_another} is by its name of another calendar than the Gregorian, which is not read"
        return (f"{table.name}: {said}: write its dates in the Gregorian one",)
    years = _years(texts)
    for calendar, (_, first, last) in _OTHER_CALENDARS.items():
        found = years.between(first, last)
        if found.any() and _nearly_all(found, years):
            said = f"the years in {column} may be of the {calendar} calendar, which is not read"
            return (f"{table.name}: {said}: if so, write the dates in the Gregorian one",)
    return ()


def _beginnings(texts: pd.Series) -> pd.Series:
    """Return the day or month at the beginning of each text, as written; empty if there is none.

    A numeric date counts even if its order of day and month is ambiguous, which is then a fault.
    """
    found = pd.Series("", index=texts.index, dtype="str")
    for beginning in _BEGINNINGS:
        parts = texts.where(found == "", "").str.extract(rf"^{beginning.pattern}")[0].fillna("").astype("str")
        parts = parts.where(parts.str.contains(r"\d{4}", regex=True), "")
        read = read_column(parts)
        good = read.first.notna() & read.precision.isin(["day", "month"])
        found = found.mask(good | parts.str.fullmatch(_IN_NUMBERS), parts)
    return found
