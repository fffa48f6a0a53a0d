"""Rules on what somebody doubts, denies or infers, and on places that differ though all can be true."""

import pandas as pd
import pytest

from mapper.report.rules import RULES
from mapper.report.rules.told_twice import told_twice
from tests.report.dossiers import dossier
from tests.report.test_rules import claim, findings, found


def test_two_places_of_one_event_are_named_together_or_as_alternatives():
    rows = [claim("place", "near Ati and Abeche"), claim("place", "Abeche")]
    assert found("disagreement", dossier({"event_id": "e"}, claims=rows)) == []


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ("near the border of Chad; close to Abeche, Sudan", "Abeche commune, Chad", ["low"]),
        ("Abeche, Sudan", "Abeche, Chad", []),
        ("near the border of Chad", "Abeche, Chad", []),
    ],
)
def test_places_in_two_countries_that_can_both_be_true(one, other, told):
    made = dossier({"event_id": "e"}, claims=[claim("place", one), claim("place", other, claimant="Mayor")])
    assert [severity for _, _, severity in found("places-side-by-side", made)] == told
    assert not (told and found("disagreement", made))


@pytest.mark.parametrize(
    ("one", "where", "told"),
    [
        ("Khartoum", ("Omdurman", "SD", "Khartoum"), ["low"]),
        ("in Khartoum state", ("Omdurman", "SD", "Khartoum"), []),
        ("Khartoum", ("Khartoum", "SD", "Khartoum"), []),
        ("Kidal", ("Tessalit", "ML", "Kidal"), ["low"]),
        ("Logone Oriental", ("Doba", "TD", "Logone Oriental"), []),
    ],
)
def test_a_town_that_bears_the_name_of_the_division_is_another_town(places, one, where, told):
    place, country, admin1 = where
    rows = [claim("place", one, claimant="The Daily"), claim("place", place, claimant="The Post")]
    made = dossier({"event_id": "e", "place": place, "country": country, "admin1": admin1}, claims=rows)
    [rule] = [one for one in RULES if one.name == "places-side-by-side"]
    assert [one.severity for one in rule(made, places).findings()] == told


@pytest.mark.parametrize(
    ("about", "value", "field"),
    [
        ("casualties", "not verified", "fatalities"),
        ("fatalities", "disputed", "fatalities"),
        ("Reds", "unconfirmed", "fatalities"),
        ("Reds", "jamais confirmé", "fatalities"),
        ("the weather", "not verified", None),
        ("Reds", "confirmed by video", None),
    ],
)
def test_claims_that_a_source_calls_unverified(about, value, field):
    rows = [
        claim("fatalities", "84", unit_or_group="Reds", claimant="Rebels"),
        claim("verification", value, unit_or_group=about, claimant="The Daily"),
    ]
    made = dossier({"event_id": "e"}, claims=rows)
    assert found("unverified", made) == ([("e", field, "low")] if field else [])


@pytest.mark.parametrize(
    ("group", "day", "told"),
    [
        ("Reds", "2024-06-01", True),
        ("Blues", "2024-06-01", False),
        ("Reds", "2020", False),
        ("Red Guard", "2024", True),
    ],
)
def test_an_absence_against_what_shows_a_presence(group, day, told):
    rows = [
        claim("presence", "no troops reported", unit_or_group="Reds", claimant="The Daily"),
        {"event_id": "f", **claim("evidence", "photograph", unit_or_group=group, claimant="The Post")},
    ]
    actors = [
        {"actor_id": "r", "name": "Reds"}, {"actor_id": "b", "name": "Blues"},
        {"actor_id": "g", "name": "Red Guard", "parent": "r"},
    ]  # fmt: skip
    made = dossier(
        {"event_id": "e", "event_date": "2024-07"}, {"event_id": "f", "event_date": day}, claims=rows, actors=actors
    )
    assert found("absence", made) == ([("e", "presence", "medium")] if told else [])


def test_a_contradiction_with_what_the_editors_infer_is_medium_and_says_so():
    rows = [claim("event_date", "2024-07"), claim("event_date", "2023-07", basis="inferred", claimant="The Daily")]
    [one] = findings("disagreement", dossier({"event_id": "e"}, claims=rows))
    assert one.severity == "medium"
    assert "inferred from The Daily" in one.explanation


