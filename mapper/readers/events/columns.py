"""Turn a table of text into typed events: the tool's own event columns, from a dossier or a single CSV."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from mapper.errors import FormatError
from mapper.model.dossier import Counts, typed_events
from mapper.model.involved import COUNT
from mapper.model.schema import (
    ACTOR_ROLES,
    DATA_SET,
    EVENT_COLUMNS,
    EVENT_INPUT_COLUMNS,
    FATALITY_COLUMNS,
    PLACE_RELATIONS,
    Step,
)
from mapper.readers.events import values
from mapper.readers.events.concluded import OWN_BY_DIGITS, concluded_before
from mapper.readers.events.coordinates import coordinates, digits_notice
from mapper.readers.events.figures import fatalities
from mapper.readers.events.precision import geo_precision
from mapper.readers.faults import FaultLog
from mapper.readers.tables.table import Table, cells, in_short, renamed
from mapper.vocabulary import columns_of

__all__ = ["EventTable", "read_events"]

_VERBATIM = tuple(
    name
    for name, column in columns_of("events").items()
    if name in EVENT_INPUT_COLUMNS and name not in {"event_id", "country"} and column.type in {"str", "category"}
    and not column.holds
)  # fmt: skip
"""Text that is taken as written, unlike ids, countries and the words of closed lists."""
_AS_TYPED = frozenset({"title", "notes", *ACTOR_ROLES})
"""Text columns that keep surrounding blanks; in others "Kebbi " and "Kebbi" would be two areas."""


_REASON = "place_reason"
"""Left in a table of the mapper's own where it tells what was concluded of its points."""
_EMPTY_TABLE = "`mapper init` writes an empty one with all columns"


@dataclass(frozen=True, slots=True)
class EventTable:
    """Typed events of one file, what could not be used, and the columns beyond the schema.

    `lines()` gives the line of the file on which each event begins; `age` tells how new each event is, if a data set
    has it; `notices` are sentences on what was inferred.
    """

    name: str
    events: pd.DataFrame
    lines: Callable[[], np.ndarray]
    rejects: pd.DataFrame
    faults: pd.DataFrame
    counts: Counts
    extra_columns: tuple[str, ...]
    age: pd.Series | None = None
    notices: tuple[str, ...] = ()


def read_events(
    table: Table,
    *,
    merged: int = 0,
    age: pd.Series | None = None,
    points: bool = True,
    today: dt.date | None = None,
) -> EventTable:
    r"""Type and check every column of an event table; report all faults of the file at once.

    Only a missing or repeated `event_id` rejects a row; any other bad value becomes empty and a fault. `merged` are the
    rows that were already joined to others of the same event; `age` tells how new each row is.
    Without `points`, a column `coordinates` is not read: an export says in latitude and longitude where events are.
    No event can be after `today`, by default the day on which this runs.

    Raises FormatError where there is no `event_id` column.

    >>> from mapper.readers.tables.opening import read_table
    >>> read = read_events(read_table(b"event_id,event_date,fatalities\na,2025-06,many\n", "a.csv"))
    >>> read.counts.used, read.faults.field.tolist()
    (1, ['fatalities'])
    """
    frame = table.frame
    if "event_id" not in frame:
        have = in_short(frame.columns)
        raise FormatError(f"{table.name}: no column event_id, so this is no event table (it has {have})", _EMPTY_TABLE)
    rejected = FaultLog(table.name, table.lines, table.written_as)
    keep = _identified(frame["event_id"].astype("str"), rejected)
    log = FaultLog(table.name, table.lines, table.written_as)
    concluded = concluded_before(cells(frame, _REASON))
    columns = _columns(frame, log, concluded, today, points=points)
    _check_row_counts(frame, log)
    extra = _extra(frame, [_REASON] if (concluded != "").any() else [])
    typed = typed_events(pd.DataFrame(columns, index=frame.index).join(extra))
    lost = log.table()
    faults = lost[~lost["line"].isin(rejected.table()["line"])] if len(lost) else lost
    faults = pd.concat([table.faults, faults], ignore_index=True) if len(table.faults) else faults
    rejects = pd.concat([table.rejects, rejected.table()], ignore_index=True).sort_values("line", ignore_index=True)
    events = typed if keep.all() else typed[keep].reset_index(drop=True)
    return EventTable(
        name=table.name,
        events=events,
        lines=lambda: table.lines()[keep.to_numpy()],
        rejects=rejects,
        faults=faults.reset_index(drop=True),
        counts=Counts(
            read=table.read + merged, used=len(events) + merged, duplicates=table.duplicates, rejected=len(rejects)
        ),
        extra_columns=(*(name for name in columns if name not in EVENT_COLUMNS), *map(str, extra)),
        age=None if age is None else age[keep.to_numpy()].reset_index(drop=True),
        notices=digits_notice(table.name, typed.loc[keep & (cells(frame, "geo_precision") == ""), "geo_precision"]),
    )


