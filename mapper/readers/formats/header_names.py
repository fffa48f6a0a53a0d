"""The names that columns of events have in other tables, from `mapper/data/headers.toml`."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from mapper.model.lexicon import folded

__all__ = [
    "counts_some_of_the_dead",
    "header_data",
    "is_kind_of_settlement",
    "is_part_of_the_world",
    "known_names",
    "known_parts",
    "tells_of_the_row",
]


@cache
def known_names() -> dict[str, tuple[str, ...]]:
    """Return, for each field, the names that other tables give it, the likeliest first.

    >>> known_names()["longitude"][:3]
    ('longitude', 'lon', 'gps_lon')
    """
    return {field: tuple(names) for field, names in header_data()["names"].items()}


@cache
def known_parts(of: str = "event_date") -> dict[str, tuple[str, ...]]:
    """Return the names of columns that hold parts: of `event_date`, of `end_date`, or of a point in UTM (`utm`).

    >>> known_parts()["day"][:2], known_parts("end_date")["year"][0], known_parts("utm")["utm_zone"][0]
    (('day', 'day_of_month'), 'end_year', 'utm_zone')
    """
    return {part: tuple(names) for part, names in header_data()["parts"][of].items()}


def counts_some_of_the_dead(name: str) -> bool:
    """Tell whether a column counts the dead of one group: its name has a word for the dead and one for the group.

    >>> counts_some_of_the_dead("killed (men)"), counts_some_of_the_dead("killed")
    (True, False)
    """
    words = re.findall(r"[^\W_]+", folded(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)))
    return not (_folded_names("the_dead").isdisjoint(words) or _folded_names("some_of_the_dead").isdisjoint(words))


def is_kind_of_settlement(text: str) -> bool:
    """Tell whether a text says what kind of place something is, not which place.

    >>> is_kind_of_settlement("isolated_dwelling"), is_kind_of_settlement("Gao")
    (True, False)
    """
    return folded(text).replace("_", " ") in _folded_names("kinds_of_settlement")


def is_part_of_the_world(text: str) -> bool:
    """Tell whether a text names a part of the world, as `Middle East & North Africa` does.

    >>> is_part_of_the_world("Middle East & North Africa"), is_part_of_the_world("North Kivu")
    (True, False)
    """
    words = set(re.findall(r"[^\W_]+", folded(text)))
    return words <= _folded_names("continents") | _folded_names("beside_continents") and not words.isdisjoint(
        _folded_names("continents")
    )


def tells_of_the_row(name: str) -> bool:
    """Tell whether a column's name says that it tells of the row, or of a person: when it was written, or born.

    >>> tells_of_the_row("createdAt"), tells_of_the_row("Date of attack")
    (True, False)
    """
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
    return not _folded_names("of_rows_and_persons").isdisjoint(re.findall(r"[^\W_]+", folded(apart)))


@cache
def _folded_names(key: str) -> frozenset[str]:
    return frozenset(map(folded, header_data()[key]))


@cache
def header_data() -> dict[str, Any]:
    """Return what `mapper/data/headers.toml` says.

    >>> sorted(header_data())[:3]
    ['beside_continents', 'continents', 'doubtful']
    """
    return tomllib.loads(files("mapper").joinpath("data", "headers.toml").read_text("utf-8"))
