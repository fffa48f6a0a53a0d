"""Sites: the distinct places, coordinates and precisions that events attach to, the unit that the map draws."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from mapper.model import schema
from mapper.model.coded import Coded, coded, from_numpy, texts_of
from mapper.render.mapdata import Alternative, MapData

__all__ = ["SITE_KINDS", "Sites", "collect_sites", "distinct_rows"]

SITE_KINDS = {name: number for number, name in enumerate(schema.SITE_KINDS)}
_NO_AREA = ("", "")
_NEAR = 2


@dataclass(frozen=True, slots=True, eq=False)
class Sites:
    """The sites, and which events lie at them.

    Attributes
    ----------
    name
        The place, as the events call it.
    longitude, latitude, radius_km
        float64, degrees (WGS 84) and kilometres, 0 for no radius.
    kind, precision
        A number of `SITE_KINDS`, and the step of `geo_precision`, 0 for unknown.
    areas, area
        Country and name of first-level areas; the number of each site's: an area's outline goes by them.
    counts
        The number of sites of each event: 0 unlocated, more than 1 alternatives.
    links
        The numbers of these sites, event after event.
    """

    name: Coded
    longitude: np.ndarray
    latitude: np.ndarray
    radius_km: np.ndarray
    kind: np.ndarray
    precision: np.ndarray
    areas: list[tuple[str, str]]
    area: np.ndarray
    counts: np.ndarray
    links: np.ndarray

    def __len__(self) -> int:
        return len(self.longitude)


def collect_sites(data: MapData) -> Sites:
    """Group the located events into sites: points, then areas, each from west to east and from south to north.

    >>> import mapper
    >>> from mapper.render.dossierdata import map_data
    >>> sites = collect_sites(map_data(mapper.read("seeds")))
    >>> int(sites.counts.sum()) == len(sites.links)
    True
    """
    names = coded(data.texts["place"])
    kind = data.kinds.mapped(np.array([SITE_KINDS.get(text, -1) for text in data.kinds.texts]))
    areas, area = _areas(data, kind)
    spots = [names.codes, data.longitude, data.latitude, data.radius_km, kind, data.precision, area]
    rows, spots = _on_the_map(kind >= 0, spots)
    if data.by_event.alternatives:
        rows, spots, names = _with_alternatives(data.by_event.alternatives, rows, spots, names, areas)
    number, first = distinct_rows(spots)
    name, longitude, latitude, radius, kind, precision, area = (column[first] for column in spots)
    in_order = {text: i for i, text in enumerate(sorted(names.texts))}
    by_name = np.array([in_order[text] for text in names.texts], dtype=np.int64)[name]
    order = np.lexsort((by_name, kind, latitude, longitude, kind == SITE_KINDS["area"]))
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    return Sites(
        Coded(name[order], names.texts), longitude[order], latitude[order], radius[order], kind[order],
        precision[order], areas, area[order], np.bincount(rows, minlength=len(data)), rank[number],
    )  # fmt: skip


def _areas(data: MapData, kind: np.ndarray) -> tuple[list[tuple[str, str]], np.ndarray]:
    """Return the first-level areas of events known no better than by an area, and each event's number among them."""
    areas, number = [_NO_AREA], np.zeros(len(data), dtype=np.int64)
    rough = np.flatnonzero(kind == SITE_KINDS["area"])
    if len(rough):
        country, admin1 = (texts_of(data.texts[name].take(from_numpy(rough))) for name in ("country", "admin1"))
        found = dict.fromkeys(zip(country, admin1, strict=True))
        areas += [area for area in found if area != _NO_AREA]
        position = {area: i for i, area in enumerate(areas)}
        number[rough] = [position[area] for area in zip(country, admin1, strict=True)]
    return areas, number


def _on_the_map(located: np.ndarray, columns: list[np.ndarray]) -> tuple[np.ndarray, list[np.ndarray]]:
    if located.all():
        return np.arange(len(located)), columns
    rows = np.flatnonzero(located)
    return rows, [column[rows] for column in columns]


def _with_alternatives(
    several: Sequence[Alternative],
    rows: np.ndarray,
    spots: list[np.ndarray],
    names: Coded,
    areas: list[tuple[str, str]],
) -> tuple[np.ndarray, list[np.ndarray], Coded]:
    """Put the possible places of each event between the spots of the others, in the order of rows."""
    texts = list(dict.fromkeys([*names.texts, *(one.place for one in several)]))
    position = {text: i for i, text in enumerate(texts)}
    number = {area: i for i, area in enumerate(areas)}
    cells = [
        (
            position[one.place], one.longitude, one.latitude, one.radius_km, _kind(one), one.precision,
            _area_number(one, number, areas),
        )
        for one in several
    ]  # fmt: skip
    added = [np.array(column) for column in zip(*cells, strict=True)]
    joined_rows = np.concatenate([rows, [one.row for one in several]])
    order = np.argsort(joined_rows, kind="stable")
    joined = [np.concatenate(pair)[order] for pair in zip(spots, added, strict=True)]
    return joined_rows[order], joined, Coded(joined[0], texts)


def _kind(one: Alternative) -> int:
    if one.precision > _NEAR:
        return SITE_KINDS["area"]
    return SITE_KINDS["near" if one.precision == _NEAR else "exact"]


def _area_number(one: Alternative, number: dict[tuple[str, str], int], areas: list[tuple[str, str]]) -> int:
    """Return the number of an alternative's area, as one more where it is new."""
    key = (one.country, one.admin1)
    if _kind(one) != SITE_KINDS["area"]:
        return 0
    if key not in number:
        number[key] = len(areas)
        areas.append(key)
    return number[key]


def distinct_rows(columns: Sequence[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """Return each row's number among the distinct rows, and the position of each distinct row's first.

    Rows are numbered in the order of their first; of floats, missing values are equal, and so are the two zeros.

    >>> number, first = distinct_rows([np.array([7, 7, 8, 7]), np.array([0.5, -0.0, 0.5, 0.5])])
    >>> number.tolist(), first.tolist()
    ([0, 1, 2, 0], [0, 1, 2])
    """
    number = np.zeros(len(columns[0]), dtype=np.int64)
    for column in columns:
        codes, count = _numbered(column + 0.0 if column.dtype.kind == "f" else column)
        if count > 1:
            number, _ = _numbered(number * count + codes)
    first = np.full(int(number.max(initial=-1)) + 1, len(number), dtype=np.int64)
    first[number[::-1]] = np.arange(len(number))[::-1]  # the last writer of a place is the first row
    return number, first


def _numbered(values: np.ndarray) -> tuple[np.ndarray, int]:
    if len(values) and (values == values[0]).all():
        return np.zeros(len(values), dtype=np.int64), 1
    encoded = from_numpy(values).dictionary_encode()
    return encoded.indices.to_numpy().astype(np.int64), len(encoded.dictionary)
