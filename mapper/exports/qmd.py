"""QGIS layer metadata (`.qmd`): what the layer holds, how it is drawn, whom to credit, under which licence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

import numpy as np
import pandas as pd
from lxml import etree

from mapper.exports.attributes import points
from mapper.exports.qml import DOCTYPE, QGIS_VERSION
from mapper.exports.text import inert, valid_xml
from mapper.model.involved import count_events
from mapper.words import Message

if TYPE_CHECKING:
    from mapper.model.dossier import Dossier

__all__ = ["abstract", "add_crs", "add_metadata", "period", "qmd", "title"]

_HOW_DRAWN: Final = (
    "Colour: the first actor; the order of actors implies no attacker. "
    "Filled dot: at the place named. Hollow dot: near it, somewhere in an area, or, with a dotted rim, at one of "
    "several possible places (see alternative_places); the disc shows how far off the event may lie. "
    "location_kind, geo_precision and place_reason say more for each event. "
    "event_date and end_date are the first and the last possible day; date_text is the date as the record has it. "
    "claims holds who says what, as JSON text."
)
_NOT_STATED: Final = "The sources state no licence or credit line: ask their publishers before handing the data on."


def qmd(dossier: Dossier) -> bytes:
    """Return the metadata file of the events layer.

    >>> import mapper
    >>> etree.fromstring(qmd(mapper.read("seeds"))).findtext("type")
    'dataset'
    """
    root = etree.Element("qgis", version=QGIS_VERSION)
    add_metadata(root, dossier)
    etree.indent(root)
    return etree.tostring(root, encoding="UTF-8", doctype=DOCTYPE) + b"\n"


def add_metadata(root: etree._Element, dossier: Dossier) -> None:
    """Append the metadata's elements to `root`, which is a metadata file's or a project layer's element."""
    _add(root, "identifier", "")
    _add(root, "parentidentifier", "")
    _add(root, "language", "ENG")
    _add(root, "type", "dataset")
    _add(root, "title", title(dossier))
    _add(root, "abstract", abstract(dossier))
    links = etree.SubElement(root, "links")
    for name, address in _links(dossier):
        etree.SubElement(links, "link", name=name, url=address, type="WWW:LINK", description="")
    _add(root, "fees", "")
    for credit in dossier.attributions or (_NOT_STATED,):
        _add(root, "rights", credit)
    for licence in _distinct(dossier.sources["licence"]):
        _add(root, "license", licence)
    _add(root, "encoding", "UTF-8")
    add_crs(etree.SubElement(root, "crs"))
    _extent(root, dossier)


def title(dossier: Dossier) -> str:
    """Return the dossier's title, or plain words where it has none.

    >>> import mapper
    >>> title(mapper.read("seeds").replace(title=""))
    'Conflict events'
    """
    return dossier.title or Message("untitled").text()


def abstract(dossier: Dossier) -> str:
    """Return a paragraph: how many events, claims and sources, which filter, what is missing, how to read the map.

    >>> import mapper
    >>> "not on the map" in abstract(mapper.read("seeds"))
    True
    """
    events = dossier.events
    unlocated, undated = count_events(events[~dossier.located]), count_events(events[events["event_date"].isna()])
    counts = (
        _count(count_events(events), "event"),
        _count(len(dossier.claims), "recorded claim"),
        _count(len(dossier.sources), "source"),
    )
    sentences = [
        f"{', '.join(counts)}.",
        f"Selected: {dossier.filter_words}." if dossier.filter_words else "",
        f"{_count(unlocated, 'event')} without a location: in the table, not on the map." if unlocated else "",
        f"{_count(undated, 'event')} without a date." if undated else "",
        _HOW_DRAWN,
    ]
    return " ".join(filter(None, sentences))


def period(dossier: Dossier) -> tuple[str, str] | None:
    """Return the first and the last day of all dated events as ISO dates, or None where none is dated.

    >>> import mapper
    >>> period(mapper.read("seeds")) is not None
    True
    """
    start, end = dossier.events["event_date"].min(), dossier.events["end_date"].max()
    if pd.isna(start) or pd.isna(end):
        return None
    return start.date().isoformat(), end.date().isoformat()


def add_crs(parent: etree._Element) -> None:
    """Append WGS 84 as QGIS writes it."""
    system = etree.SubElement(parent, "spatialrefsys")
    for tag, text in {
        "proj4": "+proj=longlat +datum=WGS84 +no_defs",
        "srsid": "3452",
        "srid": "4326",
        "authid": "EPSG:4326",
        "description": "WGS 84",
        "projectionacronym": "longlat",
        "ellipsoidacronym": "EPSG:7030",
        "geographicflag": "true",
    }.items():
        _add(system, tag, text)


def _links(dossier: Dossier) -> Iterator[tuple[str, str]]:
    sources = dossier.sources
    for publisher, name, url in zip(sources["publisher"], sources["title"], sources["url"], strict=True):
        if _is_web_address(url):
            yield inert(": ".join(filter(None, (publisher, name))) or url), valid_xml(url)


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc)


def _extent(root: etree._Element, dossier: Dossier) -> None:
    extent = etree.SubElement(root, "extent")
    longitude, latitude = points(dossier)
    if not np.isnan(longitude).all():
        bounds = {
            "minx": np.nanmin(longitude),
            "miny": np.nanmin(latitude),
            "maxx": np.nanmax(longitude),
            "maxy": np.nanmax(latitude),
        }
        attributes = {name: repr(float(value)) for name, value in bounds.items()}
        etree.SubElement(extent, "spatial", attributes, crs="EPSG:4326", dimensions="2", minz="0", maxz="0")
    days = period(dossier)
    if days is not None:
        span = etree.SubElement(etree.SubElement(extent, "temporal"), "period")
        _add(span, "start", f"{days[0]}T00:00:00Z")
        _add(span, "end", f"{days[1]}T23:59:59Z")


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _distinct(values: Iterable[str]) -> list[str]:
    return sorted({value for value in values if value})


def _add(parent: etree._Element, tag: str, text: str) -> None:
    etree.SubElement(parent, tag).text = inert(text)
