"""The map of the example dossier, as its readers use it."""

import csv
import json
import re

import pytest
from playwright.sync_api import expect

from tests.browser.pages import PHONE, open_map

pytestmark = pytest.mark.browser

# The words of the command line, and the same filter in the page's own state.
FIRST_WEEK = {"from": "2025-06-01", "to": "2025-06-07"}
SAME_FILTER = [
    ([], {}),
    (["--actor", "JNIM", "--from", "2025-06-01", "--to", "2025-06-07"], {"actors": ["JNIM"]} | FIRST_WEEK),
    (["--actor", "FLA"], {"actors": ["FLA"]}),
    (["--month", "2025-06"], {"months": ["2025-06"]}),
    (["--month", "2024-07", "--month", "2025-05"], {"months": ["2024-07", "2025-05"]}),
    (["--actor", "Wagner PMC"], {"actors": ["Wagner Group"]}),
    (["--type", "Battles", "--actor", "JNIM", "--actor", "FLA"], {"types": ["Battles"], "actors": ["JNIM", "FLA"]}),
    (["--text", "CONVOY"], {"text": "convoy"}),
    (["--text", "Évacuate Khartoum"], {"text": "Évacuate Khartoum"}),
    (["--from", "2024"], {"from": "2024-01-01"}),
    (["--to", "2021-06"], {"to": "2021-06-30"}),
    (["--from", "2099", "--allow-empty"], {"from": "2099-01-01"}),
]  # fmt: skip


@pytest.fixture(scope="module")
def opened(chromium, seeds_map):
    return open_map(chromium, seeds_map)


@pytest.fixture(scope="module")
def actor_ids(run_mapper):
    actors = json.loads(run_mapper("actors", "seeds", "--json").stdout)
    return {key: actor["actor_id"] for actor in actors for key in (actor["name"], actor["short_name"]) if key}


def test_it_opens_with_no_request_and_no_error(opened, seeds_map):
    assert opened.requests == [seeds_map.resolve().as_uri()]
    assert opened.errors == []
    assert opened.page.evaluate("__violations") == []


@pytest.mark.parametrize(
    ("arguments", "state"), SAME_FILTER, ids=lambda value: " ".join(value) if isinstance(value, list) else ""
)
def test_the_page_counts_as_the_command_line_does(opened, listed, actor_ids, arguments, state):
    wanted = state | ({"actors": [actor_ids[name] for name in state["actors"]]} if "actors" in state else {})
    assert opened.state(**wanted) == len(listed(*arguments))


def test_total_does_not_change_with_the_filter(opened, seeds_events):
    opened.state(months=["2025-06"])
    assert opened.page.evaluate("mapperView.total()") == len(seeds_events)


def test_a_card_shows_every_claim_with_its_claimant(opened, seeds_dir):
    with (seeds_dir / "claims.csv").open(encoding="utf-8", newline="") as handle:
        claims = [row for row in csv.DictReader(handle) if row["event_id"] == "tinzaouaten-2024-07"]
    text = opened.card("tinzaouaten-2024-07")
    assert len(claims) > 20
    for claim in claims:
        assert claim["claimant"] in text
        assert claim["quote"] in text
    assert "Sources disagree" in text


def test_an_unlocated_event_has_a_card_that_says_why_it_is_not_on_the_map(opened):
    assert "no place is stated" in opened.card("repelled-2025-06-04").lower()


def test_layers_are_leaflet_layers_that_switch_events(opened):
    everything = opened.state()
    switched = opened.page.evaluate(
        """async () => {
          const map = mapperView.layers.month["2025-06"]._map;
          const isLayer = mapperView.layers.month["2025-06"] instanceof L.Layer;
          map.removeLayer(mapperView.layers.month["2025-06"]);
          await new Promise(done => setTimeout(done, 300));
          const without = mapperView.count();
          map.addLayer(mapperView.layers.month["2025-06"]);
          await new Promise(done => setTimeout(done, 300));
          return [isLayer, without, mapperView.count()];
        }"""
    )
    assert switched[0] is True
    assert switched[1] < everything
    assert switched[2] == everything


def test_the_address_keeps_the_filter(chromium, seeds_map, opened):
    count = opened.state(months=["2025-06"], colourBy="month")
    opened.page.wait_for_url(re.compile(r"#.*2025-06.*month|#.*month.*2025-06"))
    fragment = opened.page.evaluate("location.hash")
    again = open_map(chromium, seeds_map, fragment=fragment)
    assert again.page.evaluate("mapperView.count()") == count
    assert again.page.evaluate("mapperView.state().colourBy") == "month"


def test_a_hostile_address_is_ignored(chromium, seeds_map, seeds_events):
    again = open_map(
        chromium, seeds_map, fragment="#actors=%3Cimg%20src=x%20onerror=alert(1)%3E&from=__proto__&months=%ff"
    )
    assert again.page.evaluate("mapperView.total()") == len(seeds_events)
    assert again.page.evaluate("__violations") == []


def test_unticking_an_actor_shows_how_many_events_are_left(chromium, seeds_map, listed):
    fresh = open_map(chromium, seeds_map)
    fresh.page.get_by_label("Wagner Group").first.uncheck()
    events = listed("--context", "leave-out").values()
    alone = [event for event in events if involved(event) == {"Wagner Group"}]
    left = len(events) - len(alone)
    expect(fresh.page.locator(".summary")).to_contain_text(f"{left} of {len(events)} conflict events")
    assert alone
    assert fresh.page.evaluate("mapperView.count()") == left


def involved(event):
    roles = ("actor1", "assoc_actor_1", "actor2", "assoc_actor_2")
    return {name for role in roles for name in event[role].split("; ") if name}


def test_a_phone_scrolls_in_one_direction_only(chromium, seeds_map):
    phone = open_map(chromium, seeds_map, viewport=PHONE, is_mobile=True, has_touch=True, device_scale_factor=2)
    assert phone.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert phone.errors == []


@pytest.mark.parametrize("selector", [".leaflet-control-attribution", ".masthead .summary"])
def test_on_a_phone_credits_and_heading_take_one_line_until_they_are_touched(chromium, seeds_map, selector):
    phone = open_map(chromium, seeds_map, viewport=PHONE, is_mobile=True, has_touch=True, device_scale_factor=2)
    words = phone.page.locator(selector)
    line = words.evaluate("words => words.clientHeight")
    assert line < 24
    words.tap()
    phone.page.wait_for_function(
        "([selector, line]) => document.querySelector(selector).clientHeight > 1.5 * line", arg=[selector, line]
    )
    assert words.evaluate("words => words.scrollWidth <= words.clientWidth")


def test_the_page_has_a_language_a_title_and_one_heading(opened):
    assert opened.page.evaluate("document.documentElement.lang") == "en"
    assert opened.page.title()
    assert opened.page.locator("h1:visible").count() == 1
