"""Where the map looks: at first, after a filter, and across the 180th meridian."""

import csv

import pytest
from playwright.sync_api import expect

import mapper
from tests.browser.pages import DESKTOP, PHONE, open_map

pytestmark = pytest.mark.browser

COLUMNS = ("event_id", "event_date", "place", "country", "actor1", "latitude", "longitude")
NEAR = [(f"mali-{k}", "2025-06-13", f"Place {k}", "Mali", "Army", 15 + k / 4, -2 + k / 4) for k in range(12)]
FAR = (
    ("homs", "2025-06-14", "Homs", "Syria", "Rebels", 34.73, 36.71),
    ("omdurman", "2025-06-15", "Omdurman", "Sudan", "Police", 15.64, 32.48),
)
PACIFIC = (
    ("suva", "2025-06-13", "Suva", "Fiji", "Army", -18.14, 178.44),
    ("apia", "2025-06-14", "Apia", "Samoa", "Army", -13.83, -171.76),
    ("tonga", "2025-06-15", "Nuku'alofa", "Tonga", "Police", -21.13, -175.2),
)

SYMBOLS = """async () => {
  // The names of all symbols in view, found by moving the pointer over the map.
  const map = document.querySelector(".leaflet-container");
  const {left, top, width, height} = map.getBoundingClientRect();
  const names = [];
  for (let y = top + 20; y < top + height - 20; y += 8) {
    for (let x = left + 60; x < left + width - 20; x += 8) {
      map.dispatchEvent(new MouseEvent("mousemove", {clientX: x, clientY: y, bubbles: true}));
      if (!map.classList.contains("mapper-over-symbol")) continue;
      await new Promise(done => setTimeout(done));
      names.push(document.querySelector(".mapper-tooltip strong").textContent);
    }
  }
  return names;
}"""


POINT_AND_CHIP = """const map = Object.values(mapperView.layers.actor)[0]._map;
  const frame = map.getContainer().getBoundingClientRect();
  const box = document.querySelector(".way.far").getBoundingClientRect();
  const at = map.latLngToContainerPoint(place);
  const [x, y] = [at.x + frame.left, at.y + frame.top];"""
MOVE_UNDER_CHIP = f"""place => {{
  {POINT_AND_CHIP}
  map.panBy([x - (box.left + box.right) / 2, y - (box.top + box.bottom) / 2], {{animate: false}});
}}"""
UNDER_CHIP = f"""place => {{
  {POINT_AND_CHIP}
  return x > box.left && x < box.right && y > box.top && y < box.bottom;
}}"""


