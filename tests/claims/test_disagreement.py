"""Which claims about one field of one event cannot all be true."""

from typing import cast

import pandas as pd
import pytest

from gazetteer import Gazetteer, Query, Resolution
from mapper.claims import disagreement, disagreements, mark_disputes
from mapper.claims.compare import names_again
from mapper.claims.statements import Statement, statements_by_event
from mapper.model.actors.names import ActorNames
from tests.claims.tables import actors, claims, sources


def toll(value, claimant, **more):
    return {"field": "fatalities", "value": value, "claimant": claimant, **more}


def test_disjoint_figures_disagree_and_the_sentence_says_who_holds_which():
    found = disagreements(claims(toll("84", "Rebels"), toll(">100", "Army"), toll(">100", "", source_id="s")),
                          sources=sources({"source_id": "s", "publisher": "The Daily"}))  # fmt: skip
    assert found["claim_ids"].tolist() == ["c1; c2; c3"]
    assert found["explanation"].tolist() == ["“84” (Rebels) against “more than 100” (Army; The Daily)"]


class Counting:
    """A gazetteer that knows no place and counts how often it is asked."""

    def __init__(self) -> None:
        self.asked = 0

    def resolve(self, queries: list[Query]) -> list[Resolution]:
        self.asked += len(queries)
        return [Resolution(query, "not_found") for query in queries]


def test_two_places_that_claims_of_many_events_name_are_looked_up_once():
    rows = [{"event_id": f"e{number}", "field": "place"} for number in range(50)]
    places = Counting()
    found = disagreements(
        claims(*(row | {"value": value} for row in rows for value in ("Abc", "Xyz"))), gazetteer=cast(Gazetteer, places)
    )
    assert found["gravity"].tolist() == ["unknown-place"] * 50
    assert places.asked == 2


def test_claims_of_one_field_are_compared_by_twos_and_not_by_threes(monkeypatch):
    asked = 0

    def counted(one: Statement, other: Statement) -> bool:
        nonlocal asked
        asked += 1
        return names_again(one, other)

    monkeypatch.setattr(disagreement, "names_again", counted)
    found = disagreements(claims(*(toll(f"{number}", f"Paper {number % 3}") for number in range(60))))
    assert len(found["claim_ids"].item().split("; ")) == 60
    assert asked <= 60 * 60


def test_a_group_is_the_same_with_an_article_and_without():
    rows = claims(toll("3", "Rebels", unit_or_group="the Soldiers"), toll("10", "Army", unit_or_group="soldiers"))
    assert len(disagreements(rows)) == 1
    one_speaker = claims(toll("3", "the Rebels", unit_or_group="x"), toll("3", "rebels", unit_or_group="x"))
    assert len(statements_by_event(one_speaker, actors=ActorNames())["e"]) == 1


def test_figures_for_different_groups_are_not_compared():
    assert disagreements(
        claims(toll("3", "Rebels", unit_or_group="rebels"), toll("10", "Rebels", unit_or_group="army"))
    ).empty


def test_a_claim_that_agrees_with_everybody_is_not_involved():
    found = disagreements(claims(toll("dozens", "A"), toll("84", "B"), toll(">100", "C")))
    assert found["claim_ids"].tolist() == ["c2; c3"]


def test_the_same_claimant_repeated_by_two_articles_is_no_disagreement():
    assert disagreements(claims(toll("84", "Rebels", source_id="a"), toll("84", "Rebels", source_id="b"))).empty


def test_a_claimant_who_gives_two_figures_disagrees_with_itself():
    assert len(disagreements(claims(toll("84", "Rebels"), toll("12", "Rebels")))) == 1


@pytest.mark.parametrize(("value", "involved"), [("84", "c1; c2"), ("", "c1; c2"), ("12", "")])
def test_a_denial_stands_against_the_value_it_denies(value, involved):
    found = disagreements(claims(toll("84", "Rebels"), toll(value, "Army", stance="denies")))
    assert "".join(found["claim_ids"]) == involved


