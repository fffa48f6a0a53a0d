"""Sites: the distinct places, coordinates and precisions that events attach to, the unit that the map draws."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from mapper.model.dossier import Dossier
from mapper.render.numbering import distinct_rows

__all__ = ["Sites", "collect_sites"]

SITE_KINDS = {"exact": 0, "near": 1, "area": 2}
_KEY = ["name", "longitude", "latitude", "kind", "radius_km", "geo_precision", "country", "admin1"]


@dataclass(frozen=True, slots=True)
class Sites:
    """The sites and which events lie at them.

    `table` has one row per site (columns `name, longitude, latitude, kind, radius_km, geo_precision, country, admin1`;
    degrees, WGS 84). `counts[i]` is the number of sites of event *i* (0 unlocated, more than 1 alternatives), and
    `links` holds their numbers, event after event.
    """

    table: pd.DataFrame
    counts: np.ndarray
    links: np.ndarray


def collect_sites(dossier: Dossier) -> Sites:
    """Group the located events of a dossier, in its order of events, into sites.

    >>> import mapper
    >>> sites = collect_sites(mapper.read("seeds"))
    >>> int(sites.counts.sum()) == len(sites.links)
    True
    """
    events = dossier.events
    kinds = events["location_kind"].astype("category")
    numbers = np.array([SITE_KINDS.get(str(kind), -1) for kind in kinds.cat.categories] + [-1])[kinds.cat.codes]
    single = np.flatnonzero(numbers >= 0)
    cells = {column: _cells(events[column]).take(single) for column in _KEY if column not in {"name", "kind"}}
    spots = pd.DataFrame({"row": single, "name": events["place"].array.take(single), "kind": numbers[single], **cells})
    if len(dossier.alternatives):
        spots = pd.concat([spots, _alternative_spots(dossier)], ignore_index=True)
        spots = spots.sort_values("row", kind="stable", ignore_index=True)
    elsewhere = (spots["kind"] != SITE_KINDS["area"]).to_numpy()
    for column in ("country", "admin1"):  # an area's outline goes by its country and name; nothing else does
        spots[column] = "" if elsewhere.all() else spots[column].astype("str").mask(elsewhere, "")
    number, first = distinct_rows(spots[_KEY])
    table = spots.loc[first, _KEY].reset_index(drop=True)
    table["name"] = table["name"].astype("str")
    order = np.lexsort(
        (pd.factorize(table["name"], sort=True)[0], table["kind"], table["latitude"], table["longitude"])
    )
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    counts = np.bincount(spots["row"].to_numpy(dtype=np.int64), minlength=len(events))
    return Sites(table.iloc[order].reset_index(drop=True), counts, rank[number])


def _cells(column: pd.Series) -> Any:
    """Return the column's values with 0 for an unknown precision or radius: such sites are one."""
    if column.name == "geo_precision":
        return column.astype("Int8").fillna(0).to_numpy(np.uint8)
    if column.name == "radius_km":
        return column.astype("float64").fillna(0.0).to_numpy()
    return column.array


def _alternative_spots(dossier: Dossier) -> pd.DataFrame:
    position = pd.Series(dossier.events.index, index=dossier.events["event_id"])
    several = dossier.alternatives
    precise = several["geo_precision"].fillna(1)
    return pd.DataFrame(
        {
            "row": several["event_id"].map(position).to_numpy(),
            "name": several["place"],
            "kind": np.select(
                [precise <= 1, precise == 2], [SITE_KINDS["exact"], SITE_KINDS["near"]], SITE_KINDS["area"]
            ),
            **{c: _cells(several[c]) for c in _KEY if c not in {"name", "kind"}},
        }
    )