def _columns(
    frame: pd.DataFrame, log: FaultLog, concluded: pd.Series, today: dt.date | None, *, points: bool
) -> dict[str, pd.Series]:
    columns: dict[str, pd.Series] = {"event_id": frame["event_id"]}
    columns |= {str(name): column for name, column in values.dates(frame, log, today=today).items()}
    columns |= {name: frame[name] if name in _AS_TYPED else cells(frame, name) for name in _VERBATIM if name in frame}
    columns["country"] = values.countries(frame, log)
    relation = values.vocabulary(frame, "place_relation", PLACE_RELATIONS, log)
    columns["place_relation"] = relation.mask(relation == "", "unknown")
    degrees, words, roughly = coordinates(frame, log, points=points)
    columns |= {str(name): column for name, column in degrees.items()}
    step, of_precision = geo_precision(frame, log)
    unstated = cells(frame, "geo_precision") == ""
    columns["geo_precision"] = step.mask(unstated, roughly)
    is_exact = (columns["geo_precision"] == Step.EXACT).fillna(value=False)
    reasons = concluded.mask(is_exact, "").mask(unstated & roughly.notna(), OWN_BY_DIGITS.text())
    if (reasons != "").any():
        columns[_REASON] = reasons
    figures, of_figures = fatalities(frame, log)
    columns |= figures
    _ordered_fatalities(columns, log, published=DATA_SET in frame)
    return columns | words | of_precision | of_figures


def _check_row_counts(frame: pd.DataFrame, log: FaultLog) -> None:
    """Report texts that are not numbers in a column of numbers of events; such rows count as one event."""
    if COUNT not in frame:
        return
    text = frame[COUNT].astype("str").str.strip()
    number = values.numbers(text)
    good = (number >= 1) & (number == np.floor(number))
    if good.any():
        log.add((text != "") & ~good, COUNT, text, "no-count")


def _ordered_fatalities(columns: dict[str, pd.Series], log: FaultLog, *, published: bool) -> None:
    """Report low, best and high figures that are out of order, and drop low and high unless a data set published them.

    Each dropped figure is a fault; if all stay, the row has one fault: for the high figure if it is too low, else for
    the low one.
    """
    remedy = "kept-as-published" if published else "put-in-order"
    low, best, high = (columns[name] for name in FATALITY_COLUMNS)
    wrong = ((low > best) | (best > high) | (low > high)).fillna(value=False).astype(bool)
    below = ((high < best) | (high < low)).fillna(value=False).astype(bool)
    of_high = below if published else wrong & high.notna()
    log.add(wrong & low.notna() & ~(below & published), "fatalities_low", low, "low-out-of-order", remedy=remedy)
    log.add(of_high, "fatalities_high", high, "high-out-of-order", remedy=remedy)
    if published:
        return
    for name in FATALITY_COLUMNS[::2]:
        columns[name] = columns[name].mask(wrong)


def _identified(ids: pd.Series, log: FaultLog) -> pd.Series:
    """True for rows with an id of their own; the others are noted as rejects."""
    missing = ids.str.strip() == ""
    log.add(missing, "event_id", ids, "no-event-id")
    repeated = ids.duplicated() & ~missing
    log.add(repeated, "event_id", ids, "same-event-id")
    return ~(missing | repeated)


def _extra(frame: pd.DataFrame, also_read: list[str]) -> pd.DataFrame:
    """Return the columns that the schema does not have; a name that the mapper computes itself becomes `…_in_file`."""
    is_read = {*EVENT_INPUT_COLUMNS, *also_read}
    extra = frame[[name for name in frame.columns if name not in is_read]]
    return renamed(extra, {name: f"{name}_in_file" for name in EVENT_COLUMNS})
