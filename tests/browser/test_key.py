"""The key on the map, and cells in place of symbols that would crowd."""

import pytest
from playwright.sync_api import expect

import mapper
from tests.browser.pages import PHONE, open_map

pytestmark = pytest.mark.browser
MAP = "Object.values(mapperView.layers.type)[0]._map"


@pytest.fixture(scope="module")
def crowded(run_mapper, tmp_path_factory):
    """A map of 400 places within a degree, one event each, half of them of an actor known to the field."""
    folder = tmp_path_factory.mktemp("crowded")
    rows = [
        f"{k},2025-06-01,P{k},ML,{16 + k % 20 / 20},{k // 20 / 20},{'JNIM' if k % 2 else 'Civilians (Mali)'},{k % 3}"
        for k in range(400)
    ]
    header = "event_id,event_date,place,country,latitude,longitude,actor1,fatalities_best"
    (folder / "events.csv").write_text("\n".join([header, *rows]), encoding="utf-8")
    done = run_mapper("map", folder / "events.csv", "-o", folder / "map.html")
    assert done.returncode == 0, done.stderr
    return folder / "map.html"


def test_crowded_symbols_give_way_to_cells_and_come_back_from_close_by(chromium, crowded):
    opened = open_map(chromium, crowded, fragment="#map=6/16.5/0.5")
    page = opened.page
    key = page.locator(".key")
    key.evaluate("one => { one.open = true; }")
    expect(key.locator(".cell-key")).to_contain_text("Striped")
    page.evaluate(f"{MAP}.setView([16.5, 0.5], 11, {{animate: false}})")
    expect(key.locator(".cell-key")).to_have_count(0)
    page.evaluate(f"{MAP}.setView([16.5, 0.5], 6, {{animate: false}})")
    page.get_by_role("button", name="Symbols", exact=True).first.click()
    expect(key.locator(".cell-key")).to_have_count(0)
    expect(key.locator(".size")).to_have_count(3)
    assert page.evaluate("mapperView.state().shape") == "symbols"
    assert opened.errors == []


def test_the_key_of_cells_has_each_category_in_the_shades_that_its_cells_have(chromium, crowded):
    """Hue says who and shade how many, so a swatch of one shade would be the colour of no cell."""
    page = open_map(chromium, crowded, fragment="#map=6/16.5/0.5").page
    key = page.locator(".key")
    key.evaluate("one => { one.open = true; }")
    expect(key.locator(".cell-key")).to_be_visible()
    fills = "all => all.map((one) => [...one.querySelectorAll('path')].map((each) => each.getAttribute('fill')))"
    light = key.locator("li .hues").evaluate_all(fills)
    assert light
    assert all(len(set(shades)) == 3 for shades in light)
    page.emulate_media(color_scheme="dark")
    expect(key.locator("li .hues path").first).not_to_have_attribute("fill", light[0][0])
    page.get_by_role("button", name="Symbols", exact=True).first.click()
    expect(key.locator("li .hues")).to_have_count(0)
    expect(key.locator("li .swatch").first).to_be_visible()


def test_a_cell_lists_its_events_as_a_symbol_does(chromium, crowded):
    page = open_map(chromium, crowded, fragment="#map=6/16.5/0.5").page
    frame = page.locator(".leaflet-container").bounding_box()
    assert frame is not None
    page.mouse.click(frame["x"] + frame["width"] / 2, frame["y"] + frame["height"] / 2)
    expect(page.locator(".card h2")).to_contain_text("events here")


def test_kinds_of_actors_switch_their_actors_together(chromium, seeds_map):
    opened = open_map(chromium, seeds_map, fragment="#by=kind")
    kinds = opened.page.locator(".section.kinds")
    kinds.locator(".row").first.hover()
    kinds.locator(".row .only").first.click()
    assert opened.page.evaluate("mapperView.state().actors.length") >= 1
    assert opened.page.evaluate("mapperView.count()") < opened.page.evaluate("mapperView.total()")
    assert opened.errors == []


