"""KML 2.2: a folder for each first actor, a time span for each event, every property as extended data.

Google Earth reads a description as HTML, so in descriptions all event text is escaped once for HTML and once for XML.
"""

from __future__ import annotations

import html
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pyarrow as pa
from lxml import etree

from mapper.exports.attributes import ALIASES, attribute_table, points
from mapper.exports.qmd import abstract, title
from mapper.exports.style import Category, categories
from mapper.exports.text import XML_FORBIDDEN, valid_xml, warn_replaced
from mapper.progress import step

if TYPE_CHECKING:
    from mapper.model.dossier import Dossier

__all__ = ["write_files"]

_NAMESPACE: Final = "http://www.opengis.net/kml/2.2"
_OPACITY: Final = {"clear": "ff", "vague": "80"}
"""Of the pins of events at the place named, and of those near it, in an area or at one of several places."""

_IN_BALLOON: Final = ("date_text", "place", "actor1", "actor2", "fatalities_best", "notes", "source", "source_url")
_ROWS_AT_A_TIME: Final = 10_000


def write_files(dossier: Dossier, target: Path) -> list[Path]:
    """Write one KML file. Characters that XML forbids become U+FFFD; a warning counts the values.

    An event without a location is a placemark without a point: in its folder, not on the globe.
    """
    table, replaced = attribute_table(dossier, forbidden=XML_FORBIDDEN)
    warn_replaced(replaced, ".kml")
    longitude, latitude = points(dossier)
    listed = categories(dossier)
    folder_of = {category.value: number for number, category in reversed(list(enumerate(listed)))}
    numbers = np.array([folder_of[actor] for actor in table.column("actor1").to_pylist()], dtype=int)
    counting = step("Rows", total=table.num_rows)
    with counting as advance, target.open("wb") as stream, etree.xmlfile(stream, encoding="UTF-8") as file:
        file.write_declaration()
        with file.element("kml", nsmap={None: _NAMESPACE}), file.element("Document"):
            for part in _heading(dossier, listed):
                file.write(part)
            for number, category in enumerate(listed):
                members = np.flatnonzero(numbers == number)
                if len(members):
                    with file.element("Folder"):
                        file.write(_text("name", category.value or category.label))
                        for placemark in _placemarks(
                            table.take(members), longitude[members], latitude[members], number
                        ):
                            file.write(placemark)
                            advance(1)
    return [target]


def _heading(dossier: Dossier, listed: list[Category]) -> Iterator[etree._Element]:
    yield _text("name", valid_xml(title(dossier)))
    words = [abstract(dossier), *dossier.attributions]
    yield _text("description", "<br>".join(html.escape(valid_xml(line)) for line in words))
    for number, category in enumerate(listed):
        red, green, blue = category.colour[1:3], category.colour[3:5], category.colour[5:7]
        for kind, opacity in _OPACITY.items():
            style = etree.Element("Style", id=f"{kind}-{number}")
            icon = etree.SubElement(style, "IconStyle")
            icon.append(_text("color", f"{opacity}{blue}{green}{red}"))
            yield style


def _placemarks(table: pa.Table, longitude: np.ndarray, latitude: np.ndarray, number: int) -> Iterator[etree._Element]:
    for start in range(0, table.num_rows, _ROWS_AT_A_TIME):
        rows = table.slice(start, _ROWS_AT_A_TIME).to_pylist()
        for row, x, y in zip(rows, longitude[start:].tolist(), latitude[start:].tolist(), strict=False):
            yield _placemark(row, number, None if np.isnan(x) else (x, y))


def _placemark(row: dict[str, Any], number: int, point: tuple[float, float] | None) -> etree._Element:
    placemark = etree.Element("Placemark")
    placemark.append(_text("name", row["title"] or row["place"] or row["event_id"]))
    placemark.append(_text("description", _balloon(row)))
    if row["event_date"] is not None:
        span = etree.SubElement(placemark, "TimeSpan")
        span.append(_text("begin", row["event_date"].isoformat()))
        span.append(_text("end", (row["end_date"] or row["event_date"]).isoformat()))
    kind = "clear" if row["location_kind"] == "exact" else "vague"
    placemark.append(_text("styleUrl", f"#{kind}-{number}"))
    extended = etree.SubElement(placemark, "ExtendedData")
    for name, value in row.items():
        data = etree.SubElement(extended, "Data", name=name)
        data.append(_text("displayName", ALIASES.get(name, name)))
        data.append(_text("value", "" if value is None else str(value)))
    if point is not None:
        place = etree.SubElement(placemark, "Point")
        place.append(_text("coordinates", f"{point[0]!r},{point[1]!r}"))
    return placemark


def _balloon(row: dict[str, Any]) -> str:
    lines = [(ALIASES[name], str(row[name])) for name in _IN_BALLOON if row[name] not in ("", None)]
    return "<br>".join(f"<b>{html.escape(name)}:</b> {html.escape(value)}" for name, value in lines)


def _text(tag: str, text: str) -> etree._Element:
    element = etree.Element(tag)
    element.text = text
    return element
