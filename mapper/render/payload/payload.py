"""Pack the data of a map into its payload: a header, binary columns, names and text (docs/design/payload.md)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from gazetteer import country_name
from mapper.model.coded import as_text, categorical, in_arrow, lists_in, positions_in
from mapper.model.involved import COUNT
from mapper.model.schema import (
    DATE_PRECISIONS,
    EXPORTED_COLUMNS,
    FATALITY_COLUMNS,
    LIST_SEPARATOR,
    SOURCE_COLUMNS,
    Step,
    names_in_cell,
)
from mapper.palette import ACTORS, NOT_STATED, OTHER, UNDATED, month_colours, type_colours
from mapper.render.colouring import SHARED, kinds_of
from mapper.render.mapdata import MapData
from mapper.render.packing import ColumnBlock, deflated, json_bytes, json_text
from mapper.render.payload.ids import compact_ids
from mapper.render.payload.text_rows import TEXT_BLOCK, text_blocks
from mapper.render.payload.totals import Numbers, totals
from mapper.render.sites import Sites
from mapper.vocabulary import by_term

if TYPE_CHECKING:
    from mapper.render.basemap.arcs import Arcs
    from mapper.render.basemap.boundaries import Boundaries

__all__ = ["Payload", "pack"]

FORMAT = 1
_DEGREES = 100_000
"""Steps to a degree: about one metre, finer than any place is known."""
_FLAGS = by_term("flags", "bit")


class Payload(NamedTuple):
    """The data blocks of a map page, as text for script elements; `words` is empty in small maps.

    `text` are the blocks of texts, which go into one element, one to a line. `hosts` are the origins, such as
    `https://tile.example.org`, from which the page may load tiles. `archive` is the user's own base map and `details`
    the origin of single events; each is empty in maps without it.
    """

    header: str
    core: str
    names: str
    text: Sequence[str]
    words: str = ""
    sources: str = ""
    hosts: tuple[str, ...] = ()
    archive: str = ""
    details: str = ""


def pack(
    data: MapData,
    sites: Sites,
    settings: Mapping[str, Any],
    *,
    areas: Mapping[tuple[str, str], dict[str, Any]],
    arcs: Arcs | None = None,
    boundaries: Boundaries | None = None,
) -> Payload:
    """Pack the data of a map, with the sites that `collect_sites` found in it.

    `settings` are header entries of the page itself (title, language, colourBy, basemap …), `areas` the polygons of
    admin-1 areas by (country, admin1), `arcs` the lines that the basemap's numbers refer to, `boundaries` the user's
    own areas.

    >>> import mapper
    >>> from mapper.render.mapdata import map_data
    >>> from mapper.render.sites import collect_sites
    >>> data = map_data(mapper.read("seeds"))
    >>> payload = pack(data, collect_sites(data), {"title": "Mali"}, areas={})
    >>> payload.header.startswith('{"format":1')
    True
    """
    block = ColumnBlock()
    numbers, actors = _add_events(block, data, sites)
    places, used = _add_sites(block, sites, areas)
    if boundaries:
        block.add("siteBoundary", boundaries.of_sites(sites))
    if arcs:
        arcs.add_to(block)
    header = {
        "format": FORMAT,
        **settings,
        **_counted(data, sites, numbers, len(actors)),
        "columns": block.columns,
        **_named(data, actors),
        "areas": used,
        "boundaries": boundaries.header() if boundaries else None,
        "own": _own_names(data),
        "doubtsKnown": data.are_doubts_known,
        "textBlock": TEXT_BLOCK,
        "attributions": [data.worded(line) for line in data.attributions],
        "filterWords": [one.as_json() for one in data.selected] or "",
    }
    core = block.packed()
    del block, numbers  # as large as anything that follows
    names = deflated(json_bytes({"places": places, "eventIds": compact_ids(data.events["event_id"])}))
    several = (data.events["location_kind"] == "alternatives").to_numpy()
    texts = text_blocks(data, at_site=(sites.counts == 1) & ~several)
    return Payload(json_text(header), core, names, texts.blocks, texts.words, deflated(json_bytes(_sources(data))))


def _counted(data: MapData, sites: Sites, numbers: Numbers, actors: int) -> dict[str, Any]:
    """Return the entries of the header that are numbers of events."""
    return {
        "counts": {
            "events": len(data), "dated": data.dated, "sites": len(sites), "siteLinks": len(sites.links),
            "actorLinks": len(numbers.actors), "sourceLinks": len(numbers.sources), "sources": len(data.sources),
        },
        "dead": {
            "overlaps": data.dead.overlaps,
            "ofParties": data.dead.of_parties,
            "zeroMayBeUnknown": data.dead.zero_may_be_unknown,
        },
        "totals": totals(data, numbers, (actors, len(data.events["event_type"].cat.categories))),
    }  # fmt: skip


def _named(data: MapData, actors: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the header entries that resolve the numbers in columns; actors get the number of their kind."""
    types, countries = (data.events[name].cat.categories.tolist() for name in ("event_type", "country"))
    kinds, kind_numbers = kinds_of(actors)
    for actor, number in zip(actors, kind_numbers, strict=True):
        actor["group"] = number
    return {
        "actors": actors,
        "types": [{"name": n, "colour": c} for n, c in zip(types, type_colours(types), strict=True)],
        "months": _months(data),
        "kinds": kinds,
        "colours": {
            "other": OTHER, "notStated": NOT_STATED, "undated": UNDATED, "longPeriod": UNDATED,
            "shared": SHARED, "ofActors": ACTORS,
        },
        "countries": [_country(code) for code in countries if code],
    }  # fmt: skip


