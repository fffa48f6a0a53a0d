"""What a user of QGIS gets from files: run by the system's Python, for as long as it is asked.

Each line of standard input is a JSON list, the file and then days (ISO dates); each line of standard output is the
answer, a JSON object. The imports stay inside: pytest reads this file too, with a Python that has no QGIS.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from typing import Any


def main() -> None:
    from qgis.core import QgsApplication, QgsProject  # type: ignore[import-not-found]

    folder = tempfile.mkdtemp()
    os.environ |= {"QT_QPA_PLATFORM": "offscreen", "XDG_RUNTIME_DIR": folder, "QGIS_CUSTOM_CONFIG_PATH": folder}
    application = QgsApplication([], True)
    application.initQgis()
    for line in sys.stdin:
        path, *days = json.loads(line)
        print(json.dumps(_opened(path, days)), flush=True)
        QgsProject.instance().clear()
    os._exit(0)  # QGIS 3.22 may crash while it tears itself down


def _opened(path: str, days: list[str]) -> dict[str, Any]:
    opened = _project(path) if path.endswith(".qgz") else _dropped_file(path)
    result = {"offered": opened["offered"], "project": opened.get("project")}
    result["layers"] = {layer.name(): _layer(layer, days) for layer in opened["layers"]}
    return result


def _dropped_file(path: str) -> dict[str, Any]:
    from qgis.core import QgsProject, QgsProviderRegistry, QgsVectorLayer

    offered = QgsProviderRegistry.instance().querySublayers(path)
    layers = []
    for item in offered:
        layer = QgsVectorLayer(item.uri(), item.name(), "ogr")
        layer.loadDefaultStyle()
        layer.loadDefaultMetadata()
        QgsProject.instance().addMapLayer(layer)
        layers.append(layer)
    return {"offered": [item.name() for item in offered], "layers": layers}


def _project(path: str) -> dict[str, Any]:
    from qgis.core import QgsProject
    from qgis.PyQt.QtCore import Qt  # type: ignore[import-not-found]

    project = QgsProject.instance()
    assert project.read(path), project.error()
    time = project.timeSettings().temporalRange()
    return {
        "offered": [node.name() for node in project.layerTreeRoot().findLayers() if node.layer()],
        "layers": list(project.mapLayers().values()),
        "project": {
            "title": project.title(),
            "crs": project.crs().authid(),
            "absolute": project.readEntry("Paths", "/Absolute", "true")[0],
            "period": [time.begin().toString(Qt.ISODate), time.end().toString(Qt.ISODate)],
            "relations": [_relation(relation) for relation in project.relationManager().relations().values()],
        },
    }


def _relation(relation: Any) -> list[Any]:
    """Whether it is valid, parent layer, child layer, and how many children each parent leads to, by its key."""
    parent, child = relation.referencedLayer(), relation.referencingLayer()
    key = relation.referencedFields()[0]
    counts = {row[key]: sum(1 for _ in relation.getRelatedFeatures(row)) for row in parent.getFeatures()}
    found = {key: count for key, count in counts.items() if count}
    return [relation.isValid(), parent.name(), child.name(), found]


def _layer(layer: Any, days: list[str]) -> dict[str, Any]:
    from qgis.PyQt.QtCore import QVariant

    metadata = layer.metadata()
    found = {
        "valid": layer.isValid(),
        "spatial": layer.isSpatial(),
        "types": {field.name(): QVariant.typeToName(field.type()) for field in layer.fields()},
        "headings": {field.name(): field.alias() for field in layer.fields()},
        "title": metadata.title(),
        "abstract": metadata.abstract(),
        "rights": metadata.rights(),
        "licences": metadata.licenses(),
        "links": [[link.name, link.url] for link in metadata.links()],
        "crs": layer.crs().authid(),
        "rows": [[_plain(value) for value in row.attributes()] for row in layer.getFeatures()],
    }
    if layer.isSpatial() and layer.renderer() and layer.renderer().type() == "categorizedSymbol":
        found |= _drawing(layer) | _texts(layer)
        found["temporal"] = layer.temporalProperties().isActive()
        found["on_day"] = {day: _on_day(layer, day) for day in days}
    return found


def _drawing(layer: Any) -> dict[str, Any]:
    from qgis.core import QgsExpressionContext, QgsExpressionContextUtils, QgsRenderContext

    renderer, context = layer.renderer(), QgsRenderContext()
    context.setExpressionContext(QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer)))
    renderer.startRender(context, layer.fields())
    colours, forms = {}, {}
    scope = context.expressionContext()
    for feature in layer.getFeatures():
        symbol = renderer.symbolForFeature(feature, context)
        colours[feature["event_id"]] = symbol.color().name() if symbol else None
        scope.setFeature(feature)
        forms[feature["location_kind"]] = symbol and _form(symbol.symbolLayer(0).dataDefinedProperties(), scope)
    renderer.stopRender(context)
    return {
        "attribute": renderer.classAttribute(),
        "categories": [[_plain(c.value()), c.label(), c.symbol().color().name()] for c in renderer.categories()],
        "drawn": colours,
        "forms": forms,
        "legend": _legend(layer),
    }


def _form(properties: Any, context: Any) -> list[Any]:
    """The shape of a feature's marker, how its outline is drawn, and its size."""
    from qgis.core import QgsSymbolLayer

    wanted = (QgsSymbolLayer.PropertyName, QgsSymbolLayer.PropertyStrokeStyle, QgsSymbolLayer.PropertySize)
    return [properties.value(one, context) for one in wanted]


