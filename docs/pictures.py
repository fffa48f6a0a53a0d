"""Take the pictures of the documentation from real maps, with the Chromium of the tests.

Run by hand from the root, since the pictures are kept in git::

    python -m docs.pictures                     # README and the page's controls, from the example dossier
    python -m docs.pictures --ucdp ucdp.csv     # also the gallery, from UCDP Candidate Events 26.0.1
    python -m docs.pictures --many acled.csv    # also the map of a hundred thousand made-up rows of ACLED
    python -m docs.pictures --qgis              # also QGIS: needs qgis and xvfb-run

`pngquant`, where it is there, makes them a third of their size.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import mapper
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
}
"""The controls by the name of their picture, each with its selector; cards are taken apart."""

GALLERY: Final[dict[str, dict[str, Any]]] = {
    "colombia": {"filter": {"country": "CO"}, "title": "Colombia"},
    "mexico-killed": {"filter": {"country": "MX"}, "title": "Mexico, by the dead", "measure": "killed"},
    "ukraine": {"filter": {"country": "UA"}, "title": "Ukraine"},
    "nigeria": {"filter": {"country": ["NG", "CM", "NE"]}, "title": "Nigeria and its neighbours"},
    "sahel-months": {"filter": {"bbox": (-13, 9, 5, 20)}, "title": "The central Sahel, by month", "colour_by": "month"},
    "world-types": {"filter": {}, "title": "The world, by kind of violence", "colour_by": "type", "language": "fr"},
}
"""Maps of UCDP Candidate Events: the conditions of `mapper.filter` and how they are drawn."""

KILLED_IN_THE_SAHEL: Final = ["ML", "BF", "NE", "NG", "TD", "CM", "BJ", "TG", "CF"]
"""The countries of the README's map of the dead."""


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
    file = mapper.write_map(mapper.read("seeds"), folder / "readme.html")
    page = opened(chrome, file, width=1280, height=800)
    _small(page.screenshot(), IMAGES / "map-by-actor.png")
    page.evaluate("async () => { await mapperView.open('tinzaouaten-2024-07'); }")
    page.wait_for_timeout(400)
    _small(page.screenshot(), IMAGES / "card.png")
    phone = opened(chrome, file, width=390, height=844, as_phone=True)
    _small(phone.screenshot(), IMAGES / "phone.png")


def whole(chrome: Browser, file: Path, picture: str) -> None:
    """A map as it opens."""
    page = opened(chrome, file, width=1280, height=800)
    _small(page.screenshot(), IMAGES / f"{picture}.png")


def controls(chrome: Browser, folder: Path) -> None:
    """Each control of the page, by itself."""
    page = opened(chrome, mapper.write_map(mapper.read("seeds"), folder / "map.html", title=TITLE), height=5200)
    page.evaluate("for (const part of document.querySelectorAll('aside details')) part.open = true")
    page.wait_for_timeout(300)
    for name, selector in CONTROLS.items():
        _take(page, selector, IMAGES / "page" / f"{name}.png")
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
    """The maps of the gallery, 900 pixels wide."""
    events = mapper.read(source)
    sahel = mapper.filter(events, country=KILLED_IN_THE_SAHEL)
    title = "Killed in the Sahel and around, January 2026"
    whole(chrome, mapper.write_map(sahel, folder / "sahel.html", title=title, measure="killed"), "killed-in-cells")
    for name, shown in GALLERY.items():
        drawing = {key: value for key, value in shown.items() if key != "filter"}
        file = mapper.write_map(mapper.filter(events, **shown["filter"]), folder / f"{name}.html", **drawing)
        page = opened(chrome, file, width=1100, height=700)
        _small(page.screenshot(), IMAGES / "gallery" / f"{name}.png")
        if name == "mexico-killed":
            _take(page, ".measure .colour-by + .colour-by", IMAGES / "page" / "draw.png")
        page.close()


def qgis(folder: Path) -> None:
    """The project of the example dossier in QGIS's own window, on a screen that nobody sees."""
    mapper.export(mapper.read("seeds"), folder / "events.qgz")
    target = IMAGES / "qgis"
    target.mkdir(parents=True, exist_ok=True)
    command = ["xvfb-run", "-a", "-s", "-screen 0 1200x800x24", "qgis", "--nologo", "--noversioncheck", "--noplugins"]
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
        command = [program, "--speed", "1", "64", "-"]
        made = subprocess.run(command, input=picture, capture_output=True, check=True)
        picture = made.stdout
    file.write_bytes(picture)


def main() -> None:
    """Take the pictures that were asked for."""
    parser = argparse.ArgumentParser(description="Take the pictures of the documentation.")
    parser.add_argument("--ucdp", help="a file of UCDP Candidate Events, for the gallery")
    parser.add_argument(
        "--many", help="a file of a hundred thousand made-up rows, as benchmarks/rows/acled.py makes them"
    )
    parser.add_argument("--qgis", action="store_true", help="also take those of QGIS")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, browser() as chrome:
        readme(chrome, Path(name))
        controls(chrome, Path(name))
        if wanted.many:
            file = mapper.write_map(mapper.read(wanted.many), Path(name) / "many.html")
            whole(chrome, file, "hundred-thousand")
        if wanted.ucdp:
            gallery(chrome, Path(name), wanted.ucdp)
        if wanted.qgis:
            qgis(Path(name))


if __name__ == "__main__":
    main()