def drawn(run_mapper, folder, rows, *options):
    with (folder / "events.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([COLUMNS, *rows])
    done = run_mapper("map", folder / "events.csv", *options, "-o", folder / "map.html")
    assert done.returncode == 0, done.stderr
    return folder / "map.html"


@pytest.fixture(scope="module")
def far_map(run_mapper, tmp_path_factory):
    return drawn(run_mapper, tmp_path_factory.mktemp("far"), [*NEAR, *FAR])


def view(page):
    """Return zoom, latitude and longitude of the view, once the reader has moved the map by a key."""
    page.locator(".leaflet-container").focus()
    before = page.url
    page.keyboard.press("ArrowLeft")
    page.wait_for_function("before => location.href !== before && location.hash.includes('map=')", arg=before)
    part = next(part for part in page.url.split("#")[1].split("&") if part.startswith("map="))
    return [float(number) for number in part.removeprefix("map=").split("/")]


def test_the_first_view_is_where_most_events_are_and_a_chip_leads_to_the_others(chromium, far_map):
    opened = open_map(chromium, far_map)
    page = opened.page
    chip = page.locator(".way.far")
    expect(chip).to_have_text("2 more abroad: Sudan, Syria")
    assert chip.get_attribute("data-edge") == "right"
    zoom, _, longitude = view(page)
    assert zoom > 6
    assert -10 < longitude < 3
    chip.click()
    expect(chip).to_be_hidden()
    assert view(page)[2] > 25
    page.get_by_role("button", name="Back to the first view").click()
    expect(chip).to_be_visible()
    assert view(page)[2] < 3
    assert opened.errors == []


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize(
    "asked",
    [
        ("--country", "Mali", "--country", "Sudan", "--country", "Syria"),
        ("--place", "Omdurman", "--place", "Homs", *(part for k in range(12) for part in ("--place", f"Place {k}"))),
    ],
    ids=["countries", "places"],
)
def test_a_map_of_countries_or_places_that_were_asked_for_opens_on_all_of_them(
    chromium, run_mapper, tmp_path, size, asked
):
    page = open_map(chromium, drawn(run_mapper, tmp_path, [*NEAR, *FAR], *asked), viewport=size).page
    assert page.evaluate("mapperView.count()") == 14
    expect(page.locator(".way.far")).to_be_hidden()
    assert {"Homs", "Omdurman"} < set(page.evaluate(SYMBOLS))


def test_of_one_country_that_was_asked_for_an_event_far_away_stays_a_chip(chromium, run_mapper, tmp_path):
    slip = ("slip", "2025-06-14", "Somewhere", "Mali", "Army", 34.73, 36.71)
    countries = ("--country", "Mali", "--country", "Niger")
    page = open_map(chromium, drawn(run_mapper, tmp_path, [*NEAR, slip], *countries)).page
    expect(page.locator(".way.far")).to_have_text("1 more far away: Mali")


def test_the_chip_makes_room_for_symbols(chromium, far_map):
    page = open_map(chromium, far_map).page
    chip = page.locator(".way.far")
    expect(chip).to_be_visible()
    page.evaluate(MOVE_UNDER_CHIP, [15, -2])
    page.wait_for_function("() => document.querySelector('.way.far').dataset.height !== 'middle'")
    assert page.evaluate(UNDER_CHIP, [15, -2]) is False


def test_a_filter_that_leaves_nothing_in_view_offers_a_way_there_and_does_not_move_the_map(chromium, far_map):
    opened = open_map(chromium, far_map)
    page = opened.page
    before = view(page)
    rebels = page.evaluate("Object.keys(mapperView.layers.actor).find(key => /rebel/i.test(key))")
    opened.state(actors=[rebels])
    way = page.locator(".way.lost")
    expect(way).to_have_text("The 1 event shown is out of view. Go there")
    assert view(page)[0] == before[0]
    assert view(page)[2] < 3
    way.click()
    expect(way).to_be_hidden()
    assert view(page)[2] > 25


def test_the_map_has_a_scale(chromium, far_map):
    expect(open_map(chromium, far_map).page.locator(".leaflet-control-scale-line")).to_contain_text("km")


def test_the_pacific_is_one_map(chromium, run_mapper, tmp_path):
    opened = open_map(chromium, drawn(run_mapper, tmp_path, PACIFIC))
    page = opened.page
    zoom, _, longitude = view(page)
    assert zoom > 4
    assert 175 < longitude < 190, "it goes on beyond 180°"
    assert set(page.evaluate(SYMBOLS)) == {"Suva", "Apia", "Nuku'alofa"}
    opened.card("apia")
    page.wait_for_timeout(600)
    assert 175 < view(page)[2] < 200


def test_a_picture_says_how_many_events_lie_in_it(chromium, far_map):
    opened = open_map(chromium, far_map)
    page = opened.page
    page.evaluate("""() => {
      window.__written = [];
      const fillText = CanvasRenderingContext2D.prototype.fillText;
      CanvasRenderingContext2D.prototype.fillText = function (text) {
        __written.push(text);
        return fillText.apply(this, arguments);
      };
    }""")
    page.locator(".section.about > summary").click()
    with page.expect_download():
        page.get_by_role("button", name="Save as picture").click()
    assert "12 events lie in this picture" in page.evaluate("__written")
    assert opened.errors == []


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_way_to_events_far_to_the_south_lies_on_no_scale(chromium, tmp_path, size):
    near = [f"{k},2025-06-01,{14 + k / 10},{k / 8 - 4},ML" for k in range(40)]
    far = [f"{code},2025-06-01,-33,-3,{code}" for code in ("ZA", "AO", "CF")]
    rows = ["event_id,event_date,latitude,longitude,country", *near, *far]
    (tmp_path / "events.csv").write_text("\n".join(rows), encoding="utf-8")
    file = mapper.write_map(mapper.read(tmp_path / "events.csv"), tmp_path / "map.html")
    page = open_map(chromium, file, viewport=size).page
    way = page.locator(".way.far")
    expect(way).to_be_visible()
    chip, scale = way.bounding_box(), page.locator(".leaflet-control-scale").bounding_box()
    assert chip is not None
    assert scale is not None
    beside = chip["x"] + chip["width"] <= scale["x"] or chip["x"] >= scale["x"] + scale["width"]
    above = chip["y"] + chip["height"] <= scale["y"] or chip["y"] >= scale["y"] + scale["height"]
    assert way.get_attribute("data-edge") == "bottom"
    assert beside or above


def test_credits_take_one_line_of_a_phone_on_its_side(chromium, seeds_map):
    page = open_map(chromium, seeds_map, viewport={"width": 740, "height": 360}).page
    lines, inside = page.evaluate(
        """() => {
          const credits = document.querySelector(".leaflet-control-attribution");
          const map = document.querySelector(".leaflet-container").getBoundingClientRect();
          const box = credits.getBoundingClientRect();
          return [box.height / parseFloat(getComputedStyle(credits).lineHeight), box.left >= map.left];
        }"""
    )
    assert lines < 2
    assert inside


def test_a_place_alone_is_seen_with_the_country_around_it(chromium, run_mapper, tmp_path):
    file = drawn(run_mapper, tmp_path, [("gao", "2025-06-13", "Gao", "Mali", "Army", 16.27, -0.04)])
    page = open_map(chromium, file).page
    degrees = page.evaluate(
        "(b => b.getEast() - b.getWest())(Object.values(mapperView.layers.actor)[0]._map.getBounds())"
    )
    assert degrees > 5, "Timbuktu and Niamey are some three degrees away"


def test_a_map_without_any_point_opens_on_the_country_and_on_a_phone_with_the_list(chromium, run_mapper, tmp_path):
    rows = [("a", "2025-06-13", "", "Mali", "Army", "", ""), ("b", "2025-06-14", "", "Mali", "Army", "", "")]
    file = drawn(run_mapper, tmp_path, rows)
    desktop = open_map(chromium, file)
    bounds = desktop.page.evaluate(
        "(() => { const b = Object.values(mapperView.layers.actor)[0]._map.getBounds(); "
        "return [b.getWest(), b.getSouth(), b.getEast(), b.getNorth()]; })()"
    )
    west, south, east, north = bounds
    assert (west < -12, south < 10.2, east > 4, north > 25) == (True, True, True, True), "all of Mali"
    assert east - west < 60
    phone = open_map(chromium, file, viewport=PHONE)
    expect(phone.page.locator(".event-row").first).to_be_in_viewport()
    assert desktop.errors == phone.errors == []


def test_a_filter_that_leaves_a_speck_offers_to_zoom_there(chromium, run_mapper, tmp_path):
    file = drawn(run_mapper, tmp_path, [*NEAR, *(row for k in range(4) for row in _shifted(FAR, k))])
    opened = open_map(chromium, file, fragment="#map=2/20/10")
    page = opened.page
    way = page.locator(".way.lost")
    expect(way).to_be_hidden()  # all are shown
    opened.state(actors=[page.evaluate("Object.keys(mapperView.layers.actor).find(key => /army/i.test(key))")])
    expect(way).to_have_text("Zoom to the 12 events shown")
    way.click()
    expect(way).to_be_hidden()
    assert view(page)[0] > 5
    assert opened.errors == []


def _shifted(rows, number):
    return [(f"{name}-{number}", *rest) for name, *rest in rows]
