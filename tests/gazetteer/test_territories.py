"""Territories that data sets file under another country, and countries that were part of another one."""

from __future__ import annotations

from pathlib import Path

import pytest

from gazetteer import Gazetteer, Query

from . import dumps
from .conftest import Ask

_JUBA = [
    "1\tJuba\tJuba\t\t12.15\t24.45\tP\tPPL\tSD\t\t49\t\t\t\t0\t\t1\tx\tx",
    "2\tJuba\tJuba\t\t4.85\t31.58\tP\tPPLC\tSS\t\t01\t\t\t\t450000\t\t1\tx\tx",
]


@pytest.mark.parametrize(
    ("name", "admin1", "country"),
    [
        ("Juba", "", "SS"),
        ("Juba", "Central Equatoria", "SS"),
        ("Juba", "South Darfur", ""),
        ("Juba, South Darfur", "", ""),
    ],
)
def test_a_place_that_is_filed_under_a_country_lies_in_no_division_of_it(
    ask: Ask, name: str, admin1: str, country: str
) -> None:
    answer = ask(name, country="SD", admin1=admin1)
    assert (answer.place.country if answer.place else "") == country


@pytest.mark.parametrize("admin1", ["", "West Bank"])
def test_a_town_of_a_territory_is_no_village_of_the_country_with_that_name_among_its_own(
    tmp_path: Path, admin1: str
) -> None:
    rows = [
        "1\tBet Lehem HaGelilit\tBet Lehem HaGelilit\tBethlehem\t32.74\t35.19\tP\tPPL\tIL\t\t03\t\t\t\t600\t\t1\tx\tx",
        "2\tBethlehem\tBethlehem\t\t31.70\t35.20\tP\tPPL\tPS\t\tWE\t\t\t\t25000\t\t1\tx\tx",
    ]
    listed = dumps.write_txt(tmp_path / "a.txt", dumps.text(rows))
    with Gazetteer.open(shipped=False, towns=False, dumps=[listed], cache_dir=tmp_path) as places:
        [answer] = places.resolve([Query("Bethlehem", "IL", admin1)])
    assert (answer.place.country if answer.place else "") == "PS"
    assert "file places of Palestinian Territories under Israel" in answer.reason


@pytest.mark.parametrize(
    ("query", "country"),
    [
        (Query("Juba", "Sudan"), ""),
        (Query("Juba, Sudan"), ""),
        (Query("Juba", "Sudan", "South Darfur"), "SD"),
        (Query("Juba", "South Sudan"), "SS"),
    ],
)
def test_between_a_city_of_a_territory_and_a_village_of_its_former_country_nothing_decides(
    tmp_path: Path, query: Query, country: str
) -> None:
    listed = dumps.write_txt(tmp_path / "a.txt", dumps.text(_JUBA))
    with Gazetteer.open(shipped=False, towns=False, dumps=[listed], cache_dir=tmp_path) as places:
        [answer] = places.resolve([query])
    assert (answer.place.country if answer.place else "") == country
    if not country:
        assert answer.query == query
        assert {candidate.place.country for candidate in answer.candidates} == {"SD", "SS"}


def test_a_country_in_the_words_has_its_former_territories_too(ask: Ask) -> None:
    answer = ask("Malakal, Soudan")
    assert answer.place is not None
    assert answer.place.country == "SS"
    assert "file places of South Sudan under Sudan" in answer.reason
