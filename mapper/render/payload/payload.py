"""Turn what a map is drawn from into its payload: a header, binary columns, names and text (docs/design/payload.md)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from gazetteer import country_name
from mapper.model.coded import Coded, coded
from mapper.model.schema import DATE_PRECISIONS, FATALITY_COLUMNS, SOURCE_COLUMNS, listed
from mapper.palette import NOT_STATED, OTHER, UNDATED, month_colours, type_colours
from mapper.render.mapdata import MapData
from mapper.render.packing import ColumnBlock, deflated, json_bytes, json_text
from mapper.render.payload.ids import compact_ids
from mapper.render.payload.text_rows import TEXT_BLOCK, text_blocks
from mapper.render.payload.totals import Numbers, totals
from mapper.render.sites import SITE_KINDS, Sites
from mapper.vocabulary import by_term

if TYPE_CHECKING:
    from mapper.render.basemap.arcs import Arcs
    from mapper.render.basemap.boundaries import Boundaries

__all__ = ["Payload", "pack"]

FORMAT = 1
_DEGREES = 100_000
"""Steps to a degree: about one metre, finer than any place is known."""
_FLAGS = by_term("flags", "bit")
_ADMIN_1 = 4


class Payload(NamedTuple):
    """The data blocks of a map page, as text ready to stand in script elements; `words` is empty in small maps.

    `hosts` are the origins, such as `https://tile.example.org`, from which the page may load tiles.
    """

    header: str
    core: str
    names: str
    text: str
    words: str = ""
    hosts: tuple[str, ...] = ()


def pack(
    data: MapData,
    sites: Sites,
    settings: Mapping[str, Any],
    *,
    areas: Mapping[tuple[str, str], dict[str, Any]],
    arcs: Arcs | None = None,
    boundaries: Boundaries | None = None,
) -> Payload:
    """Pack what a map is drawn from, with the sites that `collect_sites` found in it.

    `settings` are header entries of the page itself (title, language, colourBy, basemap …), `areas` the polygons of
    admin-1 areas by (country, admin1), `arcs` the lines that the basemap's numbers mean, `boundaries` areas of the
    user's own.

    >>> import mapper
    >>> from mapper.render.dossierdata import map_data
    >>> from mapper.render.sites import collect_sites
    >>> data = map_data(mapper.read("seeds"))
    >>> payload = pack(data, collect_sites(data), {"title": "Mali"}, areas={})
    >>> payload.header.startswith('{"format":1')
    True
    """
    block = ColumnBlock()
    types, type_codes = _categories(coded(data.texts["event_type"]))
    countries, country_codes = _categories(coded(data.texts["country"]))
    places, place_codes = _categories(sites.name)
    dated = _add_dates(block, data)
    block.add("type", type_codes)
    block.add("country", country_codes + 1 - ("" in countries))
    block.add("siteCount", sites.counts)
    block.add("site", sites.links)
    actors, involved = _add_actors(block, data)
    for name, column in zip(("fatalitiesLow", "fatalitiesBest", "fatalitiesHigh"), FATALITY_COLUMNS, strict=True):
        block.add(name, data.figures[column] + 1)
    block.add("flags", _flags(data))
    if data.events is not None:
        block.add("events", data.events)
    cited = _add_sources(block, data)
    used = _add_sites(block, sites, place_codes, areas)
    if boundaries:
        block.add("siteBoundary", boundaries.of_sites(sites))
    if arcs:
        arcs.add_to(block)
    header = {
        "format": FORMAT,
        **settings,
        "counts": {
            "events": len(data), "dated": dated, "sites": len(sites), "siteLinks": len(sites.links),
            "actorLinks": len(data.involvements.actors), "sourceLinks": len(cited),
        },
        "totals": totals(data, Numbers(type_codes, sites.counts, involved, cited), (len(actors), len(types))),
        "columns": block.columns,
        "actors": actors,
        "types": [{"name": n, "colour": c} for n, c in zip(types, type_colours(types), strict=True)],
        "months": _months(data),
        "colours": {"other": OTHER, "notStated": NOT_STATED, "undated": UNDATED, "longPeriod": UNDATED},
        "countries": [_country(code) for code in countries if code],
        "sources": _sources(data),
        "areas": used,
        "boundaries": boundaries.header() if boundaries else None,
        "textBlock": TEXT_BLOCK,
        "attributions": [data.worded(line) for line in data.attributions],
        "filterWords": data.filter_words,
    }  # fmt: skip
    names = deflated(json_bytes({"places": places, "eventIds": compact_ids(data.texts["event_id"])}))
    texts = text_blocks(data, at_site=(sites.counts == 1) & ~data.are("alternatives"))
    return Payload(json_text(header), block.packed(), names, texts.blocks, texts.words)


def _categories(column: Coded) -> tuple[list[str], np.ndarray]:
    """Return the distinct texts, sorted, and each row's number among them."""
    used = sorted(column.used_texts())
    number = {text: i for i, text in enumerate(used)}
    return used, column.mapped(np.array([number.get(text, 0) for text in column.texts] or [0]))


