"""A QGIS project: `NAME.qgz` with its data in `NAME_data.gpkg`, in which identifying an event shows its claims.

The GeoPackage holds the events, the only spatial layer, and the tables of claims, sources and actors; the project holds
their style, metadata and relations. It names the data by a relative path: keep the two files in one folder.
"""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
from lxml import etree

from mapper.claims.summaries import claims_with_kinds
from mapper.exports.attributes import arrow_table, in_groups, points, without_characters
from mapper.exports.gpkg import ROWS_AT_A_TIME, add_layer, describe_layer, events_layer
from mapper.exports.qgis.qmd import add_crs, add_metadata, period, title
from mapper.exports.qgis.qml import DOCTYPE, QGIS_VERSION, add_headings, add_style
from mapper.exports.qgis.sidecars import headings
from mapper.exports.qgis.style import categories, key
from mapper.exports.text import NUL, credit_lines, inert, warn_replaced
from mapper.exports.words import Message
from mapper.vocabulary import columns_of

if TYPE_CHECKING:
    from mapper.model.dossier import Dossier

__all__ = ["write_files"]

_TABLES: Final = {
    "claims": """coalesce("claimant", '') || coalesce(' (' || nullif("claimant_kind", 'unknown') || ')', '') || ' '
    || coalesce("stance", '') || ' ' || coalesce("field", '') || ' ' || coalesce("value", '')
    || coalesce(' [' || nullif("source_id", '') || ']', '')""",
    "sources": """coalesce(nullif("title", ''), nullif("publisher", ''), "source_id")""",
    "actors": '"name"',
}
"""Table (other than events) → the expression that names a row in a form."""

_MARGIN: Final = 0.05
"""The margin on each side, as a share of the extent; in degrees where all events share a point."""

_EARLIEST_ZIP_DATE: Final = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class _Relation:
    parent: str
    parent_field: str
    child: str
    child_field: str
    name: Message


_RELATIONS: Final = (
    _Relation("events", "event_id", "claims", "event_id", Message("claims-of-event")),
    _Relation("sources", "source_id", "claims", "source_id", Message("claims-of-source")),
    _Relation("actors", "name", "events", "actor1", Message("events-of-actor", number=1)),
    _Relation("actors", "name", "events", "actor2", Message("events-of-actor", number=2)),
)


def write_files(dossier: Dossier, target: Path, *, language: str = "en") -> list[Path]:
    """Write the data and the project; return them in the order in which they are to be published."""
    data = target.with_name(f"{target.stem}_data.gpkg")
    replaced = events_layer([dossier], data, language, total=len(dossier.events)).replaced
    describe_layer(data, dossier, language)
    for name in _TABLES:
        table, changed = without_characters(arrow_table(_table(dossier, name)), NUL)
        add_layer(in_groups([table], ROWS_AT_A_TIME), data, name, total=len(table), DESCRIPTION=_title(name, language))
        replaced += changed
    warn_replaced(replaced, ".qgz")
    entry = zipfile.ZipInfo(f"{target.stem}.qgs", date_time=_EARLIEST_ZIP_DATE)
    entry.compress_type = zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr(entry, _project(dossier, data.name, language))
    return [data, target]


def _table(dossier: Dossier, name: str) -> pd.DataFrame:
    table: pd.DataFrame = claims_with_kinds(dossier) if name == "claims" else getattr(dossier, name)
    return table


def _project(dossier: Dossier, data: str, language: str) -> bytes:
    root = etree.Element("qgis", version=QGIS_VERSION, projectname=inert(title(dossier, language)))
    etree.SubElement(root, "homePath", path="")
    etree.SubElement(root, "title").text = inert(title(dossier, language))
    add_crs(etree.SubElement(root, "projectCrs"))
    tree = etree.SubElement(root, "layer-tree-group")
    relations = etree.SubElement(root, "relations")
    for relation in _RELATIONS:
        _relation(relations, relation, language)
    layers = etree.SubElement(root, "projectlayers")
    for name in ("events", *_TABLES):
        etree.SubElement(
            tree, "layer-tree-layer", id=_id(name), name=_title(name, language), checked="Qt::Checked", expanded="1",
            providerKey="ogr", source=_source(data, name),
        )  # fmt: skip
    _events_layer(layers, dossier, data, language)
    for name, display in _TABLES.items():
        layer = _layer(layers, data, name, language, {"geometry": "No geometry", "wkbType": "NoGeometry"})
        etree.SubElement(layer, "previewExpression").text = display
        add_headings(layer, {column: one.label[language] for column, one in columns_of(name).items()})
    properties = etree.SubElement(root, "properties")
    etree.SubElement(etree.SubElement(properties, "Paths"), "Absolute", type="bool").text = "false"
    # Without this QGIS reads no CRS for the project.
    etree.SubElement(etree.SubElement(properties, "SpatialRefSys"), "ProjectionsEnabled", type="int").text = "1"
    add_metadata(etree.SubElement(root, "projectMetadata"), dossier, language)
    _view(root, dossier)
    etree.indent(root)
    return etree.tostring(root, encoding="UTF-8", doctype=DOCTYPE) + b"\n"


