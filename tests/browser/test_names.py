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
