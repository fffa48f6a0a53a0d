"""Every control by what a reader sees: count, list, chart and layers agree with each other and with `mapper list`."""

import re

import pytest
from playwright.sync_api import expect

from mapper.model.schema import ACTOR_ROLES
from tests.browser.pages import DESKTOP, PHONE, open_map

pytestmark = pytest.mark.browser

SEEN = """() => {
  const number = text => Number((/[\\d,]+/.exec(text ?? "") ?? ["NaN"])[0].replaceAll(",", ""));
  const text = selector => document.querySelector(selector)?.textContent;
  const entries = name => Object.entries(mapperView.layers[name]);
  const on = name => entries(name).filter(([, layer]) => layer._map).map(([key]) => key).sort();
  const {actors, months, types} = mapperView.state();
  return {
    line: number(text(".summary")),
    list: number(text(".event-list > summary .count")),
    count: mapperView.count(),
    layers: [on("actor"), on("month"), on("type")],
    chosen: [actors, months, types].map(keys => keys && [...keys].sort()),
  };
}"""
SEVERAL = """async () => {
  // Where a symbol of several events is, found by moving the pointer over the map.
  const map = document.querySelector(".leaflet-container");
  const {left, top, width, height} = map.getBoundingClientRect();
  for (let y = top + 20; y < top + height - 20; y += 6) {
    for (let x = left + 60; x < left + width - 20; x += 6) {
      map.dispatchEvent(new MouseEvent("mousemove", {clientX: x, clientY: y, bubbles: true}));
      if (!map.classList.contains("mapper-over-symbol")) continue;
      await new Promise(done => setTimeout(done));
      if (parseInt(document.querySelector(".mapper-tooltip-detail").textContent) > 1) return {x, y};
    }
  }
}"""


def agreed(opened):
    """Return how many events the page shows, having asked all that say it."""
    seen = opened.page.evaluate(SEEN)
    assert seen["line"] == seen["list"] == seen["count"]
    for layers, chosen in zip(seen["layers"], seen["chosen"], strict=True):
        assert chosen is None or layers == chosen
    return seen["count"]


def involved(event):
    return {name for role in ACTOR_ROLES for name in event[role].split("; ") if name}


def box_of(locator):
    """Where an element is: left, top, width, height."""
    box = locator.bounding_box()
    assert box is not None, "it is not shown"
    return box


def section(opened, name):
    return opened.page.locator(f"details.section.{name}")


def test_only_shows_one_actor_and_all_shows_everything_again(opened, listed, seeds_events):
    opened.page.get_by_role("button", name="Only Africa Corps").click(force=True)
    assert agreed(opened) == len(listed("--actor", "Africa Corps"))
    opened.page.get_by_role("button", name="All: Actors").click()
    assert agreed(opened) == len(seeds_events)


def test_none_shows_nothing_and_says_which_condition_emptied_it(opened):
    opened.page.get_by_role("button", name="None: Types").click()
    assert agreed(opened) == 0
    expect(section(opened, "event-list")).to_contain_text("Without the condition on types, 45 events would remain")
    opened.page.get_by_role("button", name="Drop types").first.click()
    assert agreed(opened) > 0


def test_every_actor_box_hides_the_events_that_no_other_shown_actor_has(opened, seeds_events):
    boxes = section(opened, "actors").get_by_role("checkbox")
    names = [name for name in section(opened, "actors").locator(".name").all_inner_texts() if name]
    for number, name in enumerate(names[:5]):
        boxes.nth(number).uncheck()
        gone = [event for event in seeds_events if involved(event) == {name}]
        assert agreed(opened) == len(seeds_events) - len(gone), name
        boxes.nth(number).check()
    assert agreed(opened) == len(seeds_events)


def test_a_year_switches_its_months(opened, listed):
    opened.page.get_by_role("button", name="Only 2024").click(force=True)
    months = [word for month in range(1, 13) for word in ("--month", f"2024-{month:02}")]
    assert agreed(opened) == len(listed(*months))
    assert opened.page.evaluate("mapperView.state().months.every(month => month.startsWith('2024'))")


