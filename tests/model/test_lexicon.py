"""The words of dates and figures: nothing is missing, nothing means two things where it must not."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from pathlib import Path

import pytest
from babel import Locale

import mapper
from mapper.model.lexicon import folded, lexicon

FOLDER = Path(mapper.__file__).parent / "data" / "languages"
LANGUAGES = sorted(path.stem for path in FOLDER.glob("*.toml"))
TABLES = {
    "claimants": {"words", "names"},
    "dates": {
        "months",
        "weekdays",
        "seasons",
        "quarters",
        "calendars",
        "parts",
        "bounds",
        "words",
        "relative",
        "numbers",
    },
    "figures": {"numbers", "units", "about_units", "several", "words", "bounds"},
    "missing": {"words"},
    "rows": {"words"},
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_names_of_months_and_weekdays_are_all_there(language):
    locale = Locale.parse(language)
    for table, names, count in (("months", locale.months, 12), ("weekdays", locale.days, 7)):
        known = lexicon("dates", table)
        for number in range(1, count + 1):
            key = number if table == "months" else number - 1
            for use in ("format", "stand-alone"):
                assert folded(names[use]["wide"][key]) in known[str(number)], (language, table, number)


@pytest.mark.parametrize("table", ["months", "weekdays", "seasons", "quarters", "parts"])
def test_a_word_means_one_thing_within_a_table(table):
    meanings = defaultdict(set)
    for key, words in lexicon("dates", table).items():
        for word in words:
            meanings[word].add(key)
    assert {word: keys for word, keys in meanings.items() if len(keys) > 1} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_has_the_tables_that_are_described_and_no_others(language):
    text = (FOLDER / f"{language}.toml").read_text(encoding="utf-8")
    described = (FOLDER / "README.md").read_text(encoding="utf-8")
    for section, tables in tomllib.loads(text).items():
        assert set(tables) <= TABLES[section]
        for table, words in tables.items():
            assert f"`{section}.{table}`" in described
            assert all(word == word.strip() != "" for names in words.values() for word in names)


def test_case_accents_dashes_and_the_dotless_i_do_not_count():
    assert folded("Août") == folded("AOUT") == "aout"
    assert folded("12—13") == folded("12–13") == folded("12−13") == "12-13"
    assert folded("Mayıs") == folded("MAYIS".lower())
    assert folded("п’ятниця") == folded("пʼятниця")
