"""UCDP's tables with a row for each conflict, dyad or actor and year: not events, but yearly sums."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import numpy as np
import pandas as pd

from gazetteer.countries import country_or_blank
from mapper.model.coded import recoded
from mapper.model.schema import DATA_SET, LIST_SEPARATOR
from mapper.readers.events.duplicates import newest_rows
from mapper.readers.formats.base import Format, Translation, kept_rows, with_columns
from mapper.readers.formats.ucdp.sides import actors_of, sides_of
from mapper.readers.tables.table import Table, cells
from mapper.vocabulary import by_term

__all__ = ["UCDP_YEARLY"]

_DATA_SETS: Final = {
    "bd_best": ("UCDP Battle-Related Deaths", "1"),
    "side_a_name": ("UCDP Non-State Conflict", "2"),
    "actor_name": ("UCDP One-sided Violence", "3"),
    "intensity_level": ("UCDP/PRIO Armed Conflict", "1"),
}
"""The column that identifies a table, the table's name, and its type of violence; the first column present counts."""
_FIGURES: Final = {
    "fatalities_low": ("bd_low", "low_fatality_estimate"),
    "fatalities_best": ("bd_best", "best_fatality_estimate"),
    "fatalities_high": ("bd_high", "high_fatality_estimate"),
}
_IDS: Final = ("dyad_id", "conflict_id", "actor_id")
_PLACES: Final = ("battle_location", "location", "location_inc")
_SIDES: Final = {
    "side_a": ("side_a_name", "side_a", "actor_name"),
    "side_b": ("side_b_name", "side_b"),
}
_BETWEEN: Final = ", "
_TYPES: Final = {str(code): name for name, code in by_term("ucdp_event_types", "ucdp").items()}


def _fits(names: frozenset[str]) -> bool:
    if "year" not in names or "event_id" in names or names.isdisjoint(_IDS) or names.isdisjoint(_PLACES):
        return False
    of_figures = not names.isdisjoint({"best_fatality_estimate", "bd_best"})
    return (of_figures or {"intensity_level", "start_date"} <= names) and not names.isdisjoint(_DATA_SETS)


def _translate(table: Table) -> Translation:
    """Return each year as one event, placed by country; the start of a conflict is not the date of a year's events."""
    frame = table.frame
    data_set, kind = next(known for name, known in _DATA_SETS.items() if name in frame)
    ids, place = _first(_IDS, frame), cells(frame, *_PLACES)
    versions = cells(frame, "version")
    columns = {
        "event_id": ids.removesuffix("_id") + "-" + cells(frame, ids) + "-" + cells(frame, "year"),
        "event_date": cells(frame, "year"),
        "end_date": _all(frame, ""),
        "place": recoded(place, _alternatives),
        "country": recoded(place, country_or_blank),
        "geo_precision": _all(frame, "6"),
        "event_type": _all(frame, _TYPES[kind]),
        **sides_of(_with_sides(frame, kind)),
        **{name: cells(frame, *names) for name, names in _FIGURES.items()},
        DATA_SET: (data_set + " " + versions).where(versions != "", data_set),
    }
    figures = {name: _first(names, frame) for name, names in _FIGURES.items()}
    written_as = {"event_id": ids, "event_date": "year", "place": _first(_PLACES, frame), **figures}
    translated = with_columns(table, columns, written_as=written_as)
    kept = newest_rows(columns["event_id"], pd.Series(np.nan, index=frame.index), translated.frame)
    said = f"{table.name}: each row is what a year came to, and no event: its dead are those of the year"
    return Translation(
        kept_rows(translated, kept, columns["event_id"]),
        actors=actors_of(_with_sides(frame, kind)),
        notices=(said,),
        sources_of={"actor1": _SIDES["side_a"], "actor2": _SIDES["side_b"], "country": (_first(_PLACES, frame),)},
    )


def _first(names: Iterable[str], frame: pd.DataFrame) -> str:
    """Return the first of these columns that the table has, else the first."""
    choices = list(names)
    return next((name for name in choices if name in frame), choices[0])


def _all(frame: pd.DataFrame, word: str) -> pd.Series:
    return pd.Series(word, index=frame.index, dtype="str")


def _with_sides(frame: pd.DataFrame, kind: str) -> pd.DataFrame:
    """Return the sides in the form of UCDP's events, with their supporters in the same cell."""
    sides = {side: cells(frame, *names) for side, names in _SIDES.items()}
    for side, names in sides.items():
        second = cells(frame, f"{side}_2nd")
        sides[side] = names.mask(second != "", names + _BETWEEN + second)
    return pd.DataFrame({**sides, "type_of_violence": _all(frame, kind)})


def _alternatives(place: str) -> str:
    """Return a list of countries as alternatives, since the row does not say which one is meant."""
    parts = place.split(_BETWEEN)
    return LIST_SEPARATOR.join(parts) if len(parts) > 1 and all(map(country_or_blank, parts)) else place


UCDP_YEARLY = Format("ucdp-yearly", "UCDP years", _fits, _translate)
