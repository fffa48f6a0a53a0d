"""Make a dossier of a table of counts, and replace places by the cells or countries that stand for them."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import partial
from typing import Final

import numpy as np
import pandas as pd
import pyarrow as pa

from gazetteer.countries import country_name
from gazetteer.geodesy import KM_PER_DEGREE
from mapper.cube.levels import (
    LEVELS,
    OTHER_ACTORS,
    Level,
    events_of_actors,
    largest_actors,
    placed,
    with_few_actors,
)
from mapper.cube.partition import Counted
from mapper.cube.table import KEYS, LEFT_OUT, TEXTS, CountTable, counts_of, grouped
from mapper.model.coded import Coded, categorical, factorized, recoded
from mapper.model.dossier import Counts, Dossier
from mapper.model.involved import distinct_names, names_in
from mapper.model.schema import ACTOR_ROLES, EVENT_COLUMNS, FATALITY_COLUMNS, LIST_SEPARATOR
from mapper.options import Language
from mapper.palette import OTHER
from mapper.processing.published_counts import counted_events
from mapper.readers.events.data_sets import credits
from mapper.render.basemap.areas import countries_drawn, country_polygon
from mapper.words import Message, by_text, worded

__all__ = [
    "as_dossier",
    "at_resolution",
    "days_of",
    "each_by_itself",
    "event_numbers",
    "in_language",
    "keys_at",
    "of_parts",
    "with_other_actors",
    "without_column",
    "without_left_out",
]

_POINTS: Final = ("exact", "near")
_OTHERS_ID: Final = "other-actors"


def as_dossier(counts: CountTable, parts: Sequence[Counted], *, origins: tuple[str, ...]) -> Dossier:
    """Return the counts of all files as a dossier with the files' reports; actors are not named, events not placed.

    >>> from mapper.cube.files import Partition
    >>> from mapper.cube.partition import CountTask, count_file
    >>> part = count_file(Partition("seeds/events.csv"), CountTask())
    >>> as_dossier(part.counts(), [part], origins=("seeds",)).summary().events
    45
    """
    return of_parts(_events(counts), parts, origins=origins)


def of_parts(events: pd.DataFrame, parts: Sequence[Counted], *, origins: tuple[str, ...]) -> Dossier:
    """Return events as a dossier, with the rejects, faults, notices and accounts of the files that they are from.

    >>> import mapper
    >>> from mapper.cube.files import Partition
    >>> from mapper.cube.partition import part_of
    >>> dossier = mapper.read("seeds/events.csv")
    >>> of_parts(dossier.events, [part_of(Partition("seeds/events.csv"), dossier)] * 2, origins=("seeds",)).counts.read
    90
    """
    rests = [part.rest for part in parts]
    credited = credits(events)
    messages = {text: message for rest in rests for text, message in rest.messages.items()}
    return rests[0].replace(
        events=events,
        actors=_stacked(rest.actors for rest in rests).drop_duplicates("actor_id", ignore_index=True),
        rejects=_stacked(rest.rejects for rest in rests),
        faults=_stacked(rest.faults for rest in rests),
        counts=sum((rest.counts for rest in rests), Counts()),
        extra_columns=tuple(name for name in events if name not in EVENT_COLUMNS),
        own_columns=(),
        attributions=tuple(map(worded, credited)),
        messages=messages | by_text(credited),
        origins=origins,
        notices=_notices(parts),
        account=_stacked(rest.account for rest in rests),
        skipped=_stacked(rest.skipped for rest in rests),
    )


def days_of(parts: Iterable[Counted]) -> str:
    """Return the first and last day of the events of files, as `2025-06-01/2025-06-30`; `""` if all are undated.

    >>> from mapper.cube.files import Partition
    >>> from mapper.cube.partition import CountTask, count_file
    >>> days_of([count_file(Partition("seeds/events.csv"), CountTask())])
    '2013-01-01/2025-06-30'
    """
    days = sorted(day for part in parts for day in part.days.split("/") if day)
    return f"{days[0]}/{days[-1]}" if days else ""


def without_left_out(dossier: Dossier) -> Dossier:
    """Return the counts without events that a filter left out, which only the choice of colours needed.

    >>> import mapper
    >>> dossier = mapper.read("seeds")
    >>> without_left_out(dossier) is dossier
    True
    """
    if LEFT_OUT not in dossier.events:
        return dossier
    return without_column(dossier.with_events(dossier.events[dossier.events[LEFT_OUT] == 0]), LEFT_OUT)


def without_column(dossier: Dossier, name: str) -> Dossier:
    """Return the counts without a column that is no longer needed.

    >>> import mapper
    >>> dossier = mapper.read("seeds")
    >>> without_column(dossier, LEFT_OUT) is dossier
    True
    """
    if name not in dossier.events:
        return dossier
    extra = tuple(column for column in dossier.extra_columns if column != name)
    return dossier.replace(events=dossier.events.drop(columns=name), extra_columns=extra)


def at_resolution(dossier: Dossier, level: int) -> Dossier:
    """Return placed counts as they are drawn: by place, cell or country; a credit says which.

    `level` is a number into `mapper.cube.levels.LEVELS`.

    >>> import mapper
    >>> from mapper.processing.published_counts import counts_only
    >>> counted = at_resolution(counts_only(mapper.read("seeds")), 5)
    >>> counted.summary().events, counted.attributions[-1][:43]
    (45, 'Counts by cell of 10° and month: single eve')
    """
    said = LEVELS[level].credit()
    dossier = dossier.replace(
        attributions=(*dossier.attributions, said.text()), messages={**dossier.messages, **by_text([said])}
    )
    if not level:
        return dossier
    counts, actors = CountTable(grouped(keys_at(dossier.events, level)), level), dossier.actors
    if LEVELS[level].actors:
        actors = with_other_actors(actors, counts.table)
    found, reasons = _drawn(_events(counts), LEVELS[level])
    return dossier.replace(
        events=found,
        actors=actors,
        alternatives=dossier.alternatives.head(0),
        extra_columns=tuple(name for name in found if name not in EVENT_COLUMNS),
        messages={**dossier.messages, **by_text(reasons)},
    )


def keys_at(events: pd.DataFrame, level: int) -> pa.Table:
    """Return placed counts with the keys of a coarser resolution, not yet grouped: one row for each row.

    >>> import mapper
    >>> from mapper.processing.published_counts import counts_only
    >>> events = counts_only(mapper.read("seeds")).events
    >>> keys_at(events, 5).num_rows == len(events)
    True
    """
    kinds = events["location_kind"].astype("str").replace("alternatives", "area")
    table = placed(counts_of(events.assign(location_kind=kinds), sub_types=True), level)
    if LEVELS[level].actors:
        return with_few_actors(table, largest_actors(events_of_actors(table), level))
    return table


def with_other_actors(actors: pd.DataFrame, table: pa.Table) -> pd.DataFrame:
    """Return the actors that a table of counts still has, including the grey one that stands for all others.

    >>> import mapper
    >>> dossier = mapper.read("seeds")
    >>> table = counts_of(dossier.events)
    >>> few = with_few_actors(table, largest_actors(events_of_actors(table), 11))
    >>> len(with_other_actors(dossier.actors, few)), with_other_actors(dossier.actors, few)["name"].iloc[-1]
    (4, 'Other actors')
    """
    names = distinct_names([categorical(table[role].to_pandas()) for role in ACTOR_ROLES])
    kept = actors[actors["name"].isin(names) & (actors["name"] != OTHER_ACTORS)]
    if OTHER_ACTORS not in names:
        return kept.reset_index(drop=True)
    others = pd.DataFrame([{"actor_id": _OTHERS_ID, "name": OTHER_ACTORS, "colour": OTHER}], dtype="str")
    return pd.concat([kept, others.reindex(columns=kept.columns, fill_value="")], ignore_index=True)


def in_language(dossier: Dossier, language: Language) -> Dossier:
    """Return counts with the name of the actor that stands for all others in a language.

    >>> import mapper
    >>> seeds = mapper.read("seeds")
    >>> in_language(seeds, "fr") is seeds
    True
    """
    name = Message("other-actors").text(language)
    actors, events = dossier.actors, dossier.events
    if name == OTHER_ACTORS or OTHER_ACTORS not in set(actors["name"]):
        return dossier

    def told(cell: str, role: str) -> str:
        return LIST_SEPARATOR.join(name if one == OTHER_ACTORS else one for one in names_in(cell, role))

    roles = {role: recoded(events[role], partial(told, role=role)).astype("category") for role in ACTOR_ROLES}
    return dossier.replace(
        events=events.assign(**roles), actors=actors.assign(name=actors["name"].replace(OTHER_ACTORS, name))
    )


def _drawn(found: pd.DataFrame, level: Level) -> tuple[pd.DataFrame, list[Message]]:
    """Return the counts with their drawn locations (cell or country), and the two possible reasons for these."""
    placed = found["longitude"].notna()
    of_country = placed & found["country"].isin(countries_drawn()) if level.countries else placed & False
    on_map = placed & (found["location_kind"] != "unlocated")
    point = on_map & ~of_country & found["location_kind"].isin(_POINTS)
    in_cell, in_country = Message("in-cell", size=f"{level.degrees:g}"), Message("in-country")
    found = found.assign(
        place=found["place"]
        .mask(on_map, _names(found))
        .mask(on_map & of_country, recoded(found["country"], _country_name)),
        place_reason=found["place_reason"].mask(on_map, in_cell.text()).mask(on_map & of_country, in_country.text()),
        radius_km=found["radius_km"].mask(of_country).mask(point, level.degrees * KM_PER_DEGREE / math.sqrt(2)),
        location_kind=found["location_kind"].astype("str").mask(point, "near").mask(on_map & of_country, "area"),
    )
    coded = factorized(found["country"])
    drawn = set(found.loc[of_country, "country"].unique())
    points = [_point_in(code) if code in drawn else (math.nan, math.nan) for code in coded.texts]
    for name, degrees in zip(("longitude", "latitude"), zip(*points, strict=True), strict=True):
        found[name] = found[name].mask(of_country, np.array(degrees)[coded.codes])
    found["location_kind"] = found["location_kind"].astype("category")
    return found, [in_cell, in_country]


def _country_name(code: str) -> str:
    return country_name(code) if code else ""


def _point_in(code: str) -> tuple[float, float]:
    """Return longitude and latitude of a point inside a country's outline; raise ValueError if it has none."""
    outline = country_polygon(code)
    if outline is None:
        raise ValueError(code)
    point = outline.representative_point()
    return round(point.x, 5), round(point.y, 5)