def _own_names(data: MapData) -> list[str]:
    """Return the names of the user's own columns; names that a download's own columns have get a number."""
    taken, names = {*EXPORTED_COLUMNS, "alternative_places", COUNT}, []
    for name in map(str, data.own):
        number, free = 1, name
        while free in taken:
            number += 1
            free = f"{name}_{number}"
        taken.add(free)
        names.append(free)
    return names


def _add_events(block: ColumnBlock, data: MapData, sites: Sites) -> tuple[Numbers, list[dict[str, Any]]]:
    """Add the columns of the events; return the columns that totals need, and the actors that take part."""
    events = data.events
    _add_dates(block, data)
    types, countries = events["event_type"].cat, events["country"].cat
    block.add("type", types.codes.to_numpy())
    block.add("country", countries.codes.to_numpy(np.int64) + ("" not in countries.categories))
    block.add("siteCount", sites.counts)
    block.add("site", sites.links)
    actors, involved = _add_actors(block, data)
    for name, column in zip(("fatalitiesLow", "fatalitiesBest", "fatalitiesHigh"), FATALITY_COLUMNS, strict=True):
        block.add(name, events[column].astype("Int64").fillna(-1).to_numpy(np.int64) + 1)
    several = (events["location_kind"] == "alternatives").to_numpy()
    flags = (events["disputed_fields"] != "").to_numpy() * _FLAGS["disagree"]
    flags += data.claimed * _FLAGS["claimed"] + several * _FLAGS["alternatives"]
    flags += data.context * _FLAGS["context"] + data.doubtful * _FLAGS["doubtful"]
    block.add("flags", flags + data.together * _FLAGS["together"])
    if data.counts is not None:
        block.add("events", data.counts)
    source_counts, cited = _add_sources(block, data)
    return Numbers(types.codes.to_numpy(), sites.counts, involved, source_counts, cited), actors


def _add_dates(block: ColumnBlock, data: MapData) -> None:
    start, end = (days[: data.dated].astype(np.int64) for days in (data.first_day, data.last_day))
    block.add_differences("start", start)
    block.add("span", end - start)
    number = {word: i for i, word in enumerate(DATE_PRECISIONS)}
    precision = data.events["date_precision"].cat
    meant = [number.get(word, number["unknown"]) for word in precision.categories]
    block.add("datePrecision", np.array(meant, dtype=np.int64)[precision.codes])


def _add_actors(block: ColumnBlock, data: MapData) -> tuple[list[dict[str, Any]], np.ndarray]:
    """Add the involvements; return the actors that take part, largest first, and the column of their numbers."""
    pairs = data.involvements
    size = dict(zip(pairs.names, pairs.sizes(data.counts).tolist(), strict=True))
    taking_part = [actor for actor in data.actors if size.get(actor["name"])]
    taking_part.sort(key=lambda actor: (-size[actor["name"]], actor["name"]))
    number = {actor["name"]: i for i, actor in enumerate(taking_part)}
    block.add("actorCount", pairs.counts)
    numbers = np.array([number[name] for name in pairs.names] or [0])[pairs.actors]
    block.add("actor", numbers)
    block.add("role", pairs.roles)
    return [_actor(actor) for actor in taking_part], numbers


def _actor(row: Mapping[str, str]) -> dict[str, Any]:
    return {
        "id": row["actor_id"], "name": row["name"], "shortName": row["short_name"] or row["name"],
        "aliases": names_in_cell(row["aliases"]),
        **{key: row[key] for key in ("kind", "parent", "successor", "colour", "description")},
    }  # fmt: skip


