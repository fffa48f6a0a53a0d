"""What a symbol is called: its tooltip and its name on the map."""

import csv
import re

import pytest
from playwright.sync_api import expect

from tests.browser.pages import open_map

pytestmark = pytest.mark.browser

COLUMNS = ("event_id", "event_date", "place", "actor1", "latitude", "longitude")
PLACES = (
    ("Sanankoro", 12.60, -8.05, 3, "Army"),
    ("Bamako", 12.65, -8.00, 7, "Army"),
    ("Kati", 12.75, -8.07, 5, "Rebels"),
)


@pytest.fixture(scope="module")
def crowded(run_mapper, tmp_path_factory):
    """A map on which three places share a symbol."""
    folder = tmp_path_factory.mktemp("names")
    with (folder / "events.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(COLUMNS)
        for place, latitude, longitude, events, actor in PLACES:
            for number in range(events):
                rows.writerow((f"{place}-{number}", "2025-06-13", place, actor, latitude, longitude))
        rows.writerow(("far", "2025-06-13", "Gao", "Army", 16.27, -0.05))
    done = run_mapper("map", folder / "events.csv", "-o", folder / "map.html")
    assert done.returncode == 0, done.stderr
    return folder / "map.html"


WRITTEN = """() => {
  // What is written on the canvas of names from now on.
  window.__written = [];
  const fillText = CanvasRenderingContext2D.prototype.fillText;
  CanvasRenderingContext2D.prototype.fillText = function (text, x, y) {
    if (this.canvas.closest(".leaflet-basemap-names-pane")) __written.push(text);
    return fillText.apply(this, arguments);
  };
}"""


def written(page, view):
    """Go to a view and return the names that are written on its map."""
    page.evaluate("view => { __written.length = 0; location.hash = view; }", view)
    page.wait_for_timeout(600)
    return set(page.evaluate("__written"))


def tooltip(page):
    """Return the heading of the tooltip of the symbol at Bamako, without the marks of writing direction."""
    box = page.locator(".leaflet-container").bounding_box()
    page.mouse.move(box["x"] + 5, box["y"] + 300)
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    heading = page.locator(".mapper-tooltip strong")
    expect(heading).to_be_visible()
    return re.sub("[\u2068\u2069]", "", heading.inner_text())


def test_a_symbol_is_named_by_its_weightiest_place_under_the_filter(chromium, crowded):
    opened = open_map(chromium, crowded, fragment="#map=6/12.65/-8")
    assert tooltip(opened.page) == "Bamako, 7 of 15 events, and 2 places"
    opened.page.mouse.move(5, 5)
    rebels = opened.page.evaluate("Object.keys(mapperView.layers.actor).find(key => /rebel/i.test(key))")
    opened.state(actors=[rebels])
    assert tooltip(opened.page) == "Kati"
    assert opened.errors == []


def test_the_largest_symbols_carry_their_name_on_the_map(chromium, crowded):
    opened = open_map(chromium, crowded)
    opened.page.evaluate(WRITTEN)
    names = written(opened.page, "#map=6/12.65/-8")
    assert "Bamako +2" in names, "the symbol stands for two other places"
    rebels = opened.page.evaluate("Object.keys(mapperView.layers.actor).find(key => /rebel/i.test(key))")
    opened.page.evaluate("__written.length = 0")
    opened.state(actors=[rebels])
    opened.page.wait_for_timeout(600)
    assert "Kati" in set(opened.page.evaluate("__written"))


@pytest.mark.parametrize(
    ("view", "countries"),
    [
        ("#map=9/14.8/-12.2", {"MALI", "SENEGAL", "MAURITANIA"}),
        ("#map=12/15.0/0.22", {"MALI", "NIGER"}),
        ("#map=15/17.5/23.983", {"CHAD", "SUDAN"}),
        ("#map=10/-1.68/29.23", {"RWANDA", "CONGO - KINSHASA"}),
        ("#map=7/13.0/-11.4", {"MALI", "SENEGAL", "GUINEA"}),
    ],
)
def test_countries_are_named_on_both_sides_of_a_border(chromium, crowded, view, countries):
    opened = open_map(chromium, crowded)
    opened.page.evaluate(WRITTEN)
    assert countries <= written(opened.page, view)
