"""Turn a dossier into the payload of a map: a header, binary columns, names and text (docs/design/payload.md)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from gazetteer import country_name
from mapper.actors import involvements
from mapper.claims.totals import parts_of_wholes
from mapper.model.dossier import Dossier
from mapper.model.schema import DATE_PRECISIONS, FATALITY_COLUMNS, LIST_SEPARATOR
from mapper.palette import NOT_STATED, OTHER, UNDATED, month_colours, type_colours
from mapper.render.boundaries import Boundaries
from mapper.render.ids import compact_ids
from mapper.render.packing import ColumnBlock, deflated, json_bytes, json_text
from mapper.render.sites import Sites, collect_sites
from mapper.render.textrows import TEXT_BLOCK, text_blocks

__all__ = ["Payload", "in_payload_order", "pack"]

FORMAT = 1
_DEGREES = 100_000
"""Steps to a degree: about one metre, finer than any place is known."""
_DISAGREE, _CLAIMED, _PART = 1, 2, 4


@dataclass(frozen=True, slots=True)
class Payload:
    """The data blocks of a map page, as text ready to stand in script elements; `words` is empty in small maps.

    `hosts` are the origins, such as `https://tile.example.org`, from which the page may load tiles.
    """

    header: str
    core: str
    names: str
    text: str
    words: str = ""
    hosts: tuple[str, ...] = ()


def in_payload_order(dossier: Dossier) -> Dossier:
    """Return the dossier with its events sorted by first and last day, the undated last; else as they were.

    >>> import mapper
    >>> bool(in_payload_order(mapper.read("seeds")).events.event_date.dropna().is_monotonic_increasing)
    True
    """
    order = ["event_date", "end_date"]
    if _in_order(dossier.events):
        return dossier
    events = dossier.events.sort_values(order, na_position="last", kind="stable", ignore_index=True)
    return dossier.replace(events=events)


def _in_order(events: pd.DataFrame) -> bool:
    """True where sorting would change nothing, as in most data sets."""
    days = [events[name].to_numpy().astype("datetime64[s]").astype(np.int64) for name in ("event_date", "end_date")]
    first, last = (np.where(day == np.iinfo(np.int64).min, np.iinfo(np.int64).max, day) for day in days)
    later = first[1:] > first[:-1]
    return bool((later | ((first[1:] == first[:-1]) & (last[1:] >= last[:-1]))).all())


def pack(
    dossier: Dossier,
    settings: Mapping[str, Any],
    *,
    areas: Mapping[tuple[str, str], dict[str, Any]],
    displays: Mapping[str, Mapping[str, str]],
    boundaries: Boundaries | None = None,
) -> Payload:
    """Pack a dossier that is in payload order.

    `settings` are header entries of the page itself (title, language, colourBy, basemap …), `areas` the polygons of
    admin-1 areas by (country, admin1), `displays` the display sentence of each event's fields, `boundaries` areas of
    the user's own.

    >>> import mapper
    >>> payload = pack(in_payload_order(mapper.read("seeds")), {"title": "Mali"}, areas={}, displays={})
    >>> payload.header.startswith('{"format":1')
    True
    """
    events, block, sites = dossier.events, ColumnBlock(), collect_sites(dossier)
    types, type_codes = _categories(events["event_type"])
    countries, country_codes = _categories(events["country"])
    places, place_codes = _categories(sites.table["name"])
    dated = _add_dates(block, events)
    block.add("type", type_codes)
    block.add("country", country_codes + 1 - ("" in countries))
    block.add("siteCount", sites.counts)
    block.add("site", sites.links)
    actors = _add_actors(block, dossier)
    for name, column in zip(("fatalitiesLow", "fatalitiesBest", "fatalitiesHigh"), FATALITY_COLUMNS, strict=True):
        block.add(name, events[column].astype("Int64").add(1).fillna(0).to_numpy(dtype=np.int64))
    block.add("flags", _flags(dossier))
    links = _add_sources(block, dossier)
    used = _add_sites(block, sites, place_codes, areas)
    if boundaries:
        block.add("siteBoundary", boundaries.of_sites(sites.table))
    header = {
        "format": FORMAT,
        **settings,
        "counts": {
            "events": len(events), "dated": dated, "sites": len(sites.table), "siteLinks": len(sites.links),
            "actorLinks": actors[1], "sourceLinks": links,
        },
        "columns": block.columns,
        "actors": actors[0],
        "types": [{"name": n, "colour": c} for n, c in zip(types, type_colours(types), strict=True)],
        "months": _months(events),
        "colours": {"other": OTHER, "notStated": NOT_STATED, "undated": UNDATED, "longPeriod": UNDATED},
        "countries": [{"code": code, "name": country_name(code)} for code in countries if code],
        "sources": _sources(dossier),
        "parts": parts_of_wholes(events),
        "areas": used,
        "boundaries": boundaries.header() if boundaries else None,
        "textBlock": TEXT_BLOCK,
        "attributions": list(dossier.attributions),
        "filterWords": dossier.filter_words,
    }  # fmt: skip
    names = deflated(json_bytes({"places": places, "eventIds": compact_ids(events["event_id"])}))
    at_site = (sites.counts == 1) & (events["location_kind"] != "alternatives").to_numpy()
    texts = text_blocks(dossier, displays, at_site=at_site)
    return Payload(json_text(header), block.packed(), names, texts.blocks, texts.words)


def _categories(column: pd.Series) -> tuple[list[str], np.ndarray]:
    """Return the distinct texts, sorted, and each row's number among them."""
    codes, values = pd.factorize(column)
    texts = ["" if pd.isna(value) else str(value) for value in values] + [""]  # the last one is what -1 finds
    used = sorted(set(texts[:-1]) | ({""} if (codes < 0).any() else set()))
    number = {text: i for i, text in enumerate(used)}
    return used, np.array([number.get(text, 0) for text in texts])[codes]


