"""QGIS layer metadata (`.qmd`): what the layer holds, how it is drawn, credits and licences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

import numpy as np
import pandas as pd
from lxml import etree

from mapper.exports.attributes import points
from mapper.exports.qgis.qml import DOCTYPE, QGIS_VERSION
from mapper.exports.text import credit_lines, inert, valid_xml
from mapper.exports.words import Message
from mapper.model.involved import count_events
from mapper.processing.summary import default_title
from mapper.version import GENERATOR

if TYPE_CHECKING:
    from mapper.model.dossier import Dossier

__all__ = ["abstract", "add_crs", "add_metadata", "holdings", "period", "qmd", "title"]

_LANGUAGES: Final = {"en": "ENG", "fr": "FRE"}
"""Languages as ISO 639-2 codes, which ISO 19115 uses and QGIS lists."""


def qmd(dossier: Dossier, language: str = "en") -> bytes:
    """Return the metadata file of the events layer.

    >>> import mapper
    >>> etree.fromstring(qmd(mapper.read("seeds"))).findtext("type")
    'dataset'
    """
    root = etree.Element("qgis", version=QGIS_VERSION)
    add_metadata(root, dossier, language)
    etree.indent(root)
    return etree.tostring(root, encoding="UTF-8", doctype=DOCTYPE) + b"\n"


def add_metadata(root: etree._Element, dossier: Dossier, language: str = "en") -> None:
    """Append the metadata to `root`, the element of a metadata file or of a project layer."""
    _add(root, "identifier", "")
    _add(root, "parentidentifier", "")
    _add(root, "language", _LANGUAGES[language])
    _add(root, "type", "dataset")
    _add(root, "title", title(dossier, language))
    _add(root, "abstract", abstract(dossier, language))
    links = etree.SubElement(root, "links")
    for name, address in _links(dossier):
        etree.SubElement(links, "link", name=name, url=address, type="WWW:LINK", description="")
    _add(root, "history", Message("written-by", program=GENERATOR).text(language))
    _add(root, "fees", "")
    for credit in credit_lines(dossier, language) or (Message("no-licence-stated").text(language),):
        _add(root, "rights", credit)
    for licence in _distinct(dossier.sources["licence"]):
        _add(root, "license", licence)
    _add(root, "encoding", "UTF-8")
    add_crs(etree.SubElement(root, "crs"))
    _extent(root, dossier)


def title(dossier: Dossier, language: str = "en") -> str:
    """Return the dossier's title, or a default title if it has none.

    >>> import mapper
    >>> title(mapper.read("seeds").replace(title=""))
    'Conflict events'
    """
    return dossier.title or default_title(dossier.events).text(language)


def abstract(dossier: Dossier, language: str = "en") -> str:
    """Return a paragraph: how many events, claims and sources, which filter, what is missing, how to read the map.

    >>> import mapper
    >>> "not on the map" in abstract(mapper.read("seeds"))
    True
    """
    return f"{holdings(dossier, language)} {Message('layer-drawn').text(language)}"


def holdings(dossier: Dossier, language: str = "en") -> str:
    """Return sentences: how many events, claims and sources there are, which filter, what is missing.

    >>> import mapper
    >>> holdings(mapper.read("tests/data/ged.csv"))[:8]
    '7 events'
    """
    events = dossier.events
    unlocated, undated = count_events(events[~dossier.located]), count_events(events[events["event_date"].isna()])
    counts = (
        Message("number-of-events", n=count_events(events)),
        Message("number-of-claims", n=len(dossier.claims)),
        Message("number-of-sources", n=len(dossier.sources)),
    )
    sentences = [Message("layer-holds", counts=counts)]
    if dossier.selected:
        sentences.append(Message("layer-selected", conditions=dossier.selected))
    if unlocated:
        sentences.append(Message("layer-unlocated", events=Message("number-of-events", n=unlocated)))
    if undated:
        sentences.append(Message("layer-undated", events=Message("number-of-events", n=undated)))
    return " ".join(sentence.text(language) for sentence in sentences)


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


def _distinct(values: Iterable[str]) -> list[str]:
    return sorted({value for value in values if value})


def _add(parent: etree._Element, tag: str, text: str) -> None:
    etree.SubElement(parent, tag).text = inert(text)
