"""The condition on the distance of events from a place."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import pandas as pd

from gazetteer.countries import country_message
from gazetteer.geodesy import great_circle_km
from gazetteer.words import Message
from mapper.errors import ParameterError
from mapper.model.dossier import Dossier
from mapper.model.schema import Step
from mapper.processing.filters.base import Test

__all__ = ["Middle", "around_place", "has_point", "middle_meant"]


class Middle(NamedTuple):
    """The place from which distances are measured: its name, its country's name and its point in degrees."""

    name: str
    country: Message | str
    latitude: float
    longitude: float

    @property
    def said(self) -> str:
        """Its name and its country's, in English."""
        country = self.country if isinstance(self.country, str) else self.country.text()
        return f"{self.name} ({country})" if country else self.name


@lru_cache(maxsize=8)
def middle_meant(around: str) -> Middle:
    """Return the place that a text names; raise ParameterError if the gazetteer is not sure, or has only an area.

    The result is cached, since each of many files, and the description of the filter, asks for it.

    >>> middle_meant("Gao, Mali").name, middle_meant("16.27, -0.04").latitude
    ('Gao', 16.27)
    """
    from gazetteer import Gazetteer, Query

    with Gazetteer.open() as gazetteer:
        [answer] = gazetteer.resolve([Query(around)])
    place = answer.place
    if place is None or answer.status != "resolved":
        raise ParameterError(
            "around", around, f"a place that is known for sure, as in Gao, ML, or its coordinates: {answer.reason}"
        )
    is_spot = answer.geo_precision in (Step.EXACT, Step.NEAR) or not place.feature_class  # a position has no class
    if answer.latitude is None or answer.longitude is None or not is_spot:
        raise ParameterError("around", around, f"a town, village or position: {place.name} is an area")
    return Middle(place.name, country_message(place.country), answer.latitude, answer.longitude)


def has_point(events: pd.DataFrame) -> pd.Series:
    """Tell for each event whether it is known to be at one point, or near it.

    >>> kinds = {"location_kind": ["exact", "area", "alternatives"], "latitude": [16.3, 16.3, float("nan")]}
    >>> has_point(pd.DataFrame(kinds)).tolist()
    [True, False, False]
    """
    return ~events["location_kind"].isin(["area", "unlocated"]) & events["latitude"].notna()


def around_place(around: str, within_km: float) -> Test:
    """Make a test that is true for points at most `within_km` from a place, and for no area.

    Raises ParameterError if the gazetteer is not sure of the place, or knows it only as an area.

    >>> rows = {"latitude": [16.3, 18.4], "longitude": [0.0, 1.4], "location_kind": ["exact", "exact"]}
    >>> around_place("Gao, Mali", 50)(None, pd.DataFrame(rows)).tolist()
    [True, False]
    """
    meant = middle_meant(around)
    middle = (meant.latitude, meant.longitude)

    def test(_: Dossier, events: pd.DataFrame) -> pd.Series:
        points = [*zip(events["latitude"], events["longitude"], strict=True)]
        is_near = {point: great_circle_km(*middle, *point) <= within_km for point in set(points)}  # False for no point
        return has_point(events) & pd.Series([is_near[point] for point in points], index=events.index, dtype=bool)

    return test
