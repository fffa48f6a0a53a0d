"""How many symbols of a map another one covers by more than a quarter, when it opens: on a screen and on a phone.

    python benchmarks/map/overlap.py outputs/map.html [MORE.html …] [--shape symbols]

At most 5 % may be. Where symbols would crowd the page draws cells, which never overlap; `--shape symbols` measures what
it would be without them. The symbols are read off what the page draws: the largest circle at each point.
"""

from __future__ import annotations

import argparse
import math
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests import machine

SCREENS = {"screen": {"width": 1280, "height": 800}, "phone": {"width": 390, "height": 844}}
COVERED = 0.25
WATCH = """() => {
  window.__circles = [];
  const { arc } = CanvasRenderingContext2D.prototype;
  CanvasRenderingContext2D.prototype.arc = function (x, y, r, from, to, ...rest) {
    const isWhole = Math.abs(to - from) > 6.28 && !this.getLineDash().length;
    if (isWhole && this.canvas.closest(".leaflet-mapper-symbols-pane")) __circles.push([x, y, r]);
    return arc.call(this, x, y, r, from, to, ...rest);
  };
}"""

Circle = tuple[float, float, float]


def circles(browser: Browser, file: Path, screen: str, shape: str) -> list[Circle]:
    """Open a map and return the symbols that it draws, the largest circle at each point."""
    page = browser.new_page(viewport=SCREENS[screen])
    page.add_init_script(f"({WATCH})()")
    page.goto(f"{file.absolute().as_uri()}{f'#shape={shape}' if shape else ''}")
    page.evaluate("mapperView.ready")
    page.evaluate("__circles.length = 0; mapperView.setState({})")
    page.wait_for_timeout(300)
    largest: dict[tuple[float, float], float] = {}
    for x, y, r in page.evaluate("__circles"):
        largest[x, y] = max(r, largest.get((x, y), 0.0))
    page.close()
    return [(x, y, r) for (x, y), r in largest.items()]


def lens(apart: float, one: float, other: float) -> float:
    """The area that two circles have in common."""
    if apart >= one + other:
        return 0.0
    if apart <= abs(one - other):
        return math.pi * min(one, other) ** 2
    a = (apart**2 + one**2 - other**2) / (2 * apart)
    b = apart - a
    height = math.sqrt(max(0.0, one**2 - a**2))
    return one**2 * math.acos(a / one) + other**2 * math.acos(b / other) - apart * height


def covered(found: list[Circle]) -> float:
    """Return the share of circles of which another one has more than a quarter."""
    if not found:
        return 0.0
    hidden = sum(
        any(lens(math.hypot(x - u, y - v), r, s) > COVERED * math.pi * r**2 for u, v, s in found if (u, v) != (x, y))
        for x, y, r in found
    )
    return hidden / len(found)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("maps", nargs="+", type=Path)
    parser.add_argument("--shape", default="", choices=["", "symbols", "cells"])
    given = parser.parse_args()
    machine.give_playwright_our_node()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=machine.chromium(), args=["--no-sandbox"])
        for file in given.maps:
            for screen in SCREENS:
                found = circles(browser, file, screen, given.shape)
                print(
                    f"{file.name}, {screen}: {len(found)} symbols, {covered(found):.1%} covered by more than a quarter"
                )
        browser.close()


if __name__ == "__main__":
    main()
