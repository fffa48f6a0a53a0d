"""The panel while it is used: nothing moves under the pointer, and what is chosen is found again."""

import pytest
from playwright.sync_api import expect

from tests.browser.pages import open_map

pytestmark = pytest.mark.browser

TOPS = "[...document.querySelectorAll('.row, .section > summary')].map(one => one.getBoundingClientRect().top)"
NAMES = "[...document.querySelectorAll('.section.actors .row .name')].map(one => one.textContent)"


def test_the_first_filter_moves_nothing_under_the_pointer(chromium, seeds_map):
    page = open_map(chromium, seeds_map).page
    before = page.evaluate(TOPS)
    rows = page.locator(".section.actors .row")
    rows.nth(0).locator("input").click()
    expect(page.locator(".filter-now")).to_be_visible()
    assert page.evaluate(TOPS)[:9] == before[:9]
    rows.nth(1).locator("input").click()
    checked = [row.locator("input").is_checked() for row in rows.all()]
    assert checked[:3] == [False, False, True], "two clicks, two rows"


def test_chosen_rows_stand_on_top_once_the_pointer_has_left(chromium, seeds_map):
    page = open_map(chromium, seeds_map).page
    names = page.evaluate(NAMES)
    row = page.locator(".section.actors .row").nth(5)
    row.hover()
    row.locator(".only").click()
    assert page.evaluate(NAMES) == names, "not while the pointer is on the list"
    page.mouse.move(900, 300)
    expect(page.locator(".section.actors .row .name").first).to_have_text(names[5])
    page.get_by_role("button", name="Show all events").first.click()
    page.mouse.move(900, 300)
    assert page.evaluate(NAMES) == names


def test_an_actor_that_a_link_chooses_is_in_sight_though_its_row_is_folded(chromium, seeds_map):
    opened = open_map(chromium, seeds_map)
    ids = opened.page.evaluate("Object.keys(mapperView.layers.actor)")
    shown = set(opened.page.evaluate(NAMES))
    opened.page.locator(".section.actors .more").click()
    folded = next(name for name in opened.page.evaluate(NAMES) if name not in shown)
    opened.page.locator(".section.actors .more").click()
    for key in ids:
        opened.state(actors=[key])
        if folded in opened.page.evaluate(NAMES)[:1]:
            break
    else:
        pytest.fail(f"{folded} never stands on top")


def test_a_chosen_actor_that_shares_its_colour_gets_one_of_its_own(chromium, seeds_map):
    opened = open_map(chromium, seeds_map)
    page = opened.page
    swatches = "[...document.querySelectorAll('.actors .row .swatch')]"
    colours = f"{swatches}.map(one => getComputedStyle(one).backgroundColor)"
    page.locator(".section.actors .more").click()
    before = page.evaluate(colours)
    shared = max(set(before), key=before.count)
    assert before.count(shared) > 1
    row = page.locator(".section.actors .row").nth(before.index(shared))
    name = row.locator(".name").inner_text()
    row.hover()
    row.locator(".only").click()
    page.mouse.move(900, 300)
    expect(page.locator(".section.actors .row .name").first).to_have_text(name)
    assert page.evaluate(colours)[0] != shared
    assert opened.errors == []


def test_a_list_of_events_with_one_title_says_place_and_date_first(chromium, run_mapper, tmp_path):
    war = [f"{k},2025-06-0{k},Place {k},ML,16,{k},Army - Rebels" for k in range(1, 6)]
    rows = ["event_id,event_date,place,country,latitude,longitude,title", *war, "9,2025-06-09,Gao,ML,16.3,0,A raid"]
    (tmp_path / "events.csv").write_text("\n".join(rows), encoding="utf-8")
    done = run_mapper("map", tmp_path / "events.csv", "-o", tmp_path / "map.html")
    assert done.returncode == 0, done.stderr
    listed = open_map(chromium, tmp_path / "map.html").page.locator(".event-row")
    expect(listed.nth(0).locator(".title")).to_have_text("A raid")
    expect(listed.nth(1).locator(".title")).to_have_text("Place 5 · 5 June 2025")
    expect(listed.nth(1).locator(".second")).to_have_text("Army - Rebels")


@pytest.mark.parametrize(("language", "note"), [("en", "1 off the chart: 15 March 2062"), ("fr", "hors du graphique")])
def test_one_absurd_year_is_named_beside_the_time_line_and_squeezes_nothing(
    chromium, run_mapper, tmp_path, language, note
):
    rows = [f"{k},2026-0{1 + k % 3}-10,Gao,ML" for k in range(20)]
    lines = ["event_id,event_date,place,country", *rows, "slip,2062-03-15,Gao,ML"]
    (tmp_path / "events.csv").write_text("\n".join(lines), encoding="utf-8")
    done = run_mapper("map", tmp_path / "events.csv", "--lang", language, "-o", tmp_path / "map.html")
    assert done.returncode == 0, done.stderr
    page = open_map(chromium, tmp_path / "map.html").page
    expect(page.locator(".timeline .undated-note")).to_contain_text(note)
    assert page.locator(".brush-handle.to").get_attribute("aria-valuemax") == "2", "three months"
    assert page.evaluate("mapperView.count()") == 21


