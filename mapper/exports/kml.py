"""KML 2.2: a folder for each first actor, a time span for each event, every property as extended data.

Google Earth reads a description as HTML, so in descriptions all event text is escaped once for HTML and once for XML.

A placemark is text from a template: it has 150 elements, and building a million of them with lxml took seven minutes.
"""

from __future__ import annotations

import html
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape, quoteattr

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from lxml import etree

from mapper.exports.attributes import aliases, attribute_table, points, python_values
from mapper.exports.qgis.qmd import abstract, title
from mapper.exports.qgis.style import Category, categories
from mapper.exports.text import XML_FORBIDDEN, credit_lines, valid_xml, warn_replaced
from mapper.exports.words import Message
from mapper.model.schema import FATALITY_COLUMNS
from mapper.model.stand_ins import stands_for
from mapper.progress import Advance, step
from mapper.version import GENERATOR

if TYPE_CHECKING:
    from mapper.model.dossier import Dossier

__all__ = ["write_files"]

_NAMESPACE: Final = "http://www.opengis.net/kml/2.2"
_OPACITY: Final = {"clear": "ff", "vague": "80"}
"""Opacity of icons: events exactly at the named place, and events near it, in an area or at one of several places."""

_IN_BALLOON: Final = ("date_text", "place", "actor1", "actor2", *FATALITY_COLUMNS, "notes", "source", "source_url")
_AS_IN_FILE: Final = {"date_text": "event_date_in_file"}
"""Columns that a balloon shows as the file wrote them, if it did."""
_ROWS_AT_A_TIME: Final = 10_000
_FOR_XML: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"}
_FOR_HTML: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;"}


def write_files(dossier: Dossier, target: Path, *, language: str = "en") -> list[Path]:
    """Write one KML file. Characters that XML forbids become U+FFFD; a warning counts the values.

    An event without a location is a placemark without a point: it is listed in its folder, not drawn on the globe.
    """
    table, replaced = attribute_table(dossier, forbidden=XML_FORBIDDEN, language=language)
    warn_replaced(replaced, ".kml")
    listed = categories(dossier, language)
    folder_of = {category.value: number for number, category in reversed(list(enumerate(listed)))}
    numbers = np.array([folder_of[actor] for actor in table.column("actor1").to_pylist()], dtype=int)
    longitude, latitude = points(dossier)
    wholes = stands_for(dossier.events).tolist()
    drawn = pa.table({"longitude": longitude, "latitude": latitude, "category": numbers, "whole": wholes})
    counting = step("Rows", total=table.num_rows)
    with counting as advance, target.open("wb") as stream, etree.xmlfile(stream, encoding="UTF-8") as file:
        file.write_declaration()
        with file.element("kml", nsmap={None: _NAMESPACE}), file.element("Document"):
            for part in _heading(dossier, listed, language):
                file.write(part)
            placemarks = _in_parts(table, drawn, np.argsort(numbers, kind="stable"), advance, language)
            for category, size in zip(listed, np.bincount(numbers, minlength=len(listed)).tolist(), strict=True):
                if size:
                    with file.element("Folder"):
                        file.write(_text("name", category.value or category.label))
                        file.flush()
                        stream.writelines(islice(placemarks, size))
    return [target]


def _heading(dossier: Dossier, listed: list[Category], language: str) -> Iterator[etree._Element]:
    yield _text("name", valid_xml(title(dossier, language)))
    program = Message("written-by", program=GENERATOR).text(language)
    words = [abstract(dossier, language), *credit_lines(dossier, language), program]
    yield _text("description", "<br>".join(html.escape(valid_xml(line)) for line in words))
    for number, category in enumerate(listed):
        red, green, blue = category.colour[1:3], category.colour[3:5], category.colour[5:7]
        for kind, opacity in _OPACITY.items():
            style = etree.Element("Style", id=f"{kind}-{number}")
            icon = etree.SubElement(style, "IconStyle")
            icon.append(_text("color", f"{opacity}{blue}{green}{red}"))
            yield style


