"""A base map of the user's own in the page: streets and villages without a network."""

import base64
import random

import pytest
from playwright.sync_api import expect

from tests.archives import write_archive
from tests.browser.pages import open_map

pytestmark = pytest.mark.browser

GAO = (-0.0447, 16.2717)
AT_GAO = f"#map=12/{GAO[1]}/{GAO[0]}"
BLUE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPj/HwADBwIAMCbHYQAAAABJRU5ErkJggg=="
)
COLOURS = """() => {
  const found = new Set();
  for (const canvas of document.querySelectorAll(".leaflet-mapper-tiles-pane canvas")) {
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    for (let i = 0; i < data.length; i += 4)
      found.add("#" + [...data.slice(i, i + 3)].map(n => n.toString(16).padStart(2, "0")).join(""));
  }
  return [...found];
}"""
ROAD, BUILT_UP, LAND = "#c9bda9", "#ece7dd", "#f5f3ee"


def drawn(run_mapper, folder, **archive):
    file = write_archive(folder / "gao.pmtiles", GAO, attribution="&copy; Made-up", **archive)
    done = run_mapper("map", "seeds", "--basemap", file, "-o", folder / "map.html")
    assert done.returncode == 0, done.stderr
    return folder / "map.html"


def test_roads_and_villages_are_in_the_file_and_nothing_is_asked_of_a_network(chromium, run_mapper, tmp_path):
    file = drawn(run_mapper, tmp_path)
    opened = open_map(chromium, file, fragment=AT_GAO)
    page = opened.page
    page.wait_for_function(
        f"wanted => {{ const seen = ({COLOURS})(); return wanted.every(one => seen.includes(one)); }}",
        arg=[ROAD, BUILT_UP, LAND],
    )
    expect(page.locator(".leaflet-control-attribution")).to_contain_text("© Made-up")
    names = page.locator(".leaflet-basemap-names-pane canvas")
    plain = names.evaluate("one => one.toDataURL()")
    french = page.locator(".display button", has_text="Français")
    french.evaluate("button => button.click()")  # a village has a French name of its own
    page.wait_for_function("([one, plain]) => one.toDataURL() !== plain", arg=[names.element_handle(), plain])
    assert page.evaluate("Object.values(mapperView.layers.actor)[0]._map.getMaxZoom()") == 20
    assert {address.split(":")[0] for address in opened.requests} <= {"file", "blob", "data"}
    assert opened.errors == []
    assert page.evaluate("__violations") == []


def test_images_of_an_archive_are_drawn_too(chromium, run_mapper, tmp_path):
    opened = open_map(chromium, drawn(run_mapper, tmp_path, image=BLUE), fragment=AT_GAO)
    image = opened.page.locator(".leaflet-mapper-tiles-pane img").first
    expect(image).to_have_js_property("naturalWidth", 1)
    assert opened.errors == []
    assert opened.page.evaluate("__violations") == []


def test_what_does_not_fit_is_said_and_what_is_no_archive_refused(run_mapper, tmp_path):
    file = write_archive(tmp_path / "large.pmtiles", GAO, padding=random.Random(1).randbytes(40_000))
    done = run_mapper("map", "seeds", "--basemap", file, "--max-mb", 1, "-o", tmp_path / "map.html")
    assert done.returncode == 0, done.stderr
    assert "of zooms 6 to 14, those up to 7 fit into 1 MB" in done.stderr
    (tmp_path / "no.pmtiles").write_text("streets")
    done = run_mapper("map", "seeds", "--basemap", tmp_path / "no.pmtiles", "-o", tmp_path / "none.html")
    assert (done.returncode, "no PMTiles archive" in done.stderr) == (1, True)
    assert not (tmp_path / "none.html").exists()
