"""The definition of a format: columns that identify it, and a translation of its table into the tool's own columns."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import pandas as pd

from mapper.model.coded import as_text
from mapper.model.dates import DateColumn, Order, read_columns
from mapper.model.dossier import empty_table
from mapper.model.schema import ACTOR_COLUMNS, SOURCE_COLUMNS
from mapper.readers.events.duplicates import Kept
from mapper.readers.faults import FaultLog
from mapper.readers.tables.table import Table, cells

__all__ = [
    "Format",
    "Translation",
    "date_columns",
    "folded_name",
    "kept_rows",
    "standard_dates",
    "with_columns",
    "with_folded_names",
]


@dataclass(frozen=True, slots=True)
class Translation:
    """A table in the tool's own columns, and further results of its format.

    Attributes
    ----------
    table
        Columns of `EVENT_INPUT_COLUMNS`, and beyond them every column of the file.
    actors, sources
        The actors and sources in the file, in the columns of these tables.
    merged
        Rows that were joined to the first row of the same event (a row per actor).
    age
        How new each row is (greater is newer), for rows of one event in several files. None: the first file wins.
    notices
        Sentences for the user: what was recognised or guessed.
    sources_of
        Field → the columns of the table from which it is made, for fields made of several columns or that are not event
        columns, in addition to `Table.written_as`.
    own
        The columns beyond the schema that cards show; None: all of them.
    """

    table: Table
    actors: pd.DataFrame = field(default_factory=lambda: empty_table(ACTOR_COLUMNS))
    sources: pd.DataFrame = field(default_factory=lambda: empty_table(SOURCE_COLUMNS))
    merged: int = 0
    age: pd.Series | None = None
    notices: tuple[str, ...] = ()
    sources_of: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    own: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Format:
    """A format by name: `fits` sees the folded column names, `translate` gets the table with these names.

    Attributes
    ----------
    core
        The columns that matter most for its events, the one of ids first; `|` separates names of one column.
    names
        Field → its column, if that has another name.
    codebook
        The columns of the data set. Cards show only `shown` of these, and columns that a user added; if `codebook` is
        empty, they show all columns.
    """

    name: str
    title: str
    fits: Callable[[frozenset[str]], bool]
    translate: Callable[[Table], Translation]
    core: tuple[str, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    codebook: frozenset[str] = frozenset()
    shown: tuple[str, ...] = ()

    def own(self, frame: pd.DataFrame) -> tuple[str, ...] | None:
        """Return the columns beyond the schema of a translated table that cards show; None: all of them."""
        if not self.codebook:
            return None
        added = [name for name in map(str, frame) if name.removesuffix("_in_file") not in self.codebook]
        return (*(name for name in self.shown if name in frame), *added)

    def lacks(self, names: frozenset[str]) -> tuple[str, ...]:
        """Return the core columns that a table with these columns lacks."""
        return tuple(column.split("|")[0] for column in self.core if names.isdisjoint(column.split("|")))


def with_folded_names(table: Table, *, dots: bool = False) -> Table:
    r"""Return the table with lower-case column names without spaces; the file's own names are kept.

    `dots` takes full stops for blanks, as R writes them.

    >>> from mapper.readers.tables.opening import read_table
    >>> list(with_folded_names(read_table(b"EVENT_DATE,Admin 1\n2025,Gao\n", "a.csv")).frame.columns)
    ['event_date', 'admin_1']
    """
    columns = list(map(str, table.frame.columns))
    names: dict[str, str] = {}
    for name in columns:
        short = folded_name(name, dots=dots)
        # If names differ only by case, the one already in this form keeps it.
        names[name] = name if short in names.values() or (short != name and short in columns) else short
    written_as = {short: name for name, short in names.items() if short != name}
    return replace(table, frame=table.frame.rename(columns=names), written_as={**table.written_as, **written_as})


def folded_name(name: str, *, dots: bool = False) -> str:
    """Return a column's name in lower case, with `_` for blanks, and for the `dots` that R puts in their place.

    >>> folded_name("Start Year"), folded_name("Start.Year", dots=True)
    ('start_year', 'start_year')
    """
    small = name.strip().lower().replace(" ", "_")
    return re.sub(r"\.+", "_", small.rstrip(".")) if dots else small


def with_columns(table: Table, columns: Mapping[str, pd.Series], *, written_as: Mapping[str, str]) -> Table:
    """Return the table with these columns; a replaced column that differs stays as `…_in_file`.

    `written_as` names the column of the file that a new column was made from, so that a fault can point to it.
    """
    frame, names = table.frame, dict(table.written_as)
    raw = {
        f"{name}_in_file": frame[name]
        for name in columns
        if name in frame and not as_text(frame[name]).equals(columns[name])
    }
    for name, source in written_as.items():
        names[name] = table.written_as.get(source, source)
    return replace(table, frame=frame.assign(**raw, **columns), written_as=names)


def kept_rows(table: Table, kept: Kept, ids: pd.Series) -> Table:
    """Return the table without rows that a newer row of the same event replaces; undecided cases are reported.

    Rows keep their lines.
    """
    if not kept.duplicates:
        return table
    log = FaultLog(table.name, table.lines, table.written_as)
    log.add(pd.Series(kept.undecided), "event_id", ids, "undecided-versions")
    faults = pd.concat([table.faults, log.table()], ignore_index=True) if kept.undecided.any() else table.faults
    return table.with_rows(kept.rows, duplicates=table.duplicates + kept.duplicates, faults=faults)


def date_columns(table: Table, columns: Mapping[str, str], *, documented: Order = "") -> dict[str, DateColumn]:
    r"""Return date columns of one style as they are read.

    `columns` maps each schema column to the column of the file; `documented` is the order of day and month in the data
    set, which the user's stated order overrides.

    >>> from mapper.readers.tables.opening import read_table
    >>> table = read_table(b"id,from,to\na,31/12/2024,01/02/2025\n", "a.csv")
    >>> date_columns(table, {"event_date": "from", "end_date": "to"})["end_date"].last.dt.month.tolist()
    [2]
    """
    texts = [cells(table.frame, source) for source in columns.values()]
    return dict(zip(columns, read_columns(texts, documented=table.order or documented), strict=True))


def standard_dates(table: Table, columns: Mapping[str, str], *, documented: Order = "") -> dict[str, pd.Series]:
    """Return date columns of one style as text that needs no other date of the file: ISO 8601, or words.

    For the parameters see `date_columns`. Text that is not a date, or undecided, stays as it is and is reported when
    the events are typed.
    """
    return {name: dates.standard() for name, dates in date_columns(table, columns, documented=documented).items()}
