"""What an address says, and what the page says about it."""

import csv

import pytest
from playwright.sync_api import expect

from tests.browser.pages import PHONE, open_map

pytestmark = pytest.mark.browser

COLUMNS = ("event_id", "event_date", "place", "actor1", "latitude", "longitude", "notes", "media_url")
ROWS = (
    ("gao", "2025-01-10", "Gao", "قوات الدعم السريع", 16.27, -0.05, "A car bomb on the road", ""),
    ("kidal", "2025-06-10", "Kidal", "جيش, الجنوب", 18.44, 1.41, "A bomb in a car", ""),
    ("media", "2025-06-11", "Kidal", "Army", 18.44, 1.41, "", "https://a.example/1 ; https://b.example/2?x=1;2"),
)


@pytest.fixture(scope="module")
def small(run_mapper, tmp_path_factory):
    folder = tmp_path_factory.mktemp("links")
    with (folder / "events.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([COLUMNS, *ROWS])
    done = run_mapper("map", folder / "events.csv", "-o", folder / "map.html")
    assert done.returncode == 0, done.stderr
    return folder / "map.html"


@pytest.mark.parametrize("viewport", [None, PHONE])
def test_a_link_to_an_event_opens_its_card_and_shows_its_place(chromium, small, viewport):
    opened = open_map(chromium, small, fragment="#event=gao", **({"viewport": viewport} if viewport else {}))
    expect(opened.page.locator(".card h2")).to_be_visible()
    assert opened.errors == []


def test_a_link_to_an_event_that_is_not_there_says_so(chromium, small):
    opened = open_map(chromium, small, fragment="#event=nope")
    note = opened.page.locator(".map-note")
    expect(note).to_have_text("This map has no event “nope”.")
    opened.card("gao")
    expect(note).to_be_hidden()
    assert opened.errors == []


def test_two_media_are_two_links(chromium, small):
    opened = open_map(chromium, small, fragment="#event=media")
    links = opened.page.locator(".card section", has_text="Media").locator("a")
    assert [link.get_attribute("href") for link in links.all()] == [
        "https://a.example/1",
        "https://b.example/2?x=1;2",
    ]


def test_a_quoted_phrase_is_found_as_the_program_finds_it(chromium, small, run_mapper):
    opened = open_map(chromium, small)
    assert opened.state(text='"car bomb"') == 1
    assert opened.state(text="car bomb") == 2
    listed = run_mapper("list", small.parent / "events.csv", "--text", '"car bomb"', "--json")
    assert '"gao"' in listed.stdout
    assert '"kidal"' not in listed.stdout


def test_a_playing_month_without_events_shows_no_error(chromium, small):
    opened = open_map(chromium, small)
    page = opened.page
    page.evaluate("""() => {
      window.__said = new Set();
      const note = document.querySelector(".map-note");
      new MutationObserver(() => note.hidden || __said.add(note.textContent)).observe(note, {attributes: true});
    }""")
    page.get_by_role("button", name="Play through time").click()
    page.wait_for_timeout(4000)
    assert page.evaluate("[...__said]") == []


def test_names_from_right_to_left_leave_the_words_around_them_in_order(chromium, small):
    opened = open_map(chromium, small)
    ids = opened.page.evaluate("Object.keys(mapperView.layers.actor)")
    arabic = [key for key in ids if not key.isascii()] or ids[:2]
    opened.state(actors=arabic[:1])
    words = opened.page.locator(".filter-words")
    text = words.text_content() or ""
    assert text.startswith("actors: \u2068")
    assert text.endswith("\u2069")
    assert words.evaluate("element => getComputedStyle(element).direction") == "ltr"


def test_only_stands_beside_the_count(chromium, seeds_map):
    page = open_map(chromium, seeds_map).page
    row = page.locator(".section.actors .row").first
    row.hover()
    only, count = (row.locator(part).bounding_box() for part in (".only", ".count"))
    assert only is not None
    assert count is not None
    assert only["x"] + only["width"] <= count["x"]


def test_the_licences_can_be_hit(chromium, seeds_map):
    page = open_map(chromium, seeds_map).page
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    height = page.locator(".licences summary").evaluate("one => one.getBoundingClientRect().height")
    assert height >= 24


def test_filter_words_end_at_a_whole_line(chromium, seeds_map):
    opened = open_map(chromium, seeds_map)
    ids = opened.page.evaluate("Object.keys(mapperView.layers.actor)")
    opened.state(actors=ids[: len(ids) // 2], text="a rather long text that is searched for and found nowhere at all")
    words = opened.page.locator(".filter-words")
    height, line = words.evaluate("one => [one.clientHeight, parseFloat(getComputedStyle(one).lineHeight)]")
    assert abs(height / line - round(height / line)) < 0.05
    assert words.get_attribute("title") == words.text_content()


def test_an_event_that_a_link_leads_to_has_its_neighbours_in_the_list(chromium, seeds_map):
    page = open_map(chromium, seeds_map, fragment="#event=kidal-region-2025-06-13").page
    rows = page.locator(".event-list .event-row")
    expect(page.locator(".card .position")).to_have_text("2 of 19")
    page.get_by_role("button", name="Next", exact=True).click()
    expect(page.locator(".card h2")).to_have_text(rows.nth(2).locator(".title").inner_text())
