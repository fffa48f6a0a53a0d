"""The title of a draft is the clause that tells of the event, whole, or there is none."""

from __future__ import annotations

import pytest

from mapper.draft import language_of
from tests.draft.conftest import Drafted


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "NAIROBI, June 14 (Reuters) - Gunmen killed 12 civilians in Tessit on Friday.",
            "Gunmen killed 12 civilians in Tessit on Friday.",
        ),
        (
            "While the exact figures remain disputed, gunmen killed 12 civilians in Tessit on Friday.",
            "Gunmen killed 12 civilians in Tessit on Friday.",
        ),
        (
            "The minister cancelled his visit after rebels ambushed a convoy near Tessit on Friday.",
            "Rebels ambushed a convoy near Tessit on Friday",
        ),
        (
            "The visit was cancelled because it came only days after a deadly attack on traders near Tessit.",
            "A deadly attack on traders near Tessit",
        ),
        (
            "Rebels raided a base near Tessit on Friday, resulting in the death of two men and in the loss of a car.",
            "Rebels raided a base near Tessit on Friday",
        ),
        (
            "Douze soldats ont été tués près de Tessit vendredi.",
            "Douze soldats ont été tués près de Tessit vendredi.",
        ),
    ],
)
def test_a_title_is_the_clause_that_tells_of_the_event(drafted: Drafted, text: str, title: str) -> None:
    [event] = drafted(text, language=language_of(text), country="ML").events
    assert event["title"] == title


def test_a_title_is_never_longer_than_twenty_words_nor_cut_within_a_phrase(drafted: Drafted) -> None:
    many = ", ".join(f"the village of Place{letter}" for letter in "ABCDEFGHIJ")
    [event] = drafted(f"Gunmen killed 12 civilians in {many} and the town of Tessit on Friday.").events
    assert len(event["title"].split()) <= 20
    assert event["title"].split()[-1] not in {"of", "the", "in", "and", "village"}
