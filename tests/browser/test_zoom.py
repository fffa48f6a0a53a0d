"""Zooming in as far as the map goes: by named rivers and coasts a browser once froze, then crashed."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.pages import open_map

pytestmark = pytest.mark.browser

AT_LAST_ZOOM = re.compile("#map=18/")
PLACES = {
    "Bamako": (12.639, -8.003),
    "Gao": (16.27, -0.05),
    "Khartoum": (15.61, 32.53),
    "the Nile delta": (30.9, 31.2),
}


@pytest.mark.parametrize("place", PLACES)
def test_thirty_notches_of_the_wheel_end_at_the_last_zoom(chromium, seeds_map, place):
    latitude, longitude = PLACES[place]
    opened = open_map(chromium, seeds_map, fragment=f"#map=6/{latitude}/{longitude}")
    page = opened.page
    box = page.locator(".leaflet-container").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    for _ in range(30):
        page.mouse.wheel(0, -120)
        page.wait_for_timeout(120)  # a hand on a wheel: turns at once are one turn
    expect(page).to_have_url(AT_LAST_ZOOM)
    page.locator(".leaflet-control-zoom-out").click()
    expect(page).not_to_have_url(AT_LAST_ZOOM)  # the page still answers
    assert opened.errors == []
    page.context.close()


@pytest.mark.parametrize("link", ["#map=24/12.639/-8.003", "#map=99/16.27/-0.05", "#map=22.5/90/180"])
def test_a_link_cannot_ask_for_more_than_the_map_has(chromium, seeds_map, link):
    opened = open_map(chromium, seeds_map, fragment=link)
    page = opened.page
    page.locator(".leaflet-container").focus()
    page.keyboard.press("ArrowLeft")
    expect(page).to_have_url(AT_LAST_ZOOM)
    assert page.locator(".leaflet-control-zoom-in.leaflet-disabled").count() == 1
    assert opened.errors == []
