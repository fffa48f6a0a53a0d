"""A French page holds no English words of ours: every card, list, legend, note and button of the example is read."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

import mapper
from gazetteer.sources.shipped import ShippedTables
from gazetteer.words import Message as GazetteerMessage
from mapper.vocabulary import FOLDER
from mapper.words import Message
from tests.browser.pages import PHONE, READ, open_map

pytestmark = pytest.mark.browser

VIEWER = Path(__file__).parents[2] / "mapper" / "viewer" / "src" / "i18n"
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
NAMES = frozenset({"armed", "conflict", "location", "event", "data", "english", "license"})
"""Words of names, which are the same in every language: of ACLED, the other language, a licence."""
TERMS = frozenset({"stance", "field", "date_precision", "place_relation", "kind"})
"""Columns whose words the page says in its own."""


def words(texts: object) -> set[str]:
    return {word.lower() for word in WORD.findall(re.sub(r"\{[^}]*\}", " ", json.dumps(texts, ensure_ascii=False)))}


def sentences(language: str) -> set[str]:
    """The words of the page's own tables, of the vocabulary and of the catalogues, without keys and arguments."""
    own = "\n".join((VIEWER / name).read_text("utf-8") for name in (f"{language}.js", f"card.{language}.js"))
    catalogues = [kind.catalogue.sentences[language] for kind in (GazetteerMessage, Message)]
    entries = [list(entry.values()) if isinstance(entry, dict) else entry for c in catalogues for entry in c.values()]
    labels = [list(labels_in(json.loads(file.read_text("utf-8")), language)) for file in FOLDER.glob("t*.json")]
    strings = re.findall(r'"((?:[^"\\]|\\.)*)"(\s*:)?', own)
    return words([[text for text, is_key in strings if not is_key], labels, entries])


def labels_in(data: object, language: str) -> Iterator[str]:
    """All texts of a language, wherever they stand in the vocabulary."""
    for key, value in data.items() if isinstance(data, dict) else enumerate(data if isinstance(data, list) else ()):
        if key == language and isinstance(value, str):
            yield value
        yield from labels_in(value, language)


ENGLISH = sentences("en") - sentences("fr") - NAMES


@pytest.fixture(scope="module")
def record(seeds_dir) -> list[str]:
    """All that the example's tables hold and the names of known places, the longest first: none is a word of ours."""
    cells = {entry.place.name for entry in ShippedTables().entries()}
    for file in seeds_dir.glob("*.csv"):
        with file.open(encoding="utf-8", newline="") as table:
            rows = csv.DictReader(table)
            cells |= {cell for row in rows for column, cell in row.items() if column not in TERMS}
    parts = {part.strip() for cell in cells for part in re.split(r";|\.\.", cell)}
    return sorted({cell for cell in cells | parts if WORD.search(cell)}, key=len, reverse=True)


@pytest.fixture(scope="module")
def french_map(run_mapper, tmp_path_factory):
    file = tmp_path_factory.mktemp("maps") / "carte.html"
    done = run_mapper("map", "seeds", "--lang", "fr", "-o", file)
    assert done.returncode == 0, done.stderr
    return file


def english_in(texts: list[str], record: list[str]) -> dict[str, set[str]]:
    """Text → the English words of ours in it, once what the record says is taken out."""
    found = {}
    for text in dict.fromkeys(texts):
        ours = text
        for cell in record:
            if cell in ours:
                ours = re.sub(rf"(?<!\w){re.escape(cell)}(?!\w)", " ", ours)
        if wrong := {word for word in words(ours) if word in ENGLISH}:
            found[text] = wrong
    return found


def read_all(page: Page, ids: list[str]) -> list[str]:
    texts: list[str] = page.evaluate(READ, None)
    for event_id in ids:
        texts += page.evaluate(READ, event_id)
    return texts


def test_the_check_knows_english_when_it_sees_it(record):
    assert {"known", "killed", "says", "nearest"} <= ENGLISH
    assert english_in(["84 killed, says the CSP"], record)
    assert not english_in(["84 tués, selon local reports"], record)


