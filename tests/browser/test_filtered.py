"""A map of a part of the record says so: on the page, in its picture, on paper and in the credits."""

import json

import pytest
from playwright.sync_api import expect

from tests.browser.pages import PHONE, open_map

pytestmark = pytest.mark.browser

FILTER = ("--actor", "jnim", "--from", "2025-05", "--country", "ML", "--min-fatalities", "3")
WORDS = {
    "en": "from May 2025; actor: JNIM; country: Mali; at least 3 killed",
    "fr": "à partir de\u00a0: mai 2025\u202f; acteur\u00a0: JNIM\u202f; pays\u00a0: Mali\u202f; au moins 3 morts",
}
WRITTEN = """() => {
  window.written = [];
  const write = CanvasRenderingContext2D.prototype.fillText;
  CanvasRenderingContext2D.prototype.fillText = function (text, ...where) {
    if (!this.canvas.isConnected) written.push(text);
    return write.call(this, text, ...where);
  };
}"""


def picture_words(page):
    page.evaluate(WRITTEN)
    with page.expect_download():
        page.evaluate("document.querySelector('details.about').open = true")
        page.locator(".actions button").nth(2).click()
    return " ".join(page.evaluate("written"))


def printed_words(page):
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    return page.locator(".print-words").inner_text()


@pytest.fixture(scope="module", params=["en", "fr"])
def filtered(request, run_mapper, tmp_path_factory):
    file = tmp_path_factory.mktemp("filtered") / "map.html"
    done = run_mapper("map", "seeds", *FILTER, "--lang", request.param, "-o", file)
    assert done.returncode == 0, done.stderr
    return request.param, file


def plain(text):
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_the_filter_that_made_the_file_stands_wherever_the_map_is_seen(chromium, filtered):
    language, file = filtered
    opened = open_map(chromium, file)
    said = plain(WORDS[language])
    assert said in plain(opened.page.locator(".masthead").inner_text())
    assert said in plain(picture_words(opened.page))
    assert said in plain(opened.page.locator("details.about").inner_text())
    assert said in plain(printed_words(opened.page))
    assert opened.errors == []


def test_a_filter_of_the_page_is_said_beside_that_of_the_file(chromium, filtered):
    language, file = filtered
    opened = open_map(chromium, file)
    opened.state(text="convoy")
    said = WORDS[language] + {"en": "; words: “convoy”", "fr": " ; mots : « convoy »"}[language]
    assert plain(said) in plain(picture_words(opened.page))


def test_on_a_phone_the_map_begins_below_the_filter(chromium, filtered):
    _, file = filtered
    page = open_map(chromium, file, viewport=PHONE).page
    heading, frame = page.locator(".masthead").bounding_box(), page.locator(".map-frame").bounding_box()
    assert heading is not None
    assert frame is not None
    assert page.locator(".file-filter").is_visible()
    assert heading["y"] + heading["height"] <= frame["y"] + 1


def test_a_map_of_the_whole_record_has_no_such_words(chromium, seeds_map):
    page = open_map(chromium, seeds_map).page
    header = json.loads(page.locator("#mapper-header").text_content() or "")
    assert header["filterWords"] == ""
    expect(page.locator(".file-filter")).to_have_count(0)
    assert "country: Mali" not in printed_words(page)