def _add_dates(block: ColumnBlock, data: MapData) -> int:
    dated = len(data) - int(np.isnat(data.first_day).sum())
    start, end = (days[:dated].astype(np.int64) for days in (data.first_day, data.last_day))
    block.add_differences("start", start)
    block.add("span", end - start)
    precision = coded(data.texts["date_precision"])
    unknown = DATE_PRECISIONS.index("unknown")
    numbers = [DATE_PRECISIONS.index(word) if word in DATE_PRECISIONS else unknown for word in precision.texts]
    block.add("datePrecision", precision.mapped(np.array(numbers or [unknown], dtype=np.int64)))
    return dated


def _add_actors(block: ColumnBlock, data: MapData) -> tuple[list[dict[str, Any]], np.ndarray]:
    """Add the involvements; return the actors that take part, largest first, and the column of their numbers."""
    pairs = data.involvements
    size = dict(zip(pairs.names, pairs.sizes().tolist(), strict=True))
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
        "aliases": listed(row["aliases"]),
        **{key: row[key] for key in ("kind", "parent", "successor", "colour", "description")},
    }  # fmt: skip


def _country(code: str) -> dict[str, str]:
    name, french = country_name(code), country_name(code, "fr")
    return {"code": code, "name": name} | ({"french": french} if french != name else {})


def _flags(data: MapData) -> np.ndarray:
    claimed = data.by_event.claimed
    flags: np.ndarray = _stated(data.texts["disputed_fields"]) * _FLAGS["disagree"]
    flags += data.are("alternatives") * _FLAGS["alternatives"]
    return flags if claimed is None else flags + claimed.astype(np.int64) * _FLAGS["claimed"]


def _stated(column: pa.Array) -> np.ndarray:
    """True for each row whose text is not empty."""
    if pa.types.is_dictionary(column.type):
        cells = coded(column)
        return cells.mapped(np.array([text != "" for text in cells.texts] or [False]))
    stated: np.ndarray = pc.not_equal(column, "").to_numpy(zero_copy_only=False)
    return stated


def _add_sources(block: ColumnBlock, data: MapData) -> np.ndarray:
    number = {source["source_id"]: i for i, source in enumerate(data.sources)}
    named = coded(data.texts["source"])
    refs = [_source_numbers(text, number) for text in named.texts]
    sizes = np.array([len(ref) for ref in refs] or [0], dtype=np.int64)
    listed = np.array([ref for group in refs for ref in group], dtype=np.int64)
    lengths = named.mapped(sizes)
    starts = named.mapped(np.cumsum(sizes) - sizes)
    if not (lengths == 1).all():
        within = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        starts = np.repeat(starts, lengths) + within
    flat: np.ndarray = listed[starts]
    block.add("sourceCount", lengths)
    block.add("sourceRef", flat)
    return flat


def _source_numbers(text: str, number: Mapping[str, int]) -> list[int]:
    names = [text] if text in number else listed(text)
    return [number[name] for name in names if name in number]


def _add_sites(
    block: ColumnBlock, sites: Sites, names: np.ndarray, areas: Mapping[tuple[str, str], dict[str, Any]]
) -> list[dict[str, Any]]:
    """Add the site columns; return the polygons that some site refers to."""
    for name, degrees in (("siteLon", sites.longitude), ("siteLat", sites.latitude)):
        block.add_differences(name, np.round(degrees * _DEGREES).astype(np.int64))
    block.add("siteKind", sites.kind)
    block.add("siteRadius", np.round(sites.radius_km * 1000).astype(np.int64))
    block.add("sitePrecision", sites.precision)
    used: dict[tuple[str, str], int] = {}
    numbers = np.zeros(len(sites), dtype=np.int64)
    outlined = (sites.precision == _ADMIN_1) & (sites.kind == SITE_KINDS["area"])
    for i in np.flatnonzero(outlined) if areas else ():
        key = sites.areas[sites.area[i]]
        if key in areas:
            numbers[i] = used.setdefault(key, len(used) + 1)
    block.add("siteArea", numbers)
    block.add("siteName", names)
    return [areas[key] for key in used]


def _periods(first: np.ndarray, last: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the first and last days without those that repeat the event before."""
    new = np.ones(len(first), dtype=bool)
    new[1:] = (first[1:] != first[:-1]) | (last[1:] != last[:-1])
    return first[new], last[new]


def _months(data: MapData) -> dict[str, Any]:
    dated = ~np.isnat(data.first_day)
    if not dated.any():
        return {"first": "", "colours": []}
    first, last = (days.astype("datetime64[M]") for days in _periods(data.first_day[dated], data.last_day[dated]))
    start, end = first.min(), last.max()
    used = np.zeros((end - start).astype(int) + 1, dtype=bool)
    used[(first[first == last] - start).astype(int)] = True
    return {"first": str(start), "colours": month_colours(used.tolist())}


def _sources(data: MapData) -> list[dict[str, str]]:
    names = {name: name for name in SOURCE_COLUMNS} | {"source_id": "id", "archive_url": "archiveUrl"}
    rows = [{short: source[name] for name, short in names.items()} for source in data.sources]
    return [{key: value for key, value in row.items() if value or key == "id"} for row in rows]
