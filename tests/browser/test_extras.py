"""What only some maps have: areas of the user's own, online tiles, no notes."""

import json

import pytest
from playwright.sync_api import expect

from tests.browser.pages import PHONE, open_map

pytestmark = pytest.mark.browser

WEST = [[-12, 10], [0, 10], [0, 25], [-12, 25], [-12, 10]]
EAST = [[0, 10], [8, 10], [8, 25], [0, 25], [0, 10]]


@pytest.fixture(scope="module")
def areas(run_mapper, tmp_path_factory):
    """A map with two areas, one of them called as hostile text would be, and with tiles, without notes."""
    folder = tmp_path_factory.mktemp("extras")
    named = {"West <img src=x onerror=alert(1)>": WEST, "East": EAST}
    features = [
        {"type": "Feature", "properties": {"ADM1_EN": n}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
        for n, ring in named.items()
    ]
    (folder / "areas.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    extras = ["--boundaries", folder / "areas.geojson", "--tiles", "openstreetmap.mapnik", "--notes", "none"]
    done = run_mapper("map", "seeds", *extras, "-o", folder / "map.html")
    assert done.returncode == 0, done.stderr
    return folder / "map.html"


def counts(page):
    rows = page.locator(".area-list li").all()
    return {row.locator("bdi").inner_text()[:4]: int(row.locator(".count").inner_text()) for row in rows}


def inside(events, ring):
    (west, south), (east, north) = ring[0], ring[2]
    points = [e for e in events if e["location_kind"] in ("exact", "near")]
    return sum(west < e["longitude"] < east and south < e["latitude"] < north for e in points)


def test_areas_count_the_events_in_them_and_follow_the_filter(chromium, areas, seeds_events):
    opened = open_map(chromium, areas)
    assert counts(opened.page) == {"West": inside(seeds_events, WEST), "East": inside(seeds_events, EAST)}
    opened.state(months=["1999-01"])
    assert set(counts(opened.page).values()) == {0}
    assert opened.page.evaluate("__violations") == []


def test_an_area_of_the_list_is_pointed_at_on_the_map_and_brought_into_view(chromium, areas):
    page = open_map(chromium, areas).page
    outlines = page.locator(".leaflet-mapper-boundaries-pane canvas")
    row = page.locator("button.area", has_text="East")
    row.scroll_into_view_if_needed()
    plain = outlines.evaluate("canvas => canvas.toDataURL()")
    row.hover()
    page.wait_for_function("([canvas, plain]) => canvas.toDataURL() !== plain", arg=[outlines.element_handle(), plain])
    page.mouse.move(0, 0)
    page.wait_for_function("([canvas, plain]) => canvas.toDataURL() === plain", arg=[outlines.element_handle(), plain])
    row.click()
    (west, south), (east, north) = EAST[0], EAST[2]
    page.wait_for_function(
        """([west, south, east, north]) => {
          const seen = Object.values(mapperView.layers.type)[0]._map.getBounds();
          const whole = seen.contains([[south, west], [north, east]]);
          return whole && seen.getEast() - seen.getWest() < 5 * (east - west);
        }""",
        arg=[west, south, east, north],
    )


def test_tiles_are_the_only_thing_asked_of_a_network(chromium, areas):
    opened = open_map(chromium, areas)
    hosts = {"/".join(address.split("/")[:3]) for address in opened.requests}
    assert hosts == {"file://", "https://tile.openstreetmap.org"}
    phone = open_map(chromium, areas, viewport=PHONE, is_mobile=True, has_touch=True).page.locator(
        ".leaflet-control-attribution"
    )
    assert phone.evaluate("credits => credits.scrollWidth <= credits.clientWidth"), "a service's name is never cut off"
    assert "img-src data: blob: https://tile.openstreetmap.org;" in areas.read_text(encoding="utf-8")
    expect(opened.page.locator(".leaflet-control-attribution")).to_contain_text("OpenStreetMap contributors")
    assert opened.page.evaluate("__violations") == []


def test_notes_are_left_out_where_they_are_not_wanted(chromium, areas, seeds_map, seeds_events):
    event = next(event for event in seeds_events if len(event["notes"]) > 40)
    assert event["notes"][:40] in open_map(chromium, seeds_map).card(event["event_id"])
    assert event["notes"][:40] not in open_map(chromium, areas).card(event["event_id"])


@pytest.mark.parametrize(
    ("arguments", "said", "code"),
    [
        (["--tiles", "OpenStreetMap.Mapnic"], "OpenStreetMap.Mapnik", 2),
        (["--tiles", "Thunderforest.Landscape"], "needs no key", 2),
        (["--boundaries", "nowhere.gpkg"], "no such file", 2),
        (["--boundaries", "seeds/events.csv"], "not of a kind that is read as areas", 1),
    ],
)
def test_what_cannot_be_used_is_refused_in_a_sentence(run_mapper, tmp_path, arguments, said, code):
    done = run_mapper("map", "seeds", *arguments, "-o", tmp_path / "map.html")
    assert done.returncode == code
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "map.html").exists()


def test_a_place_of_which_only_one_of_two_was_found_is_not_shown_as_exact(chromium, run_mapper, tmp_path):
    (tmp_path / "events.csv").write_text(
        "event_id,event_date,place,country\na,2025-06-31,Ansongo;Qxzvwkjville,ML\n"
        "b,2024-05,Ansongo,ML\nc,2024-09,Ansongo,ML\n",
        "utf-8",
    )
    assert run_mapper("map", tmp_path / "events.csv", "-o", tmp_path / "map.html").returncode == 0
    opened = open_map(chromium, tmp_path / "map.html")
    card = opened.card("a")
    assert "Several places are named" in card
    assert "Ansongo / Qxzvwkjville" in card
    assert "2025-06-31" in card  # which is no date, but what was written
    assert "Several places are named" not in opened.card("b")
    opened.page.get_by_role("checkbox", name="September 2024").click()
    words = opened.page.locator(".filter-words")
    expect(words).to_have_text("months: all but September 2024")