CUT_OFF = """[...document.querySelectorAll('.section.months .cell .count')].filter(count => {
  const [box, cell] = [count.getBoundingClientRect(), count.closest('.cell').getBoundingClientRect()];
  const { right } = document.querySelector('.section.months').getBoundingClientRect();
  return box.right > cell.right + 1 || cell.right > right;
}).map(count => count.textContent)"""


@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_number_of_the_dead_is_cut_off_in_the_months(chromium, run_mapper, tmp_path, language):
    rows = [f"{month},2026-{month:02}-10,Gao,ML,1302,1400" for month in range(1, 13)]
    rows += [f"{month}b,2026-{month:02}-11,Gao,ML,20," for month in range(1, 13)]
    lines = ["event_id,event_date,place,country,fatalities_low,fatalities_best", *rows]
    (tmp_path / "events.csv").write_text("\n".join(lines), encoding="utf-8")
    done = run_mapper("map", tmp_path / "events.csv", "--lang", language, "-o", tmp_path / "map.html")
    assert done.returncode == 0, done.stderr
    page = open_map(chromium, tmp_path / "map.html").page
    page.evaluate("mapperView.setState({measure: 'killed'})")
    expect(page.locator(".section.months .cell .count").first).to_contain_text("≥")
    assert page.evaluate(CUT_OFF) == []
    page.evaluate("mapperView.setState({measure: 'events', colourBy: 'month'})")
    assert page.evaluate(CUT_OFF) == []


def test_a_year_of_one_month_has_no_lone_patch_beside_it(chromium, run_mapper, tmp_path):
    rows = ["event_id,event_date,place,country", "a,2025-01-10,Gao,ML", "b,2025-02-10,Gao,ML", "c,2026-01-10,Gao,ML"]
    (tmp_path / "events.csv").write_text("\n".join(rows), encoding="utf-8")
    done = run_mapper("map", tmp_path / "events.csv", "-o", tmp_path / "map.html")
    assert done.returncode == 0, done.stderr
    page = open_map(chromium, tmp_path / "map.html", fragment="#by=month").page
    patches = [year.locator(".ramp .swatch").count() for year in page.locator(".section.months .year").all()]
    assert patches == [2, 0]


def test_a_french_page_of_counts_lists_them_in_french(chromium, run_mapper, tmp_path):
    rows = ["event_id,event_date,place,country", "a,2025-01-10,Gao,ML", "b,2025-01-11,Gao,ML", "c,2025-02-10,Gao,ML"]
    (tmp_path / "events.csv").write_text("\n".join(rows), encoding="utf-8")
    done = run_mapper("map", tmp_path / "events.csv", "--counts-only", "--lang", "fr", "-o", tmp_path / "map.html")
    assert done.returncode == 0, done.stderr
    titles = open_map(chromium, tmp_path / "map.html").page.locator(".event-row .title")
    expect(titles.nth(0)).to_have_text("1 événement")
    expect(titles.nth(1)).to_have_text("2 événements")


def test_a_misspelt_search_is_offered_the_names_that_it_may_mean(chromium, seeds_map):
    opened = open_map(chromium, seeds_map)
    field, meant = opened.page.get_by_role("searchbox"), opened.page.locator(".meant")
    field.fill("Tin Zawaten")
    meant.get_by_role("button", name="Tinzaouaten").click()
    expect(field).to_have_value("Tinzaouaten")
    expect(meant).to_be_hidden()
    assert opened.page.evaluate("mapperView.count()") > 0
    field.fill("Wagnr")
    expect(meant.get_by_role("button", name="Wagner Group")).to_be_visible()
    opened.state(text="xyzzy")
    expect(meant).to_be_hidden()


def test_a_date_in_the_search_is_offered_as_the_period(chromium, seeds_map):
    opened = open_map(chromium, seeds_map)
    field, meant = opened.page.get_by_role("searchbox"), opened.page.locator(".meant")
    field.fill("june 13, 2025")
    meant.get_by_role("button", name="13 June 2025").click()
    expect(field).to_have_value("")
    state = opened.page.evaluate("mapperView.state()")
    assert (state["from"], state["to"], state["text"]) == ("2025-06-13", "2025-06-13", "")
    expect(opened.page.locator(".event-list .event-row")).to_have_count(opened.page.evaluate("mapperView.count()"))
    opened.state(text="juin")
    meant.get_by_role("button", name="June 2025").click()
    expect(opened.page.locator(".period")).to_have_text("June 2025")
    assert opened.errors == []