def test_two_denials_do_not_contradict_each_other():
    assert disagreements(claims(toll("84", "A", stance="denies"), toll("12", "B", stance="disputes"))).empty


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        ("Abéché", "near Abeche", False),
        ("town of Abéché, Chad", "Abeche (Sudan)", True),
        ("eastern Chad", "Abeche", False),
        ("Chad", "Abeche, Sudan", True),
        ("Abeche", "Ati", True),
        ("Abeche; Ati", "Ati", False),
        ("river near Ati", "Ati", False),
        ("river at Ati", "the village of Ati", False),
        ("routes into Ati", "Ati region", False),
        ("North Darfur", "South Darfur", True),
        ("Port Sudan", "Port Harcourt", True),
        ("Lake Chad", "Lake Fitri", True),
        ("Tin Zaouatene", "Ti-n-Zaouâten", False),
        ("Ati", "aéroport d’Ati-Nord", False),
        ("marché d’Ati", "Ati", False),
        ("San", "village de San Pedro", True),
        ("San", "San Pedro", True),
    ],
)
def test_places_differ_by_name_or_country(one, other, differ):
    found = disagreements(claims({"field": "place", "value": one}, {"field": "place", "value": other}))
    assert len(found) == int(differ)


def test_one_actor_under_two_names_and_a_part_of_it_are_compatible():
    known = actors(
        {"name": "White Army", "aliases": "WA; Whites"},
        {"name": "5th Brigade", "parent": "White Army"},
        {"name": "Reds"},
    )
    names = [{"field": "actor1", "value": value} for value in ("WA", "the Whites", "5th Brigade")]
    assert disagreements(claims(*names), actors=known).empty
    assert len(disagreements(claims(*names, {"field": "actor1", "value": "Reds"}), actors=known)) == 1


def test_disputed_fields_are_marked_once_each_and_sorted():
    events = pd.DataFrame({"event_id": ["e", "f"], "disputed_fields": ["", ""]})
    rows = [
        toll("1", "A"),
        toll("2", "B"),
        toll("1", "A", unit_or_group="x"),
        toll("2", "B", unit_or_group="x"),
    ]
    rows += [{"field": "event_date", "value": "2023"}, {"field": "event_date", "value": "2024"}]
    assert mark_disputes(events, claims(*rows))["disputed_fields"].tolist() == ["event_date; fatalities", ""]


def test_without_claims_the_events_come_back_as_they_are():
    events = pd.DataFrame({"event_id": ["e"], "disputed_fields": [""]})
    assert mark_disputes(events, claims()) is events


def test_the_order_of_the_claims_does_not_change_what_is_found():
    rows = claims(
        toll("84", "A"), toll(">100", "B"), {"field": "place", "value": "X"}, {"field": "place", "value": "Y"}
    )
    forward, backward = disagreements(rows), disagreements(rows.iloc[::-1])
    assert forward["field"].tolist() == backward["field"].tolist() == ["fatalities", "place"]


def test_the_division_of_an_event_is_compatible_with_its_place_but_not_with_another():
    events = pd.DataFrame(
        {"event_id": ["e"], "place": "Abeche", "admin1": "Ouaddaï", "admin2": "", "disputed_fields": ""}
    )
    inside = claims({"field": "place", "value": "Abeche"}, {"field": "place", "value": "Ouaddai region"})
    assert mark_disputes(events, inside)["disputed_fields"].tolist() == [""]
    assert mark_disputes(events.assign(place="Ouaddai"), inside)["disputed_fields"].tolist() == ["place"]
    elsewhere = claims({"field": "place", "value": "Abeche"}, {"field": "place", "value": "Batha region"})
    assert mark_disputes(events, elsewhere)["disputed_fields"].tolist() == ["place"]


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        ("Reds", "Red Front", False),
        ("Reds", "Red Army", False),
        ("Red Front", "Red Army", True),
        ("Reds", "Blues", True),
    ],
)
def test_an_alias_of_two_actors_one_after_the_other_agrees_with_both(one, other, differ):
    table = actors(
        {"name": "Red Front", "aliases": "Reds", "active_to": "2020", "successor": "red army"},
        {"name": "Red Army", "aliases": "the reds", "active_from": "2021"},
        {"name": "Blues"},
    )
    rows = claims(
        {"field": "actor1", "value": one, "claimant": "A"}, {"field": "actor1", "value": other, "claimant": "B"}
    )
    assert len(disagreements(rows, actors=table)) == differ


@pytest.mark.parametrize(
    ("held", "denied", "against"),
    [("Red Army", "Reds", True), ("5th Brigade", "Red Army", True), ("Red Army", "5th Brigade", False)],
)
def test_a_denial_of_an_actor_stands_against_its_other_names_and_its_parts(held, denied, against):
    table = actors(
        {"name": "Red Front", "aliases": "Reds"},
        {"name": "Red Army", "aliases": "Reds"},
        {"name": "5th Brigade", "parent": "red army"},
    )
    rows = claims(
        {"field": "actor1", "value": held, "claimant": "A"},
        {"field": "actor1", "value": denied, "claimant": "B", "stance": "denies"},
    )
    assert len(disagreements(rows, actors=table)) == against


