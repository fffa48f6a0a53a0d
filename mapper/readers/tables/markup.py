"""Read KML and GPX: placemarks of Google's My Maps and Earth, waypoints and tracks of GPS receivers.

GDAL reads both too, but turns a `TimeStamp` of May into the first of May, and drops a year alone. Nothing outside the
file is read: neither entities nor links to other files.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Final

import numpy as np
import pandas as pd
import shapely
from lxml import etree, html

from gazetteer.errors import shortened
from mapper.errors import FormatError, SourceError
from mapper.readers.tables.shapes import with_places
from mapper.readers.tables.table import Table

__all__ = ["looks_like_markup", "read_markup"]

_HEAD: Final = 4096
_KML: Final = re.compile(rb"<(?:\w+:)?kml[\s>]")
_GPX: Final = re.compile(rb"<(?:\w+:)?gpx[\s>]")
_DATES: Final = ("date", "event_date", "datum", "fecha", "data", "jour", "day")
"""The user's columns of dates; times of placemarks fill their empty cells."""
_BREAKS: Final = ("br", "p", "div", "li", "tr", "h1", "h2", "h3", "hr")

_OPEN_IT: Final = "open it in a spreadsheet and save its table as .xlsx or .csv"
"""Some programs write a web page and call it .xls."""

Row = dict[str, str]
Found = tuple[Row, shapely.Geometry | None]
"""A row's cells and its geometry."""


def looks_like_markup(raw: bytes) -> bool:
    """Tell whether the bytes are KML, GPX or other XML, or a web page, none of which is a table of text.

    >>> looks_like_markup(b'<?xml version="1.0"?><kml>'), looks_like_markup(b"event_id,place")
    (True, False)
    """
    start = raw[:_HEAD].removeprefix(b"\xef\xbb\xbf").lstrip()
    if not start.startswith(b"<"):
        return False
    return start[:9].lower().startswith((b"<?xml", b"<!doctype", b"<html", b"<kml", b"<gpx")) or _is(start)


def _is(start: bytes) -> bool:
    return bool(_KML.search(start) or _GPX.search(start))


def read_markup(raw: bytes, name: str) -> Table:
    """Return the placemarks of KML, or the waypoints, routes and tracks of GPX, as a table of text with their places.

    `lines()` counts them from 1: a whole file may stand on one line.

    Raises
    ------
    SourceError
        It is damaged.
    FormatError
        It is other XML, or holds no placemark.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(raw, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        if not _is(raw[:_HEAD]):
            raise FormatError(f"{name}: a web page, not a table", _OPEN_IT) from None
        raise SourceError(f"{name}: damaged ({shortened(str(error))}); export it again") from None
    kind = etree.QName(root).localname
    if kind == "html":
        raise FormatError(f"{name}: a web page, not a table", _OPEN_IT)
    if kind not in ("kml", "gpx"):
        raise FormatError(f"{name}: XML of the kind {kind!r}, which is not read", "give a table, GeoJSON, KML or GPX")
    found = _placemarks(root) if kind == "kml" else list(_waypoints(root))
    if not found:
        raise FormatError(f"{name}: no placemark in it", "export the places again, not a link to them")
    linked = next(root.iter("{*}NetworkLink"), None) is not None
    table = _table(found, name)
    notice = f"{name}: it also names other files or addresses, which are not read"
    return replace(table, notices=(*table.notices, notice)) if linked else table


def _table(found: list[Found], name: str) -> Table:
    rows, shapes = zip(*found, strict=True)
    frame = pd.DataFrame(list(rows)).fillna("").astype("str")
    geometries = np.empty(len(shapes), dtype=object)
    geometries[:] = shapes
    return with_places(Table(name, frame, partial(np.arange, 1, len(frame) + 1)), geometries)


# KML


def _placemarks(root: etree._Element) -> list[Found]:
    """Return the placemarks: their own data, and beside it their names, descriptions, layers and times."""
    marks = list(root.iter("{*}Placemark"))
    data = [_extended(mark) for mark in marks]
    taken = {name.casefold(): name for own in reversed(data) for name in own}
    date = next((taken[name] for name in _DATES if name in taken), "date")
    return [
        (own if "event_id" in own else _with_marks(own, mark, taken, date), _kml_geometry(mark))
        for own, mark in zip(data, marks, strict=True)
    ]


def _with_marks(own: Row, mark: etree._Element, taken: Row, date: str) -> Row:
    """Return a placemark's own data, completed with its other elements.

    `taken` are the names of the data of all placemarks, `date` is the column of their dates.
    """
    start, end = _time(mark)
    folders = [_child_text(folder, "name") for folder in mark.iterancestors("{*}Folder")]
    said = {
        "title": _child_text(mark, "name"),
        "description": _plain(_child_text(mark, "description")),
        "layer": " / ".join(filter(None, reversed(folders))),
        date: start,
        "end_date": end,
    }
    named = {taken.get(name, name): text for name, text in said.items() if text}
    return own | {name: text for name, text in named.items() if not own.get(name)}


def _extended(mark: etree._Element) -> Row:
    """Return a placemark's own data, typed or not."""
    cells = {}
    for data in mark.iterfind("{*}ExtendedData/{*}Data"):
        cells[data.get("name", "")] = _child_text(data, "value")
    for data in mark.iterfind("{*}ExtendedData/{*}SchemaData/{*}SimpleData"):
        cells[data.get("name", "")] = (data.text or "").strip()
    cells.pop("", None)
    return cells