@pytest.mark.parametrize(
    "screen", [{}, {"viewport": PHONE, "is_mobile": True, "has_touch": True}], ids=["wide", "phone"]
)
def test_every_card_list_and_note_is_in_french(chromium, french_map, seeds_events, record, screen):
    opened = open_map(chromium, french_map, **screen)
    opened.page.emulate_media(media="screen")
    texts = read_all(opened.page, [event["event_id"] for event in seeds_events])
    assert any("selon" in text for text in texts)
    assert any("Le nom tel qu’il est écrit" in text for text in texts)
    assert english_in(texts, record) == {}


def test_states_that_a_filter_makes_are_in_french(chromium, french_map, record):
    opened = open_map(chromium, french_map)
    for state in ({"months": ["2025-06"], "types": []}, {"text": "zzz"}, {"from": "2099-01-01"}, {"colourBy": "month"}):
        opened.state(**{"months": None, "types": None, "text": "", "from": None} | state)
        assert english_in(opened.page.evaluate(READ, None), record) == {}


def test_what_is_printed_is_in_french(chromium, french_map, record):
    opened = open_map(chromium, french_map)
    opened.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert english_in(opened.page.evaluate(READ, None), record) == {}


def test_an_english_page_that_is_switched_is_in_french(chromium, seeds_map, record):
    opened = open_map(chromium, seeds_map)
    opened.page.evaluate(READ, None)
    opened.page.get_by_text("Français", exact=True).click()
    assert english_in(opened.page.evaluate(READ, "gao-su24-2025-06"), record) == {}
    assert "d’après" not in opened.page.locator(".card").inner_text()
    assert "selon" in opened.page.locator(".card").inner_text()


def test_a_file_without_script_is_in_french(chromium, french_map, record):
    page = chromium.new_context(java_script_enabled=False).new_page()
    page.goto(french_map.resolve().as_uri())
    texts = [page.locator("#mapper-plain thead").inner_text(), page.locator("noscript p").inner_text()]
    assert english_in(texts, record) == {}


def test_types_of_data_sets_are_in_french_and_the_export_keeps_them(chromium, tmp_path):
    acled, ged = mapper.read("tests/data/acled.csv"), mapper.read("tests/data/ged.csv")
    for dossier, types in ((acled, ("Battles", "Combats")), (ged, ("One-sided violence", "Violence unilatérale"))):
        english, french = types
        event = dossier.events.loc[dossier.events["event_type"] == english, "event_id"].iloc[0]
        page_file = mapper.write_map(dossier, tmp_path / "m.html", language="fr")
        assert f">{french}</td>" in page_file.read_text("utf-8")
        assert f">{english}</td>" not in page_file.read_text("utf-8")
        opened = open_map(chromium, page_file)
        opened.card(event)
        assert opened.page.locator(".card dl.facts").first.get_by_title(english, exact=True).inner_text() == french
        sub_type = opened.page.locator(".card dl.facts").first.get_by_title("Armed clash", exact=True)
        assert sub_type.all_inner_texts() == (["Affrontement armé"] if dossier is acled else [])
        assert opened.page.locator(".types .name", has_text=french).count() == 1
        assert opened.page.evaluate(f"mapperView.setState({{types: ['{english}']}}).then(() => mapperView.count())") > 0
        [table] = mapper.export(dossier, tmp_path / "m.csv", language="fr")
        assert english in table.read_text("utf-8")


def test_no_line_can_begin_with_a_sign_that_follows_a_space(chromium, french_map):
    """French has a space before ; : ? ! and »; at an ordinary one the line broke before the sign."""
    opened = open_map(chromium, french_map, viewport={"width": 1280, "height": 800})
    own = "[...document.querySelectorAll('.leaflet-control-attribution, .summary, .key, .symbols')]"
    texts = opened.page.evaluate(f"{own}.map((element) => element.textContent)")
    assert len(texts) == 4
    assert [found for text in texts for found in re.findall(r".{0,20} [;:?!»].{0,9}", text)] == []
