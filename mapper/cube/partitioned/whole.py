"""What all files share: names and colours of actors, and locations of places.

A function that runs on any machine takes the distinct places and actors from each file. They are looked up once, all
together, and joined back to the events whenever a file is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import pandas as pd

from mapper.cube.events import days_of, each_by_itself, of_parts
from mapper.cube.files import Partition
from mapper.cube.partition import Counted, part_of, read_partition
from mapper.model.coded import as_text
from mapper.model.dossier import Dossier, typed_events
from mapper.model.involved import COUNT, events_of_rows
from mapper.model.schema import ACTOR_ROLES, DATA_SET, EVENT_COLUMNS
from mapper.options import ReadOptions
from mapper.processing.actors.canonical import canonical
from mapper.processing.actors.colours import with_actor_colours
from mapper.processing.actors.sides import with_sides
from mapper.processing.places.geocode import geocode
from mapper.processing.places.reasons import UNUSED_COORDINATES, with_unused_coordinates
from mapper.processing.places.stand_ins import may_stand_in
from mapper.readers.dossier.numbers import numbers_of_all

if TYPE_CHECKING:
    from gazetteer import Gazetteer

__all__ = ["Look", "Whole", "look_at", "named_and_placed", "whole_of"]

_NAMED: Final = (*ACTOR_ROLES, "date_precision", "event_type", "sub_event_type", DATA_SET)
"""The columns that determine names, colours and the texts of closed lists."""
_POINT: Final = ("longitude", "latitude")
_WRITTEN: Final = (
    "place", "country", "admin1", "admin2", "admin3", "place_relation", "place_id", "place_reason", "geo_precision",
    "geo_precision_in_file", UNUSED_COORDINATES,
)  # fmt: skip
"""The columns that determine where a place is, besides the coordinates of a record."""
_PLACED: Final = (
    "place", "country", "admin1", "admin2", "place_relation", "place_id", "geo_precision", "radius_km",
    "location_kind", "place_reason", "place_confidence", "from_gazetteer",
)  # fmt: skip
_ROLES: Final = (*ACTOR_ROLES, DATA_SET)
"""The columns that determine who an actor is; the data set matters since cells of data sets are not split."""
_IN_FILE: Final = "_in_file"


class Look(NamedTuple):
    """The result of looking through one file.

    Attributes
    ----------
    part
        The file's description without its events.
    names, places
        The distinct values of the columns that determine actors, with their numbers of events, and of those that
        determine places.
    """

    part: Counted
    names: pd.DataFrame
    places: pd.DataFrame


class Whole(NamedTuple):
    """What all files share, so that each can be read by itself.

    Attributes
    ----------
    dossier
        The dossier of all files, with all actors; a few rows in which each actor and type occurs replace the events.
    written, placed
        Each distinct place as written, and its location, row for row.
    alternatives
        The possible places of a row of `written`, in the column `row`.
    roles, named
        Each distinct combination of actors as written, and with canonical names, row for row.
    kept
        The columns with the files' own words where names or places were changed.
    within_files
        The notices that hold only as long as ids of different files are not compared.
    days
        The first and the last day of all events, as `2025-06-01/2025-06-30`.
    """

    dossier: Dossier
    written: pd.DataFrame
    placed: pd.DataFrame
    alternatives: pd.DataFrame
    roles: pd.DataFrame
    named: pd.DataFrame
    kept: tuple[str, ...]
    within_files: tuple[str, ...]
    days: str


def look_at(partition: Partition, reading: ReadOptions, *, strict: bool = False) -> Look:
    """Return the distinct actors and places of a file.

    Raises as `read_partition`.

    >>> look = look_at(Partition("seeds/events.csv"), ReadOptions())
    >>> int(look.names["events"].sum()), len(look.places) < 45
    (45, True)
    """
    dossier = read_partition(partition, reading, strict=strict)
    names = _texts(dossier.events, _NAMED).assign(**{COUNT: events_of_rows(dossier.events)})
    names = names.groupby([*_NAMED], sort=False)[COUNT].sum().reset_index()
    return Look(part_of(partition, dossier), names, _at_most_two(_written(dossier.events)))


def whole_of(looks: Sequence[Look], gazetteer: Gazetteer, *, origins: tuple[str, ...]) -> Whole:
    """Return what all files share: actors named and places looked up, once.

    >>> from gazetteer import Gazetteer
    >>> look = look_at(Partition("seeds/events.csv"), ReadOptions())
    >>> with Gazetteer.open() as places:
    ...     whole = whole_of([look, look], places, origins=("seeds",))
    >>> whole.dossier.counts.used, len(whole.written) == len(whole.placed)
    (90, True)
    """
    parts = [look.part for look in looks]
    names = pd.concat([look.names for look in looks], ignore_index=True)
    written = _at_most_two(pd.concat([look.places for look in looks], ignore_index=True))
    del looks  # frees memory: the caller keeps no reference
    names = names.groupby([*_NAMED], sort=False)[COUNT].sum().reset_index()
    read = of_parts(_as_events(names), parts, origins=origins)
    apart = with_sides(read.replace(events=read.events.drop(columns=COUNT))).events
    named = with_actor_colours(canonical(read))
    placed = geocode(named.replace(events=_as_events(written)), gazetteer)
    columns = [str(name) for table in (apart, placed.events) for name in table]
    kept = [name for name in columns if name.endswith(_IN_FILE) and name not in _WRITTEN]
    extra = _distinct(name for part in parts for name in part.rest.extra_columns)
    roles = names[[*_ROLES]]
    first = ~roles.duplicated()
    return Whole(
        placed.replace(
            events=_first_of_each(named.events),
            extra_columns=_distinct([*extra, *kept]),
            own_columns=_distinct(name for part in parts for name in part.rest.own_columns),
            number_columns=numbers_of_all(part.rest for part in parts),
        ),
        written[~written.duplicated()],
        placed.events[[*_POINT, *_PLACED]],
        placed.alternatives.assign(row=placed.alternatives["event_id"].astype(np.int64)).drop(columns="event_id"),
        roles[first],
        named.events.loc[first, [*ACTOR_ROLES, "actors_as_written"]],
        tuple(kept),
        each_by_itself(parts),
        days_of(parts),
    )


def named_and_placed(dossier: Dossier, whole: Whole) -> Dossier:
    """Return the dossier of one file with its actors named and its events placed according to `whole`.

    The columns, their order and their types are the same for each file.

    >>> from gazetteer import Gazetteer
    >>> file = Partition("seeds/events.csv")
    >>> with Gazetteer.open() as places:
    ...     whole = whole_of([look_at(file, ReadOptions())], places, origins=("seeds",))
    >>> bool(named_and_placed(read_partition(file, ReadOptions()), whole).located.any())
    True
    """
    events = dossier.events
    at = _rows(_texts(events, _ROLES), whole.roles)
    found = {name: whole.named[name].take(at).set_axis(events.index) for name in whole.named}
    at, own = _rows(_written(events), whole.written), events["longitude"].notna()
    placed = {name: whole.placed[name].take(at).set_axis(events.index) for name in whole.placed}
    for name in _POINT:
        placed[name] = events[name].where(own, placed[name])
    in_file = {name: events[name.removesuffix(_IN_FILE)] for name in whole.kept if name not in events}
    extra = _texts(events.assign(**in_file), whole.dossier.extra_columns)
    complete = typed_events(pd.DataFrame({**events, **extra, **found, **placed}))
    schema = complete[[*EVENT_COLUMNS, *whole.dossier.extra_columns]]
    return dossier.replace(
        events=schema.astype(_categories(whole)),
        actors=whole.dossier.actors,
        alternatives=pd.concat([dossier.alternatives, _alternatives(events, at, whole)], ignore_index=True),
        attributions=whole.dossier.attributions,
        extra_columns=whole.dossier.extra_columns,
        own_columns=whole.dossier.own_columns,
        number_columns=whole.dossier.number_columns,
        messages={**dossier.messages, **whole.dossier.messages},
    )


def _alternatives(events: pd.DataFrame, rows: np.ndarray, whole: Whole) -> pd.DataFrame:
    """Return the possible places of each event; `rows` are the events' rows of `whole.written`."""
    ids = pd.DataFrame({"event_id": events["event_id"].array, "row": rows})
    return ids.merge(whole.alternatives, on="row").drop(columns="row")


