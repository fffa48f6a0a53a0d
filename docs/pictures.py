"""Take the pictures of the documentation from real maps, with the Chromium of the tests.

Run by hand from the root, since the pictures are kept in git::

    python -m docs.pictures                     # README and the page's controls, from the example dossier
    python -m docs.pictures --ucdp ucdp.csv     # also the gallery, from UCDP Candidate Events 26.0.1
    python -m docs.pictures --qgis              # also QGIS: needs qgis and xvfb-run

A picture of the gallery is of the command that `gallery.md` has below it.

`pngquant`, where it is there, makes them a third of their size.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import shapely

import mapper
from gazetteer.index.cache import CACHE_VARIABLE
from tests import places
from tests.machine import chromium, give_playwright_our_node

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

IMAGES: Final = Path(__file__).parent / "images"
TITLE: Final = "Mali and its neighbours in five articles"
TALLEST: Final = 330
"""Pixels of a control that are shown; a longer list is cut off there."""

BOX: Final = """selector => {
    const element = document.querySelector(selector);
    const own = element.getBoundingClientRect();
    const box = own.width && own.height ? own : element.firstElementChild.getBoundingClientRect();
    const [left, top] = [Math.max(0, box.x - 8), Math.max(0, box.y - 6)];
    return {x: left, y: top, width: box.right + 8 - left, height: box.bottom + 6 - top};
}"""
"""Where an element is, with a margin; where it has no size itself, its first child."""

CONTROLS: Final = {
    "search": ".search",
    "context": ".context-switch",
    "colour-by": ".tools > .colour-by",
    "size-by": ".measure .colour-by",
    "actors": ".section.actors",
    "kinds": ".section.kinds",
    "places": ".section.places",
    "months": ".section.months",
    "types": ".section.types",
    "events": ".event-list",
    "not-on-the-map": ".unmapped",
    "symbols": ".section.symbols",
    "downloads": ".section.about .actions",
    "display": ".section.about .display",
    "timeline": ".timeline",
    "key": ".key",
    "further-away": ".ways",
    "zoom": ".leaflet-top.leaflet-left",
    "panel-edge": ".toggle-panel",
}
"""The controls by the name of their picture, each with its selector; cards are taken apart."""

AREAS: Final = {"North": (-5, 17.5, 5, 25), "Centre": (-5, 13.5, -0.5, 17.5), "East": (-0.5, 13.5, 5, 17.5)}
"""Areas of the user's own on the map of the example: west, south, east, north."""

GALLERY: Final = re.compile(r"\(images/([\w/-]+)\.png\)\n\n```sh[^\n]*\n(mapper map .+)\n```")
"""A picture of the gallery's page, and the command of its map."""


@contextmanager
def browser() -> Iterator[Browser]:
    """A Chromium without a network."""
    from playwright.sync_api import sync_playwright

    give_playwright_our_node()
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


def opened(chrome: Browser, file: Path, *, height: int, width: int = 1200, as_phone: bool = False) -> Page:
    """The map in a window of this size, after its first complete paint."""
    phone: dict[str, Any] = {"device_scale_factor": 1.5, "is_mobile": True, "has_touch": True} if as_phone else {}
    page = chrome.new_context(viewport={"width": width, "height": height}, **phone).new_page()
    page.goto(file.resolve().as_uri())
    page.evaluate("mapperView.ready")
    page.wait_for_timeout(400)
    return page


def readme(chrome: Browser, folder: Path) -> None:
    """The example dossier as the README and the site's first page show it."""
    file = mapper.write_map(mapper.read("seeds"), folder / "readme.html", title=TITLE)
    page = opened(chrome, file, width=1280, height=800)
    _small(page.screenshot(), IMAGES / "map-by-actor.png")
    page.evaluate("async () => { await mapperView.open('tinzaouaten-2024-07'); }")
    page.wait_for_timeout(400)
    _small(page.screenshot(), IMAGES / "card.png")
    phone = opened(chrome, file, width=390, height=844, as_phone=True)
    _small(phone.screenshot(), IMAGES / "phone.png")


