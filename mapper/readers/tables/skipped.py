"""Rows of a table that are not events: empty rows, sums of other rows, notes, comments, a repeated header.

Only rows with at most one text, apart from numbers, are considered: an event has a date and a place. A row with only
its own id is an event of which nothing else is known.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace
from functools import cache, lru_cache
from typing import Final

import numpy as np
import pandas as pd

from gazetteer.tables.preamble import is_comment
from gazetteer.tables.table import tags_of
from mapper.model.dates import read_column
from mapper.model.lexicon import folded, lexicon
from mapper.readers.tables.table import Table, cells, skipped_table

__all__ = ["skip_rows", "without_nothing_counted", "without_other_rows", "without_prepared_rows"]

_NUMBER: Final = re.compile(r"[-+−]?[\d\s.,'’]*\d%?")
_TAG: Final = re.compile(r"#[a-z][a-z0-9_]*(\s*\+[a-z0-9_]+)*", re.IGNORECASE)
_UNIT: Final = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
"""Hints that some tables have below a column name, such as (number) or [yyyy-mm-dd]."""
_MOST_WORDS: Final = 4
"""The most words of a text with a total; one with more is a remark."""
_MOST_SUMS: Final = 50
"""The most rows of only numbers that can be sums below a table or its parts; more are the table itself."""
_FEWEST_PREPARED: Final = 2
"""The fewest prepared rows: a single one may be an event of which little is known."""
_FEWEST_SUMMED: Final = 2
"""A sum is of two rows or more."""
_FEWEST_OF_A_GRID: Final = 5
"""Areas and dates of a table with a row for each of both."""
_NEARLY_FULL: Final = 0.9
_ZERO: Final = r"0*(?:[.,]0*)?"
"""A cell that counts nobody, or is empty."""
_SHOWN: Final = 200
"""The most characters of a row that are kept."""


def without_other_rows(
    table: Table, *, dates: Collection[str] = (), ids: Collection[str] = (), known: Collection[str] = ()
) -> Table:
    r"""Return the table without rows that are not events; `skipped` lists these.

    `dates` and `ids` are the columns of dates and of the events' own ids, `known` all columns with a known meaning.

    >>> from mapper.readers.tables.opening import read_table
    >>> text = b"Date,Place,Killed\n2025-05-03,Gao,3\n,,\nTotal,,3\nSource: a desk,,\n"
    >>> table = without_other_rows(read_table(text, "a.csv"), dates=["Date"])
    >>> table.frame.Place.tolist(), table.skipped.kind.tolist()
    (['Gao'], ['empty', 'total', 'note'])
    """
    if not len(table.frame) or len(table.frame.columns) < 2:
        return table
    kinds = pd.Series("", index=table.frame.index, dtype="object")
    _mark_repeated_heads(table.frame, kinds)
    rows, position, numbers = _few_texts(table.frame)
    if len(rows):
        numbered = _is_numbered(table.frame.drop(index=table.frame.index[rows]), known)
        few = pd.Series(
            _kinds(table.frame.iloc[rows], position, numbers, dates=dates, ids=ids, numbered=numbered), index=rows
        )
        kinds = kinds.where(kinds != "", few.reindex(kinds.index, fill_value=""))
        _mark_rows_of_numbers(table.frame, kinds, rows[(position < 0) & (numbers > 0)])
    _mark_dated_sums(table.frame, kinds, dates)
    if not table.tags and (kinds == "hxl").any():  # in a frame the tags are a row of it
        tags = table.frame[(kinds == "hxl").to_numpy()].iloc[0].astype("str")
        table = replace(table, tags=tags_of(table.frame, tags))
    return skip_rows(table, kinds)


def without_prepared_rows(table: Table, *, told: Collection[str], figures: Collection[str] = ()) -> Table:
    r"""Return the table without prepared but unfilled rows at its end; `skipped` lists these.

    In such rows the columns `told` are empty, `figures` count nobody, and every other column has the same text in all
    of them: the result of a formula, or a default.

    >>> from mapper.readers.tables.opening import read_table
    >>> text = b"Date,Place,Year,Killed\n2025-05-03,Gao,2025,3\n,,1900,0\n,,1900,0\n"
    >>> table = without_prepared_rows(read_table(text, "a.csv"), told=["Date", "Place"], figures=["Killed"])
    >>> table.frame.Place.tolist(), table.skipped.kind.tolist()
    (['Gao'], ['prepared', 'prepared'])
    """
    frame = table.frame
    says = np.zeros(len(frame), dtype=bool)
    for name in told:
        says |= (cells(frame, name) != "").to_numpy()
    said = np.flatnonzero(says)
    if not len(said) or len(frame) - said[-1] <= _FEWEST_PREPARED:
        return table
    rows = np.arange(len(frame)) > said[-1]
    end = frame[rows]
    uniform = all(len({*cells(end, name)} - {""}) <= 1 for name in map(str, frame) if name not in told)
    counted = any(not {*cells(end, name)} <= {"", "0", "0.0"} for name in figures)
    if counted or not uniform:
        return table
    return skip_rows(table, pd.Series(np.where(rows, "prepared", ""), index=frame.index))


def without_nothing_counted(
    table: Table, *, dates: Collection[str], areas: Collection[str], figures: Collection[str]
) -> Table:
    r"""Return the table without the rows that count nobody, where it has one for each area and day, whatever happened.

    `skipped` lists them. In a list of events a row of nobody killed is an event.

    >>> from mapper.readers.tables.opening import read_table
    >>> rows = b"".join(b"%d,Area %d,%d\n" % (2001 + n // 5, n % 5, n % 2) for n in range(25))
    >>> table = read_table(b"Year,Area,Killed\n" + rows, "a.csv")
    >>> read = without_nothing_counted(table, dates=["Year"], areas=["Area"], figures=["Killed"])
    >>> len(read.frame), read.skipped.kind.unique().tolist()
    (12, ['no-event'])
    """
    frame = table.frame
    days, places = (frame.groupby([*keys], observed=True).ngroup() if keys else None for keys in (dates, areas))
    if days is None or places is None or not figures or min(days.nunique(), places.nunique()) < _FEWEST_OF_A_GRID:
        return table
    full = days.nunique() * places.nunique()
    if len(frame) < _NEARLY_FULL * full or pd.DataFrame({"day": days, "place": places}).duplicated().any():
        return table
    rest = [name for name in map(str, frame) if name not in {*dates, *areas}]
    nothing = np.logical_and.reduce([cells(frame, name).str.fullmatch(_ZERO).to_numpy(dtype=bool) for name in rest])
    stated = np.logical_or.reduce([(cells(frame, name) != "").to_numpy() for name in figures])
    return skip_rows(table, pd.Series(np.where(nothing & stated, "no-event", ""), index=frame.index))


def skip_rows(table: Table, kinds: pd.Series) -> Table:
    """Return the table without rows that have a kind of `row_kinds`; these are listed as skipped.

    >>> table = Table("a.csv", pd.DataFrame({"events": ["0", "2"]}), lambda: np.array([2, 3]))
    >>> skip_rows(table, pd.Series(["no-event", ""])).skipped.line.tolist()
    [2]
    """
    gone = (kinds != "").to_numpy()
    if not gone.any():
        return table
    frame, lines = table.frame[gone], table.lines()
    texts = [", ".join(filter(None, map(str.strip, row)))[:_SHOWN] for row in frame.astype("str").to_numpy().tolist()]
    found = skipped_table(
        zip([table.name] * len(frame), lines[gone].tolist(), kinds[gone].tolist(), texts, strict=True)
    )
    skipped = pd.concat([table.skipped, found], ignore_index=True).sort_values("line", ignore_index=True)
    return table.with_rows(~gone, skipped=skipped)


def _mark_repeated_heads(frame: pd.DataFrame, kinds: pd.Series) -> None:
    """Mark rows of repeated column names, as in concatenated files, of HXL tags, and of units."""
    first = frame.iloc[:, 0].astype("str")
    rows = np.flatnonzero((first == frame.columns[0]) | first.str.startswith("#"))
    texts = frame.iloc[rows].astype("str").apply(lambda column: column.str.strip())
    filled = (texts != "").sum(axis="columns")
    tags = texts.apply(lambda column: (column == "") | column.str.fullmatch(_TAG)).all(axis="columns")
    same = texts.eq([str(name) for name in frame], axis="columns").sum(axis="columns")
    kind = np.where(same > filled / 2, "header", np.where(tags & (filled > 1), "hxl", ""))
    kinds.iloc[rows] = kind
    below = [text for cell in frame.iloc[0] if (text := str(cell).strip())]
    if len(below) > 1 and all(_UNIT.fullmatch(text) for text in below):
        kinds.iloc[0] = "header"


def _is_numbered(frame: pd.DataFrame, known: Collection[str]) -> bool:
    """Tell whether the first column, with an unknown name, numbers the rows of events."""
    name = str(frame.columns[0])
    return name not in known and len(frame) > 0 and bool(cells(frame, name).str.fullmatch(r"\d+\.?").all())


def _mark_rows_of_numbers(frame: pd.DataFrame, kinds: pd.Series, rows: np.ndarray) -> None:
    """Mark rows of only numbers: with only the running number (empty), or with sums of the rows above."""
    if len(rows) > _MOST_SUMS:
        return
    for row in rows.tolist():
        filled = {name: text for name in map(str, frame) if (text := str(frame[name].iloc[row]).strip())}
        first = str(frame.columns[0])
        if list(filled) == [first] and first != "event_id" and filled[first].isdecimal():
            kinds.iloc[row] = "empty"
        elif row and first not in filled and all(_is_sum(frame[name].iloc[:row], filled[name]) for name in filled):
            kinds.iloc[row] = "total"


def _mark_dated_sums(frame: pd.DataFrame, kinds: pd.Series, dates: Collection[str]) -> None:
    """Mark rows that say no more than a date of others, numbers and the word total: the sums of each day or month."""
    there = [name for name in dates if name in frame]
    undated = frame.drop(columns=there)
    if not there or undated.empty:
        return
    several = frame.groupby(there, observed=True)[there[0]].transform("size").to_numpy() > _FEWEST_SUMMED
    rows, position, numbers = _few_texts(undated)
    for column in np.unique(position[position >= 0]).tolist():
        of_column = rows[(position == column) & (numbers > 0) & several[rows]]
        words = cells(undated.iloc[of_column], undated.columns[column]).map(lambda text: folded(text).strip(" :"))
        kinds.iloc[of_column[words.isin(_words("total")).to_numpy(dtype=bool)]] = "total"


def _is_sum(above: pd.Series, text: str) -> bool:
    """Tell whether a number is the sum of two or more numbers above it."""
    numbers = pd.to_numeric(above.astype("str").str.strip(), errors="coerce")
    try:
        return int((numbers > 0).sum()) > 1 and float(text) == numbers.sum()
    except ValueError:
        return False


def _few_texts(frame: pd.DataFrame) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the rows with at most one text that is not a number, the column of it (-1: none), and their numbers.

    Columns with few distinct texts come first: they rule out nearly all rows at little cost.
    """
    rows = np.arange(len(frame))
    position, numbers = np.full(len(frame), -1), np.zeros(len(frame), dtype=np.int64)
    shared = [isinstance(kind, pd.CategoricalDtype) for kind in frame.dtypes]
    for column in sorted(range(len(frame.columns)), key=lambda number: not shared[number]):
        text, number = _texts_and_numbers(frame.iloc[rows, column])
        stay = ~(text & (position[rows] >= 0))
        position[rows[text]] = column
        numbers[rows[number]] += 1
        rows = rows[stay]
        if not len(rows):
            break
    return rows, position[rows], numbers[rows]


def _texts_and_numbers(column: pd.Series) -> tuple[np.ndarray, np.ndarray]:
    """Return for each cell whether it is a text, and whether it is a number; a blank cell is neither."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        texts = [str(text).strip() for text in column.cat.categories]
        number = np.array([_NUMBER.fullmatch(text) is not None for text in texts] + [False])
        blank = np.array([not text for text in texts] + [True])
        codes = column.cat.codes.to_numpy()
        return (~number & ~blank)[codes], number[codes]
    stripped = column.astype("str").str.strip()
    number = stripped.str.fullmatch(_NUMBER.pattern).to_numpy(dtype=bool)
    return (stripped != "").to_numpy(dtype=bool) & ~number, number


def _kinds(
    frame: pd.DataFrame,
    position: np.ndarray,
    numbers: np.ndarray,
    *,
    dates: Collection[str],
    ids: Collection[str],
    numbered: bool,
) -> list[str]:
    """Return the kind of each row with at most one text, `""` for an event.

    `numbered` says that the first column numbers the rows, so that a row with a text only there is not an event.
    """
    result = np.where((position < 0) & (numbers == 0), "empty", "").astype(object)
    for column in np.unique(position[position >= 0]).tolist():
        name, rows = frame.columns[column], np.flatnonzero(position == column)
        texts = cells(frame.iloc[rows], name)
        undated = np.full(len(rows), name in dates) & texts.map(_is_no_day).to_numpy(dtype=bool)
        kind_of = {text: _kind_of(text, first=column == 0) for text in texts.unique()}
        found = texts.map(kind_of).to_numpy(dtype=object)
        alone = numbers[rows] == 0
        found[(found == "note") & ~alone] = ""
        if name in ids:
            found[alone & (texts.map(lambda text: len(text.split())).to_numpy() == 1)] = ""
        found[(found == "") & (undated | (numbered and column == 0)) & alone] = "note"
        result[rows] = found
    return [str(kind) for kind in result]


@lru_cache(maxsize=1_024)
def _is_no_day(text: str) -> bool:
    """Tell whether a text in a column of dates is not a date, or is a month or year that heads the rows below it."""
    read = read_column(pd.Series([text], dtype="str"))
    if read.bad.item():
        return not any(character.isdecimal() for character in text) or (
            len(text.split()) > 1 and {fault.code for fault, _ in read.faults()} == {"no-date"}
        )
    return read.precision.item() in {"month", "year"}


def _kind_of(text: str, *, first: bool) -> str:
    """Return the kind of a row by its only text: `comment`, `total`, `note`, or `""`."""
    if first and is_comment(text):
        return "comment"
    words = folded(text).strip(" :.*-–—()")
    if len(words.split()) <= _MOST_WORDS and any(_has(words, total) for total in _words("total")):
        return "total"
    remark = len(words.split()) > _MOST_WORDS or text.startswith(("*", "©", "†"))
    opens = any(re.match(rf"{re.escape(note)}\s*(\W|$)", words) for note in _words("note"))
    return "note" if first and (remark or opens) else ""


def _has(words: str, wanted: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", words) is not None


@cache
def _words(kind: str) -> tuple[str, ...]:
    return lexicon("rows", "words")[kind]