@pytest.mark.parametrize(
    ("one", "other", "gravity"),
    [
        ("Red", "Red; Blue", "omission"),
        ("Red; Blue", "Red", "omission"),
        ("Red; Blue", "Green", "contradiction"),
        ("Green", "Red; Blue", "contradiction"),
        ("Red; Blue", "Red; Green", "contradiction"),
    ],
)
def test_to_leave_an_actor_out_is_less_than_to_name_another(one, other, gravity):
    rows = claims({"field": "actor1", "value": one}, {"field": "actor1", "value": other})
    assert disagreements(rows)["gravity"].tolist() == [gravity]


@pytest.mark.parametrize(("denied", "against"), [("Kidal", 1), ("Gao", 0), ("hôtel Sahara de Kidal", 0)])
def test_a_denial_of_another_place_denies_nothing(denied, against):
    rows = claims({"field": "place", "value": "Kidal"}, {"field": "place", "value": denied, "stance": "denies"})
    assert len(disagreements(rows)) == against


@pytest.mark.parametrize(
    ("field", "one", "other"),
    [
        ("place", "Gao", "Kidal"),
        ("actor2", "Wagner fighters", "Malian soldiers"),
        ("event_type", "raid", "shelling"),
    ],
)
def test_one_source_that_names_a_thing_in_two_ways_does_not_disagree_with_itself(field, one, other):
    named = [{"field": field, "value": value, "claimant": "", "source_id": "a"} for value in (one, other)]
    assert disagreements(claims(*named)).empty
    assert len(disagreements(claims(named[0], named[1] | {"source_id": "b"}))) == 1
    assert len(disagreements(claims(named[0], named[1] | {"claimant": "Mayor"}))) == 1


@pytest.mark.parametrize(
    ("field", "one", "other"),
    [
        ("event_type", "ambush", "ambushed"),
        ("event_type", "Clash", "clashes"),
        ("actor1", "rebels", "Blue rebels"),
    ],
)
def test_forms_of_a_word_and_fewer_words_are_no_rivals(field, one, other):
    said = [{"field": field, "value": value, "claimant": value} for value in (one, other)]
    assert disagreements(claims(*said)).empty


def test_two_known_actors_are_rivals_though_one_name_holds_the_other():
    known = actors({"actor_id": "a", "name": "Front"}, {"actor_id": "b", "name": "Red Front"})
    said = [{"field": "actor1", "value": value, "claimant": value} for value in ("Front", "Red Front")]
    assert len(disagreements(claims(*said), actors=known)) == 1


def test_who_names_an_ally_beside_the_party_that_another_names_is_no_rival():
    said = [
        {"field": "actor1", "value": "Red Front", "claimant": "", "source_id": "a"},
        {"field": "actor1", "value": "Green Band", "claimant": "", "source_id": "a"},
        {"field": "actor1", "value": "Red Front", "claimant": "Red Front", "source_id": "a"},
    ]
    assert disagreements(claims(*said)).empty
    assert len(disagreements(claims(*said[1:]))) == 1


def side(value, claimant, source="s"):
    return {"field": "actor2", "value": value, "claimant": claimant, "source_id": source}


@pytest.mark.parametrize(
    ("rows", "listed", "gravity"),
    [
        ([side("Red mercenaries", ""), side("Guild fighters", "Rebels")], "Red mercenaries", "unknown-actor"),
        ([side("Red mercenaries", ""), side("Guild fighters", "Rebels")], "Guild fighters; Guild", "contradiction"),
        ([side("Red mercenaries", ""), side("JNIM", "Rebels")], "", "contradiction"),
        ([side("Red Guild", ""), side("Blue Front", "Rebels")], "", "contradiction"),
        ([side("soldiers", "Villagers"), side("terrorists", "Army")], "", "contradiction"),
        ([side("Red mercenaries", ""), side("Guild fighters", "Rebels", "t")], "", "contradiction"),
    ],
)
def test_other_words_for_an_unknown_side_in_one_article_are_a_question_and_no_dispute(rows, listed, gravity):
    name, _, alias = listed.partition("; ")
    table = actors({"actor_id": name, "name": name, "aliases": alias})
    found = disagreements(claims(*rows), actors=table)
    assert found["gravity"].tolist() == [gravity]
    events = pd.DataFrame({"event_id": ["e"], "disputed_fields": [""]})
    marked = mark_disputes(events, claims(*rows), actors=table)["disputed_fields"].tolist()
    assert marked == ["" if gravity == "unknown-actor" else "actor2"]
