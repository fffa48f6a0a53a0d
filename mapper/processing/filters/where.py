"""Conditions on where events happened, and how exactly that is known."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import cast

import pandas as pd

from gazetteer.countries import country_or_blank, country_rows
from gazetteer.divisions import is_one_division
from gazetteer.index.keys import division_form
from mapper.errors import ParameterError
from mapper.model.dossier import Dossier
from mapper.model.schema import names_in_cell
from mapper.model.text import fold_name, nearest
from mapper.processing.filters.base import Test

__all__ = [
    "at_place",
    "in_box",
    "in_country",
    "in_district",
    "in_division",
    "is_called",
    "is_meant",
    "names_meant",
    "precise",
]

_NAMED = frozenset({"place", "admin1", "admin2"})
"""Conditions that accept unknown names: a name may be right although no event has it."""


def in_country(country: Sequence[str]) -> Test:
    """Make a test that is true in the countries of these names or codes; raise ParameterError for an unknown one.

    >>> in_country(["Mali"])(None, pd.DataFrame({"country": ["ML", "NE"]})).tolist()
    [True, False]
    """
    codes = [country_or_blank(name) for name in country]
    for name, code in zip(country, codes, strict=True):
        if not code:
            known = {fold_name(row["name"]): row["name"] for row in country_rows()}
            near = ", ".join(known[found] for found in nearest(fold_name(name), known))
            wanted = "an ISO code such as ML, or a name"
            raise ParameterError("country", name, f"{wanted}; the nearest known: {near}" if near else wanted)
    return lambda _, events: events["country"].isin(codes)


def at_place(place: Sequence[str]) -> Test:
    """Return a test that is true where the record gives one of these names to the place, or to one of several possible
    places, or where the gazetteer knows the place by it.
    """
    return lambda _, events: is_called(events["place"], place) | is_meant(events, place)


def is_meant(places: pd.DataFrame, names: Sequence[str]) -> pd.Series:
    """Tell for each event whether the gazetteer placed it at a place that one of the names means (`geocode.are_meant`).

    >>> rows = {"place_id": ["shipped:ml-timbuktu", ""], "place_relation": "at", "country": "ML"}
    >>> is_meant(pd.DataFrame(rows), ["Tombouctou"]).tolist()
    [True, False]
    """
    if not (places["place_id"] != "").any():
        return pd.Series(data=False, index=places.index)
    from gazetteer import Gazetteer
    from mapper.processing.places.geocode import are_meant

    with Gazetteer.open() as gazetteer:
        return are_meant(places, names, gazetteer)


def is_called(places: pd.Series, names: Sequence[str]) -> pd.Series:
    """Tell for each place, as written, whether it or one of its alternatives has one of the names.

    >>> is_called(pd.Series(["Gao", "Kidal; gao", "near Gao"]), ["GAO"]).tolist()
    [True, True, False]
    """
    wanted = {fold_name(name) for name in names}
    texts = {text: any(fold_name(part) in wanted for part in (text, *names_in_cell(text))) for text in places.unique()}
    return places.map(texts).astype(bool)


def in_division(admin1: Sequence[str]) -> Test:
    """Return a test that is true in the divisions with these names, with or without the word for the kind: "Zamfara" is
    "Zamfara state" too.
    """
    return _in_area("admin1", admin1, lambda part, country: any(is_one_division(part, one, country) for one in admin1))


def in_district(admin2: Sequence[str]) -> Test:
    """Return a test that is true in the second-level divisions with these names, as `in_division`.

    >>> rows = {"admin2": ["cercle d'Ansongo", "Bakhmut raion", "Gao"], "country": ["ML", "UA", "ML"]}
    >>> in_district(["Ansongo", "Bakhmut"])(None, pd.DataFrame(rows)).tolist()
    [True, True, False]
    """
    forms = {division_form(name) for name in admin2} - {""}
    return _in_area("admin2", admin2, lambda part, _: division_form(part) in forms)


def _in_area(column: str, names: Sequence[str], is_one: Callable[[str, str], bool]) -> Test:
    """Return a test that is true where an area has one of the names, or is the same area according to `is_one`.

    A cell may name several areas.
    """
    wanted = {fold_name(name) for name in names}

    def is_meant(text: str, country: str) -> bool:
        return any(fold_name(part) in wanted or is_one(part, country) for part in (text, *names_in_cell(text)))

    def test(_: Dossier, events: pd.DataFrame) -> pd.Series:
        stated = list(zip(events[column].astype(str), events["country"].astype(str), strict=True))
        known = {area: is_meant(*area) for area in set(stated)}
        return pd.Series([known[area] for area in stated], index=events.index, dtype=bool)

    return test


def names_meant(dossier: Dossier, condition: Mapping[str, object]) -> list[str]:
    """Return the places or areas of the dossier with names most similar to those of a condition.

    >>> import mapper
    >>> names_meant(mapper.read("seeds"), {"place": ("Kidl",)})
    ['Kidal', 'Kidal region']
    """
    near: list[str] = []
    for column in _NAMED.intersection(condition):
        cells = dossier.events[column].unique()
        known = {fold_name(part): part for text in cells for part in (text, *names_in_cell(text)) if part}
        asked = [fold_name(str(name)) for name in cast("Sequence[str]", condition[column])]
        near += [known[key] for name in asked if name not in known for key in nearest(name, known)]
    return near


def in_box(bbox: str) -> Test:
    """Make a test that is true for points in a box "W,S,E,N" in degrees; raise ParameterError for an invalid box.

    An event with several possible places meets it if any of them is in the box.

    >>> import mapper
    >>> dossier = mapper.read("seeds")
    >>> int(in_box("30,30,45,40")(dossier, dossier.events).sum())
    1
    """
    try:
        west, south, east, north = (float(part) for part in bbox.split(","))
    except ValueError:
        raise ParameterError("bbox", bbox, "four numbers W,S,E,N in degrees") from None
    if not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90):
        raise ParameterError("bbox", bbox, "W,S,E,N within -180…180 and -90…90, the south below the north")

    def lie_within(points: pd.DataFrame) -> pd.Series:
        x = points["longitude"]
        across = (x >= west) | (x <= east) if west > east else x.between(west, east)
        return across & points["latitude"].between(south, north)

    def test(dossier: Dossier, events: pd.DataFrame) -> pd.Series:
        perhaps = dossier.alternatives.loc[lie_within(dossier.alternatives), "event_id"]
        is_placed = events["location_kind"] != "unlocated"
        return (lie_within(events) & is_placed) | events["event_id"].isin(perhaps)

    return test


def precise(max_geo_precision: int) -> Test:
    """Make a test that is true where the place is known at least so exactly (1 to 7, UCDP's scale).

    >>> precise(2)(None, pd.DataFrame({"geo_precision": pd.array([1, 4, None], "Int8")})).tolist()
    [True, False, False]
    """
    return lambda _, events: (events["geo_precision"] <= max_geo_precision).fillna(value=False).astype(bool)