def test_typed_words_search_and_the_filter_says_so(opened, listed, seeds_events):
    opened.page.get_by_label("Search events").fill("convoy")
    expect(opened.page.locator(".filter-words")).to_contain_text("convoy")
    assert agreed(opened) == len(listed("--text", "convoy"))
    opened.page.get_by_role("button", name="Show all events").first.click()
    expect(opened.page.get_by_label("Search events")).to_have_value("")
    assert agreed(opened) == len(seeds_events)


def test_the_handles_of_the_chart_set_the_period(opened, listed):
    handle = opened.page.get_by_role("slider", name="First day shown")
    handle.focus()
    handle.press("End")
    start = opened.page.evaluate("mapperView.state().from")
    assert re.fullmatch(r"\d{4}-\d\d-01", start)
    assert agreed(opened) == len(listed("--from", start))


def test_a_bar_tells_as_many_events_as_its_month_has(opened, listed):
    chart = box_of(opened.page.locator(".brush"))
    opened.page.mouse.move(chart["x"] + chart["width"] - 3, chart["y"] + chart["height"] / 2)
    tip = opened.page.locator(".bar-tip").inner_text()
    month = opened.page.get_by_role("slider", name="Last day shown").get_attribute("aria-valuetext")
    assert "June 2025" in tip
    assert "June 2025" in month
    within, longer = map(int, re.findall(r": (\d+) events, and (\d+) known only to a longer period", tip)[0])
    assert within + longer == len(listed("--month", "2025-06"))
    assert longer == 1  # the series of May and June


def test_playing_goes_through_time_and_stops(opened):
    opened.page.get_by_role("button", name="Play through time").click()
    opened.page.wait_for_function("() => mapperView.state().from !== null")
    opened.page.get_by_role("button", name="Pause").click()
    agreed(opened)
    stopped = opened.page.evaluate("mapperView.state().from")
    opened.page.wait_for_timeout(1100)
    assert opened.page.evaluate("mapperView.state().from") == stopped


@pytest.mark.parametrize("colour_by", ["Month", "Type", "Actor"])
def test_colouring_changes_no_count(opened, seeds_events, colour_by):
    opened.page.get_by_role("button", name=colour_by, exact=True).click()
    assert opened.page.evaluate("mapperView.state().colourBy") == colour_by.lower()
    assert agreed(opened) == len(seeds_events)


def test_back_and_forward_lead_through_the_filters(opened, seeds_events):
    wanted = []
    for state in ({"months": ["2025-06"]}, {"text": "convoy"}):
        wanted.append(opened.state(**state))
        opened.page.wait_for_url(re.compile("2025-06" if "months" in state else "convoy"))
    for step, count in (("go_back", wanted[0]), ("go_back", len(seeds_events)), ("go_forward", wanted[0])):
        getattr(opened.page, step)()
        opened.page.wait_for_function(f"() => mapperView.count() === {count}")
        assert agreed(opened) == count


def test_one_box_unticked_is_one_key_of_the_address(chromium, seeds_map, opened):
    box = section(opened, "actors").get_by_role("checkbox").first
    box.uncheck()
    opened.page.wait_for_url(re.compile("actors=!"))
    again = open_map(chromium, seeds_map, fragment=opened.page.evaluate("location.hash"))
    assert again.page.evaluate("mapperView.state()") == opened.page.evaluate("mapperView.state()")
    assert agreed(again) == agreed(opened)


def test_a_row_of_the_list_opens_its_card_and_the_address_knows_it(opened):
    row = section(opened, "event-list").locator(".event-row").first
    title = row.locator(".title, b, strong").first.inner_text()
    row.click()
    card = opened.page.get_by_role("region", name="Event", exact=True)
    expect(card).to_contain_text(title)
    opened.page.wait_for_url(re.compile("event="))
    opened.page.keyboard.press("Escape")
    expect(card).to_be_hidden()


