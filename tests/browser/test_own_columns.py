"""The user's own columns in the page: on the card, folded, and in the search; hostile names stay text."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import Browser

import mapper
from mapper.options import Language
from tests.browser.pages import open_map

pytestmark = pytest.mark.browser

HOSTILE = "<img src=x onerror=alert(1)>"


@pytest.fixture(scope="module")
def dossier() -> mapper.Dossier:
    frame = pd.DataFrame(
        {
            "event_id": ["a", "b"],
            "event_date": ["2025-05-03", "2025-05-04"],
            "place": ["Gao", "Kidal"],
            "country": ["ML", "ML"],
            "weapon": ["mortar", "rifle"],
            "__proto__": ["yes", ""],
            HOSTILE: ["{{7*7}}", HOSTILE],
            "report": ["https://example.org/a", ""],
        }
    )
    return mapper.read(frame)


@pytest.mark.parametrize(("language", "words"), [("en", "More from the record"), ("fr", "Autres données de la source")])
def test_the_card_has_them_folded(
    chromium: Browser, dossier: mapper.Dossier, tmp_path: Path, language: Language, words: str
) -> None:
    opened = open_map(chromium, mapper.write_map(dossier, tmp_path / "own.html", language=language))
    card = opened.card("a")
    assert [word for word in (words, "mortar", "__proto__", "{{7*7}}", HOSTILE) if word not in card] == []
    details = opened.page.locator(".card details.own")
    assert details.get_attribute("open") is None
    details.locator("summary").click()
    assert opened.page.get_by_text("mortar").is_visible()
    assert opened.page.locator(".card details.own a").get_attribute("href") == "https://example.org/a"
    assert opened.page.locator(".card img").count() == 0
    assert opened.errors == []


def test_the_search_finds_them(chromium: Browser, dossier: mapper.Dossier, tmp_path: Path) -> None:
    opened = open_map(chromium, mapper.write_map(dossier, tmp_path / "own.html"))
    assert opened.state(text="rifle") == 1
    assert opened.state(text="mortar yes") == 1
    assert opened.state(text="cannon") == 0


def test_the_card_and_the_list_say_that_coordinates_cannot_be_right(chromium: Browser, tmp_path: Path) -> None:
    file = tmp_path / "events.csv"
    rows = "event_id,event_date,country,place,latitude,longitude\na,2025-05-07,Mali,Gao,-0.0447,16.2717\n"
    file.write_text(f"{rows}b,2025-05-08,Mali,Gao,16.2717,-0.0447\n", encoding="utf-8")
    opened = open_map(chromium, mapper.write_map(mapper.read(file), tmp_path / "map.html"))
    assert "Latitude and longitude look swapped" in opened.card("a")
    assert "At this place" not in opened.card("a")
    assert "swapped" not in opened.card("b")
    assert "At this place" in opened.card("b")
    note = opened.page.get_by_text("Coordinates that are not where the record says: 1")
    assert note.count() == 1
    opened.state(**{"from": "2025-05-08"})
    assert not note.is_visible()


def test_the_card_says_figures_in_the_words_of_the_table(chromium: Browser, tmp_path: Path) -> None:
    """About thirty is counted as thirty, but no reader may take it for a count of thirty; dozens count as nothing."""
    file = tmp_path / "events.csv"
    rows = "event_id,event_date,latitude,longitude,fatalities\na,2025-05-07,16.27,-0.04,une trentaine\n"
    file.write_text(f"{rows}b,2025-05-08,16.27,-0.04,dizaines\nc,2025-05-09,16.27,-0.04,3\n", encoding="utf-8")
    opened = open_map(chromium, mapper.write_map(mapper.read(file), tmp_path / "map.html"))
    assert "As written: une trentaine" in opened.card("a")
    assert "As written: dizaines" in opened.card("b")
    assert "As written" not in opened.card("c")
