"""Messages: one sentence in two languages from a code and its arguments."""

import pytest

from gazetteer import Gazetteer, Query
from gazetteer.words import Message
from mapper.words import Message as MapperMessage


def kidal(**where: str) -> Message:
    spelling = Message("spelling-main")
    return Message("candidate", spelling=spelling, name="Kidal", kind="PPLA", source="GeoNames", **where)


def test_what_is_empty_is_left_out():
    known = kidal(country="Mali", division="Kidal")
    assert known.text() == "the name as written: Kidal (PPLA) in Mali, Kidal, from GeoNames"
    bare = kidal(country="", division="")
    assert bare.text() == "the name as written: Kidal (PPLA), from GeoNames"
    assert Message("resolved", why=bare, position="", rivals=()).text() == f"T{bare.text()[1:]}."


@pytest.mark.parametrize(
    ("name", "english", "french"),
    [
        ("Gao", "'Gao'", "«\u00a0Gao\u00a0»"),
        ("N'Tillit", '"N\'Tillit"', "«\u00a0N'Tillit\u00a0»"),
        ("a\u200bb", "'a\\u200bb'", "«\u00a0a\u200bb\u00a0»"),
    ],
)
def test_a_name_is_quoted_as_the_language_does(name, english, french):
    assert english in Message("unknown", name=name).text()
    assert french in Message("unknown", name=name).text("fr")


def test_numbers_and_lists_are_written_as_the_language_does():
    assert "12.5 km" in Message("at-distance", km=12.5).text()
    assert "12,5 km" in Message("at-distance", km=12.5).text("fr")
    unclear = Message("between-unclear", names=("San", "Moura"))
    assert "San and Moura means" in unclear.text()
    assert "San et Moura" in unclear.text("fr")


def test_clauses_lose_their_full_stops_but_the_last():
    said = MapperMessage("several", reasons=("One.", "Two.", "Three."))
    assert said.text() == "One; Two; Three."


def test_a_message_is_told_apart_by_code_and_arguments():
    one, same = (Message("unknown", name="Gao") for _ in range(2))
    assert len({one, same, Message("unknown", name="San"), MapperMessage("unknown", name="Gao")}) == 3


def test_an_unknown_code_or_argument_is_an_error():
    with pytest.raises(KeyError):
        Message("unknown").text()
    with pytest.raises(KeyError):
        Message("no such code").text()


def test_an_answer_says_why_in_both_languages():
    with Gazetteer.open(towns=False) as places:
        [found, foreign] = places.resolve([Query("Kidal", country="ML"), Query("Kidal", country="DZ")])
    assert found.reason.startswith(
        "The name as written: Kidal (settlement) in Mali, Kidal, from GeoNames (December 2014"
    )
    assert "No known place of Algeria is spelt 'Kidal' or nearly so." in foreign.reason
    assert found.message
    assert "Mali" in found.message.text("fr")
    assert foreign.message
    assert "(Algérie)" in foreign.message.text("fr")


def test_every_reason_of_the_example_has_its_message(example):
    for reason in example.events["place_reason"].unique():
        message = example.messages[reason]
        assert message.text() == reason
        assert message.text("fr") != reason
