"""Outlines of countries and first-level units, to draw events of which only the area is known.

They are Natural Earth's, generalised to about 700 m, and as old as its tables: Mali has the eight regions
of before 2016, so Gao includes what is now Ménaka, Timbuktu what is now Taoudénit, and these two are unknown.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from mapper.render.basemap.world import load_world

if TYPE_CHECKING:
    from shapely import MultiPolygon
    from shapely.geometry.base import BaseGeometry

__all__ = ["admin1_polygon", "countries_drawn", "country_polygon", "name_of", "rings"]

_SUBDIVISION_CODE = re.compile(r"[A-Z]{2}-[A-Z0-9]{1,3}")
# Words for the kind of unit, and the articles between them and the name, in English and French.
_KIND = re.compile(
    r"\b(?:autonomous|cercle|departement|department|district|governorate|gouvernorat|oblast|prefecture|province|region"
    r"|republic|state|wilaya|of|de|du|des|the|la|le|d|l)\b"
)


def country_polygon(code: str) -> MultiPolygon | None:
    """Return a country's outline in degrees (EPSG:4326), or None where there is none.

    Parts that Natural Earth draws apart (Somaliland, Northern Cyprus) belong to the country of their ISO code. Never
    use it to tell in which country a point is: outlines are generalised, some wrong by kilometres.

    >>> [round(degree) for degree in country_polygon("ML").bounds]
    [-12, 10, 4, 25]
    >>> country_polygon("ZZ") is None
    True

    Parameters
    ----------
    code
        ISO 3166-1 alpha-2.
    """
    world = load_world()
    parts = [world.part(c["polygons"]) for c in world.layers["countries"] if c["code"] == code.upper() != ""]
    return _shape([polygon for polygons in parts for polygon in polygons])


@cache
def countries_drawn() -> frozenset[str]:
    """Return the ISO codes of the countries that have an outline.

    >>> "ML" in countries_drawn(), "" in countries_drawn()
    (True, False)
    """
    return frozenset(country["code"] for country in load_world().layers["countries"]) - {""}


def admin1_polygon(country: str, name: str) -> MultiPolygon | None:
    """Return the outline of a first-level unit in degrees (EPSG:4326), or None where the name is not known.

    Parameters
    ----------
    country
        ISO 3166-1 alpha-2.
    name
        The unit's name in any spelling that differs by case, accents, hyphens or the word for its kind
        ("Kidal", "région de Kidal", "Tombouctou"), its ISO 3166-2 code ("ML-8") or GeoNames' ("ML.10").

    >>> kidal = admin1_polygon("ML", "Kidal region")
    >>> kidal.equals(admin1_polygon("ML", "ML-8")), [round(degree) for degree in kidal.bounds]
    (True, [-2, 18, 4, 22])
    >>> admin1_polygon("ML", "Ménaka") is None
    True
    """
    unit = _find(country.upper(), name.strip())
    return None if unit is None else _shape(unit["polygons"])


def _shape(polygons: list[Any]) -> MultiPolygon | None:
    shape = load_world().multipolygon(polygons)
    return None if shape.is_empty else shape


def _find(country: str, name: str) -> dict[str, Any] | None:
    own, other = _names(country)
    official = _official_name(name) if _SUBDIVISION_CODE.fullmatch(name) else name
    for written in (name, official):
        key = _key(written)
        if key and (unit := own.get(key) or other.get(key)):
            return unit
    return None


def name_of(unit: dict[str, Any]) -> str:
    """Return a unit's name: Natural Earth's, or ISO's where the file has only a code (the United States)."""
    return str(unit["name"]) or "".join(map(_official_name, unit["codes"][:1]))


@cache
def _official_name(code: str) -> str:
    """Return ISO 3166-2's name for a code, or nothing."""
    import pycountry

    subdivision = pycountry.subdivisions.get(code=code)  # type: ignore[no-untyped-call]
    return "" if subdivision is None else str(subdivision.name)


@cache
def _names(country: str) -> tuple[dict[str, dict[str, Any]], dict[str, dict[str, Any]]]:
    """Return a country's units by name and code, and by other name; a name that two units have is left out."""
    world = load_world()
    parts = [world.part(one["part"]) for one in world.layers["admin1"] if one["country"] == country]
    units = parts[0]["units"] if parts else []
    own = [(_key(word), unit) for unit in units for word in (name_of(unit), *unit["codes"])]
    other = [(_key(word), unit) for unit in units for word in unit["other"]]
    return _unambiguous(own), _unambiguous(other)


def _unambiguous(pairs: list[tuple[str, dict[str, Any]]]) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    shared = set()
    for key, unit in pairs:
        if found.setdefault(key, unit) is not unit:
            shared.add(key)
    return {key: unit for key, unit in found.items() if key and key not in shared}


@cache
def _key(name: str) -> str:
    from gazetteer.names.normalise import normal_form

    form = normal_form(name)
    bare = " ".join(_KIND.sub(" ", form).split())
    return bare or form


_DIGITS = 4
"""Decimals of a degree that are written: about ten metres."""


def rings(shape: BaseGeometry) -> list[list[float]]:
    """Return the rings of a polygon or multipolygon in degrees, each `[longitude, latitude, longitude, …]`.

    Outer rings and holes follow one another: the page fills them by the even-odd rule.

    >>> from shapely import box
    >>> rings(box(0, 0, 1, 1))
    [[1.0, 0.0, 1.0, 1.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0]]
    """
    parts: Any = getattr(shape, "geoms", [shape])
    drawn = [ring for part in parts for ring in (part.exterior, *part.interiors)]
    return [[round(number, _DIGITS) for point in ring.coords for number in point[:2]] for ring in drawn]
