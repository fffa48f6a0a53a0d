"""Which drafts are proposed as one incident: one place, day and type, or a party in common; never a date alone."""

from __future__ import annotations

import pytest

from gazetteer import Gazetteer
from mapper.draft import Article, draft
from mapper.draft.joins import propose
from tests.draft.conftest import ACTORS

ONE = "Gunmen killed 14 villagers in Tessit on 8 June 2024."


@pytest.mark.parametrize(
    ("other", "is_one"),
    [
        ("Dix-sept villageois ont été tués à Tessit le 8 juin 2024, selon un élu local.", True),
        ("Seventeen villagers were killed in Tessit on 8 June 2024.", True),
        ("Seventeen villagers were killed in Tessit on 9 June 2024.", False),
        ("Seventeen villagers were killed in Kidal on 8 June 2024.", False),
        ("Blue soldiers killed 17 villagers in Tessit on 8 June 2024.", True),
    ],
)
def test_two_articles_on_one_place_and_day(places: Gazetteer, other: str, is_one: bool) -> None:
    language = "fr" if "ont été" in other else "en"
    articles = [
        Article.of(ONE, source_id="a", country="ML", language="en"),
        Article.of(other, source_id="b", country="ML", language=language),
    ]
    drafts = draft(articles, places, actors=ACTORS)
    propose(drafts, [], places, ACTORS)
    first, second = drafts.events
    asked = (second["event_id"], first["event_id"]) if is_one else ("", "")
    assert (first["draft_same_as"], second["draft_same_as"]) == asked


def test_two_known_parties_are_not_one_deed(places: Gazetteer) -> None:
    texts = [f"{who} attacked the village of Tessit on 8 June 2024." for who in ("The Blue Army", "The Red Union")]
    articles = [Article.of(text, source_id=name, country="ML") for text, name in zip(texts, "ab", strict=True)]
    drafts = draft(articles, places, actors=ACTORS)
    propose(drafts, [], places, ACTORS)
    assert [(row["actor1"], row["draft_same_as"]) for row in drafts.events] == [("Blue Army", ""), ("Red Union", "")]
