"""Zooming in as far as the map goes: by named rivers and coasts a browser once froze, then crashed."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.pages import open_map

pytestmark = pytest.mark.browser

AT_LAST_ZOOM = re.compile("#map=18/")
LONGEST_FRAME = 200
"""Milliseconds."""
TRIES = 3
"""A frame that took longer is timed again: other programs run on the machine too."""
PLACES = {
    "Bamako": (12.639, -8.003),
    "Gao": (16.27, -0.05),
    "Khartoum": (15.61, 32.53),
    "the Nile delta": (30.9, 31.2),
}
WATCH = """() => {
  window.__longest = 0;
  let last = performance.now();
  const next = () => {
    const now = performance.now();
    __longest = Math.max(__longest, now - last);
    last = now;
    requestAnimationFrame(next);
  };
  requestAnimationFrame(next);
}"""


def longest_frame(chromium, file, latitude, longitude):
    """Turn the wheel by thirty notches in the middle of the map and return the longest frame, in milliseconds."""
    opened = open_map(chromium, file, fragment=f"#map=6/{latitude}/{longitude}")
    page = opened.page
    box = page.locator(".leaflet-container").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_timeout(500)
    page.evaluate(WATCH)
    for _ in range(30):
        page.mouse.wheel(0, -120)
        page.wait_for_timeout(120)
    expect(page).to_have_url(AT_LAST_ZOOM)
    longest = page.evaluate("__longest")
    assert opened.errors == []
    page.context.close()
    return longest


@pytest.mark.parametrize("place", PLACES)
def test_thirty_notches_of_the_wheel_take_no_long_frame(chromium, seeds_map, place):
    taken: list[float] = []
    while len(taken) < TRIES and not any(longest < LONGEST_FRAME for longest in taken):
        taken.append(longest_frame(chromium, seeds_map, *PLACES[place]))
    assert min(taken) < LONGEST_FRAME


@pytest.mark.parametrize("link", ["#map=24/12.639/-8.003", "#map=99/16.27/-0.05", "#map=22.5/90/180"])
def test_a_link_cannot_ask_for_more_than_the_map_has(chromium, seeds_map, link):
    opened = open_map(chromium, seeds_map, fragment=link)
    page = opened.page
    page.locator(".leaflet-container").focus()
    page.keyboard.press("ArrowLeft")
    expect(page).to_have_url(AT_LAST_ZOOM)
    assert page.locator(".leaflet-control-zoom-in.leaflet-disabled").count() == 1
    assert opened.errors == []