def test_the_key_says_how_many_actors_it_leaves_out(chromium, run_mapper, tmp_path):
    rows = [f"{k},2025-06-01,Gao,ML,Group {chr(65 + k % 9)}" for k in range(45)]
    (tmp_path / "events.csv").write_text("\n".join(["event_id,event_date,place,country,actor1", *rows]), "utf-8")
    done = run_mapper("map", tmp_path / "events.csv", "--colour-by", "actor", "-o", tmp_path / "map.html")
    assert done.returncode == 0, done.stderr
    opened = open_map(chromium, tmp_path / "map.html")
    rows_of_key = opened.page.locator(".key li")
    expect(rows_of_key.last).to_have_text("and 3 more")
    assert rows_of_key.count() == 7
    assert opened.errors == []


def test_a_key_that_would_cover_events_has_fewer_rows_before_it_is_folded(chromium, run_mapper, tmp_path):
    rows = [f"{k},2025-06-01,P{k % 2},ML,10.001,{10 * (k % 2) - 4.999},Group {chr(65 + k % 9)}" for k in range(90)]
    header = "event_id,event_date,place,country,latitude,longitude,actor1"
    (tmp_path / "events.csv").write_text("\n".join([header, *rows]), "utf-8")
    done = run_mapper("map", tmp_path / "events.csv", "--colour-by", "actor", "-o", tmp_path / "map.html")
    assert done.returncode == 0, done.stderr

    for height, is_open, left in ((800, True, 3), (740, True, 5), (560, False, 3)):
        page = open_map(chromium, tmp_path / "map.html", viewport={"width": 1280, "height": height}).page
        expect(page.locator(".key")).to_have_js_property("open", is_open)
        expect(page.locator(".key li.rest")).to_have_text(f"and {left} more")


def test_under_killed_the_key_says_that_a_side_did_not_kill(chromium, seeds_map):
    """A pie of the dead by side would else read as who killed how many."""
    page = open_map(chromium, seeds_map).page
    key = page.locator(".key")
    key.evaluate("one => { one.open = true; }")
    page.evaluate("mapperView.setState({measure: 'killed', colourBy: 'actor'})")
    expect(key).to_contain_text("not who killed")
    expect(key.locator("summary")).to_contain_text("Killed in events with")
    page.evaluate("mapperView.setState({measure: 'killed', colourBy: 'type'})")
    expect(key).not_to_contain_text("not who killed")


PICTURE = """async () => {
  const written = [], write = CanvasRenderingContext2D.prototype.fillText;
  CanvasRenderingContext2D.prototype.fillText = function (text, ...where) {
    if (!this.canvas.isConnected) written.push(text);
    return write.call(this, text, ...where);
  };
  document.querySelector("details.about").open = true;
  document.querySelectorAll(".actions button")[2].click();
  await new Promise(done => setTimeout(done, 300));
  return written.join(" ");
}"""
"""Script: what the saved picture says."""


def test_a_picture_and_paper_of_the_dead_say_that_a_side_did_not_kill(chromium, seeds_map):
    """ "662 killed", and a dot that is called by one side, would else read as killed by it."""
    page = open_map(chromium, seeds_map).page
    page.evaluate("mapperView.setState({measure: 'killed', colourBy: 'actor', actors: ['jnim']})")
    expect(page.locator(".summary")).to_contain_text("events with JNIM")
    assert "not who killed or died" in page.evaluate(PICTURE)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert "not who killed or died" in page.locator(".print-words").inner_text()
    page.evaluate("mapperView.setState({measure: 'events'})")
    assert "not who killed or died" not in page.evaluate(PICTURE)


