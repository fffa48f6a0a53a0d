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


def test_in_a_frame_the_wheel_scrolls_the_page_around_until_the_map_is_pressed(chromium, seeds_map, tmp_path):
    (tmp_path / "map.html").write_bytes(seeds_map.read_bytes())
    frame = '<iframe src="map.html#embed" width="900" height="600"></iframe>'
    (tmp_path / "article.html").write_text(f'<!doctype html>{frame}<p style="height: 3000px">Text</p>')
    page = chromium.new_page(viewport={"width": 1000, "height": 700})
    page.goto((tmp_path / "article.html").as_uri())
    inner = page.frame(url=lambda address: "map.html" in address)
    inner.evaluate("mapperView.ready")
    scale = inner.locator(".leaflet-control-scale-line")
    before = scale.inner_text()
    page.mouse.move(450, 300)
    page.mouse.wheel(0, 200)
    page.wait_for_timeout(600)
    assert page.evaluate("scrollY") > 0
    assert scale.inner_text() == before
    page.evaluate("scrollTo(0, 0)")
    page.mouse.click(700, 150)
    page.mouse.wheel(0, -600)
    expect(scale).not_to_have_text(before)
    assert page.evaluate("scrollY") == 0
    page.close()
