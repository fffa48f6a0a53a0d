"""The map on paper, as a real PDF: one page with the whole map, whatever the screen shows; and the map as a picture."""

import re
import zlib
from typing import NamedTuple

import numpy as np
import pytest

from tests.browser.pages import DESKTOP, PHONE, open_map

pytestmark = pytest.mark.browser

LIGHT = {"land": (0xF5, 0xF3, 0xEE), "water": (0xDB, 0xE6, 0xEC), "border": (0xA7, 0x9F, 0x91)}
WAGNER_GROUP = (0x88, 0x22, 0x55)
IMAGE = re.compile(rb"<<([^>]*?/Subtype /Image.*?)>>\s*stream\r?\n", re.DOTALL)
WRITTEN = """() => {
  window.written = [];
  const write = CanvasRenderingContext2D.prototype.fillText;
  CanvasRenderingContext2D.prototype.fillText = function (text, x, y, most) {
    if (!this.canvas.isConnected) written.push({text, end: x + this.measureText(text).width, most, font: this.font});
    return most === undefined ? write.call(this, text, x, y) : write.call(this, text, x, y, most);
  };
}"""
SHOWN_CREDITS = "document.querySelector('.leaflet-control-attribution').textContent"
IN_PRINT = """selector => {
  const boxes = [...document.querySelectorAll(selector)].map(element => element.getBoundingClientRect());
  return boxes.map(({left, top, right, bottom}) => [left, top, right, bottom]);
}"""


class Printed(NamedTuple):
    """A PDF: how many pages it has, and its pictures as rows of red, green and blue."""

    pages: int
    pictures: list[np.ndarray]


@pytest.fixture(scope="session")
def french_map(run_mapper, tmp_path_factory):
    file = tmp_path_factory.mktemp("maps") / "carte.html"
    assert run_mapper("map", "seeds", "--lang", "fr", "-o", file).returncode == 0
    return file


def printed(page):
    """Print the page as a reader would."""
    pdf = page.pdf(prefer_css_page_size=True, print_background=True)
    pictures = []
    for found in IMAGE.finditer(pdf):
        width, height = (int(re.findall(rb"/%s (\d+)" % name, found[1])[0]) for name in (b"Width", b"Height"))
        if b"/DeviceGray" in found[1] or b"/FlateDecode" not in found[1]:
            continue  # the transparency of the picture before
        pixels = zlib.decompressobj().decompress(pdf[found.end() :])
        pictures.append(np.frombuffer(pixels, np.uint8)[: width * height * 3].reshape(height, width, 3))
    return Printed(len(re.findall(rb"/Type /Page\b", pdf)), pictures)


def pixels_of(pictures, colour, *, within=6):
    """Return how many pixels have about this colour, in all pictures together."""
    return sum(int((abs(picture.astype(int) - colour).max(axis=2) <= within).sum()) for picture in pictures)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_paper_has_coast_borders_and_symbols_whatever_the_theme(chromium, seeds_map, theme):
    opened = open_map(chromium, seeds_map, color_scheme=theme, fragment="#map=4/23/14")
    opened.page.wait_for_timeout(300)  # the names of places come after the first paint, and paint once more
    _, pictures = printed(opened.page)
    ground = [picture for picture in pictures if picture.shape[1] > DESKTOP["width"] / 2]
    assert pixels_of(ground, LIGHT["land"]) > 200_000
    assert pixels_of(ground, LIGHT["water"]) > 50_000
    assert pixels_of(ground, LIGHT["border"], within=20) > 2_000
    assert pixels_of(ground, WAGNER_GROUP) > 50
    assert opened.errors == []


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE, {"width": 1024, "height": 1200}], ids=["desktop", "phone", "square"])
def test_the_example_takes_one_page(request, chromium, language, size):
    file = request.getfixturevalue("seeds_map" if language == "en" else "french_map")
    opened = open_map(chromium, file, viewport=size)
    assert printed(opened.page).pages == 1


