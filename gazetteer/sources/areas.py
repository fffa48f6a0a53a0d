"""Outlines of divisions in GeoJSON: Who's On First's, OCHA's (COD-AB), geoBoundaries', or the user's own.

The level, the names, the P-code, the divisions above and the country are taken from the properties; those of the
common publishers are understood. An outline without a known country is used for any country.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from hashlib import blake2b
from math import cos, pi, radians, sqrt
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gazetteer.countries import country_or_blank
from gazetteer.errors import DumpError, FileError, shortened
from gazetteer.geodesy import KM_PER_DEGREE
from gazetteer.index.entry import Entry
from gazetteer.model import Place, SourceInfo
from gazetteer.sources.divided import Division, Properties, divisions_of, of_level
from gazetteer.sources.user import file_stem
from gazetteer.tables.bytes import read_bytes
from gazetteer.tables.json import whole

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = ["Areas", "holds_areas"]

_PREFIX = "areas-"
_COUNTRY = ("iso:country", "wof:country", "country", "iso2", "iso_a2", "iso3", "iso_a3", "gid_0", "shapegroup")
_IN_FILE_NAME = re.compile(r"(?:^|[-_])([A-Z]{2,3})(?:[-_.]|$)")
_FINEST = 0.001  # 0.001 degrees are about 100 m: no place is known better
_REMEDY = "give polygons of divisions in GeoJSON, in degrees, with a property for their names"


def holds_areas(path: Path) -> bool:
    """Say whether a GeoJSON file holds polygons and no points.

    >>> holds_areas(Path("seeds/events.csv"))
    False
    """
    try:
        raw = read_bytes(str(path))
    except FileError:
        return False
    return b'Polygon"' in raw and b'"Point"' not in raw


class Areas:
    """A file of outlines as a source.

    >>> Areas(Path("wof-ML-divisions.geojson.gz")).name
    'areas-wof-ML-divisions'
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.name = f"{_PREFIX}{file_stem(path).removeprefix(_PREFIX)}"

    def digest(self) -> str:
        """Return a hash of the file's content.

        Raises
        ------
        FileError
            The file cannot be read.
        """
        return blake2b(self._raw, digest_size=8).hexdigest()

    def info(self) -> SourceInfo:
        """Return the description."""
        stem = self.name.removeprefix(_PREFIX)
        if b'"wof_id"' in self._raw or b'"wof:' in self._raw:
            return SourceInfo(
                self.name,
                f"Who's On First's divisions, {stem}",
                0,
                licence="CC BY 4.0",
                attribution="Who's On First, Quattroshapes, Mesoshapes, Natural Earth",
                url="https://whosonfirst.org",
            )
        if re.search(rb'"adm(?:in)?\d_?pcode"', self._raw, re.IGNORECASE):
            licence, credit = "CC BY-IGO", "OCHA, Common Operational Datasets"
            return SourceInfo(
                self.name, f"OCHA's divisions, {stem}", 0, licence, credit, "https://data.humdata.org/dashboards/cod"
            )
        return SourceInfo(self.name, f"Divisions, {stem}", 0, attribution=stem)

    def entries(self) -> Iterator[Entry]:
        """Yield the divisions that exist today, each with its outline and a point inside it.

        Raises
        ------
        DumpError
            The file holds no polygons in degrees, or they have no names.
        """
        found = 0
        for number, feature in enumerate(self._features(), start=1):
            properties = self._properties(feature, number)
            shape = self._shape(feature, number)
            division = divisions_of(properties)
            if shape is not None and division.names and properties.get("current") is not False:
                found += 1
                yield self._entry(number, properties, division, shape)
        if not found:
            raise DumpError(self.path.name, "holds no named polygons", remedy=_REMEDY)

    @cached_property
    def _raw(self) -> bytes:
        return read_bytes(str(self.path))

    def _features(self) -> list[dict[str, Any]]:
        try:
            document = json.loads(self._raw)
        except (ValueError, RecursionError) as error:
            raise DumpError(self.path.name, f"is no GeoJSON ({shortened(str(error))})", remedy=_REMEDY) from error
        features = document.get("features") if isinstance(document, dict) else None
        return [each for each in features if isinstance(each, dict)] if isinstance(features, list) else []

    def _properties(self, feature: Mapping[str, Any], number: int) -> dict[str, Any]:
        own = feature.get("properties")
        try:
            return {key.lower(): value for key, value in whole(own).items()} if isinstance(own, dict) else {}
        except RecursionError:
            raise DumpError(self.path.name, f"is nested too deeply in feature {number}", remedy=_REMEDY) from None

    def _shape(self, feature: Mapping[str, Any], number: int) -> BaseGeometry | None:
        """Return a valid, simplified outline; None if the feature is not a polygon."""
        import shapely

        geometry = feature.get("geometry")
        if not isinstance(geometry, dict) or geometry.get("type") not in ("Polygon", "MultiPolygon"):
            return None
        try:
            shape = shapely.make_valid(shapely.geometry.shape(geometry))
        except (shapely.errors.ShapelyError, ValueError, TypeError, LookupError) as error:
            raise DumpError(self.path.name, f"has a damaged outline in feature {number}", remedy=_REMEDY) from error
        west, south, east, north = shape.bounds if not shape.is_empty else (0.0, 0.0, 0.0, 0.0)
        if not (west >= -180 and east <= 180 and south >= -90 and north <= 90):
            raise DumpError(self.path.name, f"is not in degrees (feature {number})", remedy=_REMEDY)
        return None if shape.is_empty else shape.simplify(_FINEST)

    def _entry(self, number: int, properties: Properties, division: Division, shape: BaseGeometry) -> Entry:
        import shapely

        level, names, code, parents = division
        inside = shape.representative_point()
        wide = KM_PER_DEGREE * KM_PER_DEGREE * cos(radians(inside.y)) * shape.area
        place = Place(
            place_id=f"areas:{properties.get('wof_id') or properties.get('wof:id') or code or number}",
            name=names[0],
            latitude=round(inside.y, 5),
            longitude=round(inside.x, 5),
            country=self._country(properties),
            admin1=parents[0],
            admin2=parents[1] if level > 1 else "",
            feature_class="A",
            feature_code=f"ADM{level}" if level else "ADMD",
            radius_km=round(sqrt(wide / pi), 1),
            source=self.info().title,
            aliases=names[1:],
        )
        return Entry(place, names, parents, outline=shapely.to_wkb(shape))

    def _country(self, properties: Properties) -> str:
        said = [properties.get(key) for key in _COUNTRY] + list(of_level(properties, 0))
        said += _IN_FILE_NAME.findall(self.name)
        return next((code for text in said if isinstance(text, str) and (code := country_or_blank(text))), "")
