"""Places of a table that are areas: districts and regions where it names nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from gazetteer.countries import country_or_blank
from mapper.model.coded import recoded
from mapper.readers.events.coordinates import POINTS
from mapper.readers.formats.base import with_columns
from mapper.readers.formats.header_names import header_data, is_kind_of_settlement
from mapper.readers.formats.headers import named_as
from mapper.readers.formats.split_points import UTM_PARTS
from mapper.readers.tables.table import Table, cells, renamed

__all__ = [
    "STEPS_OF_AREAS",
    "with_areas",
    "with_countries",
    "with_names_of_areas",
    "without_kinds",
]

_WHERE = frozenset({"place", "latitude", "longitude", POINTS, UTM_PARTS[0]})
"""The fields that tell more exactly than an area where an event was."""

STEPS_OF_AREAS = {"admin3": "3", "admin2": "3", "admin1": "4"}
"""The steps of `geo_precision` of areas, the smallest first."""
_HALF = 0.5
_NEARLY_ALL = 0.9
_FEWEST_CODES = 3


def without_kinds(table: Table) -> Table:
    """Return the table without a place that says what kind of place there is, as OpenStreetMap's does: `town`."""
    different = [text for text in map(str, cells(table.frame, "place").unique()) if text]
    kinds = sum(map(is_kind_of_settlement, different))
    if "place_in_file" in table.frame or not kinds or kinds < _HALF * len(different):
        return table
    return replace(table, frame=renamed(table.frame, {"place": "place_in_file"}))


def with_areas(table: Table, chosen: Mapping[str, str]) -> Table:
    """Return a table that has no column for places or points with the smallest area of each row as its place.

    Such places are areas: they are drawn as such, or listed, and never as the town that an area may be called after.
    """
    if not _WHERE.isdisjoint(chosen) or not _WHERE.isdisjoint(table.frame) or "geo_precision" in table.frame:
        return table
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


def with_names_of_areas(table: Table) -> Table:
    """Return the table with the names of first-level areas that it gives by postal codes, as tables of the US do.

    Only where nearly all are such codes, of one country, and no other country is stated: `GA` alone may be anything.
    """
    code = cells(table.frame, "admin1")
    stated = recoded(cells(table.frame, "country"), country_or_blank)
    for country, names in header_data()["postal_codes"].items():
        known = code.isin(names.keys())
        few = code[known].nunique() < _FEWEST_CODES or known.sum() < _NEARLY_ALL * (code != "").sum()
        if not few and stated.isin(["", country]).all():
            named = {"admin1": recoded(code, names.get).mask(~known, code)}
            return with_columns(table, named, written_as={"admin1": table.written_as.get("admin1", "admin1")})
    return table


def with_countries(table: Table) -> Table:
    """Return the table with the countries that it names in another column, as by a code, where a name is not known."""
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
