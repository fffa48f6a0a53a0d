"""From an exported table back to the record: drop what the mapper computed, restore what was written.

An exported table (CSV, GeoJSON, Parquet) has every column of the schema. Columns that the mapper computes are computed
again on reading, so they are not part of the record. Four of them tell what the record was: `date_text`, `place_id`
(the coordinates are the gazetteer's), `from_gazetteer` (the columns that it names are) and `actors_as_written`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import pandas as pd

from mapper.model.dates import read_column
from mapper.model.involved import names_several
from mapper.model.schema import ACTOR_ROLES, EVENT_COLUMNS, EVENT_INPUT_COLUMNS, LIST_SEPARATOR

__all__ = ["COMPUTED_COLUMNS", "FILLED_COLUMNS", "NEEDED_COLUMNS", "as_recorded", "is_exported"]

COMPUTED_COLUMNS: Final = tuple(name for name in EVENT_COLUMNS if name not in EVENT_INPUT_COLUMNS)
NEEDED_COLUMNS: Final = ("event_date", "end_date", "longitude", "latitude", "from_gazetteer", "place_confidence")
"""Columns that older exports and a page's downloads lack; they are then empty."""
FILLED_COLUMNS: Final = ("country", "admin1", "admin2", "place_relation", "geo_precision")
"""The columns that the gazetteer fills in where a record leaves them empty."""
_ARROW: Final = " → "


def is_exported(columns: Iterable[str]) -> bool:
    """Tell whether a table with these columns was written by the mapper: it has the computed columns.

    >>> is_exported(["event_id", "place", "latitude", "longitude"])
    False
    """
    return {"event_id", *COMPUTED_COLUMNS} - {*NEEDED_COLUMNS} <= set(columns)


def as_recorded(frame: pd.DataFrame) -> pd.DataFrame:
    """Return an exported table of text as a record: without computed columns, with columns beyond the schema.

    `frame` must have all `COMPUTED_COLUMNS` and `NEEDED_COLUMNS`.

    >>> row = dict.fromkeys(COMPUTED_COLUMNS, "") | {"event_id": "a", "event_date": "2025-06-01", "place": "Gao"}
    >>> row |= {"end_date": "2025-06-30", "date_text": "2025-06", "place_id": "shipped:gao", "latitude": "16.27"}
    >>> as_recorded(pd.DataFrame([row | {"longitude": "-0.04"}])).iloc[0].to_dict()
    {'event_id': 'a', 'event_date': '2025-06', 'place': 'Gao', 'end_date': '', 'latitude': '', 'longitude': ''}
    """
    recorded = frame.drop(columns=list(COMPUTED_COLUMNS))
    recorded["event_date"], recorded["end_date"] = _dates(frame)
    from_gazetteer = frame["place_id"] != ""
    for name in ("longitude", "latitude"):
        recorded[name] = frame[name].mask(from_gazetteer, "")
    for name in FILLED_COLUMNS:
        if name in frame:
            recorded[name] = frame[name].mask(frame["from_gazetteer"].str.contains(name, regex=False), "")
    roles = [role for role in ACTOR_ROLES if role in frame]
    renamed = frame["actors_as_written"] != ""
    for row, written, *names in frame.loc[renamed, ["actors_as_written", *roles]].itertuples(name=None):
        recorded.loc[row, roles] = _as_written(dict(zip(roles, names, strict=True)), written)
    return recorded


def _dates(frame: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """Return the dates as they were written if these words mean the same days, else the first and last day."""
    first, last, text = frame["event_date"], frame["end_date"], frame["date_text"]
    days = (read_column(first).first, read_column(last).last)
    parts = text.str.partition("/").reindex(columns=range(3), fill_value="")  # without rows pandas makes no columns
    start, end = parts[0].str.strip(), parts[2].str.strip()
    two_cells = _same_days(read_column(start).first, read_column(end).last.fillna(read_column(start).last), days)
    one_cell = _same_days(read_column(text).first, read_column(text).last, days) | (first == "")
    return (
        start.where(two_cells, text.where(one_cell, first)),
        end.where(two_cells, last.where(~one_cell, "")),
    )


def _same_days(first: pd.Series, last: pd.Series, days: tuple[pd.Series, pd.Series]) -> pd.Series:
    return first.eq(days[0]) & last.eq(days[1])


def _as_written(names: dict[str, str], note: str) -> list[str]:
    """Undo the notes `written → canonical`, which are in the order of the roles; names without a note stay.

    >>> _as_written({"actor1": "FAMa", "actor2": "Wagner Group"}, "Wagner PMC → Wagner Group")
    ['FAMa', 'Wagner PMC']
    """
    undone = []
    for role, name in names.items():
        written, arrow, after = note.partition(f"{_ARROW}{name}")
        whole = name and arrow and _ARROW not in written and (not after or after.startswith(LIST_SEPARATOR))
        if whole and not _is_of_another(note, role, names):
            undone.append(written)
            note = after.removeprefix(LIST_SEPARATOR)
        else:
            undone.append(name)
    return undone


def _is_of_another(note: str, role: str, names: dict[str, str]) -> bool:
    """Tell whether a note belongs to a later, associated role, whose cell begins with this role's name."""
    written, _, named = note.partition(_ARROW)
    main = not names_several(role)
    later = [*names][[*names].index(role) + 1 :]
    for other in (names[one] for one in later if names_several(one)):
        is_meant = (named + LIST_SEPARATOR).startswith(other + LIST_SEPARATOR)
        if is_meant and (len(other) > len(names[role]) or (main and other == names[role] and ";" in written)):
            return True
    return False
