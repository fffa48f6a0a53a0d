"""What the ink of a map goes to when it opens: how much of it is grey, and how much goes to areas.

    python benchmarks/map/ink.py outputs/map.html [MORE.html …]

At most a quarter may be grey, and areas may take at most twice their share of the events. Ink is what symbols, cells
and areas cover of the ground. Grey is what has next to no colour, outlines and figures left out. Areas are what is
drawn with dashes: the page draws once with them and once without.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TypedDict

from playwright.sync_api import Page, sync_playwright

from tests import machine

SCREENS = {"screen": {"width": 1280, "height": 800}, "phone": {"width": 390, "height": 844}}
WATCH = """() => {
  window.__dashes = true;
  const { stroke } = CanvasRenderingContext2D.prototype;
  CanvasRenderingContext2D.prototype.stroke = function (...path) {
    if (window.__dashes || !this.getLineDash().length) stroke.apply(this, path);
  };
}"""
COUNT = """async dashes => {
  window.__dashes = dashes;
  await mapperView.setState({});
  await new Promise(resolve => setTimeout(resolve, 300));
  const canvas = document.querySelector(".leaflet-mapper-symbols-pane canvas");
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  const land = [245, 243, 238];
  const fixed = [[0x4f, 0x48, 0x3d], [0x2b, 0x27, 0x21], land]; // outlines, figures, ground
  const isNear = (k, colour) => colour.every((value, c) => Math.abs(data[k + c] - value) < 24);
  let [ink, fill, grey] = [0, 0, 0];
  for (let k = 0; k < data.length; k += 4) {
    if (data[k + 3] < 128 || isNear(k, land)) continue;
    ink++;
    if (fixed.some(colour => isNear(k, colour))) continue;
    fill++;
    const rgb = [data[k], data[k + 1], data[k + 2]];
    if (Math.max(...rgb) - Math.min(...rgb) < 20) grey++;
  }
  return { ink, fill, grey };
}"""


class Ink(TypedDict):
    """Pixels: all, those of a category's colour, and the grey ones of them."""

    ink: int
    fill: int
    grey: int


def ink_of(page: Page, file: Path) -> tuple[Ink, Ink]:
    """Open a map and return its ink with areas and without."""
    page.add_init_script(f"({WATCH})()")
    page.goto(file.absolute().as_uri())
    page.evaluate("mapperView.ready")
    return page.evaluate(COUNT, True), page.evaluate(COUNT, False)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("maps", nargs="+", type=Path)
    given = parser.parse_args()
    machine.give_playwright_our_node()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=machine.chromium(), args=["--no-sandbox"])
        for file in given.maps:
            for screen, viewport in SCREENS.items():
                page = browser.new_page(viewport=viewport)
                whole, bare = ink_of(page, file)
                page.close()
                grey, dashed = whole["grey"] / whole["fill"], 1 - bare["ink"] / whole["ink"]
                print(f"{file.name}, {screen}: {grey:.1%} of the colour is grey, {dashed:.1%} of the ink is of areas")
        browser.close()


if __name__ == "__main__":
    main()
