"""What the page does where it cannot do what it should: no script, an old browser, no storage, broken data."""

import base64
import hashlib
import re

import pytest

from tests.browser.pages import open_map

pytestmark = pytest.mark.browser


def written(folder, text):
    file = folder / "map.html"
    file.write_text(text, encoding="utf-8")
    return file


@pytest.fixture
def unscripted(chromium, hostile_map):
    page = chromium.new_context(java_script_enabled=False).new_page()
    page.goto(hostile_map[0].as_uri())
    return page


def test_without_script_there_is_a_notice_and_a_table_of_every_event(unscripted, hostile_map):
    assert "drawn by JavaScript" in unscripted.locator("body").inner_text()
    rows = unscripted.locator("#mapper-plain tbody tr")
    assert rows.count() == len(hostile_map[1])
    assert unscripted.locator("#mapper-plain table").is_visible()
    assert unscripted.locator("#mapper-plain :is(script, img, svg, iframe, a, style)").count() == 0
    notes = [row["notes"][:200] for row in hostile_map[1] if row["notes"].startswith(("<", "{{", "="))]
    text = unscripted.locator("#mapper-plain").inner_text()
    assert notes
    assert all(note in text for note in notes)


def test_with_script_the_table_is_not_seen(chromium, seeds_map):
    assert not open_map(chromium, seeds_map).page.locator("#mapper-plain").is_visible()


def fault(chromium, file, script=""):
    """What the page says when it cannot show the map, and whether the table is seen."""
    page = chromium.new_page()
    page.add_init_script(script)
    page.goto(file.as_uri())
    return page.get_by_role("alert").inner_text(), page.locator("#mapper-plain table").is_visible()


def test_an_old_browser_is_told_so_and_gets_the_table(chromium, seeds_map):
    sentence, table = fault(chromium, seeds_map, "delete window.DecompressionStream")
    assert "too old to unpack the map" in sentence
    assert table


@pytest.mark.parametrize("block", ["header", "core"])
@pytest.mark.parametrize("change", [lambda text: text[: len(text) // 2], lambda text: "", lambda text: text[::-1]])
def test_broken_data_is_a_sentence_and_the_table(chromium, seeds_map, tmp_path, block, change):
    page = seeds_map.read_text(encoding="utf-8")
    opening = re.search(rf'<script type="[^"]+" id="mapper-{block}">', page)
    assert opening
    end = page.index("</script>", opening.end())
    file = written(tmp_path, page[: opening.end()] + change(page[opening.end() : end]) + page[end:])
    sentence, table = fault(chromium, file)
    assert len(sentence) > 20
    assert "undefined" not in sentence
    assert table


NO_STORAGE = """
for (const name of ["localStorage", "sessionStorage", "indexedDB"])
  Object.defineProperty(window, name, {get() { throw new DOMException("denied", "SecurityError"); }});
"""


def test_without_storage_it_works(chromium, seeds_map, seeds_events):
    page = chromium.new_page()
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.add_init_script(NO_STORAGE)
    page.goto(seeds_map.as_uri())
    page.evaluate("mapperView.ready")
    page.evaluate("mapperView.setState({text: 'convoy'})")
    assert page.evaluate("mapperView.total()") == len(seeds_events)
    assert errors == []


def test_the_policy_allows_our_scripts_and_styles_by_hash_and_nothing_else(seeds_map):
    page = seeds_map.read_text(encoding="utf-8")
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page)
    rules = {rule.split()[0]: rule.split()[1:] for rule in policy.split("; ")}
    assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == ["'none'"]
    assert set(rules) == {"default-src", "script-src", "style-src", "img-src", "base-uri", "form-action"}
    assert rules["img-src"] == ["data:", "blob:"]
    elements = {
        "script-src": re.findall(r"<script>(.*?)</script>", page, re.DOTALL),
        "style-src": re.findall(r"<style>(.*?)</style>", page, re.DOTALL),
    }
    for rule, bodies in elements.items():
        hashes = {base64.b64encode(hashlib.sha256(body.encode()).digest()).decode() for body in bodies}
        assert {f"'sha256-{value}'" for value in hashes} == set(rules[rule])
    assert not re.search(r"<[^>]*\s(style|on\w+)=", re.sub(r"<(script|style)\b.*?</\1>", "", page, flags=re.DOTALL))


@pytest.mark.parametrize(
    "fragment",
    [
        "#actors=%00&types=__proto__,constructor&from=9999-99-99&to=NaN&text=" + "x" * 100_000,
        "#from=2025-06-31&months=2025-13,<script>&colourBy=__proto__&place=1e999",
        "#%", "#=&=&==", "#actors=%ff%fe", "#text=%E2%80%AE%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E",
    ],
)  # fmt: skip
def test_a_hostile_address_is_ignored_or_taken_as_text(chromium, seeds_map, seeds_events, fragment):
    opened = open_map(chromium, seeds_map, fragment=fragment)
    assert opened.errors == []
    assert opened.page.evaluate("__violations") == []
    assert opened.page.evaluate("mapperView.total()") == len(seeds_events)
    assert opened.page.evaluate("({}).polluted") is None