def _legend(layer: Any) -> list[str]:
    """The legend's entries as a print layout shows them, with what QGIS evaluates evaluated."""
    from qgis.core import QgsExpressionContext, QgsExpressionContextUtils, QgsLayerTree, QgsLayerTreeModel

    tree = QgsLayerTree()
    node = tree.addLayer(layer)
    model = QgsLayerTreeModel(tree)
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    return [
        entry.evaluateLabel(context) if hasattr(entry, "evaluateLabel") else entry.data(0)
        for entry in model.layerLegendNodes(node)
    ]


def _texts(layer: Any) -> dict[str, Any]:
    from qgis.core import QgsExpression, QgsExpressionContext, QgsExpressionContextUtils

    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    display = QgsExpression(layer.displayExpression())
    names, tips = [], []
    for feature in layer.getFeatures():
        context.setFeature(feature)
        names.append(display.evaluate(context))
        tips.append(QgsExpression.replaceExpressionText(layer.mapTipTemplate(), context))
    return {"names": names, "tips": tips, "labels": _labels(layer)}


def _labels(layer: Any) -> list[str]:
    """The texts that a rendered map carries."""
    from qgis.core import QgsMapRendererSequentialJob, QgsMapSettings
    from qgis.PyQt.QtCore import QSize

    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setDestinationCrs(layer.crs())
    settings.setOutputSize(QSize(4000, 4000))
    extent = layer.extent()
    extent.grow(1)
    settings.setExtent(extent)
    job = QgsMapRendererSequentialJob(settings)
    job.start()
    job.waitForFinished()
    results = job.takeLabelingResults()
    return sorted(label.labelText for label in results.allLabels()) if results else []


def _on_day(layer: Any, day: str) -> list[str]:
    """The events that the time control leaves when it stands on a day, as it does in steps of a day."""
    from qgis.core import QgsDateTimeRange, QgsFeatureRequest, QgsVectorLayerTemporalContext
    from qgis.PyQt.QtCore import QDateTime, Qt

    context = QgsVectorLayerTemporalContext()
    context.setLayer(layer)
    start = QDateTime.fromString(f"{day}T00:00:00", Qt.ISODate)
    frame = QgsDateTimeRange(start, start.addDays(1), True, False)
    condition = layer.temporalProperties().createFilterString(context, frame)
    return sorted(row["event_id"] for row in layer.getFeatures(QgsFeatureRequest().setFilterExpression(condition)))


def _plain(value: Any) -> Any:
    from qgis.PyQt.QtCore import QDate, QDateTime, Qt, QVariant

    if isinstance(value, (QDate, QDateTime)):
        return value.toString(Qt.ISODate)
    return None if isinstance(value, QVariant) else value


if __name__ == "__main__":
    main()
