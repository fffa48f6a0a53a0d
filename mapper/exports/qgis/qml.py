"""A QGIS style (`.qml`): events coloured by first actor, with dates, labels and signs for inexact places.

Written for QGIS 3.22 and later. The only expressions in it are the constants of this module; text of events occurs only
as value and label of categories.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from lxml import etree

from mapper.exports.qgis.style import Category, Key
from mapper.model.schema import VAGUE_KINDS
from mapper.vocabulary import columns_of

__all__ = ["DOCTYPE", "QGIS_VERSION", "add_headings", "add_style", "qml"]

DOCTYPE: Final = "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>"
QGIS_VERSION: Final = "3.22.0"
"""The oldest QGIS that supports all features used here (it introduced `limitMode`)."""

DISPLAY_EXPRESSION: Final = """coalesce(nullif("title", ''), nullif("place", ''), "event_id")"""

_ESCAPED: Final = """replace(replace(replace({}, '&', '&amp;'), '<', '&lt;'), '>', '&gt;')"""
_MAP_TIP: Final = "<b>[% {title} %]</b><br>[% {date} %] · [% {place} %]<br>[% {actors} %]".format(
    title=_ESCAPED.format(DISPLAY_EXPRESSION),
    date=_ESCAPED.format('"date_text"'),
    place=_ESCAPED.format('"place"'),
    actors=_ESCAPED.format("""array_to_string(array_filter(array("actor1", "actor2"), @element <> ''), ' – ')"""),
)
"""QGIS shows the map tip, or without one the display expression, as HTML; so there is a map tip, which escapes its
text."""

_VAGUE: Final = '"location_kind" IN ({})'.format(", ".join(f"'{kind}'" for kind in VAGUE_KINDS))
_IN_AREA: Final = "\"location_kind\" = 'area'"
_DOUBTED: Final = "coalesce(\"place_doubt\", '') <> ''"
_KEY_COLOUR: Final = "90,90,90"
_KEY_LOOKS: Final = {
    "area": {"size": "5.5", "outline_style": "dash", "name": "square"},
    "alternatives": {"outline_style": "dot"},
}
_NO_EVENT: Final = "\u2060"
"""The prefix of the values of entries that explain the legend; no actor's name begins with it."""
_REACH: Final = {
    "enabled": f'coalesce({_VAGUE} AND "radius_km" > 0, false)',
    "size": '2000 * "radius_km"',
}
_EXPRESSION_PROPERTY: Final = 3  # QgsProperty::ExpressionBasedProperty
_START_AND_END_FROM_EXPRESSIONS: Final = 4  # QgsVectorLayerTemporalProperties::TemporalMode
_INCLUDE_BOTH_ENDS: Final = 1  # Qgis::VectorTemporalLimitMode
_FIRST_MOMENT: Final = 'to_datetime("event_date")'
_LAST_MOMENT: Final = "to_datetime(\"end_date\") + to_interval('23 hours 59 minutes 59 seconds')"
"""Plain fields do not work: in a GeoPackage, QGIS compares their text with that of a timestamp, and '2025-06-30' sorts
before '2025-06-30T00:00:00', so an event would be hidden on its last (often only) day."""
_OVER_POINT: Final = 1  # QgsPalLayerSettings::OverPoint
_RIGHT_OF_IT: Final = 5  # QgsPalLayerSettings::QuadrantRight

_LONG_TEXTS: Final = frozenset(
    name for table in ("events", "exported") for name, column in columns_of(table).items() if column.long
)


def qml(categories: Sequence[Category], key: Key, aliases: Mapping[str, str]) -> bytes:
    """Return the style file for a layer with the columns of `aliases` (column name → heading).

    >>> key = Key("Colour: the first actor", {}, "(area)")
    >>> style = etree.fromstring(qml([Category("", "Not stated", "#7f7f7f")], key, {"event_id": "Event"}))
    >>> style.find("renderer-v2").get("attr")
    'actor1'
    """
    root = etree.Element("qgis", version=QGIS_VERSION, styleCategories="AllStyleCategories", labelsEnabled="1")
    add_style(root, categories, key, aliases)
    _text(root, "layerGeometryType", "0")
    etree.indent(root)
    return etree.tostring(root, encoding="UTF-8", doctype=DOCTYPE) + b"\n"