def test_groups_in_another_order_are_the_same_groups():
    rows = [claim("fatalities", "84", unit_or_group="A; B"), claim("fatalities", ">100", unit_or_group="B;A")]
    assert found("disagreement", dossier({"event_id": "e"}, claims=rows)) == [("e", "fatalities", "medium")]


def test_a_pair_that_the_record_marks_is_told_once_and_a_mark_that_leads_nowhere_too():
    made = dossier({"event_id": "e", "possibly_same_as": "f"}, {"event_id": "f"}, claims=[claim("place", "Ati")])
    assert found("same-incident", made) == [("e", "event_id", "medium")]
    nowhere = dossier({"event_id": "e", "possibly_same_as": "g"}, claims=[claim("place", "Ati")])
    assert found("same-incident", nowhere) == []
    assert found("part-of", nowhere) == [("e", "possibly_same_as", "high")]


def test_a_name_out_of_its_time_is_told_once_and_is_no_contradiction_with_its_successor():
    actors = [
        {"actor_id": "o", "name": "Old Front", "active_to": "2024-05-01", "successor": "n"},
        {"actor_id": "n", "name": "New Front", "active_from": "2024-05-02"},
        {"actor_id": "r", "name": "Reds"},
    ]
    rows = [claim("actor1", "Old Front", claimant="A"), claim("actor1", "New Front", claimant="B")]
    late = {"event_id": "e", "event_date": "2024-07"}
    assert found("disagreement", dossier(late, claims=rows, actors=actors)) == []
    assert found("actor-outside-its-time", dossier(late, claims=rows, actors=actors)) == [("e", "actor1", "high")]
    in_both_times = {"event_id": "e", "event_date": "2024"}
    assert found("disagreement", dossier(in_both_times, claims=rows, actors=actors)) == [("e", "actor1", "high")]
    others = [rows[0], claim("actor1", "Reds", claimant="B")]
    assert found("disagreement", dossier(late, claims=others, actors=actors)) == [("e", "actor1", "high")]


def test_values_that_can_all_be_true_stand_together_and_a_denial_beside_its_value():
    rows = [
        claim("event_date", "2024", claimant="A"), claim("event_date", "2023-07", claimant="B"),
        claim("event_date", "2024-07", claimant="C"), claim("event_date", "2024", stance="disputes", claimant="D"),
    ]  # fmt: skip
    [one] = findings("disagreement", dossier({"event_id": "e"}, claims=rows))
    assert "“2024” (A), which is disputed (D) and “July 2024” (C) against “July 2023” (B)" in one.explanation


def test_a_sum_prints_figures_as_they_are_said_and_by_whom():
    rows = [
        claim("fatalities", "dozens", unit_or_group="Red Guard", claimant="A"),
        claim("fatalities", "several", unit_or_group="Reds", claimant="B"),
    ]
    actors = [{"actor_id": "r", "name": "Reds"}, {"actor_id": "g", "name": "Red Guard", "parent": "r"}]
    [one] = findings("groups-above-whole", dossier({"event_id": "e"}, claims=rows, actors=actors))
    assert one.explanation == "Killed: dozens (Red Guard: A) is more than several (Reds: B)."


ROW = {"event_date": "2025-06-13", "place": "Djibo", "event_type": "Battles", "actor1": "Reds", "actor2": "Army"}