def _first_of_each(events: pd.DataFrame) -> pd.DataFrame:
    """Return the first row with each text, for categorical columns, actors and types."""
    names = [name for name, kind in EVENT_COLUMNS.items() if kind == "category" or name in _NAMED]
    known = np.logical_and.reduce([events[name].duplicated() for name in names])
    first: pd.DataFrame = events[~known].reset_index(drop=True)
    return first


def _as_events(table: pd.DataFrame) -> pd.DataFrame:
    return typed_events(table.assign(event_id=pd.Series(range(len(table)), index=table.index).astype("str")))


def _categories(whole: Whole) -> dict[str, pd.CategoricalDtype]:
    """Return all texts that each categorical column has in any file: Dask wants the same categories everywhere."""
    tables = (whole.placed, whole.dossier.events)
    found = {}
    for name, kind in EVENT_COLUMNS.items():
        if kind == "category":
            column = next(table[name] for table in tables if name in table)
            found[name] = pd.CategoricalDtype(pd.Index(sorted({*as_text(column), ""}), dtype="str"))
    return found


def _texts(events: pd.DataFrame, names: Iterable[str]) -> pd.DataFrame:
    blank = pd.Series("", index=events.index, dtype="str")
    return pd.DataFrame({name: as_text(events[name]).fillna("") if name in events else blank for name in names})


def _written(events: pd.DataFrame) -> pd.DataFrame:
    """Return the values that determine where each event is.

    Coordinates are kept only if they may stand for an area; other coordinates become 0, 0: there are some.
    """
    texts = _texts(events, _WRITTEN)
    blank = pd.Series("", index=events.index, dtype="str")
    texts[UNUSED_COORDINATES] = blank.mask(with_unused_coordinates(events), "?")
    unstated = events["geo_precision"].isna() | (texts["place_reason"] != "")
    may_stand = may_stand_in(texts[unstated]).reindex(events.index, fill_value=False)
    points = {name: events[name].where(may_stand | events[name].isna(), 0.0) for name in _POINT}
    several = blank.mask(may_stand & (events_of_rows(events) > 1), "2")
    return texts.assign(geo_precision=events["geo_precision"], **points, **{COUNT: several})


def _at_most_two(written: pd.DataFrame) -> pd.DataFrame:
    """Return each distinct row, and a second copy of a repeated row with coordinates: a shared point may stand for an
    area.
    """
    again = written.duplicated()
    second = written[again & (written["longitude"].fillna(0.0) != 0.0)].drop_duplicates()
    return pd.concat([written[~again], second], ignore_index=True)


def _rows(keys: pd.DataFrame, table: pd.DataFrame) -> np.ndarray:
    """Return for each row of keys the position of the same row in a table of distinct rows."""
    numbered = table.assign(row=np.arange(len(table)))
    rows: np.ndarray = keys.merge(numbered, on=[*table.columns], how="left")["row"].to_numpy(np.int64)
    return rows


def _distinct(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