def _in_parts(table: pa.Table, drawn: pa.Table, order: np.ndarray, advance: Advance, language: str) -> Iterator[bytes]:
    """Yield the placemarks of the events in this order; only a part of the rows is in memory as text."""
    for start in range(0, len(order), _ROWS_AT_A_TIME):
        rows = order[start : start + _ROWS_AT_A_TIME]
        advance(len(rows))  # before the yield: after the last row nothing resumes the generator
        yield from _placemarks(table.take(rows), drawn.take(rows), language)


def _placemarks(table: pa.Table, drawn: pa.Table, language: str) -> Iterator[bytes]:
    """Yield a placemark for each event; `drawn` has its point, number of category, and whole month or year."""
    headings = aliases(language)
    cells = {name: _texts(table.column(name), _FOR_XML) for name in table.column_names}
    names = (a or b or c for a, b, c in zip(cells["title"], cells["place"], cells["event_id"], strict=True))
    styles = (
        f"{'clear' if kind == 'exact' else 'vague'}-{number}"
        for kind, number in zip(cells["location_kind"], drawn["category"].to_pylist(), strict=True)
    )
    spans = map(_span, cells["event_date"], cells["end_date"], drawn["whole"].to_pylist())
    places = map(_point, drawn["longitude"].to_pylist(), drawn["latitude"].to_pylist())
    extended = "".join(_data(name, headings.get(name, name)) for name in table.column_names)
    template = (
        "<Placemark><name>%s</name><description>%s</description>%s"
        f"<styleUrl>#%s</styleUrl><ExtendedData>{extended}</ExtendedData>%s</Placemark>"
    )
    for placemark in zip(names, _balloons(table, language), spans, styles, *cells.values(), places, strict=True):
        yield (template % placemark).encode()


def _data(name: str, heading: str) -> str:
    """Return the template of one property, with `%s` for its value."""
    shown = escape(heading, {"\r": "&#13;"})
    data = f"<Data name={quoteattr(name)}><displayName>{shown}</displayName><value>"
    return data.replace("%", "%%") + "%s</value></Data>"


def _span(begin: str, end: str, whole: str) -> str:
    """Return the time of an event; `whole` is its month or year if the day is unknown."""
    begin, end = (whole, whole) if whole else (begin, end or begin)
    return f"<TimeSpan><begin>{begin}</begin><end>{end}</end></TimeSpan>" if begin else ""


def _point(longitude: float, latitude: float) -> str:
    if np.isnan(longitude):
        return ""
    return f"<Point><coordinates>{longitude!r},{latitude!r}</coordinates></Point>"


def _balloons(table: pa.Table, language: str) -> Iterator[str]:
    """Yield the balloon that Google Earth shows when the pin of an event is clicked, as HTML escaped for XML."""
    headings = aliases(language)
    columns = []
    for name in _IN_BALLOON:
        heading = escape(f"<b>{html.escape(Message('heading', name=headings[name]).text(language))}</b> ")
        texts = _texts(table.column(name), _FOR_HTML, _FOR_XML)
        if (words := _AS_IN_FILE.get(name)) in table.column_names:
            in_file = _texts(table.column(words), _FOR_HTML, _FOR_XML)
            texts = [said or text for said, text in zip(in_file, texts, strict=True)]
        columns.append([text and heading + text for text in texts])
    line_break = escape("<br>")
    return (line_break.join(filter(None, lines)) for lines in zip(*columns, strict=True))


def _texts(column: pa.ChunkedArray, *escapes: dict[str, str]) -> list[str]:
    """Return the column's values as text with characters replaced by their escapes; `""` for unknown values."""
    if pa.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
        for sign, escaped in (pair for some in escapes for pair in some.items()):
            column = pc.replace_substring(column, sign, escaped)
    texts = ["" if value is None else str(value) for value in python_values(column)]
    return [text.removesuffix(".0") for text in texts] if pa.types.is_floating(column.type) else texts


def _text(tag: str, text: str) -> etree._Element:
    element = etree.Element(tag)
    element.text = text
    return element
