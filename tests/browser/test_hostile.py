"""Hostile text is on the map, readable to the letter, and does nothing."""

import re

import pytest

from tests.browser.pages import open_map

pytestmark = pytest.mark.browser


def words(text):
    """Fold white space and U+0000, which HTML cannot carry, as a reader's eye does."""
    return re.sub(r"\s+", " ", text.replace("\0", "\ufffd")).strip()


@pytest.fixture(scope="module")
def opened(chromium, hostile_map):
    return open_map(chromium, hostile_map[0])


def test_every_row_is_on_the_map(opened, hostile_map):
    assert opened.page.evaluate("mapperView.total()") == len(hostile_map[1])
    assert opened.page.evaluate("mapperView.count()") == len(hostile_map[1])


def test_every_card_is_verbatim_and_inert(opened, hostile_map):
    for row in hostile_map[1]:
        text = words(opened.card(row["event_id"]))
        for column in ("event_id", "place", "actor1", "actor2", "event_type", "title", "notes", "source_url"):
            assert words(row[column])[:200] in text, (row["event_id"], column)
    assert opened.errors == []
    assert opened.page.evaluate("__violations") == []
    assert opened.page.locator("[data-hostile], img[src=x], iframe, base").count() == 0
    links = opened.page.evaluate("[...document.querySelectorAll('a[href]')].map(a => a.protocol)")
    assert set(links) <= {"http:", "https:", "file:", "blob:"}


def test_no_template_is_evaluated(opened, hostile_map):
    assert "54439" not in hostile_map[0].read_text(encoding="utf-8")
    assert "54439" not in opened.page.content()


def test_an_actor_with_a_special_name_filters_like_any_other(opened):
    assert opened.state(actors=["constructor"]) == 1
    assert opened.state(types=["__proto__"]) == 1
    assert opened.state() > 2