def test_a_folded_key_says_it_too(chromium, seeds_map):
    page = open_map(chromium, seeds_map, viewport=PHONE).page
    words = page.locator(".key summary .folded")
    expect(words).to_have_count(0)
    page.evaluate("mapperView.setState({measure: 'killed', colourBy: 'actor'})")
    expect(words).to_be_visible()
    page.locator(".key summary").click()
    expect(words).to_be_hidden()
    expect(page.locator(".key .note").last).to_contain_text("not who killed")


def test_a_picture_explains_the_forms_that_are_on_it_and_no_others(chromium, tmp_path):
    rows = ["a,2025-06-01,Gao,16.27,-0.04,JNIM,4,", "b,2025-06-02,Kidal,18.44,1.41,JNIM,0,"]
    header = "event_id,event_date,place,latitude,longitude,actor1,fatalities,geo_precision"
    file = tmp_path / "events.csv"
    file.write_text("\n".join([header, *rows, ""]), encoding="utf-8")
    page = open_map(chromium, mapper.write_map(mapper.read(file), tmp_path / "map.html")).page
    forms = (
        "none killed, as recorded",
        "number of dead not known",
        "≥: at least",
        "arc:",
        "broken ring:",
        "dashed outline:",
        "pale slice:",
    )
    said = page.evaluate(PICTURE)
    assert [form for form in forms if form in said] == []
    page.evaluate("mapperView.setState({measure: 'killed'})")
    said = page.evaluate(PICTURE)
    assert [form for form in forms if form in said] == ["none killed, as recorded"]
    file.write_text(
        "\n".join([header, *rows, "z,2025-06-03,Timbuktu,16.77,-3.0,JNIM,at least 20,", ""]), encoding="utf-8"
    )
    page = open_map(chromium, mapper.write_map(mapper.read(file), tmp_path / "map.html")).page
    page.evaluate("mapperView.setState({measure: 'killed'})")
    said = page.evaluate(PICTURE)
    assert [form for form in forms if form in said] == ["none killed, as recorded", "≥: at least"]
    expect(page.locator(".key")).to_contain_text("≥: at least this many")
    rows += [f"c{k},2025-06-0{k},Gao,16.27,-0.04,Group {k},1,2" for k in range(3, 9)]
    file.write_text("\n".join([header, *rows, ""]), encoding="utf-8")
    page = open_map(chromium, mapper.write_map(mapper.read(file), tmp_path / "map.html", colour_by="actor")).page
    said = page.evaluate(PICTURE)
    assert [form for form in forms if form in said] == ["arc:", "pale slice:"]


WRITTEN = """() => {
  window.__written = [];
  const fillText = CanvasRenderingContext2D.prototype.fillText;
  CanvasRenderingContext2D.prototype.fillText = function (text) {
    __written.push(text);
    return fillText.apply(this, arguments);
  };
}"""


@pytest.mark.parametrize("language", ["en", "fr"])
def test_coordinates_that_are_not_where_the_record_says_are_told_on_map_key_and_picture(
    chromium, run_mapper, tmp_path, language
):
    rows = ["right,2025-05-05,Mali,Gao,16.2717,-0.0447", "wrong,2025-05-06,Mali,Gao,18.4411,1.4078"]
    (tmp_path / "events.csv").write_text("\n".join(["event_id,event_date,country,place,latitude,longitude", *rows]))
    done = run_mapper("map", tmp_path / "events.csv", "--lang", language, "-o", tmp_path / "map.html")
    assert done.returncode == 0, done.stderr
    opened = open_map(chromium, tmp_path / "map.html")
    page = opened.page
    words = {"en": "coordinates that are not where the record says", "fr": "coordonnées qui ne sont pas là où"}
    page.evaluate(WRITTEN)
    page.evaluate("mapperView.setState({measure: 'events', from: '2025-05-06'})")
    assert page.evaluate("__written").count("?") == 1, "beside the symbol"
    page.locator(".key").evaluate("one => { one.open = true; }")
    expect(page.locator(".key")).to_contain_text(words[language])
    page.locator(".section.about > summary").click()
    with page.expect_download():
        page.locator(".section.about button", has_text={"en": "picture", "fr": "image"}[language]).click()
    assert any(words[language] in text for text in page.evaluate("__written"))
    page.evaluate("mapperView.setState({to: '2025-05-05'})")
    expect(page.locator(".key")).not_to_contain_text(words[language])
    assert "16.2717" in opened.card("right")
    assert "18.4411" in opened.card("wrong"), "as published"
    assert opened.errors == []