def test_the_page_speaks_french_without_english_sentences(opened):
    opened.page.get_by_text("Sources, downloads, display").click()
    opened.page.get_by_role("button", name="Français").click()
    assert opened.page.evaluate("document.documentElement.lang") == "fr"
    text = opened.card("tinzaouaten-2024-07")
    assert "says the" not in text
    agreed(opened)


def test_another_language_keeps_the_filter_the_card_and_what_is_unfolded(opened):
    page = opened.page
    opened.state(months=["2024-07"])
    row = section(opened, "event-list").locator(".event-row").first
    title = row.locator(".title").inner_text()
    row.click()
    section(opened, "symbols").locator("summary").click()
    page.get_by_text("Sources, downloads, display").click()
    page.get_by_role("button", name="Français").click()
    expect(page.get_by_role("region", name="Événement", exact=True)).to_contain_text(title)
    assert page.evaluate("mapperView.state().months") == ["2024-07"]
    assert page.evaluate("document.querySelector('details.symbols').open")
    assert page.evaluate("document.activeElement.textContent") == "Français"
    assert page.locator(".leaflet-control-zoom").count() == 1
    page.keyboard.press("Escape")
    expect(page.get_by_role("region", name="Événement", exact=True)).to_be_hidden()
    agreed(opened)


def test_a_symbol_of_several_events_lists_them_and_a_card_leads_on_and_back(opened):
    page = opened.page
    point = page.evaluate(SEVERAL)
    page.mouse.click(point["x"], point["y"])
    card = page.get_by_role("region", name="Event", exact=True)
    rows = card.locator(".event-row")
    expect(rows.first).to_be_visible()
    events = rows.count()
    assert events > 1
    rows.first.click()
    expect(card).to_contain_text(f"1 of {events}")
    card.get_by_role("button", name="Next").click()
    expect(card).to_contain_text(f"2 of {events}")
    card.get_by_role("button", name="All events here").click()
    expect(rows.first).to_be_visible()
    card.get_by_role("button", name="Close").click()
    expect(card).to_be_hidden()


def test_licences_and_the_sources_of_the_base_map_are_in_the_page(opened):
    opened.page.get_by_text("Sources, downloads, display").click()
    about = section(opened, "about")
    expect(about).to_contain_text("Natural Earth")
    about.get_by_text("Licences of the software in this page").click()
    expect(about.locator("pre")).to_contain_text("leaflet 1.9.4 (BSD-2-Clause)")


PIXEL = """() => {
  const canvas = document.querySelector(".leaflet-basemap-pane canvas");
  return [...canvas.getContext("2d").getImageData(2, 2, 1, 1).data].slice(0, 3);
}"""


def ground(page):
    """The colour of the ground in a corner of the map."""
    return page.evaluate(PIXEL)


def test_paper_is_light_however_printing_was_asked_for(chromium, seeds_map):
    dark = open_map(chromium, seeds_map, color_scheme="dark")
    before = ground(dark.page)
    dark.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert sum(before) < 150
    assert sum(ground(dark.page)) > 500
    dark.page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert ground(dark.page) == before


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_newest_bar_is_chosen_by_a_click_though_a_handle_lies_over_it(chromium, seeds_map, listed, size):
    opened = open_map(chromium, seeds_map, viewport=size, fragment="#context=include")
    chart = box_of(opened.page.locator(".brush"))
    right, middle = chart["x"] + chart["width"], chart["y"] + chart["height"] / 2
    opened.page.mouse.click(right - 1, middle)
    opened.page.wait_for_function("() => mapperView.state().from === '2025-06-01'")
    assert opened.page.evaluate("mapperView.state().to") == "2025-06-30"
    assert opened.page.evaluate("mapperView.count()") == len(listed("--from", "2025-06-01"))


def test_where_both_handles_stand_at_the_end_a_drag_to_the_left_moves_the_first(opened):
    opened.state(**{"from": "2025-06-01", "to": "2025-06-30"})
    chart = box_of(opened.page.locator(".brush"))
    right, middle = chart["x"] + chart["width"], chart["y"] + chart["height"] / 2
    opened.page.mouse.move(right - 1, middle)
    opened.page.mouse.down()
    opened.page.mouse.move(right - 10, middle)
    opened.page.mouse.move(chart["x"] + chart["width"] / 2, middle)
    opened.page.mouse.up()
    state = opened.page.evaluate("mapperView.state()")
    assert state["to"] == "2025-06-30"
    assert "2018-01-01" < state["from"] < "2020-12-31"