def event_numbers(table: pa.Table) -> np.ndarray:
    """Return for each row of a table of counts the number *n* of its event, whose id is `count-(n + 1)`.

    >>> from mapper.cube.files import Partition
    >>> from mapper.cube.partition import CountTask, count_file
    >>> table = count_file(Partition("seeds/events.csv"), CountTask()).counts().table
    >>> sorted(event_numbers(table).tolist()) == list(range(table.num_rows))
    True
    """
    order = _order(_with_categories(table))
    numbers: np.ndarray = np.empty(len(order), dtype=np.int64)
    numbers[order] = np.arange(len(order))
    return numbers


def _with_categories(table: pa.Table) -> pd.DataFrame:
    rows: pd.DataFrame = table.to_pandas()
    for name in TEXTS:
        rows[name] = categorical(rows[name])
    return rows


def _order(rows: pd.DataFrame) -> np.ndarray:
    """Return the positions that sort rows by all keys, so that the input's order does not matter."""
    keys = [rows[name].cat.codes if name in TEXTS else rows[name] for name in KEYS]
    order: np.ndarray = np.lexsort(keys[::-1])
    return order


def _events(counts: CountTable) -> pd.DataFrame:
    """Return the rows of the table as events, in `_order`."""
    table = _with_categories(counts.table)
    table = table.iloc[_order(table)].reset_index(drop=True)
    for bit, name in enumerate(FATALITY_COLUMNS):
        table[name] = table[name].astype("Int64").mask((table["stated"] & (1 << bit)) == 0)
    for name in ("first", "last"):
        months = table[name].fillna(0).to_numpy(np.int64).astype("datetime64[M]").astype("datetime64[s]")
        table[name] = pd.Series(months).mask(table[name].isna())
    blank = [] if table[LEFT_OUT].any() else [LEFT_OUT]
    blank += [name for name in TEXTS if name not in EVENT_COLUMNS and table[name].cat.categories.tolist() in ([], [""])]
    return counted_events(table.rename(columns={"events": "number"}).drop(columns=["stated", *blank]))