def _time(mark: etree._Element) -> tuple[str, str]:
    when = mark.find("{*}TimeStamp/{*}when")
    if when is not None:
        return (when.text or "").strip(), ""
    span = mark.find("{*}TimeSpan")
    if span is None:
        return "", ""
    start, end = _child_text(span, "begin"), _child_text(span, "end")
    return (start, end) if start != end else (start, "")


def _child_text(element: etree._Element, name: str) -> str:
    child = element.find(f"{{*}}{name}")
    return "".join(map(str, child.itertext())).strip() if child is not None else ""


def _plain(text: str) -> str:
    r"""Return HTML as text with a line for each of its paragraphs.

    >>> _plain("<b>Killed</b>: 3<br>Source: radio")
    'Killed: 3\nSource: radio'
    """
    if "<" not in text and "&" not in text:
        return text
    try:
        tree = html.fragment_fromstring(text, create_parent="div")
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return text
    for element in tree.iter(*_BREAKS):
        element.tail = "\n" + (element.tail or "")
    for element in list(tree.iter("script", "style")):
        element.drop_tree()
    lines = (" ".join(line.split()) for line in tree.text_content().split("\n"))
    return "\n".join(filter(None, lines))


def _kml_geometry(element: etree._Element) -> shapely.Geometry | None:
    """Return the geometry of a placemark, several as a collection; None if it has no readable one."""
    found = [shape for child in element.iterchildren("{*}*") if (shape := _kml_shape(child)) is not None]
    return found[0] if len(found) == 1 else shapely.GeometryCollection(found) if found else None


def _kml_shape(element: etree._Element) -> shapely.Geometry | None:
    read = _KML_SHAPES.get(etree.QName(element).localname)
    try:
        return read(element) if read else None
    except (ValueError, IndexError, shapely.errors.ShapelyError):
        return None


def _polygon(element: etree._Element) -> shapely.Geometry:
    outer, *_ = element.iterfind("{*}outerBoundaryIs/{*}LinearRing")
    holes = element.iterfind("{*}innerBoundaryIs/{*}LinearRing")
    return shapely.Polygon(_positions(outer), [_positions(hole) for hole in holes])


def _track(element: etree._Element) -> shapely.Geometry:
    positions = [[float(number) for number in (at.text or "").split()[:2]] for at in element.iterfind("{*}coord")]
    return shapely.LineString(positions) if len(positions) > 1 else shapely.Point(positions[0])


_KML_SHAPES: dict[str, Callable[[etree._Element], shapely.Geometry | None]] = {
    "Point": lambda element: shapely.Point(_positions(element)[0]),
    "LineString": lambda element: shapely.LineString(_positions(element)),
    "LinearRing": lambda element: shapely.LineString(_positions(element)),
    "Polygon": _polygon,
    "Track": _track,
    "MultiGeometry": _kml_geometry,
    "MultiTrack": _kml_geometry,
}


def _positions(element: etree._Element) -> list[list[float]]:
    """Return longitude and latitude of each position in `coordinates`; heights are left out."""
    return [[float(number) for number in one.split(",")[:2]] for one in _child_text(element, "coordinates").split()]


# GPX


def _waypoints(root: etree._Element) -> Iterator[Found]:
    """Yield each waypoint, route and track; the last two are lines."""
    for element in root.iterchildren("{*}wpt", "{*}rte", "{*}trk"):
        kind = etree.QName(element).localname
        points = [element] if kind == "wpt" else [*element.iter("{*}rtept", "{*}trkpt")]
        times = [time for point in points if (time := _child_text(point, "time"))]
        own = {
            "date": times[0] if times else "",
            "end_date": times[-1] if times and times[-1][:10] != times[0][:10] else "",
            "title": _child_text(element, "name"),
            "notes": _child_text(element, "desc") or _child_text(element, "cmt"),
            "type": _child_text(element, "type"),
            "symbol": _child_text(element, "sym"),
            "mark": {"wpt": "waypoint", "rte": "route", "trk": "track"}[kind],
        }
        link = element.find("{*}link")
        own["link"] = link.get("href", "") if link is not None else ""
        yield own, _gpx_shape(points)


def _gpx_shape(points: list[etree._Element]) -> shapely.Geometry | None:
    try:
        positions = [(float(point.get("lon", "")), float(point.get("lat", ""))) for point in points]
    except ValueError:
        return None
    if len(positions) > 1:
        return shapely.LineString(positions)
    return shapely.Point(positions[0]) if positions else None
