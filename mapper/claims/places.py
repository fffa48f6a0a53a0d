"""Whether two toponyms, as claimants wrote them, can mean one place: by their words alone, without
coordinates.

>>> compatible_places("near Abéché", "town of Abeche, Chad")
True
>>> compatible_places("Abeche, Chad", "Abeche (Sudan)")
False
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from gazetteer.normalise import normal_form, spelling_key
from mapper.model.folding import fold_name

__all__ = ["ClaimedPlace", "compatible_places", "country_of", "read_place"]

_BEFORE: Final = re.compile(
    r"^(?:(?:just )?(?:near|close to|in|at|on|around|outside|within|off|north of|south of|east of|west of)"
    r"|the|an?|(?:town|village|city|commune|region|area|district|province|state"
    r"|camp|base|outskirts|vicinity|border) of) "
)
_AFTER: Final = re.compile(
    r" (?:town|village|city|commune|municipality|region|area|district|province|governorate"
    r"|state|cercle|camp|base|border)$"
)
_COMPASS: Final = re.compile(
    r"^(?:(?:far )?(?:north|south|east|west|central|centre)"
    r"(?:[- ]?(?:north|south|east|west|central))*(?:ern)?) (?:of )?"
)


@dataclass(frozen=True, slots=True)
class ClaimedPlace:
    """A toponym taken apart: `name` (its spelling key; `""` where only a country is named), `country`
    (alpha-2).
    """

    name: str
    country: str


def compatible_places(one: str, other: str) -> bool:
    """Whether any of the places on one side can be any on the other (`;` stands between alternatives).

    A country, or a part of one ("eastern Chad"), is compatible with every place that is not said to lie
    elsewhere.

    >>> compatible_places("eastern Chad", "Abeche"), compatible_places("Abeche", "Ati; Abeche")
    (True, True)
    """
    return any(_can_be(read_place(a), read_place(b)) for a in one.split(";") for b in other.split(";"))


@lru_cache(maxsize=65_536)
def read_place(text: str) -> ClaimedPlace:
    """Take a toponym apart into its name and the country named with it.

    >>> read_place("close to the town of Abéché (Chad)")
    ClaimedPlace(name='abese', country='TD')
    """
    parts = [part for part in re.split(r"[,()]", fold_name(text)) if part.strip()]
    country = country_of(parts[-1]) if parts else ""
    if country:
        parts = parts[:-1]
    name = _bare(parts[0].strip()) if parts else ""
    return ClaimedPlace(spelling_key(normal_form(name)), country)


@lru_cache(maxsize=65_536)
def country_of(text: str) -> str:
    """Return the alpha-2 code of the country that a toponym is, or is a part of by compass; `""` where it is
    neither.

    >>> country_of("north-eastern Chad"), country_of("Abeche")
    ('TD', '')
    """
    import pycountry

    name = _COMPASS.sub("", _bare(fold_name(text)))
    for candidate in (text.strip(), name):
        try:
            return str(pycountry.countries.lookup(candidate).alpha_2) if len(candidate) != 3 else ""
        except LookupError:
            continue
    return ""


def _bare(name: str) -> str:
    before = ""
    while name != before:
        before = name
        name = _AFTER.sub("", _BEFORE.sub("", name)).strip()
    return name


def _can_be(one: ClaimedPlace, other: ClaimedPlace) -> bool:
    if one.country and other.country and one.country != other.country:
        return False
    return not one.name or not other.name or one.name == other.name
