"""What drafting hears denied, disputed and confirmed: the tables are `stances.toml` and `articles.toml`."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.draft.stances import cases_of, stances
from gazetteer import Gazetteer
from tests.draft.conftest import ACTORS

FOLDER = Path(__file__).parent
CASES = cases_of(FOLDER / "stances.toml")
FOUND, FALSE = 0.6, 0.05
"""At least so many are found; at most so many claims have a false stance: of all, and of those with a stance."""


@pytest.mark.parametrize("name", ["stances.toml", "stances-fresh.toml", "articles.toml"])
def test_enough_is_heard_and_hardly_anything_is_false(places: Gazetteer, name: str) -> None:
    counts = stances(cases_of(FOLDER / name), places, ACTORS)
    assert counts.found >= FOUND * counts.asked, counts.missed
    assert len(counts.false) <= FALSE * counts.with_stance, counts.false


def test_half_of_the_texts_are_traps() -> None:
    assert len(CASES) >= 60
    assert 0.4 <= sum(not case["stances"] for case in CASES) / len(CASES) <= 0.6