def add_style(root: etree._Element, categories: Sequence[Category], key: Key, aliases: Mapping[str, str]) -> None:
    """Append the parts of the style to `root`, the element of a style file or of a project layer."""
    _temporal(root)
    _renderer(root, categories, key)
    _labels(root, key.in_area, doubted=bool(key.doubted))
    fields = etree.SubElement(root, "fieldConfiguration")
    for name in aliases:
        _widget(etree.SubElement(fields, "field", name=name), multiline=name in _LONG_TEXTS)
    add_headings(root, aliases)
    _text(root, "previewExpression", DISPLAY_EXPRESSION)
    _text(root, "mapTip", _MAP_TIP)


def _dot(*, doubted: bool) -> dict[str, str]:
    """Return the properties of an event's dot: hollow if its place is vague or, with `doubted`, doubted."""
    hollow = f"({_VAGUE} OR {_DOUBTED})" if doubted else _VAGUE
    return {
        "name": f"if({_IN_AREA}, 'square', 'circle')",
        "size": f"if({_IN_AREA}, 5.5, if({hollow}, 2.8, 3.2))",
        "fillColor": f"if({_IN_AREA}, '255,255,255,0', if({hollow}, '255,255,255,200', @symbol_color))",
        "outlineColor": f"if({hollow}, @symbol_color, '255,255,255,255')",
        "outlineWidth": f"if({hollow}, 0.6, 0.25)",
        "outlineStyle": f"if({_IN_AREA}, 'dash', if(\"location_kind\" = 'alternatives', 'dot', 'solid'))",
    }


def add_headings(root: etree._Element, aliases: Mapping[str, str]) -> None:
    """Append the headings of columns (column name → heading) to `root`."""
    headings = etree.SubElement(root, "aliases")
    for index, (name, heading) in enumerate(aliases.items()):
        etree.SubElement(headings, "alias", index=str(index), field=name, name=heading)


def _temporal(root: etree._Element) -> None:
    element = etree.SubElement(
        root,
        "temporal",
        enabled="1",
        mode=str(_START_AND_END_FROM_EXPRESSIONS),
        startExpression=_FIRST_MOMENT,
        endExpression=_LAST_MOMENT,
        startField="event_date",
        endField="end_date",
        limitMode=str(_INCLUDE_BOTH_ENDS),
        accumulate="0",
        durationUnit="days",
        fixedDuration="0",
    )
    fixed = etree.SubElement(element, "fixedRange")
    _text(fixed, "start", "")
    _text(fixed, "end", "")


def _renderer(root: etree._Element, categories: Sequence[Category], key: Key) -> None:
    """Add a symbol for each category; the first legend entry explains the colours, the last ones the shapes."""
    renderer = etree.SubElement(root, "renderer-v2", type="categorizedSymbol", attr="actor1", symbollevels="1")
    entries = etree.SubElement(renderer, "categories")
    symbols = etree.SubElement(renderer, "symbols")
    heading = _entry(entries, symbols, f"{_NO_EVENT}colour", key.heading, alpha="0")
    _marker(heading, _dot_look(_KEY_COLOUR), expressions={}, level=0)
    dot = _dot(doubted=bool(key.doubted))
    for category in categories:
        symbol = _entry(entries, symbols, category.value, category.label)
        red, green, blue = (str(part) for part in bytes.fromhex(category.colour[1:]))
        # The dot comes first because @symbol_color is the first layer's; the level puts it above every disc.
        _marker(symbol, _dot_look(f"{red},{green},{blue}"), expressions=dot, level=1)
        _marker(symbol, _reach_look(f"{red},{green},{blue}"), expressions=_REACH, level=0)
    for kind, label in {**key.kinds, **({"doubted": key.doubted} if key.doubted else {})}.items():
        symbol = _entry(entries, symbols, f"{_NO_EVENT}{kind}", label)
        hollow = {
            "color": "255,255,255,0",
            "outline_color": f"{_KEY_COLOUR},255",
            "outline_width": "0.6",
            "size": "2.8",
        }
        _marker(symbol, _dot_look(_KEY_COLOUR) | hollow | _KEY_LOOKS.get(kind, {}), expressions={}, level=0)


