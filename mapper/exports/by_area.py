"""Tables of counts: how many events there were and how many died, by area, place, time and type, as CSV or Parquet.

The rows add up to all events: events without a stated area or month have rows of their own, and so have events that may
lie in several months or years.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
import pyarrow.parquet as pq

from gazetteer.files import publish
from mapper.atomic import check_writable, staging
from mapper.claims.basis import stated_figures
from mapper.claims.totals import added_figures, counted_figures, only_bounded
from mapper.errors import FormatError, ParameterError
from mapper.exports.attributes import arrow_table
from mapper.exports.csv import text_table
from mapper.exports.csv import write_table as write_csv
from mapper.model.involved import events_of_rows
from mapper.model.schema import FATALITY_COLUMNS, LIST_SEPARATOR
from mapper.processing.places.pcodes import code_columns, level_of
from mapper.progress import step

if TYPE_CHECKING:
    from mapper.model.dossier import Dossier

__all__ = ["PARTS", "check_counts_target", "check_parts", "counts_by", "write_counts"]

AREAS: Final = ("country", "admin1", "admin2")
PARTS: Final = (*AREAS, "place", "year", "month", "type")
"""What events may be counted by; an area comes with the larger areas that it lies in."""

_CODE: Final = "pcode"
_NUMBERS: Final = ("events", "dead_low", "dead_best", "dead_high", "dead_stated_in")
_AT_LEAST: Final = "dead_at_least"
_DEAD: Final = dict(zip(FATALITY_COLUMNS, _NUMBERS[1:4], strict=True))
_STATED: Final = [f"{name}_in" for name in _DEAD.values()]
_BOUNDED: Final = {f"{name}_bounded": name.removeprefix("dead_") for name in _DEAD.values()}


def check_parts(by: Sequence[str]) -> None:
    """Raise ParameterError if a part is unknown or no part is given.

    >>> check_parts(["admin1", "week"])
    Traceback (most recent call last):
    ...
    mapper.errors.ParameterError: by: cannot read 'week'; give some of country, admin1, admin2, place, year, month, type
    """
    wrong = [name for name in by if name not in PARTS]
    if wrong or not by:
        raise ParameterError("by", "".join(wrong[:1]), f"some of {', '.join(PARTS)}")


def check_counts_target(target: Path, *, for_spreadsheets: bool = False) -> None:
    """Raise the errors that `write_counts` would raise about a target, before anything is counted.

    >>> check_counts_target(Path("counts.docx"))
    Traceback (most recent call last):
    ...
    mapper.errors.FormatError: cannot write 'counts.docx': a table of counts is a .csv or .parquet
    """
    if target.suffix.lower() not in (".csv", ".parquet"):
        raise FormatError(f"cannot write {str(target)!r}: a table of counts is a .csv or .parquet")
    if for_spreadsheets and target.suffix.lower() != ".csv":
        raise FormatError(f"cannot write {str(target)!r} for spreadsheets: only .csv can be guarded")
    check_writable(target)


def counts_by(pieces: Iterable[Dossier], by: Sequence[str]) -> pd.DataFrame:
    """Count the events of one or more dossiers and add up their dead, by some of `PARTS`.

    The dead are added by the same rules as all totals (`mapper.claims.totals`): no part beside its whole, no party's
    own figure.
    A sum is missing if no event of the row adds a figure to it.

    Returns
    -------
    pandas.DataFrame
        Sorted by what is counted by: the areas, `pcode` where the dossier has a column of P-codes of that level,
        `place` as written, `year` and `month` (`2025-06`; `2025-05/2025-06` for events that may lie in either; `""` for
        undated ones) and `event_type`; then `events`, `dead_low`, `dead_best`, `dead_high`, `dead_stated_in`, the
        events that state any of the dead, and `dead_at_least`, which of the three sums are only bounds: `"best; high"`.
        Areas with a P-code are told apart by it alone, and called as in most of their events.

    Raises
    ------
    ParameterError
        There is no counting by one of these.

    >>> import mapper
    >>> table = counts_by([mapper.read("seeds")], ["country", "month"])
    >>> [*table]
    ['country', 'month', 'events', 'dead_low', 'dead_best', 'dead_high', 'dead_stated_in', 'dead_at_least']
    >>> int(table["events"].sum())
    45
    """
    check_parts(by)
    keys, table = list[str](), pd.DataFrame()
    for piece in pieces:
        rows = _rows(piece, by)
        keys = [name for name in map(str, rows) if name not in (*_NUMBERS, *_STATED, *_BOUNDED)]
        table = _added(pd.concat([table, rows], ignore_index=True) if len(table) else rows, keys)
        del piece, rows  # frees it before the next is read
    if _CODE in keys:
        table = _added(_called_alike(table, keys), keys)
    for name, stated in zip(_DEAD.values(), _STATED, strict=True):  # no stated figure: no sum
        table[name] = table[name].mask(np.full(len(table), not table[stated].any()))
    table[_AT_LEAST] = _at_least(table)
    return table.sort_values(keys, ignore_index=True)[[*keys, *_NUMBERS, _AT_LEAST]]


def write_counts(table: pd.DataFrame, target: Path, *, for_spreadsheets: bool = False) -> Path:
    """Write the table of `counts_by` as CSV or Parquet, complete or not at all; unknown values are `""` or missing.

    Raises
    ------
    FormatError
        The target is neither.
    OutputError
        The system refuses to write; an older file is left as it was.

    >>> import mapper, tempfile
    >>> table = counts_by([mapper.read("seeds")], ["month"])
    >>> write_counts(table, Path(tempfile.mkdtemp()) / "counts.csv").read_text().splitlines()[0]
    'month,events,dead_low,dead_best,dead_high,dead_stated_in,dead_at_least'
    """
    check_counts_target(target, for_spreadsheets=for_spreadsheets)
    with step(f"Writing {target.name}"), staging(target) as folder:
        made, rows = folder / target.name, arrow_table(table)
        if target.suffix.lower() == ".csv":
            write_csv([text_table(rows)], made, for_spreadsheets=for_spreadsheets)
        else:
            pq.write_table(rows, made, compression="zstd")
        publish([made], target.parent)
    return target


def _rows(dossier: Dossier, by: Sequence[str]) -> pd.DataFrame:
    """Return the counts of one dossier by key: events, dead, events that state any or each figure or only a bound."""
    events = dossier.events
    keys = _keys(dossier, by)
    number = events_of_rows(events).astype("int64")
    stated_by = stated_figures(dossier)
    counted = counted_figures(events, stated_by)
    dead = added_figures(counted).astype("Int64").rename(columns=_DEAD)
    known = counted.notna()
    states = {stated: number.where(known[name], 0) for name, stated in zip(FATALITY_COLUMNS, _STATED, strict=True)}
    in_any = number.where(known.any(axis="columns"), 0)
    bounds = only_bounded(events["event_id"], counted, stated_by)
    bounded = {name: number.where(bounds[figure], 0) for name, figure in zip(_BOUNDED, FATALITY_COLUMNS, strict=True)}
    numbers = {"events": number, **dead, "dead_stated_in": in_any, **states, **bounded}
    return _added(pd.DataFrame(keys).assign(**numbers), [*keys])


def _at_least(table: pd.DataFrame) -> pd.Series:
    """Return which sums of each row are only lower bounds, because some event states only a lower bound."""
    names = pd.Series("", index=table.index, dtype="str")
    for (bounded, name), column in zip(_BOUNDED.items(), _DEAD.values(), strict=True):
        is_bound = (table[bounded] > 0) & (table[column].fillna(0) > 0)
        names = names.mask(is_bound, names.where(names == "", names + LIST_SEPARATOR) + name)
    return names


def _keys(dossier: Dossier, by: Sequence[str]) -> dict[str, pd.Series]:
    """Return the columns to group the events by, as text."""
    events = dossier.events
    level = max((AREAS.index(name) for name in by if name in AREAS), default=-1)
    keys = {name: events[name].astype("str") for name in AREAS[: level + 1]}
    codes = [name for name in code_columns(dossier) if level_of(name) == str(level)]
    if codes:
        keys[_CODE] = events[codes[0]].astype("str").str.strip()
    if "place" in by:
        keys["place"] = events["place"].astype("str")
    for name, unit in (("year", "Y"), ("month", "M")):
        if name in by:
            keys[name] = _periods(events, unit)
    if "type" in by:
        keys["event_type"] = events["event_type"].astype("str")
    return keys


def _periods(events: pd.DataFrame, unit: str) -> pd.Series:
    """Return the year or month of each event: first and last if it may lie in several, `""` if it is undated."""
    first, last = (_in_words(events[name], unit) for name in ("event_date", "end_date"))
    return first.where(first == last, first + "/" + last)


def _in_words(days: pd.Series, unit: str) -> pd.Series:
    codes, periods = pd.factorize(days.to_numpy().astype(f"datetime64[{unit}]"))
    words = np.array([*map(str, periods), ""], dtype=object)
    return pd.Series(words[codes], index=days.index, dtype="str")


def _added(rows: pd.DataFrame, keys: Sequence[str]) -> pd.DataFrame:
    """Return one row for each combination of keys; without a known figure the sum is missing."""
    grouped = rows.groupby(list(keys), sort=False, observed=True)
    sums = grouped[[name for name in rows if name not in keys]].sum(min_count=1)
    return sums.reset_index()


def _called_alike(table: pd.DataFrame, keys: Sequence[str]) -> pd.DataFrame:
    """Return the rows with one set of area names per P-code: that of most of its events."""
    names = [name for name in keys if name in AREAS]
    coded = table[table[_CODE] != ""]
    counted = coded.groupby([_CODE, *names], sort=True)["events"].sum().reset_index()
    most = counted.sort_values("events", ascending=False, kind="stable").drop_duplicates(_CODE).set_index(_CODE)
    called = {name: table[_CODE].map(most[name]).fillna(table[name]).astype("str") for name in names}
    return table.assign(**called)
