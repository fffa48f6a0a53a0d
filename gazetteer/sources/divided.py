"""Read a division's level, names, P-code and parents from the properties of a feature or the columns of a row."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

__all__ = ["Division", "Properties", "divisions_of", "level_of", "names_of", "of_level"]

_PLACETYPES = {"region": 1, "county": 2, "localadmin": 3}
# "adm2_name", "ADM2_FR", "admin2Name_en", "NAME_2": the level, and what is said of it.
_OF_LEVEL = re.compile(r"^adm(?:in)?_?(?P<level>[0-4])_?(?P<what>name\d?|name_?\w\w|[a-z]{2}|p_?code)$", re.IGNORECASE)
_OF_LEVEL_AFTER = re.compile(r"^(?P<what>name|gid|iso)_(?P<level>[0-4])$", re.IGNORECASE)
_NAMES = ("name", "wof:name", "shapename", "name:en", "name:fr", "name:ar", "names", "alt_name", "pcode", "p_code")

Properties = Mapping[str, Any]


class Division(NamedTuple):
    """A division: its level (0: unknown), its names, its P-code, and the divisions it lies in.

    `parents` are their names from the first level down to its own, "" for one not named, then other names and codes.
    """

    level: int
    names: tuple[str, ...]
    code: str
    parents: tuple[str, ...]


def divisions_of(properties: Properties) -> Division:
    """Return the division that properties describe.

    >>> divisions_of({"adm1_name": "Gao", "adm1_pcode": "ML07", "adm2_name": "Ansongo", "adm2_pcode": "ML0701"})
    Division(level=2, names=('Ansongo', 'ML0701'), code='ML0701', parents=('Gao', 'Ansongo', 'ML07', 'ML0701'))
    """
    level, names = level_of(properties), names_of(properties)
    above = [of_level(properties, upper) for upper in range(1, level)]
    first = [*(found[0] if found else "" for found in above), *names[:1]]
    others = [name for found in (*above, names) for name in found[1:]]
    code = next((name for name in names if any(char.isdigit() for char in name)), "")
    return Division(level, names, code, (*first, *others))


def names_of(properties: Properties) -> tuple[str, ...]:
    """Return the names of a division, the main one first, then its P-code, from properties of its level or of none."""
    own = of_level(properties, level_of(properties))
    found: list[str] = list(own)
    for key in _NAMES:
        value = properties.get(key)
        found += [value] if isinstance(value, str) else map(str, value) if isinstance(value, list) else []
    return tuple(dict.fromkeys(name.strip() for name in found if name.strip()))


def level_of(properties: Properties) -> int:
    """Return the level of a division, 1 to 4; 0 where the properties do not say."""
    placetype = str(properties.get("placetype") or properties.get("wof:placetype"))
    if placetype in _PLACETYPES:
        return _PLACETYPES[placetype]
    said = re.fullmatch(r"adm(?:in)?_?([1-4])", str(properties.get("shapetype") or "").lower())
    if said:
        return int(said[1])
    return max((level for level in range(1, 5) if of_level(properties, level)), default=0)


def of_level(properties: Properties, level: int) -> tuple[str, ...]:
    """Return the names, then the codes, that the properties have for the division of a level."""
    found = []
    for key, value in properties.items():
        match = _OF_LEVEL.match(key) or _OF_LEVEL_AFTER.match(key)
        if match and int(match["level"]) == level and isinstance(value, str) and value.strip():
            found.append((match["what"].lower().endswith("code"), value.strip()))
    return tuple(dict.fromkeys(value for _, value in sorted(found, key=lambda pair: pair[0])))
