"""A page in which a byte of its data has changed says so, or shows what it showed: no other counts, never nothing."""

from __future__ import annotations

import random
import re

import pytest

from tests.soak import sample

pytestmark = [pytest.mark.browser, pytest.mark.soak]

STATES: tuple[dict[str, object], ...] = (
    {},
    {"months": ["2025-06"]},
    {"types": ["Battles"]},
    {"actors": ["JNIM"]},
    {"text": "convoy"},
)
LOOK = """
async (states) => {
  const wait = (ms) => new Promise((seen) => setTimeout(seen, ms));
  const said = () => [...document.querySelectorAll("[role=alert]")].map((one) => one.innerText).join("");
  for (let n = 0; n < 200 && !said() && !window.mapperView; n++) await wait(20);
  const counts = [];
  try {
    await mapperView.ready;
    for (const state of states) {
      await mapperView.setState(state);
      counts.push(mapperView.count());
    }
  } catch (error) {
    counts.push(String(error));
  }
  for (let n = 0; n < 50 && !said() && counts.length < states.length; n++) await wait(20);
  return { counts, said: said(), table: document.querySelector("#mapper-plain table")?.checkVisibility() ?? false };
}
"""
BLOCKS = ("header", "core", "names", "text", "sources")


def test_a_page_with_any_byte_of_its_data_changed_says_so_or_counts_the_same(chromium, seeds_map, tmp_path):
    whole = seeds_map.read_text(encoding="utf-8")
    page = chromium.new_page()
    page.goto(seeds_map.as_uri())
    right = page.evaluate(LOOK, STATES)["counts"]
    assert len(right) == len(STATES)
    assert right[0] > max(right[1:])
    chance = random.Random(1)
    for number in range(sample(5, soak=300)):
        block = BLOCKS[number % len(BLOCKS)]
        opening = re.search(rf'<script type="[^"]+" id="mapper-{block}">', whole)
        assert opening
        at = chance.randrange(opening.end(), whole.index("</script>", opening.end()))
        byte = chr(chance.choice([b for b in range(33, 127) if b not in {ord("<"), ord(whole[at])}]))
        file = tmp_path / "map.html"
        file.write_text(whole[:at] + byte + whole[at + 1 :], encoding="utf-8")
        page.goto("about:blank")
        page.goto(file.as_uri())
        seen = page.evaluate(LOOK, STATES)
        about = (block, at - opening.end(), whole[at - 20 : at + 20], byte, seen)
        if seen["said"]:
            assert len(seen["said"]) > 20, about
            assert "undefined" not in seen["said"], about
            assert seen["table"] or seen["counts"][:4] == right[:4], about
        else:
            assert seen["counts"] == right, about
