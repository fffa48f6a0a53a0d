"""The page under axe-core, and a reader who has but a keyboard."""

from pathlib import Path

import pytest

from tests.browser.pages import PHONE, open_map

pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[2] / "mapper" / "viewer" / "node_modules" / "axe-core" / "axe.min.js"


def violations(page):
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run().then(result => result.violations)")
    return [f"{one['id']}: {node['html'][:120]}" for one in found for node in one["nodes"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "view", [{}, {"viewport": PHONE, "is_mobile": True, "has_touch": True}], ids=["desktop", "phone"]
)
def test_no_violation_with_everything_unfolded_and_a_card_open(chromium, seeds_map, scheme, view):
    opened = open_map(chromium, seeds_map, color_scheme=scheme, reduced_motion="reduce", **view)
    opened.page.evaluate("document.querySelectorAll('.panel details').forEach(details => details.open = true)")
    assert violations(opened.page) == []
    opened.card("tinzaouaten-2024-07")
    assert violations(opened.page) == []


def test_a_keyboard_reaches_the_list_and_moves_in_it(chromium, seeds_map):
    page = open_map(chromium, seeds_map).page
    first = page.locator(".event-list .event-row").first
    first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.evaluate("document.querySelector('section.card').hidden") is False