def test_playing_is_one_step_back(opened, seeds_events):
    before = opened.page.evaluate("history.length")
    opened.page.get_by_role("button", name="Play through time").click()
    opened.page.wait_for_function("() => mapperView.state().from === '2013-04-01'")  # the fourth month
    opened.page.get_by_role("button", name="Pause").click()
    opened.page.wait_for_timeout(400)
    assert "from=2013-04-01" in opened.page.url
    assert opened.page.evaluate("history.length") == before + 1
    opened.page.go_back()
    opened.page.wait_for_function(f"() => mapperView.count() === {len(seeds_events)}")
    assert opened.page.evaluate("mapperView.state().from") is None


def test_going_back_ends_the_player(opened):
    opened.page.get_by_role("button", name="Play through time").click()
    opened.page.wait_for_url(re.compile("from="))
    opened.page.go_back()
    opened.page.wait_for_function("() => mapperView.state().from === null")
    opened.page.wait_for_timeout(1100)
    assert opened.page.evaluate("mapperView.state().from") is None
    expect(opened.page.get_by_role("button", name="Play through time")).to_be_visible()


def test_playing_from_the_last_period_begins_again(opened):
    opened.state(**{"from": "2025-06-01", "to": "2025-06-30"})
    opened.page.get_by_role("button", name="Play through time").click()
    opened.page.wait_for_function("() => mapperView.state().from === '2013-01-01'")
    assert opened.page.evaluate("mapperView.state().to") == "2013-01-31"


@pytest.mark.parametrize("unit", ["Month", "Week", "Day"])
def test_the_period_is_the_one_that_the_data_cover_whatever_the_unit(opened, unit):
    opened.page.get_by_label("Bars and steps").select_option(unit)
    expect(opened.page.locator(".period")).to_have_text("2013 – June 2025")


BOXES = """selector => [...document.querySelectorAll(selector)].map(element => {
  const {left, top, right, bottom} = element.getBoundingClientRect();
  return [left, top, right, bottom];
})"""


@pytest.mark.parametrize("language", ["English", "Français"])
def test_a_phone_says_the_period_shown_and_lets_the_unit_be_chosen(chromium, seeds_map, language):
    opened = open_map(chromium, seeds_map, viewport=PHONE, fragment="#context=include")
    page = opened.page
    page.locator(".segment").nth(2).click()
    page.locator(".about > summary").click()
    page.get_by_role("button", name=language, exact=True).click()
    unit = page.locator(".timeline select")
    unit.select_option("week")
    assert page.evaluate("mapperView.state().from") is None
    assert box_of(unit)["height"] >= 44
    page.locator(".segment").first.click()
    page.wait_for_timeout(300)
    expect(page.locator(".period")).to_have_text(
        {"English": "2013 – June 2025", "Français": "2013 – juin 2025"}[language]
    )
    assert box_of(page.locator(".side"))["height"] <= 208
    opened.state(**{"from": "2024-03-04", "to": "2024-11-10"})
    expect(page.locator(".period")).to_contain_text({"English": "4 March", "Français": "4 mars"}[language])
    boxes = page.evaluate(BOXES, ".timeline-words .period, .timeline .play, .timeline .reset, .timeline .chart")
    assert len(boxes) == 4
    for number, (left, top, right, bottom) in enumerate(boxes):
        assert 0 <= left < right <= PHONE["width"]
        assert 844 - 208 <= top < bottom <= PHONE["height"]
        for other in boxes[:number]:
            assert left >= other[2] or other[0] >= right or top >= other[3] - 0.5 or other[1] >= bottom - 0.5
    for button in (".play", ".reset"):
        box = box_of(page.locator(f".timeline {button}"))
        assert min(box["width"], box["height"]) >= 44
    assert opened.errors == []