def _add_dates(block: ColumnBlock, events: pd.DataFrame) -> int:
    dated = int(events["event_date"].notna().sum())
    start = events["event_date"].to_numpy()[:dated].astype("datetime64[D]").astype(np.int64)
    end = events["end_date"].to_numpy()[:dated].astype("datetime64[D]").astype(np.int64)
    block.add("start", start, delta=True, signed=True)
    block.add("span", end - start)
    words, codes = _categories(events["date_precision"])
    unknown = DATE_PRECISIONS.index("unknown")
    numbers = [DATE_PRECISIONS.index(word) if word in DATE_PRECISIONS else unknown for word in words]
    block.add("datePrecision", np.array(numbers, dtype=np.int64)[codes])
    return dated


def _add_actors(block: ColumnBlock, dossier: Dossier) -> tuple[list[dict[str, Any]], int]:
    """Add the involvements; return the actors that take part, largest first, and the number of involvements."""
    pairs = involvements(dossier.events)
    size = pairs["actor"].value_counts()
    table = dossier.actors[dossier.actors["name"].isin(size.index)]
    table = table.assign(size=-table["name"].map(size).astype("int64")).sort_values(["size", "name"], ignore_index=True)
    number = pd.Index(table["name"]).get_indexer(pairs["actor"].cat.categories)
    block.add("actorCount", np.bincount(pairs["row"].to_numpy(np.int64), minlength=len(dossier.events)))
    block.add("actor", number[pairs["actor"].cat.codes])
    block.add("role", pairs["role"].to_numpy(np.int64))
    return [_actor(row) for row in table.itertuples(index=False)], len(pairs)


def _actor(row: Any) -> dict[str, Any]:
    aliases = [alias.strip() for alias in str(row.aliases).split(";") if alias.strip()]
    return {
        "id": row.actor_id, "name": row.name, "shortName": row.short_name or row.name, "aliases": aliases,
        "kind": row.kind, "parent": row.parent, "successor": row.successor, "colour": row.colour,
        "description": row.description,
    }  # fmt: skip