def controls(chrome: Browser, folder: Path) -> None:
    """Each control of the page, by itself."""
    page = opened(chrome, mapper.write_map(mapper.read("seeds"), folder / "map.html", title=TITLE), height=5200)
    page.evaluate("for (const part of document.querySelectorAll('aside details')) part.open = true")
    page.wait_for_timeout(300)
    for name, selector in CONTROLS.items():
        _take(page, selector, IMAGES / "page" / f"{name}.png")
    page.close()
    areas = {name: shapely.geometry.mapping(shapely.box(*box)) for name, box in AREAS.items()}
    features = [{"type": "Feature", "properties": {"name": name}, "geometry": area} for name, area in areas.items()]
    boundaries = folder / "areas.geojson"
    boundaries.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    file = mapper.write_map(mapper.read("seeds"), folder / "areas.html", boundaries=boundaries)
    page = opened(chrome, file, height=5200)
    _take(page, ".section.areas", IMAGES / "page" / "areas.png")
    page.close()
    page = opened(chrome, folder / "map.html", height=760)
    page.evaluate("async () => { await mapperView.open('kidal-region-2025-06-13'); }")
    page.wait_for_timeout(400)
    _take(page, ".card", IMAGES / "page" / "card.png", tallest=560)
    _small(page.screenshot(), IMAGES / "tutorial-card.png")


def _take(page: Page, selector: str, file: Path, *, tallest: int = TALLEST) -> None:
    """A picture of the first element that the selector finds."""
    box = page.evaluate(BOX, selector)
    box["height"] = min(box["height"], tallest)
    _small(page.screenshot(clip=box), file)


def gallery(chrome: Browser, folder: Path, source: str) -> None:
    """The maps of the gallery, each of the command that stands below it."""
    shutil.copy(source, folder / "ucdp.csv")
    for picture, command in GALLERY.findall(IMAGES.with_name("gallery.md").read_text(encoding="utf-8")):
        words = shlex.split(command)[1:]
        subprocess.run([sys.executable, "-m", "mapper", *words, "-o", "map.html"], cwd=folder, check=True)
        page = opened(chrome, folder / "map.html", width=1200, height=760)
        _small(page.screenshot(), IMAGES / f"{picture}.png")
        if picture == "gallery/mexico-killed":
            _take(page, ".measure .colour-by + .colour-by", IMAGES / "page" / "draw.png")
        page.close()


def qgis(folder: Path) -> None:
    """The project of the example dossier in QGIS's own window, on a screen that nobody sees."""
    mapper.export(mapper.read("seeds"), folder / "events.qgz")
    target = IMAGES / "qgis"
    target.mkdir(parents=True, exist_ok=True)
    command = ["xvfb-run", "-a", "-s", "-screen 0 1200x1000x24", "qgis", "--nologo", "--noversioncheck", "--noplugins"]
    command += ["--profiles-path", str(folder), "--project", str(folder / "events.qgz")]
    command += ["--code", str(Path(__file__).with_name("qgis_window.py"))]
    places = {"MAPPER_PICTURES": str(target), "XDG_RUNTIME_DIR": str(folder)}
    subprocess.run(command, check=True, env={**os.environ, **places}, timeout=300)
    for file in target.glob("*.png"):
        _small(file.read_bytes(), file)


def _small(picture: bytes, file: Path) -> None:
    """Write a picture with few colours, where there is a program for it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    if program := shutil.which("pngquant"):
        command = [program, "--speed", "1", "128", "-"]
        made = subprocess.run(command, input=picture, capture_output=True, check=True)
        picture = made.stdout
    file.write_bytes(picture)


def main() -> None:
    """Take the pictures that were asked for."""
    parser = argparse.ArgumentParser(description="Take the pictures of the documentation.")
    parser.add_argument("--ucdp", help="a file of UCDP Candidate Events, for the gallery")
    parser.add_argument("--qgis", action="store_true", help="also take those of QGIS")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, browser() as chrome:
        cache = Path(name, "cache")  # without the places that whoever takes the pictures has added
        places.link(places.indexes(IMAGES.parents[1]), cache)
        os.environ[CACHE_VARIABLE] = str(cache)
        readme(chrome, Path(name))
        controls(chrome, Path(name))
        if wanted.ucdp:
            gallery(chrome, Path(name), wanted.ucdp)
        if wanted.qgis:
            qgis(Path(name))


if __name__ == "__main__":
    main()