def _events_layer(layers: etree._Element, dossier: Dossier, data: str, language: str) -> None:
    layer = _layer(layers, data, "events", language, {"geometry": "Point", "wkbType": "Point", "labelsEnabled": "1"})
    add_crs(etree.SubElement(layer, "srs"))
    credit = " | ".join(credit_lines(dossier, language))
    etree.SubElement(layer, "attribution", href="").text = inert(credit)
    add_metadata(etree.SubElement(layer, "resourceMetadata"), dossier, language)
    add_style(layer, categories(dossier, language), key(dossier, language), headings(dossier, language))


def _layer(layers: etree._Element, data: str, name: str, language: str, attributes: dict[str, str]) -> etree._Element:
    layer = etree.SubElement(layers, "maplayer", attributes, type="vector", styleCategories="AllStyleCategories")
    etree.SubElement(layer, "id").text = _id(name)
    etree.SubElement(layer, "datasource").text = _source(data, name)
    etree.SubElement(layer, "layername").text = _title(name, language)
    etree.SubElement(layer, "provider", encoding="UTF-8").text = "ogr"
    return layer


def _relation(relations: etree._Element, relation: _Relation, language: str) -> None:
    element = etree.SubElement(
        relations,
        "relation",
        id=f"{relation.parent}_{relation.child}_{relation.child_field}",
        name=relation.name.text(language),
        referencedLayer=_id(relation.parent),
        referencingLayer=_id(relation.child),
        strength="Association",
    )
    etree.SubElement(element, "fieldRef", referencedField=relation.parent_field, referencingField=relation.child_field)


def _view(root: etree._Element, dossier: Dossier) -> None:
    """Open the project on its events, with the time control set to their period in steps of a month."""
    longitude, latitude = points(dossier)
    if not np.isnan(longitude).all():
        west, east = _widened(np.nanmin(longitude), np.nanmax(longitude))
        south, north = _widened(np.nanmin(latitude), np.nanmax(latitude))
        bounds = {"xmin": west, "ymin": south, "xmax": east, "ymax": north}
        canvas = etree.SubElement(root, "mapcanvas", name="theMapCanvas")
        etree.SubElement(canvas, "units").text = "degrees"
        extent = etree.SubElement(canvas, "extent")
        for name, value in bounds.items():
            etree.SubElement(extent, name).text = repr(value)
        add_crs(etree.SubElement(canvas, "destinationsrs"))
        view = etree.SubElement(root, "ProjectViewSettings", UseProjectScales="0")
        home = etree.SubElement(view, "DefaultViewExtent", {name: repr(value) for name, value in bounds.items()})
        add_crs(home)
    days = period(dossier)
    if days is not None:
        time = etree.SubElement(root, "ProjectTimeSettings", timeStep="1", timeStepUnit="month", frameRate="1")
        span = etree.SubElement(time, "TemporalRange")
        etree.SubElement(span, "start").text = f"{days[0]}T00:00:00Z"
        etree.SubElement(span, "end").text = f"{days[1]}T23:59:59Z"


def _widened(low: float, high: float) -> tuple[float, float]:
    margin = float(high - low) * _MARGIN or _MARGIN
    return float(low) - margin, float(high) + margin


def _title(name: str, language: str) -> str:
    return Message(f"layer-{name}").text(language)


def _id(name: str) -> str:
    return f"{name}_of_the_dossier"  # QGIS links no layer to an id of ten characters or fewer


def _source(data: str, name: str) -> str:
    return f"./{data}|layername={name}"
