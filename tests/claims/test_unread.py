"""Claims that are not understood: they stand with nothing and against nothing, and are listed."""

from __future__ import annotations

import pytest

from mapper.claims import disagreements, display_sentences
from mapper.claims.compare import agrees, answer
from mapper.claims.statements import statements_by_event
from mapper.claims.unread import unread_claims
from mapper.claims.values import Answer
from mapper.model.actors.names import ActorNames
from mapper.model.words import Message
from tests.claims.tables import actors, claims, sources


def toll(value, claimant="A", **more):
    return {"field": "fatalities", "value": value, "claimant": claimant, **more}


def listed(table) -> list[tuple[str, str]]:
    return [(row["claim_id"], row["reason"].text()) for row in unread_claims(table)]


def test_words_that_say_what_was_taken_say_not_how_many():
    table = claims(
        {"field": "captured", "value": "prisoners"}, {"field": "vehicles_captured", "value": "fuel tankers"},
        {"field": "vehicles_destroyed", "value": "multiple"}, {"field": "vehicles_destroyed", "value": "3 or so many"},
    )  # fmt: skip
    assert listed(table)[:2] == [("c1", "says what, not how many"), ("c2", "says what, not how many")]
    assert "c3" not in dict(listed(table)), "at least two, as several"


def test_words_where_a_date_or_a_figure_is_asked_for_are_listed_with_a_reason():
    table = claims(
        toll("many"), toll("84"), toll("unknown"), toll(""), toll("une trentaine"), toll("1.200"),
        {"field": "event_date", "value": "Friday"}, {"field": "event_date", "value": "13 juin 2025"},
        {"field": "founded", "value": "12-13 June"}, {"field": "place", "value": "many"},
        {"field": "statement", "value": "we came"}, toll("a massacre", stance="denies"),
    )  # fmt: skip
    assert listed(table) == [
        ("c1", "not a figure"), ("c6", "a figure whose point may part thousands or decimals"),
        ("c7", "counted from a day that is not stated"), ("c9", "a date without a year"), ("c12", "not a figure"),
    ]  # fmt: skip
    assert unread_claims(table)[0] == {
        "claim_id": "c1", "event_id": "e", "field": "fatalities", "value": "many", "reason": Message("no-figure"),
    }  # fmt: skip


def test_words_beside_a_figure_are_listed_in_any_field():
    rows = [{"field": "bodies_left", "value": value, "unit_or_group": "soldiers"} for value in ("30", "heaps")]
    other = {"field": "bodies_left", "value": "heaps", "unit_or_group": "rebels"}
    assert [claim for claim, _ in listed(claims(*rows, other))] == ["c2"]


@pytest.mark.parametrize(
    ("field", "one", "other", "expected"),
    [
        ("fatalities", "many", "84", Answer.UNREAD),
        ("fatalities", "many", "many", Answer.AGREES),
        ("fatalities", "many", "a massacre", Answer.UNREAD),
        ("event_date", "soon", "2025-06", Answer.UNREAD),
        ("event_date", "9 février 2018", "2018-02-10", Answer.CONTRADICTS),
        ("event_date", "9 février 2018", "2018-02", Answer.AGREES),
        ("event_date", "début juin 2025", "13 June 2025", Answer.CONTRADICTS),
        ("event_date", "été 2024", "2024-07-27", Answer.AGREES),
        ("event_date", "<=2024-08", "2024-09", Answer.CONTRADICTS),
        ("event_date", "circa 13 June 2025", "2025-06-15", Answer.AGREES),
        ("fatalities", "une trentaine", "thirty", Answer.AGREES),
        ("fatalities", "plus de 100", "84", Answer.CONTRADICTS),
        ("fatalities", "entre 10 et 15", "au moins 16", Answer.CONTRADICTS),
        ("statement", "we came", "we saw", Answer.AGREES),
        ("place", "Gao", "Kidal", Answer.CONTRADICTS),
    ],
)
def test_two_statements_agree_contradict_or_are_not_understood(field, one, other, expected):
    table = claims(*({"field": field, "value": value, "claimant": who} for value, who in ((one, "A"), (other, "B"))))
    [[first, last]] = statements_by_event(table, actors=ActorNames()).values()
    for left, right in ((first, last), (last, first)):
        assert answer(left, right, ActorNames()) is expected
        assert agrees(left, right, ActorNames()) is (expected is Answer.AGREES)
    assert disagreements(table).empty is (expected is not Answer.CONTRADICTS)


@pytest.mark.parametrize(("denied", "expected"), [("84", "c1; c2"), ("many", ""), ("", "c1; c2"), ("12", "")])
def test_a_denial_that_is_not_understood_stands_against_nothing(denied, expected):
    found = disagreements(claims(toll("84"), toll(denied, "B", stance="denies")))
    assert "".join(found["claim_ids"]) == expected


def test_a_value_that_is_not_understood_supports_no_other_and_is_shown_where_it_is_alone():
    none = (sources(), actors())
    table = claims(toll("12", "A"), toll("84", "B"), toll("many", "C"), toll("84", "D"))
    assert display_sentences(table, *none)["e"]["fatalities"].text() == "84 killed, say B and D"
    assert display_sentences(claims(toll("many", "C")), *none)["e"]["fatalities"].text() == "“many”, says C"