def _names(events: pd.DataFrame) -> pd.Series:
    """Return the name of each cell: its centre, latitude first."""
    pairs = events[["latitude", "longitude"]]
    numbers = pairs.groupby(["latitude", "longitude"], sort=False, dropna=False).ngroup().to_numpy()
    distinct = pairs.iloc[np.unique(numbers, return_index=True)[1]].itertuples(index=False)
    names = [f"{latitude:g}, {longitude:g}" for latitude, longitude in distinct]
    return Coded(numbers, names).column(names, events.index)


def _stacked(tables: Iterable[pd.DataFrame]) -> pd.DataFrame:
    every = list(tables)
    filled = [table for table in every if len(table)]
    return pd.concat(filled, ignore_index=True) if filled else every[0]


def _notices(parts: Sequence[Counted]) -> tuple[str, ...]:
    """Return the notices of all files; a notice of several files is given once, with their number."""
    said = Counter(notice.removeprefix(f"{part.path}: ") for part in parts for notice in part.rest.notices)
    first = {
        notice.removeprefix(f"{part.path}: "): part.path for part in reversed(parts) for notice in part.rest.notices
    }
    notices = [
        f"{first[text]}{f' and {count - 1:,} more files' if count > 1 else ''}: {text}" for text, count in said.items()
    ]
    for what, number in (
        ("faults", sum(part.more_faults for part in parts)),
        ("rejected rows", sum(part.more_rejects for part in parts)),
    ):
        if number:
            notices.append(f"{number:,} more {what} are not listed one by one")
    return (*notices, *each_by_itself(parts))


def each_by_itself(parts: Sequence[Counted]) -> tuple[str, ...]:
    """Return notices that say that ids are compared only within each file.

    >>> each_by_itself([])
    ()
    """
    notices = []
    if apart := sum(part.apart for part in parts):
        notices.append(
            f"{apart:,} events belong to an event that is not in the same file: their dead may be counted twice"
        )
    if len(parts) > 1:
        large = "" if len({part.path for part in parts}) == len(parts) else ", and of a large file within each batch,"
        notices.append(f"ids are compared within each file{large} only: an event that stands in two files counts twice")
    return tuple(notices)
