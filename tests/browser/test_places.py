"""The list of places: by events and by the dead, and a filter as the other lists."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.pages import PHONE, open_map

pytestmark = pytest.mark.browser

ROWS = """[...document.querySelectorAll('.places .row')].map(
  row => [...row.querySelectorAll('.name, .off-map, .count')].map(part => part.textContent))"""
RECORDS = (
    "1,2025-05-01,Gao,Mali,16.27,-0.04,1,4",
    "2,2025-05-09,Gao,Mali,16.27,-0.04,1,",
    "3,2025-06-02,Gao,Mali,16.27,-0.04,4,30",
    "4,2025-06-03,Kidal,Mali,18.44,1.41,1,2",
    "5,2025-06-04,Gao,Sudan,12.1,24.1,1,1",
    "6,2025-07-05,Nowhere at all,Mali,,,,9",
)


@pytest.fixture(scope="module")
def map_of_places(run_mapper, tmp_path_factory):
    folder = tmp_path_factory.mktemp("places")
    head = "event_id,event_date,place,country,latitude,longitude,geo_precision,fatalities"
    (folder / "t.csv").write_text("\n".join((head, *RECORDS)) + "\n")
    assert run_mapper("map", folder / "t.csv", "-o", folder / "t.html").returncode == 0
    return folder / "t.html"


def test_the_list_of_places_is_a_filter_with_the_dead_of_each_and_a_link_holds_it(chromium, map_of_places):
    opened = open_map(chromium, map_of_places)
    page = opened.page
    page.locator(".places > summary").click()
    gao, area, sudan = ["Gao (Mali)", "2"], ["Gao (Mali)", "area", "1"], ["Gao (Sudan)", "1"]
    expect(page.locator(".places .row")).to_have_count(5)
    assert page.evaluate(ROWS) == [gao, area, sudan, ["Kidal", "1"], ["Not on the map", "1"]]
    page.locator(".measure").get_by_text("Killed", exact=True).click()
    by_killed = [["Gao (Mali)", "area", "30"], ["Not on the map", "9"], ["Gao (Mali)", "4"], ["Kidal", "2"]]
    assert page.evaluate(ROWS) == [*by_killed, ["Gao (Sudan)", "1"]]
    row = page.locator(".places .row", has_text="Kidal")
    row.hover()
    row.locator(".only").click()
    assert page.evaluate("[mapperView.count(), mapperView.killed().best]") == [1, 2]
    expect(page.locator(".filter-words")).to_have_text("places: Kidal")
    expect(page).to_have_url(re.compile("places="))
    again = open_map(chromium, map_of_places, fragment=page.evaluate("location.hash"))
    assert again.page.evaluate("[mapperView.count(), mapperView.killed().best]") == [1, 2]
    expect(again.page.locator(".places .row .name").first).to_have_text("Kidal")
    again.page.get_by_role("button", name="Show all events").first.click()
    assert again.page.evaluate("mapperView.count()") == 6
    assert opened.errors == again.errors == []


def test_a_link_can_leave_a_place_out_and_two_months_are_compared_at_each(chromium, map_of_places):
    opened = open_map(chromium, map_of_places, fragment="#places=!Gao%20(SD)&months=2025-05,2025-06&measure=killed")
    assert opened.page.evaluate("mapperView.count()") == 4
    expect(opened.page.locator(".filter-words")).to_contain_text("places: all but Gao (Sudan)")
    rows = {tuple(row[:-1]): row[-1] for row in opened.page.evaluate(ROWS)}
    assert rows["Gao (Mali)",] == "4 · –"
    assert rows["Gao (Mali)", "area"] == "– · 30"


def test_places_by_keyboard_and_on_a_phone(chromium, map_of_places):
    page = open_map(chromium, map_of_places, viewport=PHONE, has_touch=True).page
    page.get_by_role("button", name="Filters", exact=True).click()
    page.locator(".places > summary").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".places .row")).to_have_count(5)
    page.locator(".places .section-tools button", has_text="None").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("mapperView.count()") == 0
    page.get_by_label("Kidal").first.press("Space")
    assert page.evaluate("mapperView.count()") == 1


def test_thousands_of_places_show_a_thousand_rows_and_the_search_finds_the_others(chromium, run_mapper, tmp_path):
    rows = "".join(f"2025-05-01,Village {k},{10 + k / 1000},{k / 1000}\n" for k in range(1500))
    (tmp_path / "t.csv").write_text(f"event_date,place,latitude,longitude\n{rows}")
    assert run_mapper("map", tmp_path / "t.csv", "-o", tmp_path / "t.html").returncode == 0
    page = open_map(chromium, tmp_path / "t.html").page
    page.locator(".places > summary").click()
    page.locator(".places .more").click()
    expect(page.locator(".places .row")).to_have_count(1000)
    expect(page.locator(".places .note")).to_have_text("and 500 more: the search finds them")
    page.mouse.move(900, 300)  # rows stay where they are under a pointer
    page.locator(".search input").fill("Village 1499")
    expect(page.locator(".places .row").first).to_contain_text("Village 14991")