ON_PAPER = "dispatchEvent(new Event('beforeprint'))"
CUT = "[...document.querySelectorAll('.print-words')].filter(one => one.scrollHeight > one.clientHeight + 1).length"


def put_on_paper(page):
    """Show the page in its print layout, on a screen of the paper's size."""
    page.evaluate(ON_PAPER)
    page.set_viewport_size({"width": 1047, "height": 718})
    page.emulate_media(media="print")


@pytest.mark.parametrize("fragment", ["", "#embed"])
def test_nothing_on_the_page_is_cut_off_or_covers_another(chromium, seeds_map, fragment):
    opened = open_map(chromium, seeds_map, fragment=fragment)
    put_on_paper(opened.page)
    parts = ".map-frame, .print-words, .print-symbols, .print-sources, .print-credits"
    boxes = opened.page.evaluate(IN_PRINT, parts)
    assert len(boxes) == 5
    for left, top, right, bottom in boxes:
        assert 0 <= left < right <= 1048
        assert 0 <= top < bottom <= 718
    (map_box, *others) = boxes
    assert map_box[2] - map_box[0] > 500
    for box in others:
        assert box[0] >= map_box[2] or box[1] >= map_box[3]
    assert opened.page.evaluate(CUT) == 0


@pytest.fixture(scope="module")
def map_of_many_sides(run_mapper, tmp_path_factory):
    """Sides of many states: most of them share a colour."""
    folder = tmp_path_factory.mktemp("sides")
    rows = "".join(
        f"{k},2025-05-{1 + k % 28:02},Place {k},{k % 70 - 30},{3 * k % 300 - 150},Military Forces of State {k % 90},"
        f"Rebel Group of Region {k % 70},{k}\n"
        for k in range(400)
    )
    (folder / "t.csv").write_text(f"event_id,event_date,place,latitude,longitude,actor1,actor2,fatalities\n{rows}")
    assert run_mapper("map", folder / "t.csv", "-o", folder / "t.html").returncode == 0
    return folder / "t.html"


@pytest.mark.parametrize("measure", ["events", "killed"])
@pytest.mark.parametrize("shape", ["symbols", "cells"])
def test_a_legend_of_many_sides_is_not_cut_off_and_explains_only_what_is_drawn(
    chromium, map_of_many_sides, measure, shape
):
    opened = open_map(chromium, map_of_many_sides, fragment=f"#by=actor&measure={measure}&shape={shape}")
    put_on_paper(opened.page)
    assert opened.page.evaluate(CUT) == 0
    assert opened.page.locator(".print-words .sizes").is_visible()
    assert (opened.page.locator(".print-symbols li").count() == 0) == (shape == "cells")
    assert "State forces: others" in opened.page.locator(".print-rows").inner_text()


def test_paper_names_the_sources_of_the_events_shown(chromium, seeds_map, listed):
    opened = open_map(chromium, seeds_map)
    kind = "Violence against civilians"
    opened.state(types=[kind])
    cited = {source.strip() for event in listed("--type", kind).values() for source in event["source"].split(";")}
    opened.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    opened.page.emulate_media(media="print")
    assert opened.page.locator(".print-sources li").count() == len(cited)


def test_paper_names_the_sources_beyond_those_it_has_room_to_give_addresses_of(chromium, run_mapper, tmp_path):
    rows = "".join(f"2025-05-{day:02},Gao,Mali,Journal {day}\n" for day in range(1, 22))
    (tmp_path / "t.csv").write_text(f"date,place,country,source\n{rows}")
    assert run_mapper("map", tmp_path / "t.csv", "-o", tmp_path / "t.html").returncode == 0
    opened = open_map(chromium, tmp_path / "t.html")
    assert printed(opened.page).pages == 1
    opened.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    opened.page.emulate_media(media="print")
    shown = opened.page.locator(".print-sources").inner_text()
    assert {f"Journal {day}" for day in range(1, 22)} == set(re.findall(r"Journal \d+", shown))
    assert "+ " not in shown