def _country(code: str) -> dict[str, str]:
    name, french = country_name(code), country_name(code, "fr")
    return {"code": code, "name": name} | ({"french": french} if french != name else {})


def _add_sources(block: ColumnBlock, data: MapData) -> tuple[np.ndarray, np.ndarray]:
    """Add the sources of each event; return how many sources each event names, and the column of their numbers."""
    codes, cells = pd.factorize(data.events["source"])
    sizes, flat = _source_numbers(as_text(pd.Series(cells)), data.sources["source_id"])
    lengths = sizes[codes]
    starts = (np.cumsum(sizes) - sizes)[codes]
    within = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    cited: np.ndarray = flat[np.repeat(starts, lengths) + within]
    block.add("sourceCount", lengths)
    block.add("sourceRef", cited)
    return lengths, cited


def _source_numbers(cells: pd.Series, ids: pd.Series) -> tuple[np.ndarray, np.ndarray]:
    """Return how many known sources each cell names, and their numbers, cell after cell.

    An id may contain the separator of lists, so a whole cell may be one id.
    """
    lists = lists_in(cells)
    owners, numbers = lists.cells(), positions_in(lists.names, ids)
    like_lists = np.flatnonzero(ids.str.contains(LIST_SEPARATOR.strip()))
    whole = positions_in(in_arrow(cells), ids.iloc[like_lists])
    alone = (whole >= 0) & (lists.counts > 1)
    kept = (numbers >= 0) & ~alone[owners]
    owners = np.concatenate([owners[kept], np.flatnonzero(alone)])
    numbers = np.concatenate([numbers[kept], like_lists[whole[alone]]])
    return np.bincount(owners, minlength=len(cells)), numbers[np.argsort(owners, kind="stable")]


def _add_sites(
    block: ColumnBlock, sites: Sites, areas: Mapping[tuple[str, str], dict[str, Any]]
) -> tuple[list[str], list[dict[str, Any]]]:
    """Add the columns of the sites; return the names of places, and the polygons that some site refers to."""
    table = sites.table
    for name, column in (("siteLon", "longitude"), ("siteLat", "latitude")):
        block.add_differences(name, np.round(table[column].to_numpy() * _DEGREES).astype(np.int64))
    block.add("siteKind", table["kind"].to_numpy())
    block.add("siteRadius", np.round(table["radius_km"].to_numpy() * 1000).astype(np.int64))
    block.add("sitePrecision", table["precision"].to_numpy())
    used: dict[tuple[str, str], int] = {}
    numbers = np.zeros(len(sites), dtype=np.int64)
    outlined = table[sites.areas() & (table["precision"] == Step.ADMIN_1)]
    for i, key in zip(outlined.index, zip(outlined["country"], outlined["admin1"], strict=True), strict=True):
        if key in areas:
            numbers[i] = used.setdefault(key, len(used) + 1)
    block.add("siteArea", numbers)
    places = categorical(table["place"])
    block.add("siteName", places.codes)
    return places.categories.tolist(), [areas[key] for key in used]


def _periods(first: np.ndarray, last: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the first and last days of the periods, without those equal to the event before."""
    new = np.ones(len(first), dtype=bool)
    new[1:] = (first[1:] != first[:-1]) | (last[1:] != last[:-1])
    return first[new], last[new]


def _months(data: MapData) -> dict[str, Any]:
    if not data.dated:
        return {"first": "", "colours": []}
    days = _periods(data.first_day[: data.dated], data.last_day[: data.dated])
    first, last = (day.astype("datetime64[M]") for day in days)
    start, end = first.min(), last.max()
    used = np.zeros((end - start).astype(int) + 1, dtype=bool)
    used[(first[first == last] - start).astype(int)] = True
    return {"first": str(start), "colours": month_colours(used.tolist())}


def _sources(data: MapData) -> dict[str, list[str]]:
    """Return the columns of the sources that have any text, under the page's names for them.

    An id that is only publisher, day and title joined, as for a source that no table describes, becomes empty.
    """
    names = {name: name for name in SOURCE_COLUMNS} | {"source_id": "id", "archive_url": "archiveUrl"}
    columns = {name: data.sources[column].tolist() for column, name in names.items()}
    parts = zip(columns["publisher"], columns["published"], columns["title"], strict=True)
    joined = (", ".join(filter(None, part)) for part in parts)
    columns["id"] = ["" if name == text else name for name, text in zip(columns["id"], joined, strict=True)]
    return {name: texts for name, texts in columns.items() if name == "id" or any(texts)}
