"""From the cells of a clean table to what its map is drawn from: what the careful way would make of it, at once."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from mapper.direct.columns import Columns, UncleanError
from mapper.model.arrow import constant, dictionary, from_numpy
from mapper.model.coded import coded
from mapper.model.countries import country_or_blank
from mapper.model.involved import Involvements, involved
from mapper.model.lists import listed, tidy_list
from mapper.model.located import KIND_OF_STEP, OWN_REASON_OF_STEP, RADIUS_KM_OF_STEP
from mapper.model.schema import ACTOR_COLUMNS, ACTOR_ROLES, FATALITY_COLUMNS, SOURCE_COLUMNS
from mapper.palette import ActorSize, actor_colours
from mapper.render.mapdata import MapData

__all__ = ["clean_map_data"]

_AS_WRITTEN = (
    "place", "admin1", "admin2", "geolocated_by", "event_type", "sub_event_type", "actor1", "actor2", "title", "notes",
    "tags", "media_url", "source_url",
)  # fmt: skip
_MADE = ("place_id", "actors_as_written", "disputed_fields", "part_of")
"""What only the gazetteer, a table of actors, claims or other events give."""
_NOT_HERE = ("end_date", "date_precision", "place_relation", "part_of", "events")
"""Columns that a clean table may have, but with nothing in them."""
_STEPS = len(KIND_OF_STEP) - 1


def clean_map_data(table: pa.Table) -> MapData | None:
    """Return what the map of a clean table is drawn from, None where the table is not clean.

    >>> table = {"event_id": ["a"], "event_date": ["2025-06-13"], "latitude": [18.4], "longitude": [1.4]}
    >>> clean_map_data(pa.table(table)).texts["place_reason"].to_pylist()
    ['coordinates of the record, which does not state how precise they are']
    >>> clean_map_data(pa.table(table | {"latitude": [184.0]})) is None
    True
    """
    try:
        return _map_data(Columns(table))
    except (UncleanError, pa.ArrowException):
        return None


def _map_data(columns: Columns) -> MapData:
    columns.nothing(*_NOT_HERE)
    days = columns.days("event_date")
    longitude, latitude = columns.degrees("longitude", 180.0), columns.degrees("latitude", 90.0)
    if ((longitude == 0) & (latitude == 0)).any():
        raise UncleanError
    step = _steps(columns)
    figures = _figures(columns)
    texts = _texts(columns, days, step)
    sources = _sources(texts["source"])
    order = None if (days[1:] >= days[:-1]).all() else np.argsort(days, kind="stable")
    if order is not None:
        texts = {name: text.take(from_numpy(order)) for name, text in texts.items()}
        figures = {name: figure[order] for name, figure in figures.items()}
        days, longitude, latitude, step = days[order], longitude[order], latitude[order], step[order]
    pairs = involved([coded(texts[role]) for role in ACTOR_ROLES])
    return MapData(
        texts=texts,
        first_day=days,
        last_day=days,
        longitude=longitude,
        latitude=latitude,
        radius_km=np.array(RADIUS_KM_OF_STEP)[step],
        precision=step,
        figures=figures,
        actors=_actors(pairs),
        sources=sources,
        involvements=pairs,
    )


def _steps(columns: Columns) -> np.ndarray:
    """Return the steps of `geo_precision`, 1 to 7, and 0 where none is stated."""
    stated = columns.counts("geo_precision", top=_STEPS)
    if (stated == 0).any():
        raise UncleanError
    steps: np.ndarray = np.maximum(stated, 0).astype(np.uint8)
    return steps


def _texts(columns: Columns, days: np.ndarray, step: np.ndarray) -> dict[str, pa.Array]:
    rows = len(days)
    return {
        **{name: constant("", rows) for name in _MADE},
        **{name: columns.text(name) for name in _AS_WRITTEN},
        "event_id": columns.ids(),
        "country": columns.recoded("country", _country),
        "source": columns.recoded("source", tidy_list),
        "assoc_actor_1": columns.recoded("assoc_actor_1", _tidy_names),
        "assoc_actor_2": columns.recoded("assoc_actor_2", _tidy_names),
        "date_text": _day_texts(days),
        "date_precision": constant("day", rows),
        "place_relation": constant("unknown", rows),
        "place_reason": _by_step(step, OWN_REASON_OF_STEP),
        "location_kind": _by_step(step, KIND_OF_STEP),
    }


def _by_step(step: np.ndarray, words: tuple[str, ...]) -> pa.DictionaryArray:
    distinct = list(dict.fromkeys(words))
    numbers = np.array([distinct.index(word) for word in words], dtype=np.int8)
    return dictionary(numbers[step], distinct)


def _day_texts(days: np.ndarray) -> pa.DictionaryArray:
    encoded = from_numpy(days.astype(np.int32)).dictionary_encode()
    return pa.DictionaryArray.from_arrays(encoded.indices, pc.cast(encoded.dictionary.view(pa.date32()), pa.string()))


def _country(cell: str) -> str | None:
    return country_or_blank(cell.strip()) or None if cell.strip() else ""


def _tidy_names(cell: str) -> str | None:
    """Return an associated-actor cell as it is, if it is written as the tool writes it."""
    return cell if ";" not in cell or tidy_list(cell) == cell else None


def _figures(columns: Columns) -> dict[str, np.ndarray]:
    figures = {name: columns.counts(name) for name in FATALITY_COLUMNS}
    single = columns.counts("fatalities")
    low, best, high = figures.values()
    best = figures["fatalities_best"] = np.where(best < 0, single, best)
    for smaller, larger in ((low, best), (best, high), (low, high)):
        if ((smaller > larger) & (larger >= 0)).any():
            raise UncleanError
    return figures


def _actors(pairs: Involvements) -> list[dict[str, str]]:
    sizes = [ActorSize(name, size) for name, size in zip(pairs.names, pairs.sizes().tolist(), strict=True)]
    blank = dict.fromkeys(ACTOR_COLUMNS, "")
    return [
        blank | {"actor_id": actor.name, "name": actor.name, "colour": colour}
        for actor, colour in zip(sizes, actor_colours(sizes), strict=True)
    ]


def _sources(column: pa.Array) -> list[dict[str, str]]:
    names = dict.fromkeys(name for text in coded(column).used_texts() for name in listed(text))
    return [dict.fromkeys(SOURCE_COLUMNS, "") | {"source_id": name, "publisher": name} for name in names]