def test_paper_explains_the_forms_that_it_shows_and_no_others(chromium, run_mapper, seeds_map, tmp_path):
    """Eleven drawings, seven lines of them about groups, stood under each map and took a third of its height."""
    (tmp_path / "t.csv").write_text("date,place,country\n2025-05-01,Gao,Mali\n")
    assert run_mapper("map", tmp_path / "t.csv", "-o", tmp_path / "t.html").returncode == 0

    def explained(file, fragment=""):
        page = open_map(chromium, file, fragment=fragment).page
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        page.emulate_media(media="print")
        return page.locator(".print-symbols").inner_text()

    rare = ("Sources disagree", "Selected", "One of several")
    assert [words for words in rare if words in explained(tmp_path / "t.html")] == []
    of_seeds = explained(seeds_map, "#event=kidal-region-2025-06-13")
    assert [words for words in rare if words not in of_seeds] == []


def test_paper_says_all_credits_once(chromium, seeds_map):
    opened = open_map(chromium, seeds_map)
    shown = opened.page.evaluate(SHOWN_CREDITS)
    opened.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    opened.page.emulate_media(media="print")
    assert "borders: Natural Earth, no position implied" in shown
    assert opened.page.locator(".print-credits").inner_text() == shown
    assert opened.page.locator(".leaflet-control-attribution").is_hidden()


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_picture_says_all_that_the_page_says_in_lines_of_normal_width(chromium, seeds_map, size):
    opened = open_map(chromium, seeds_map, viewport=size)
    page = opened.page
    shown = opened.state(text="convoy")
    if size is PHONE:
        page.get_by_role("button", name="Filters").click()
    page.get_by_text("Sources, downloads, display").click()
    page.evaluate(WRITTEN)
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save as picture").click()
    written = page.evaluate("written")
    words = " ".join(line["text"] for line in written)
    assert f"{shown} of 45 events" in words
    assert "Filter: words: “convoy”" in words
    assert page.evaluate(SHOWN_CREDITS) in words
    assert page.locator(".leaflet-control-scale-line").inner_text() in words
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    for names in page.locator(".print-rows li").all_text_contents():
        assert names in words
    png = saved.value.path().read_bytes()
    width, height = (int.from_bytes(png[at : at + 4]) for at in (16, 20))
    frame = page.locator(".leaflet-container").bounding_box()
    assert frame is not None
    assert width == round(frame["width"])
    assert height > frame["height"] + 100
    assert all(line["most"] is None and line["end"] <= width for line in written)


def test_the_legend_of_a_picture_has_the_colours_of_the_map(chromium, seeds_map):
    """A colour told apart on the map has a swatch under it, beyond the map's lower edge."""
    opened = open_map(chromium, seeds_map, fragment="#context=include")
    page = opened.page
    page.get_by_text("Sources, downloads, display").click()
    page.evaluate("""() => {
      const make = HTMLCanvasElement.prototype.toBlob;
      HTMLCanvasElement.prototype.toBlob = function (...to) { window.picture = this; return make.apply(this, to); };
    }""")
    with page.expect_download():
        page.get_by_role("button", name="Save as picture").click()
    found = page.evaluate("""() => {
      const edge = document.querySelector(".leaflet-container").clientHeight;
      const {data} = picture.getContext("2d").getImageData(0, edge, picture.width, picture.height - edge);
      const seen = new Set();
      for (let k = 0; k < data.length; k += 4) seen.add((data[k] << 16) | (data[k + 1] << 8) | data[k + 2]);
      const {actors} = JSON.parse(document.getElementById("mapper-header").textContent);
      return actors.map(({colour}) => seen.has(parseInt(colour.slice(1), 16)));
    }""")
    assert len(found) > 5
    assert all(found)