@pytest.mark.parametrize(
    ("other", "paired"),
    [
        ({}, True),
        ({"fatalities_best": 27, "notes": "as heard"}, True),
        ({"actor1": "Army", "actor2": "Reds"}, True),
        ({"actor2": "", "event_type": ""}, True),
        ({"event_type": "Heavy battles"}, True),
        ({"event_type": "Heavy battles", "actor1": "", "actor2": ""}, False),
        ({"source": "AFP; ORTM"}, False),
        ({"source": ""}, False),
        ({"event_date": "2025-06-14"}, False),
        ({"event_date": "2025-06-14", "fatalities_best": 13}, True),
        ({"event_date": "2025-06-12", "fatalities_low": 10}, True),
        ({"event_date": "2025-06-14", "fatalities_best": 27}, False),
        ({"event_date": "2025-06-15", "fatalities_best": 12}, False),
        ({"event_date": "2025-06-14", "fatalities_best": 12, "source": "AFP"}, False),
        ({"event_date": "2025-06-14", "fatalities_best": 12, "place": "Dori"}, False),
        ({"event_date": "2025-06-14", "fatalities_best": 12, "actor1": "Blues"}, False),
        ({"event_date": "2025-06"}, False),
        ({"place": "Dori"}, False),
        ({"event_type": "Protests"}, False),
        ({"actor1": "Blues"}, False),
        ({"actor1": "", "actor2": "", "event_type": ""}, False),
        ({"part_of": "e"}, False),
    ],
)
def test_rows_of_two_sources_that_may_tell_one_incident(other, paired):
    rows = [
        {"event_id": "e", **ROW, "source": "AFP", "fatalities_best": 12},
        {"event_id": "f", **ROW, "source": "Radio", **other},
    ]
    assert bool(found("same-incident", dossier(*rows))) is paired
    vetted = [{**row, "data_set": "ACLED"} for row in rows]
    assert found("same-incident", dossier(*vetted)) == []


@pytest.mark.parametrize(
    ("other", "paired"),
    [
        ({}, True),
        ({"event_type": "State-based conflict", "place": "Djibo town"}, True),
        ({"actor1": "", "actor2": ""}, False),
        ({"actor2": ""}, False),
        ({"place": "Dori town"}, False),
        ({"event_date": "2025-06-14"}, False),
        ({"event_date": "2025-06-14", "fatalities_best": 12}, True),
    ],
)
@pytest.mark.parametrize("data_sets", [("UCDP GED 25.1", "ACLED"), ("", "ACLED")])
def test_rows_of_different_data_sets_may_tell_one_incident(other, paired, data_sets):
    one, another = data_sets
    rows = [
        {"event_id": "e", **ROW, "source": "AFP", "fatalities_best": 12, "data_set": one},
        {"event_id": "f", **ROW, "source": "AFP", "data_set": another, **other},
    ]
    assert bool(found("same-incident", dossier(*rows))) is paired


def test_rows_a_day_apart_say_by_which_figures_they_may_be_one_and_small_figures_are_no_sign():
    rows = [
        {"event_id": "e", **ROW, "source": "AFP", "fatalities_best": 12},
        {"event_id": "f", **ROW, "event_date": "2025-06-14", "source": "Radio", "fatalities_best": 11},
        {"event_id": "g", **ROW, "event_date": "2025-06-15", "source": "AFP", "fatalities_best": 1},
        {"event_id": "h", **ROW, "event_date": "2025-06-16", "source": "Radio", "fatalities_best": 1},
    ]
    [one] = findings("same-incident", dossier(*rows))
    assert "1 day apart, and AFP and Radio give like figures (12 and 11 dead)" in one.explanation


@pytest.mark.parametrize(
    ("actor1", "actor2", "paired"),
    [("GSIM", "armée malienne", True), ("GSIM", "FAMa", True), ("EIGS", "armée malienne", False)],
)
def test_rows_that_call_the_same_actors_by_other_known_names_may_tell_one_incident(actor1, actor2, paired):
    rfi = {**ROW, "event_id": "e", "source": "RFI", "event_type": "Attaque", "actor1": "JNIM", "actor2": "FAMa"}
    afp = {**rfi, "event_id": "f", "source": "AFP", "event_type": "Attaque armée", "actor1": actor1, "actor2": actor2}
    assert bool(found("same-incident", dossier(rfi, afp))) is paired


def test_a_place_with_more_rows_of_one_day_than_people_write_down_is_passed_over():
    same = {"event_date": pd.Timestamp("2025-06-13"), "place": "Djibo", "event_type": "Battles"}
    rows = [{"event_id": str(n), "source": f"Radio {n}", **same} for n in range(51)]
    assert len(list(told_twice(pd.DataFrame(rows[:50])))) == 49
    assert list(told_twice(pd.DataFrame(rows))) == []
