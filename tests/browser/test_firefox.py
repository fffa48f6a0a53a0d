"""The page in Firefox, where the machine has one (CI on Debian must): what a reader does with it works there too."""

import re
import zlib

import pytest

from tests import machine
from tests.browser.firefox import Firefox

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket, pytest.mark.slow]

OPEN = "return mapperView.ready.then(() => mapperView.count())"
SET = "return mapperView.setState(arguments[0]).then(() => mapperView.count())"
DRAWN = """
  const canvas = document.querySelector(".mapper-symbols canvas");
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  return data.filter((value, k) => k % 4 === 3 && value > 0).length;
"""
STREAM = re.compile(rb"/FlateDecode[^>]*>>\s*stream\r?\n")


@pytest.fixture(scope="module")
def firefox(tmp_path_factory):
    path = machine.firefox()
    if not path:
        assert not machine.firefox_required(), machine.NO_FIREFOX
        pytest.skip(machine.NO_FIREFOX)
    with Firefox(path, tmp_path_factory.mktemp("firefox")) as firefox:
        firefox.resize(1280, 800)
        yield firefox


def test_a_map_opens_and_filters_by_a_click_and_by_script(firefox, seeds_map, listed):
    firefox.open(seeds_map.as_uri())
    assert firefox.run(OPEN) == len(listed("--context", "leave-out"))
    assert firefox.run(DRAWN) > 1000
    firefox.click("button[aria-label='Only Wagner Group']")
    wagner = len(listed("--actor", "Wagner Group", "--context", "leave-out"))
    assert firefox.run("return mapperView.count()") == wagner
    assert firefox.run(SET, {"types": ["Battles"]}) == len(listed("--type", "Battles"))


def test_a_link_to_an_event_opens_its_card(firefox, seeds_map):
    firefox.open(seeds_map.as_uri() + "#event=sharara-2020")
    firefox.run(OPEN)
    assert "Sharara" in firefox.run("return document.querySelector('.card h2').textContent")
    firefox.click(".card .close")
    assert firefox.run("return document.querySelector('.card').hidden")


def test_cells_and_the_dead_are_drawn(firefox, seeds_map):
    firefox.open(seeds_map.as_uri())
    firefox.run(OPEN)
    for state in ({"shape": "cells"}, {"shape": "cells", "measure": "killed"}):
        firefox.run(SET, state)
        assert firefox.run(DRAWN) > 1000


def test_paper_has_one_page(firefox, seeds_map):
    firefox.open(seeds_map.as_uri())
    firefox.run(OPEN)
    pdf = firefox.pdf()
    streams = [zlib.decompressobj().decompress(pdf[start.end() :]) for start in STREAM.finditer(pdf)]
    assert [
        found for stream in streams for found in re.findall(rb"/Type /Pages\s.*?/Count (\d+)", stream, re.DOTALL)
    ] == [b"1"]