def _flags(dossier: Dossier) -> np.ndarray:
    events = dossier.events
    claimed = events["event_id"].isin(dossier.claims["event_id"]).to_numpy() if len(dossier.claims) else 0
    parts = (events["part_of"] != "").to_numpy()
    disputed = (events["disputed_fields"] != "").to_numpy()
    flags: np.ndarray = disputed * _DISAGREE + claimed * _CLAIMED + parts * _PART
    return flags


def _add_sources(block: ColumnBlock, dossier: Dossier) -> int:
    number = pd.Series(dossier.sources.index, index=dossier.sources["source_id"])
    codes, texts = pd.factorize(dossier.events["source"])
    refs = [_source_numbers(str(text), number) for text in texts]
    sizes = np.array([len(ref) for ref in refs], dtype=np.int64)
    listed = np.concatenate([np.array(ref, dtype=np.int64) for ref in refs]) if refs else np.empty(0, dtype=np.int64)
    lengths = sizes[codes]
    within = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    flat = listed[np.repeat((np.cumsum(sizes) - sizes)[codes], lengths) + within]
    block.add("sourceCount", lengths)
    block.add("sourceRef", flat)
    return len(flat)


def _source_numbers(text: str, number: pd.Series) -> list[int]:
    if not text:
        return []
    if text in number.index:
        return [int(number[text])]
    return [
        int(number[part]) for part in (p.strip() for p in text.split(LIST_SEPARATOR.strip())) if part in number.index
    ]


def _add_sites(
    block: ColumnBlock, sites: Sites, names: np.ndarray, areas: Mapping[tuple[str, str], dict[str, Any]]
) -> list[dict[str, Any]]:
    """Add the site columns; return the polygons that some site refers to."""
    table = sites.table
    for name, column in (("siteLon", "longitude"), ("siteLat", "latitude")):
        steps = np.round(table[column].to_numpy(np.float64) * _DEGREES).astype(np.int64)
        block.add(name, steps, delta=True, signed=True)
    block.add("siteKind", table["kind"].to_numpy(np.int64))
    block.add("siteRadius", np.round(table["radius_km"].to_numpy(np.float64) * 1000).astype(np.int64))
    block.add("sitePrecision", table["geo_precision"].to_numpy(np.int64))
    used: dict[tuple[str, str], int] = {}
    numbers = np.zeros(len(table), dtype=np.int64)
    for i, row in enumerate(table.itertuples(index=False) if areas else ()):
        key = (str(row.country), str(row.admin1))
        if row.geo_precision == 4 and row.kind == 2 and key in areas:
            numbers[i] = used.setdefault(key, len(used) + 1)
    block.add("siteArea", numbers)
    block.add("siteName", names)
    return [areas[key] for key in used]


def _months(events: pd.DataFrame) -> dict[str, Any]:
    dated = events[events["event_date"].notna()]
    if dated.empty:
        return {"first": "", "colours": []}
    first, last = (dated[name].to_numpy().astype("datetime64[M]") for name in ("event_date", "end_date"))
    start, end = first.min(), last.max()
    used = np.zeros((end - start).astype(int) + 1, dtype=bool)
    used[(first[first == last] - start).astype(int)] = True
    return {"first": str(start), "colours": month_colours(used.tolist())}


def _sources(dossier: Dossier) -> list[dict[str, str]]:
    names = {
        "source_id": "id", "publisher": "publisher", "title": "title", "published": "published", "url": "url",
        "archive_url": "archiveUrl", "accessed": "accessed", "reliability": "reliability", "licence": "licence",
    }  # fmt: skip
    rows = dossier.sources[list(names)].rename(columns=names).to_dict("records")
    return [{str(key): str(value) for key, value in row.items() if value or key == "id"} for row in rows]
