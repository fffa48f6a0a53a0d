"""The page under a finger, in narrow and low windows, and in a system's own few colours."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, FloatRect, Page, expect

from tests.browser.pages import PHONE, Opened, open_map

pytestmark = pytest.mark.browser

SMALL = {"width": 320, "height": 568}
ON_ITS_SIDE = {"width": 844, "height": 390}
UPRIGHT = {"width": 768, "height": 1024}
FRAME = {"width": 600, "height": 400}
CONTROLS = """() => [...document.querySelectorAll("button, select, summary, input:not([type=range]), .leaflet-bar a")]
  .filter((control) => control.checkVisibility() && !control.closest(".virtual-rows, .facts, .claims"))
  .map((control) => [control, control.getBoundingClientRect()])
  .filter(([, { width, height }]) => width && height && Math.min(width, height) < 44)
  .map(([control, { width, height }]) => `${control.className} ${control.textContent} ${width} × ${height}`)"""
COVERED = """() => {
  const pieces = [...document.querySelectorAll(".way, .leaflet-top .leaflet-bar, .key, .toggle-panel")]
    .filter((piece) => piece.checkVisibility())
    .map((piece) => [piece.className, piece.getBoundingClientRect()]);
  return pieces.flatMap(([name, a], k) => pieces.slice(k + 1)
    .filter(([, b]) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
    .map(([other]) => `${name} and ${other}`));
}"""

KNOBS = """() => [...document.querySelectorAll(".brush-handle")].map((handle) => {
  const { left, width, transform } = getComputedStyle(handle, "::after");
  const from = handle.getBoundingClientRect().left + parseFloat(left) + new DOMMatrix(transform).e;
  return [from, from + parseFloat(width)];
})"""
"""Script: left and right end of the square on each handle of the time line."""


def in_hand(chromium: Browser, file: Path, viewport: dict[str, int]) -> Opened:
    return open_map(chromium, file, viewport=viewport, has_touch=True, is_mobile=True)


def box_of(page: Page, selector: str) -> FloatRect:
    box = page.locator(selector).bounding_box()
    assert box
    return box


@pytest.mark.parametrize("viewport", [SMALL, PHONE, ON_ITS_SIDE], ids=["small", "phone", "side"])
def test_a_finger_hits_each_control_and_none_lies_over_another(chromium, seeds_map, viewport):
    opened = in_hand(chromium, seeds_map, viewport)
    page = opened.page
    expect(page.locator(".way.far")).to_be_visible()
    assert page.evaluate(CONTROLS) == []
    assert page.evaluate(COVERED) == []
    page.evaluate("mapperView.open('kidal-region-2025-06-13')")
    expect(page.locator(".card")).to_be_visible()
    page.wait_for_timeout(300)
    assert page.evaluate(CONTROLS) == []
    assert box_of(page, ".card")["height"] >= 240
    assert opened.errors == []


@pytest.mark.parametrize("words", ["Mali", "Killed in Sudan in January 2026, by who took part in it", "Title " * 60])
def test_the_headline_of_a_phone_shows_and_the_map_begins_below_it(chromium, run_mapper, tmp_path, words):
    done = run_mapper("map", "seeds", "--country", "ML", "--title", words, "-o", tmp_path / "map.html")
    assert done.returncode == 0, done.stderr
    page = in_hand(chromium, tmp_path / "map.html", PHONE).page
    title = page.locator("h1").evaluate("h1 => [h1.scrollHeight, h1.clientHeight, h1.scrollWidth <= h1.clientWidth]")
    assert title[2]
    assert title[0] == title[1] or words.startswith("Title")
    assert title[1] <= 40
    masthead, stage = (box_of(page, part) for part in (".masthead", ".stage"))
    assert abs(masthead["y"] + masthead["height"] - stage["y"]) <= 3
    page.get_by_role("button", name="Filters", exact=True).first.click()
    page.wait_for_timeout(300)
    assert box_of(page, ".side")["y"] >= box_of(page, ".summary")["y"] + box_of(page, ".summary")["height"] - 1


def test_what_only_a_background_says_is_seen_in_few_colours(chromium, seeds_map):
    """The chosen buttons, boxes, player and handles were all white on white in a system's high contrast."""
    page = open_map(chromium, seeds_map, forced_colors="active").page
    look = """(selector, name, pseudo) => getComputedStyle(document.querySelector(selector), pseudo)[name]"""

    def style(selector, name, pseudo=None):
        return page.evaluate(f"([a, b, c]) => ({look})(a, b, c)", [selector, name, pseudo])

    chosen, other = ('.segment[aria-pressed="true"]', '.segment[aria-pressed="false"]')
    assert style(chosen, "backgroundColor") != style(other, "backgroundColor")
    assert style(".row input", "appearance") == "auto"
    for part in (".play", ".brush-handle"):
        assert style(part, "backgroundColor", "::before") not in ("rgb(255, 255, 255)", "rgba(0, 0, 0, 0)")


def test_the_list_says_which_event_is_on_the_card(chromium, seeds_map):
    opened = open_map(chromium, seeds_map)
    page = opened.page
    rows, current = (page.locator(f".event-list .event-row{with_}") for with_ in ("", "[aria-current='true']"))
    expect(current).to_have_count(0)
    rows.nth(1).click()
    expect(current).to_have_text(rows.nth(1).inner_text().replace("\n", ""))
    for _ in range(12):
        page.get_by_role("button", name="Next", exact=True).click()
    expect(page.locator(".card .position")).to_have_text("14 of 19")
    expect(current).to_have_count(1)
    assert current.get_attribute("data-event") is not None
    seen = current.evaluate("""row => {
      const [a, b] = [row, row.closest(".virtual")].map((element) => element.getBoundingClientRect());
      return a.top >= b.top - 1 && a.bottom <= b.bottom + 1;
    }""")
    assert seen, "the list follows"
    page.keyboard.press("Escape")
    expect(current).to_have_count(0)
    assert opened.errors == []


def test_nothing_stands_below_the_words_of_the_filter(chromium, seeds_map):
    """They stuck above the panel's padding, in which rows went by."""
    opened = in_hand(chromium, seeds_map, PHONE)
    opened.page.get_by_role("button", name="Events", exact=True).first.click()
    opened.state(types=["Battles"])
    opened.page.wait_for_timeout(300)
    bar = box_of(opened.page, ".filter-now")
    assert abs(bar["y"] + bar["height"] - PHONE["height"]) <= 1


@pytest.mark.parametrize("viewport", [UPRIGHT, ON_ITS_SIDE], ids=["tablet", "side"])
def test_where_the_map_is_narrow_the_card_lies_over_the_panel(chromium, seeds_map, viewport):
    """At 768 pixels it left 40 of the map, and covered the symbol that it tells of."""
    page = in_hand(chromium, seeds_map, viewport).page
    page.evaluate("mapperView.open('tinzaouaten-2024-07')")
    expect(page.locator(".card")).to_be_visible()
    page.wait_for_timeout(300)
    card, frame = (box_of(page, part) for part in (".card", ".map-frame"))
    assert card["x"] + card["width"] <= frame["x"] + 1
    page.locator(".card .close").click()
    expect(page.locator(".event-list .event-row").first).to_be_attached()


def test_the_list_in_a_low_frame_begins_with_an_event(chromium, seeds_map):
    """It began with the search, the choice of context and a title: no event was in the window."""
    page = open_map(chromium, seeds_map, viewport=FRAME).page
    page.get_by_role("button", name="Events", exact=True).first.click()
    page.wait_for_timeout(300)
    first = page.locator(".event-list .event-row").first.bounding_box()
    assert first is not None
    assert first["y"] + first["height"] <= FRAME["height"]
    page.locator(".event-list .event-row").first.click()
    page.wait_for_timeout(300)
    assert box_of(page, ".side")["y"] > FRAME["height"] / 3, "the card leaves some of the map"


def test_the_handles_of_the_time_line_cover_no_bar_of_the_period(chromium, seeds_map):
    """The first event of the example, alone in its month, was behind the left one."""
    page = open_map(chromium, seeds_map).page
    chart = box_of(page, ".brush")
    first, last = page.evaluate(KNOBS)
    assert first[1] <= chart["x"] + 0.5
    assert last[0] >= chart["x"] + chart["width"] - 0.5
