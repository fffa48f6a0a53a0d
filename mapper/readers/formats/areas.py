"""Tables whose places are areas: districts and regions, if nothing finer is named.

A column with only first-level areas of one country is a column of that country's areas.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from gazetteer.countries import country_or_blank
from gazetteer.divisions import division_codes, division_rows, divisions_called
from mapper.model.coded import recoded
from mapper.readers.events.coordinates import POINTS
from mapper.readers.formats.base import with_columns
from mapper.readers.formats.header_names import SPELLINGS, is_kind_of_place, is_one_of, known_names
from mapper.readers.formats.headers import named_as
from mapper.readers.formats.split_points import BY_PARTS
from mapper.readers.tables.table import Table, cells, renamed

__all__ = [
    "STEPS_OF_AREAS",
    "where_notice",
    "with_areas",
    "with_areas_for_places",
    "with_countries",
    "with_country_of_areas",
    "with_known_areas",
    "with_names_of_areas",
    "with_stated_country",
    "without_kinds",
]

_POINTS = frozenset({"latitude", "longitude", POINTS, *BY_PARTS})

STEPS_OF_AREAS = {"admin3": "3", "admin2": "3", "admin1": "4"}
"""The steps of `geo_precision` of areas, the smallest first."""
_HALF = 0.5
_NEARLY_ALL = 0.9
_MOST = 0.8
_FEWEST_CODES = 3
_FEWEST_PLACES = 5
_FEWEST_AREAS, _MOST_AREAS = 5, 250
"""The fewest and the most names of areas in a column: no country has more."""


def without_kinds(table: Table) -> Table:
    """Return the table without a column of places that only has the kind of place, as OpenStreetMap's `town`."""
    different = [text for text in map(str, cells(table.frame, "place").unique()) if text]
    kinds = sum(map(is_kind_of_place, different))
    if "place_in_file" in table.frame or not kinds or kinds < _HALF * len(different):
        return table
    return replace(table, frame=renamed(table.frame, {"place": "place_in_file"}))


def with_areas(table: Table, chosen: Mapping[str, str]) -> Table:
    """Return a table without places and points with the smallest area of each row as its place.

    Such places are areas: they are drawn as areas or listed, never as the town after which an area may be named. The
    same holds for a column of municipalities.
    """
    if any(not _POINTS.isdisjoint(names) for names in (chosen, table.frame)) or "geo_precision" in table.frame:
        return table
    if "place" in chosen or "place" in table.frame:
        return _with_municipalities(table)
    place = step = pd.Series("", index=table.frame.index, dtype="str")
    for level, steps in STEPS_OF_AREAS.items():
        area = cells(table.frame, level)
        found = (place == "") & (area != "")
        place, step = place.mask(found, area), step.mask(found, steps)
    if (place == "").all():
        return table
    relation = place.mask(place != "", "in")
    columns = {"place": place, "geo_precision": step, "place_relation": relation}
    level = next(level for level in STEPS_OF_AREAS if level in table.frame)
    return with_columns(table, columns, written_as={"place": level})


def _with_municipalities(table: Table) -> Table:
    """Return the table with the step of areas for its places, if their column has municipalities."""
    if not is_one_of(table.written_as.get("place", ""), "municipalities"):
        return table
    named = cells(table.frame, "place") != ""
    return with_columns(table, {"geo_precision": named.map({True: "3", False: ""})}, written_as={})


def with_names_of_areas(table: Table) -> Table:
    """Return the table with the names of first-level areas in place of their postal codes, as in tables of the US.

    This is done only if nearly all are codes of one country, and no other country is stated: `GA` alone may be
    anything, and `PA`, `MA` and `AL` are states of the US and of Brazil.
    """
    code = cells(table.frame, "admin1")
    stated = recoded(cells(table.frame, "country"), country_or_blank)
    fitting = []
    for country, names in division_codes().items():
        known = code.isin(names.keys())
        few = code[known].nunique() < _FEWEST_CODES or known.sum() < _NEARLY_ALL * (code != "").sum()
        if not few and stated.isin(["", country]).all():
            fitting.append(recoded(code, names.get).mask(~known, code))
    if len(fitting) != 1:
        return table
    return with_columns(table, {"admin1": fitting[0]}, written_as={"admin1": table.written_as.get("admin1", "admin1")})


def with_areas_for_places(guesses: Mapping[str, str], frame: pd.DataFrame) -> dict[str, str]:
    """Return guesses with a column of places as the first-level areas, if it only has those of one country.

    `Buenos Aires` among all other provinces is the province. A column called village or town is not changed.

    >>> states = ["Beni", "Pando", "Tarija", "Oruro", "La Paz", "Potosí", "Santa Cruz"]
    >>> with_areas_for_places({"place": "lugar"}, pd.DataFrame({"lugar": states}))
    {'admin1': 'lugar'}
    """
    column = guesses.get("place", "")
    others = _POINTS | STEPS_OF_AREAS.keys() | {"geo_precision"}
    if not is_one_of(column, "places_of_any_size") or not others.isdisjoint({*guesses, *map(str, frame)}):
        return dict(guesses)
    if not _country_of(cells(frame, column)):
        return dict(guesses)
    return {"admin1" if field == "place" else field: name for field, name in guesses.items()}