def test_on_a_phone_search_and_colouring_scroll_away_and_leave_the_height_to_the_filters(chromium, seeds_map):
    page = open_map(chromium, seeds_map, viewport={"width": 360, "height": 640}).page
    page.get_by_role("button", name="Filters").click()
    page.wait_for_timeout(300)
    in_sight = page.evaluate(
        """() => {
          document.querySelector(".section.actors").scrollIntoView();
          return [...document.querySelectorAll(".section.actors .row")].filter((row) => {
            const { left, top, width, height } = row.getBoundingClientRect();
            return row.contains(document.elementFromPoint(left + width / 2, top + height / 2));
          }).length;
        }"""
    )
    assert in_sight >= 6


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_year_of_longer_periods_alone_keeps_its_number_free(chromium, run_mapper, tmp_path, language):
    rows = "a,2025-12-30,2026-01-03,Gao,ML\nb,2026-01-05,,Gao,ML\nc,2026-02-05,,Gao,ML\n"
    (tmp_path / "events.csv").write_text(f"event_id,event_date,end_date,place,country\n{rows}", "utf-8")
    target = tmp_path / "map.html"
    run_mapper("map", tmp_path / "events.csv", "--colour-by", "month", "--lang", language, "-o", target)
    page = open_map(chromium, target).page
    year, note, swatch = page.evaluate(
        """() => [".months .year .name", ".months .year .off-map", ".long-period .swatch"]
          .map((selector) => document.querySelector(selector).getBoundingClientRect().toJSON())"""
    )
    assert year["right"] <= note["left"]
    assert swatch["width"] == swatch["height"]


def test_only_events_on_which_sources_disagree(chromium, seeds_map, listed):
    opened = open_map(chromium, seeds_map, fragment="#context=include")
    page = opened.page
    disputed = [event for event in listed().values() if event["disputed_fields"]]
    box = page.get_by_label("Only where sources disagree")
    box.check()
    expect(page.locator(".section.event-list > summary .count")).to_have_text(str(len(disputed)))
    expect(page.locator(".filter-words")).to_have_text("only where sources disagree")
    page.wait_for_url("**#*disputed=only*")
    page.get_by_role("button", name="Show all events").click()
    expect(box).not_to_be_checked()
    assert opened.errors == []


def test_a_map_without_claims_has_no_switch_for_disputes(chromium, run_mapper, tmp_path):
    (tmp_path / "events.csv").write_text("event_id,place,country\na,Gao,ML\n", encoding="utf-8")
    done = run_mapper("map", tmp_path / "events.csv", "-o", tmp_path / "map.html")
    assert done.returncode == 0, done.stderr
    expect(open_map(chromium, tmp_path / "map.html").page.get_by_label("Only where sources disagree")).to_be_hidden()


def test_two_months_are_compared_row_by_row(chromium, seeds_map):
    opened = open_map(chromium, seeds_map, fragment="#months=2025-06")
    page = opened.page
    page.locator(".section.months").get_by_label("May").check()
    actors = page.locator(".section.actors")
    expect(actors.locator("> summary .count")).to_have_text("May · Jun 2025")
    expect(actors.locator(".row", has_text="Malian Armed Forces").locator(".count")).to_have_text("1 · 6")
    page.locator(".section.months").get_by_label("May").uncheck()
    expect(actors.locator("> summary .count")).to_have_text("")
    expect(actors.locator(".row", has_text="Malian Armed Forces").locator(".count")).to_have_text("6")
    assert opened.errors == []


def test_two_years_are_compared_row_by_row_and_said_as_years(chromium, seeds_map):
    opened = open_map(chromium, seeds_map)
    page = opened.page
    months = page.locator(".section.months")
    months.get_by_role("button", name="None").click()
    for year in ("2023", "2024"):
        months.get_by_label(year, exact=True).check()
    actors = page.locator(".section.actors")
    expect(actors.locator("> summary .count")).to_have_text("2023 · 2024")
    expect(actors.locator(".row", has_text="Wagner Group").locator(".count")).to_have_text("1 · 2")
    expect(page.locator(".filter-words")).to_have_text("months: 2023 and 2024")
    assert opened.errors == []


def test_whom_a_search_leaves_stands_before_the_button(chromium, run_mapper, tmp_path):
    """Of many actors eight are listed: those of a rare place were all behind "Show more", and the eight counted 0."""
    rows = [
        "event_id,event_date,place,country,actor1",
        "rare,2025-06-01,Kidal,ML,Zulu",
        "rare2,2025-06-01,Kidal,ML,Zulu",
    ]
    rows += [f"{k},2025-06-01,Gao,ML,Group {k % 12:02}" for k in range(60)] + ["rare3,2025-06-02,Kidal,ML,Yankee"]
    (tmp_path / "events.csv").write_text("\n".join(rows), encoding="utf-8")
    done = run_mapper("map", tmp_path / "events.csv", "-o", tmp_path / "map.html")
    assert done.returncode == 0, done.stderr
    page = open_map(chromium, tmp_path / "map.html").page
    before = page.evaluate(NAMES)
    assert "Zulu" not in before
    page.evaluate("mapperView.setState({text: 'kidal'})")
    expect(page.locator(".section.actors .row .name").first).to_have_text("Zulu")
    assert page.evaluate(NAMES)[:2] == ["Zulu", "Yankee"]
    page.evaluate("mapperView.setState({})")
    expect(page.locator(".section.actors .row .name").first).to_have_text(before[0])
    assert page.evaluate(NAMES) == before
