"""Sites, the units that the map draws: the distinct places, coordinates and precisions of events."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from mapper.model import schema
from mapper.model.coded import categorical
from mapper.model.schema import Step
from mapper.processing.places.pcodes import OF_AREA
from mapper.render.mapdata import MapData

__all__ = ["SITE_KINDS", "Sites", "collect_sites"]

SITE_KINDS = {name: number for number, name in enumerate(schema.SITE_KINDS)}

_SPOT = ("place", "longitude", "latitude", "radius_km", "kind", "precision", "country", "admin1", "boundary")
"""Two events are at one site if all of these are equal."""


@dataclass(frozen=True, slots=True, eq=False)
class Sites:
    """The sites, and which events are at them.

    Attributes
    ----------
    table
        One row for each site: `place` (as the events call it), `longitude`, `latitude` (degrees, WGS 84), `radius_km`
        (0 for none), `kind` (a number of `SITE_KINDS`), `precision` (the step of `geo_precision`, 0 for unknown),
        `country`, `admin1` (the key of an area's outline; missing for other sites), `boundary` (the P-code if the place
        is one of the user's own areas, else `""`).
    counts
        The number of sites of each event: 0 unlocated, more than 1 alternatives.
    links
        The site numbers of all events, event after event.
    """

    table: pd.DataFrame
    counts: np.ndarray
    links: np.ndarray

    def __len__(self) -> int:
        return len(self.table)

    def points(self) -> np.ndarray:
        """Return longitudes and latitudes: float64, shape (n, 2)."""
        return self.table[["longitude", "latitude"]].to_numpy(np.float64)

    def codes(self) -> list[str]:
        """Return the P-code of each site that is one of the user's own areas, `""` for other sites."""
        return self.table["boundary"].tolist() if "boundary" in self.table else [""] * len(self)

    def areas(self) -> np.ndarray:
        """True for each site that is an area."""
        return (self.table["kind"] == SITE_KINDS["area"]).to_numpy()


def collect_sites(data: MapData) -> Sites:
    """Group the located events into sites: points, then areas, each from west to east and from south to north.

    >>> import mapper
    >>> from mapper.render.mapdata import map_data
    >>> sites = collect_sites(map_data(mapper.read("seeds")))
    >>> int(sites.counts.sum()) == len(sites.links)
    True
    """
    spots = _spots(data)
    number = spots.groupby(list(_SPOT), sort=False, dropna=False, observed=True).ngroup()
    sites = spots.loc[~number.duplicated(), list(_SPOT)]  # numbered in the order of their first events
    codes = _boundary_codes(categorical(data.events["place_id"]))
    sites = sites.assign(boundary=[codes[number] for number in sites["boundary"]])
    is_area = sites["kind"] == SITE_KINDS["area"]
    names = categorical(sites["place"]).codes
    order = np.lexsort((names, sites["kind"], sites["latitude"], sites["longitude"], is_area))
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    counts = np.bincount(spots["row"], minlength=len(data))
    return Sites(sites.iloc[order].reset_index(drop=True), counts, rank[number.to_numpy()])


def _spots(data: MapData) -> pd.DataFrame:
    """Return the places of located events, event after event: `row` and the columns of `_SPOT`."""
    events = data.events
    kind = events["location_kind"].map(SITE_KINDS).astype("float").fillna(-1).astype("int64")
    spots = pd.DataFrame(
        {
            "row": np.arange(len(events)),
            "place": events["place"],
            "longitude": events["longitude"],
            "latitude": events["latitude"],
            "radius_km": events["radius_km"].fillna(0.0),
            "kind": kind,
            "precision": events["geo_precision"].fillna(0).astype("int64"),
            "country": events["country"],
            "admin1": events["admin1"],
            "boundary": _boundary_numbers(events["place_id"]),
        }
    )[kind >= 0]
    if len(data.alternatives):
        texts = dict.fromkeys(("place", "country", "admin1"), "str")
        both = pd.concat([spots.astype(texts), _possible(data.alternatives)], ignore_index=True)
        spots = both.sort_values("row", kind="stable")
    is_area = spots["kind"] == SITE_KINDS["area"]
    return spots.assign(country=spots["country"].where(is_area), admin1=spots["admin1"].where(is_area))


def _boundary_codes(place_ids: pd.Categorical) -> list[str]:
    codes = (text.removeprefix(OF_AREA) for text in place_ids.categories if text.startswith(OF_AREA))
    return ["", *codes]


def _boundary_numbers(place_id: pd.Series) -> np.ndarray:
    """Return for each event the number of its P-code in `_boundary_codes`."""
    ids = categorical(place_id)
    numbers = {f"{OF_AREA}{code}": number for number, code in enumerate(_boundary_codes(ids)) if code}
    of_text: np.ndarray = np.array([numbers.get(text, 0) for text in ids.categories], dtype=np.int64)
    return of_text.take(ids.codes)


def _possible(alternatives: pd.DataFrame) -> pd.DataFrame:
    """Return the possible places of events with alternatives, as `_spots` does."""
    precision = alternatives["geo_precision"].astype("int64")
    kinds = [SITE_KINDS["area"], SITE_KINDS["near"]]
    kind = np.select([precision > Step.NEAR, precision == Step.NEAR], kinds, SITE_KINDS["exact"])
    return alternatives.assign(kind=kind, precision=precision, boundary=0)[["row", *_SPOT]]