def with_known_areas(guesses: Mapping[str, str], frame: pd.DataFrame) -> dict[str, str]:
    """Return guesses with the column whose first-level areas are known, where those of the one guessed are not.

    A region may be of a country's own making, and the department beside it what other tables name.

    >>> names = ["Antioquia", "Cauca", "Meta", "Putumayo", "Tolima"]
    >>> frame = pd.DataFrame({"REGION": [f"Medio {name}" for name in names], "DEPTO_CASO": names})
    >>> with_known_areas({"admin1": "REGION"}, frame)
    {'admin1': 'DEPTO_CASO'}
    """
    column = guesses.get("admin1", "")
    if not column or _share_known(frame, column) >= _HALF:
        return dict(guesses)
    called = (name for name in map(str, frame) if name not in guesses.values() and _is_called_an_area(name))
    better = next((name for name in called if _share_known(frame, name) >= _MOST), column)
    return {**guesses, "admin1": better}


def _is_called_an_area(name: str) -> bool:
    return any(
        spelling(name) in {of_words(word) for word in known_names()["admin1"]} for spelling, of_words in SPELLINGS
    )


def _share_known(frame: pd.DataFrame, column: str) -> float:
    """Return the share of the names in a column that are known as first-level areas; 0 of a few."""
    names = [text for text in map(str, cells(frame, column).str.strip().unique()) if text]
    return sum(bool(divisions_called(name)) for name in names) / len(names) if len(names) >= _FEWEST_AREAS else 0.0


def with_country_of_areas(table: Table) -> tuple[Table, tuple[str, ...]]:
    """Return the table with the only country whose first-level areas it names, and the notice.

    This is done only if the table has no country.
    """
    if "country" in table.frame or not (country := _country_of(cells(table.frame, "admin1"))):
        return table, ()
    column = table.written_as.get("admin1", "admin1")
    filled = cells(table.frame, "admin1").mask(cells(table.frame, "admin1") != "", country)
    said = f"{table.name}: {column} names areas of {country} and of no other country, which is taken for the country"
    return with_columns(table, {"country": filled}, written_as={"country": "admin1"}), (said,)


def with_stated_country(table: Table, given: Mapping[str, str]) -> Table:
    r"""Return the table with a country column, if a country is given instead of a column name: `country=Pakistan`.

    >>> from mapper.readers.tables.opening import read_table
    >>> table = read_table(b"place\nJani Khel\n", "a.csv")
    >>> with_stated_country(table, {"country": "Pakistan"}).frame.to_dict("records")
    [{'place': 'Jani Khel', 'Pakistan': 'Pakistan'}]
    """
    country = given.get("country", "")
    if country in table.frame or not country_or_blank(country):
        return table
    return replace(table, frame=table.frame.assign(**{country: country}))


def where_notice(table: Table) -> tuple[str, ...]:
    """Return the notice on a table without a column of places, or whose places are looked up in all countries.

    The latter are places of a table without a country; with only a few of them there is no notice.

    >>> where_notice(Table("a.csv", pd.DataFrame({"aim": ["Gao"]}), list))[0]
    'a.csv: no column is read as a place; if one is, name it, as in `columns={"place": "Ort"}`'
    """
    if not _POINTS.isdisjoint(table.frame):
        return ()
    if {"place", *STEPS_OF_AREAS}.isdisjoint(table.frame):
        remedy = 'if one is, name it, as in `columns={"place": "Ort"}`'
        return (f"{table.name}: no column is read as a place; {remedy}",)
    if "country" in table.frame or cells(table.frame, "place", "admin1").nunique() < _FEWEST_PLACES:
        return ()
    remedy = 'if all happened in one, name it, as in `columns={"country": "ML"}`'
    return (f"{table.name}: no column names the country, so that places are looked for in every country; {remedy}",)


def _country_of(areas: pd.Series) -> str:
    """Return the only country with these first-level areas: nearly all known names, and half of its areas.

    An unknown name may be a spelling of one, so a few of them do not matter.
    """
    names = [text for text in map(str, areas.str.strip().unique()) if text]
    if not _FEWEST_AREAS <= len(names) <= _MOST_AREAS:
        return ""
    called = list(filter(None, map(divisions_called, names)))
    if len(called) < _MOST * len(names):
        return ""
    named = Counter(country for found in called for country in {country for country, _ in found})
    all_of_it = Counter(row["country"] for row in division_rows())
    found = [
        country
        for country, count in named.items()
        if count >= _NEARLY_ALL * len(called)
        and len({division for each in called for division in each if division[0] == country})
        >= _HALF * all_of_it[country]
    ]
    return found[0] if len(found) == 1 else ""


def with_countries(table: Table) -> Table:
    """Return the table with countries from another column, such as a code, where a name is unknown."""
    if "country" not in table.frame:
        return table
    written = country = cells(table.frame, "country")
    unknown = recoded(country, country_or_blank) == ""
    for name in named_as("country", (name for name in map(str, table.frame) if name != "country")):
        other = cells(table.frame, name)
        known = unknown & (recoded(other, country_or_blank) != "")
        if known.any():
            country, unknown = country.mask(known, other), unknown & ~known
    if country is written:
        return table
    return with_columns(table, {"country": country}, written_as={"country": table.written_as.get("country", "country")})
