"""Sites: the distinct places, coordinates and precisions that events attach to, the unit that the map draws."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from mapper.model.dossier import Dossier

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
    kinds = events["location_kind"].astype("str")
    single = kinds.isin(list(SITE_KINDS)).to_numpy()
    spots = pd.DataFrame(
        {
            "row": np.flatnonzero(single),
            "name": events.loc[single, "place"].to_numpy(),
            "kind": kinds[single].map(SITE_KINDS).to_numpy(),
            **{c: events.loc[single, c].to_numpy() for c in _KEY if c not in {"name", "kind"}},
        }
    )
    spots = pd.concat([spots, _alternative_spots(dossier)], ignore_index=True) if len(dossier.alternatives) else spots
    elsewhere = (spots["kind"] != SITE_KINDS["area"]).to_numpy()
    for column in ("name", "country", "admin1"):  # an area's outline goes by its country and name; nothing else does
        cells = spots[column].mask(elsewhere, "") if column != "name" else spots[column]
        spots[column] = cells.astype("str").astype("category")
    spots["geo_precision"] = spots["geo_precision"].astype("Int8").fillna(0).astype("uint8")
    spots["radius_km"] = spots["radius_km"].astype("float64").fillna(0.0)
    spots = spots.sort_values("row", kind="stable", ignore_index=True)
    number = spots.groupby(_KEY, sort=False, dropna=False, observed=True).ngroup().to_numpy()
    table = spots.drop_duplicates(_KEY)[_KEY].reset_index(drop=True)
    order = np.lexsort((table["name"].cat.codes, table["kind"], table["latitude"], table["longitude"]))
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    counts = np.bincount(spots["row"].to_numpy(dtype=np.int64), minlength=len(events))
    return Sites(table.iloc[order].reset_index(drop=True), counts, rank[number] if len(number) else number)


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
            **{c: several[c] for c in _KEY if c not in {"name", "kind"}},
        }
    )