def test_the_shades_of_cells_stand_side_by_side_in_french(chromium, crowded, run_mapper, tmp_path):
    """The French word for events leaves less room beside it."""
    done = run_mapper("map", crowded.with_name("events.csv"), "--lang", "fr", "-o", tmp_path / "map.html")
    assert done.returncode == 0, done.stderr
    page = open_map(chromium, tmp_path / "map.html", fragment="#map=6/16.5/0.5").page
    page.locator(".key").evaluate("one => { one.open = true; }")
    tops = page.locator(".cell-key svg").evaluate_all("all => all.map((one) => one.getBoundingClientRect().top)")
    assert len(tops) == 5
    assert len(set(tops)) == 1


@pytest.mark.parametrize("viewport", [{"width": 800, "height": 500}, {"width": 390, "height": 844}])
def test_the_way_to_events_further_away_does_not_cover_the_key(chromium, seeds_map, viewport):
    page = open_map(chromium, seeds_map, fragment="#embed", viewport=viewport).page
    expect(page.locator(".way.far")).to_be_visible()
    way, key = (page.locator(which).bounding_box() for which in (".way.far", ".key"))
    assert way is not None
    assert key is not None
    beside = way["x"] + way["width"] <= key["x"] or key["x"] + key["width"] <= way["x"]
    above_or_below = way["y"] + way["height"] <= key["y"] or key["y"] + key["height"] <= way["y"]
    assert beside or above_or_below


def test_the_key_explains_the_outline_of_an_area_also_where_every_place_has_one_event(chromium, seeds_map):
    page = open_map(chromium, seeds_map, fragment="#disputed=only").page
    expect(page.locator(".key")).to_contain_text("somewhere in that area")
    page.evaluate("mapperView.setState({types: ['Violence against civilians']})")
    expect(page.locator(".key")).to_contain_text("Wagner")
    expect(page.locator(".key")).not_to_contain_text("somewhere in that area")


def test_an_arabic_name_stands_beside_its_colour(chromium, run_mapper, tmp_path):
    rows = "event_id,event_date,place,country,actor1,title\na,2025-06-13,Gao,ML,جبهة تحرير أزواد,هجوم على قافلة\n"
    (tmp_path / "events.csv").write_text(rows, encoding="utf-8")
    done = run_mapper("map", tmp_path / "events.csv", "-o", tmp_path / "map.html")
    assert done.returncode == 0, done.stderr
    page = open_map(chromium, tmp_path / "map.html").page
    expect(page.locator(".key li bdi")).to_have_count(1)
    for name, colour in ((".actors .row .name", ".actors .row .swatch"), (".key li bdi", ".key li .swatch")):
        gap = page.evaluate(
            """([name, colour]) => {
              const text = document.createRange();
              text.selectNodeContents(document.querySelector(name));
              return text.getBoundingClientRect().left - document.querySelector(colour).getBoundingClientRect().right;
            }""",
            [name, colour],
        )
        assert 0 < gap < 12, name


def test_where_nothing_is_shown_there_is_no_key(chromium, seeds_map):
    page = open_map(chromium, seeds_map).page
    expect(page.locator(".key")).to_be_visible()
    page.evaluate("mapperView.setState({text: 'zzznothing'})")
    expect(page.locator(".key")).to_be_hidden()
    page.evaluate("mapperView.setState({})")
    expect(page.locator(".key")).to_be_visible()
