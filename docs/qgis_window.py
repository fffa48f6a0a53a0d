"""Inside QGIS: take pictures of its window with an exported project, and leave.

Given to `qgis --code` by `docs/pictures.py`; MAPPER_PICTURES names the folder of the pictures.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from qgis.core import QgsProject, QgsRectangle  # type: ignore[import-not-found]
from qgis.PyQt.QtCore import QTimer  # type: ignore[import-not-found]
from qgis.PyQt.QtWidgets import QApplication, QDialog, QDockWidget, QScrollArea  # type: ignore[import-not-found]
from qgis.utils import iface  # type: ignore[import-not-found]

FOLDER = Path(os.environ["MAPPER_PICTURES"])
PAUSE = 4000
"""Milliseconds until what was asked for is drawn, on a slow machine."""


def _grab(widget: Any, name: str) -> None:
    widget.grab().save(str(FOLDER / f"{name}.png"))


def _grab_window() -> None:
    """QGIS's window, when the map is drawn."""
    iface.mapCanvas().refreshAllLayers()
    iface.mapCanvas().waitWhileRendering()
    QApplication.processEvents()
    _grab(iface.mainWindow(), "window")


def _grab_form() -> None:
    """The lower end of the form: the claims about the event."""
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, QDialog) and widget.isVisible():
            widget.resize(900, 900)
            QApplication.processEvents()
            for area in widget.findChildren(QScrollArea):
                bar = area.verticalScrollBar()
                bar.setValue(bar.maximum())
            QApplication.processEvents()
            _grab(widget, "form")


def steps() -> Iterator[Callable[[], None]]:
    """What to do, one after the other, with a pause between."""
    window = iface.mainWindow()
    layer = next(layer for layer in QgsProject.instance().mapLayers().values() if layer.isSpatial())

    def show() -> None:
        for dialog in QApplication.topLevelWidgets():
            if isinstance(dialog, QDialog):
                dialog.close()
        for dock in window.findChildren(QDockWidget):
            dock.setVisible(dock.objectName() == "Layers")
        window.resize(1180, 740)
        iface.setActiveLayer(layer)
        iface.mapCanvas().setExtent(QgsRectangle(-9, 11, 14, 26))
        iface.mapCanvas().refresh()

    def form() -> None:
        feature = next(iter(layer.getFeatures("event_id = 'kidal-region-2025-06-13'")))
        iface.openFeatureForm(layer, feature, False, False)

    yield show
    yield _grab_window
    yield form
    yield _grab_form
    yield lambda: os._exit(0)


def follow(rest: Iterator[Callable[[], None]]) -> None:
    """Take the next step, and come back after a pause."""
    try:
        next(rest)()
    except Exception:  # noqa: BLE001 (QGIS would show it in a window that nobody sees, and wait)
        os._exit(1)
    QTimer.singleShot(PAUSE, lambda: follow(rest))


QTimer.singleShot(PAUSE, lambda: follow(steps()))