def _entry(
    entries: etree._Element, symbols: etree._Element, value: str, label: str, *, alpha: str = "1"
) -> etree._Element:
    """Append an entry to the legend, and return its symbol, which has no layers yet."""
    name = str(len(entries))
    etree.SubElement(entries, "category", symbol=name, value=value, label=label, render="true")
    return etree.SubElement(symbols, "symbol", type="marker", name=name, alpha=alpha, clip_to_extent="1")


def _reach_look(colour: str) -> dict[str, str]:
    """Return the properties of a disc with the event's radius; its size is 0 without an event, as in the legend."""
    return {
        "name": "circle",
        "color": f"{colour},28",
        "outline_color": f"{colour},150",
        "outline_width": "0.2",
        "outline_width_unit": "MM",
        "size": "0",
        "size_unit": "RenderMetersInMapUnits",
    }


def _dot_look(colour: str) -> dict[str, str]:
    return {
        "name": "circle",
        "color": f"{colour},255",
        "outline_color": "255,255,255,255",
        "outline_width": "0.25",
        "outline_width_unit": "MM",
        "size": "3.2",
        "size_unit": "MM",
    }


def _marker(symbol: etree._Element, look: Mapping[str, str], *, expressions: Mapping[str, str], level: int) -> None:
    layer = etree.SubElement(
        symbol, "layer", attrib={"class": "SimpleMarker", "enabled": "1", "locked": "0", "pass": str(level)}
    )
    options = etree.SubElement(layer, "Option", type="Map")
    for name, value in look.items():
        _option(options, name, value)
    for name, value in look.items():  # the form that QGIS before 3.28 falls back to
        etree.SubElement(layer, "prop", k=name, v=value)
    collection = etree.SubElement(etree.SubElement(layer, "data_defined_properties"), "Option", type="Map")
    _option(collection, "name", "")
    properties = etree.SubElement(collection, "Option", type="Map", name="properties")
    for name, expression in expressions.items():
        entry = etree.SubElement(properties, "Option", type="Map", name=name)
        _option(entry, "active", "true", kind="bool")
        _option(entry, "expression", expression)
        _option(entry, "type", str(_EXPRESSION_PROPERTY), kind="int")
    _option(collection, "type", "collection")


def _labels(root: etree._Element, in_area: str, *, doubted: bool) -> None:
    """Label points on the right with the name of the place, a word if it is an area, and "?" if it is doubted.

    With one possible position, a name is not repeated for each event.
    """
    settings = etree.SubElement(etree.SubElement(root, "labeling", type="simple"), "settings", calloutType="simple")
    name = f"""if({_IN_AREA} AND "place" <> '', "place" || ' {in_area}', "place")"""
    style = etree.SubElement(
        settings,
        "text-style",
        fieldName=f"{name} || if({_DOUBTED}, ' ?', '')" if doubted else name,
        isExpression="1",
        allowHtml="0",
        fontSize="8",
        fontSizeUnit="Point",
        textColor="26,26,26,255",
        textOpacity="1",
    )
    etree.SubElement(
        style,
        "text-buffer",
        bufferDraw="1",
        bufferSize="0.7",
        bufferSizeUnits="MM",
        bufferColor="255,255,255,255",
        bufferOpacity="0.85",
    )
    etree.SubElement(settings, "text-format", autoWrapLength="28", multilineAlign="0", wrapChar="")
    etree.SubElement(
        settings,
        "placement",
        placement=str(_OVER_POINT),
        quadOffset=str(_RIGHT_OF_IT),
        xOffset="3",
        yOffset="0",
        offsetUnits="MM",
        offsetType="0",
        priority="5",
    )
    etree.SubElement(settings, "rendering", drawLabels="1", limitNumLabels="1", maxNumLabels="2000", obstacle="1")


def _widget(field: etree._Element, *, multiline: bool) -> None:
    if not multiline:
        etree.SubElement(field, "editWidget", type="")  # QGIS chooses by the column's type
        return
    config = etree.SubElement(etree.SubElement(field, "editWidget", type="TextEdit"), "config")
    options = etree.SubElement(config, "Option", type="Map")
    _option(options, "IsMultiline", "true", kind="bool")
    _option(options, "UseHtml", "false", kind="bool")


def _option(parent: etree._Element, name: str, value: str, *, kind: str = "QString") -> None:
    etree.SubElement(parent, "Option", type=kind, name=name, value=value)


def _text(parent: etree._Element, tag: str, text: str) -> None:
    etree.SubElement(parent, tag).text = text
