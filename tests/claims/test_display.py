"""Which claim is shown first, and the sentence that says whose it is."""

import pandas as pd
import pytest

from mapper.claims import display_sentences
from mapper.vocabulary import terms
from tests.claims.tables import actors, claims, sources

KNOWN = actors({"name": "White Army", "short_name": "WA"}, {"name": "Reds"})


def shown(*rows, field="fatalities"):
    table = claims(*({"field": field, **row} for row in rows))
    return display_sentences(table, sources({"source_id": "s", "publisher": "The Daily"}), KNOWN)["e"][field].text()


def test_the_claimant_is_named_in_the_sentence():
    assert shown({"value": "84", "claimant": "WA"}) == "84 killed, says the WA"


def test_a_source_speaks_for_itself_where_no_claimant_is_named():
    assert shown({"value": ">100", "source_id": "s"}) == "more than 100 killed, says The Daily"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([("50", "A", "confirms"), ("84", "B", "asserts"), ("84", "C", "asserts")], "50 killed, says A"),
        ([("50", "A", "asserts"), ("84", "B", "asserts"), ("84", "C", "asserts")], "84 killed, say B and C"),
        ([("dozens", "A", "asserts"), ("84", "B", "asserts")], "84 killed, says B"),
        ([("50", "A", "asserts"), ("84", "B", "asserts")], "50 killed, says A; 84 killed, says B"),
        (
            [("at least two dozen", "A", "asserts"), ("24 or more", "B", "asserts")],
            "at least two dozen killed, say A and B",
        ),
        ([("84", "A", "asserts"), ("84", "B", "denies")], "84 killed, says A; denied by B"),
        ([("84", "A", "asserts"), ("", "B", "disputes")], "84 killed, says A; disputed by B"),
        ([("84", "A", "asserts"), ("dozens", "B", "disputes")], "84 killed, says A; “dozens” disputed by B"),
        ([("84", "A", "asserts"), ("12", "B", "disputes")], "84 killed, says A"),
        ([("12", "A", "denies"), ("15", "B", "denies")], "“12” denied by A; “15” denied by B"),
        ([("", "B", "denies")], "denied by B"),
    ],
)
def test_the_stated_rule_chooses_and_ties_stay_open(rows, expected):
    assert shown(*({"value": v, "claimant": c, "stance": s} for v, c, s in rows)) == expected


@pytest.mark.parametrize(
    ("field", "values", "expected"),
    [
        ("place", ["near Bamako", "Bamako"], "near Bamako, says A; Bamako, says B"),
        ("actor1", ["rebels", "Reds"], "rebels, says A; Reds, says B"),
        ("event_date", ["2025-06-13", "2025-06-14"], "13 June 2025, says A; 14 June 2025, says B"),
        ("equipment", ["drones", "drones"], "drones, say A and B"),
    ],
)
def test_nobody_is_made_to_say_what_another_said(field, values, expected):
    rows = [{"value": value, "claimant": claimant} for value, claimant in zip(values, "AB", strict=True)]
    assert shown(*rows, field=field) == expected


def test_a_narrative_is_shown_whole_with_each_denial_once():
    rows = [
        ("troops present", "A", "asserts"),
        ("troops gone", "B", "asserts"),
        ("troops present", "C", "denies"),
        ("raids", "C", "denies"),
    ]
    told = shown(*({"value": v, "claimant": c, "stance": s} for v, c, s in rows), field="presence")
    assert told == "troops present, says A; denied by C; troops gone, says B; “raids” denied by C"


def test_own_losses_admitted_come_before_losses_claimed_of_an_enemy():
    rows = [{"value": "9", "claimant": "Reds"}, {"value": "2", "claimant": "WA"}]
    assert shown(*({**row, "unit_or_group": "White Army"} for row in rows)) == "2 of the White Army killed, says the WA"


def test_each_group_has_its_own_clause():
    text = shown(
        {"value": "3", "claimant": "Reds", "unit_or_group": "Reds"},
        {"value": "dozens", "claimant": "Reds", "unit_or_group": "soldiers"},
    )
    assert text == "3 of Reds killed, says Reds; dozens of soldiers killed, says Reds"


def test_a_field_without_a_verb_shows_its_value():
    assert shown({"value": "2024-07", "claimant": "the Reds"}, field="event_date") == "July 2024, says the Reds"


def test_no_claims_no_sentences():
    assert display_sentences(claims(), pd.DataFrame(), pd.DataFrame()) == {}


@pytest.mark.parametrize(
    ("row", "field", "english", "french"),
    [
        ({"value": "84", "claimant": "WA"}, "fatalities", "84 killed, says the WA", "84 tués, selon WA"),
        ({"value": "1", "claimant": "A"}, "injured", "1 injured, says A", "1 blessé, selon A"),
        (
            {"value": ">100", "claimant": "local reports", "unit_or_group": "White Army"},
            "fatalities",
            "more than 100 of the White Army killed, say local reports",
            "plus de 100 tués (White Army), selon local reports",
        ),
        ({"value": "dozens", "claimant": "A"}, "fatalities", "dozens killed, says A", "des dizaines de tués, selon A"),
        (
            {"value": "12", "claimant": "A"},
            "vehicles_destroyed",
            "12 vehicles destroyed, says A",
            "12 véhicules détruits, selon A",
        ),
        ({"value": "Gao; San", "claimant": "A"}, "place", "Gao or San, says A", "Gao ou San, selon A"),
        ({"value": "<2022", "claimant": "A"}, "event_date", "before 2022, says A", "avant 2022, selon A"),
    ],
)
def test_the_sentence_is_said_in_french_too(row, field, english, french):
    message = display_sentences(claims({"field": field, **row}), pd.DataFrame(), KNOWN)["e"][field]
    assert message.text() == english
    assert message.text("fr") == french


@pytest.mark.parametrize("noun", terms("number_nouns"))
def test_french_puts_de_after_each_number_that_is_a_noun(noun):
    said = f"des {noun}s" if noun == "million" else f"{'un' if noun == 'millier' else 'une'} {noun}"
    table = claims({"field": "fatalities", "value": said, "claimant": "RFI"})
    message = display_sentences(table, pd.DataFrame(), KNOWN)["e"]["fatalities"]
    assert message.text("fr") == f"{said} de tués, selon RFI"


def test_words_for_open_numbers_that_french_says_with_a_noun_have_de_too():
    table = claims({"field": "injured", "value": "several dozen", "claimant": "RFI"})
    message = display_sentences(table, pd.DataFrame(), KNOWN)["e"]["injured"]
    assert message.text("fr") == "plusieurs dizaines de blessés, selon RFI"
