"""Tables of counts: the page counts the events that its rows stand for, and opens on areas in full."""

import pytest
from playwright.sync_api import expect

from tests.browser.pages import open_map

pytestmark = pytest.mark.browser

ROWS = """\
event_id,event_date,place,country,admin1,geo_precision,latitude,longitude,actor1,events
a,2025-06-01,Kidal,ML,Kidal,1,18.44,1.41,JNIM,1200
b,2025-06-02,Kidal,ML,Kidal,1,18.44,1.41,FLA,30
c,2025-07-02,Gao,ML,Gao,4,16.6,0.6,FLA,4
d,,Somewhere unknown,ML,,,,,FLA,5
"""
MAP = "Object.values(mapperView.layers.type)[0]._map"


@pytest.fixture(scope="module")
def counts(run_mapper, tmp_path_factory):
    folder = tmp_path_factory.mktemp("counts")
    (folder / "counts.csv").write_text(ROWS, encoding="utf-8")
    done = run_mapper("map", folder / "counts.csv", "-o", folder / "map.html")
    assert done.returncode == 0, done.stderr
    assert "On the map: 1,234 events. Not on the map: 5." in done.stderr
    return folder / "map.html"


def test_all_that_says_events_counts_events_not_rows(chromium, counts):
    opened = open_map(chromium, counts)
    page = opened.page
    expect(page.locator(".summary")).to_contain_text("1,239 events")
    expect(page.locator(".section.actors .row").filter(has_text="JNIM").locator(".count")).to_have_text("1,200")
    expect(page.locator(".event-list > summary .count")).to_have_text("1,239")
    expect(page.locator(".unmapped > summary .count")).to_have_text("5")
    expect(page.locator(".undated-note")).to_contain_text("5")
    assert opened.state(actors=["FLA"]) == 39
    expect(page.locator(".summary")).to_contain_text("39 of 1,239 events")
    assert opened.errors == []


def test_a_symbol_tells_its_events_by_actor_and_lists_their_rows(chromium, counts):
    page = open_map(chromium, counts).page
    point = page.evaluate(f"(m => {{ const p = m.latLngToContainerPoint([18.44, 1.41]); return [p.x, p.y]; }})({MAP})")
    frame = page.locator(".leaflet-container").bounding_box()
    assert frame is not None
    x, y = frame["x"] + point[0], frame["y"] + point[1]
    page.mouse.move(x, y)
    tip = page.locator(".mapper-tooltip")
    expect(tip).to_contain_text("1,230 events")
    expect(tip).to_contain_text("1,200")
    page.mouse.click(x, y)
    expect(page.locator(".card h2")).to_have_text("1,230 events here")


def test_the_map_opens_on_the_whole_of_an_area(chromium, counts):
    page = open_map(chromium, counts).page
    north, south = page.evaluate(f"(b => [b.getNorth(), b.getSouth()])({MAP}.getBounds())")
    assert south < 15.0  # Gao's southern border
    assert north > 18.44


def test_what_no_event_states_is_neither_a_list_nor_a_colouring(chromium, counts):
    page = open_map(chromium, counts).page
    expect(page.locator(".section.actors")).to_be_visible()
    expect(page.locator(".section.types")).to_be_hidden()
    colourings = page.get_by_role("group", name="Colour by").get_by_role("button")
    expect(colourings).to_have_text(["Actor", "Kind", "Month"])


def test_a_count_does_not_say_that_its_events_state_nothing(chromium, run_mapper, tmp_path):
    rows = "event_id,event_date,place,country,event_type,actor1,fatalities_best,source\n"
    (tmp_path / "events.csv").write_text(f"{rows}a,2025-06-01,Gao,ML,Battles,JNIM,3,Reuters\n")
    run_mapper("map", tmp_path / "events.csv", "--counts-only", "--lang", "fr", "-o", tmp_path / "map.html")
    card = open_map(chromium, tmp_path / "map.html").card("count-1")
    assert "Un nombre d’événements, sans les événements eux-mêmes." in card
    assert "without the events" not in card
    assert "Non précisé" not in card  # neither type, nor sides, nor sources
    assert "Aucune affirmation" not in card  # nor sources to look at
