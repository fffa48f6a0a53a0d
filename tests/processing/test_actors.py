"""Actors: one name each, aliases for as long as they held, successors apart."""

import pandas as pd
import pytest

from mapper.claims.disagreement import disagreements
from mapper.errors import UnknownNameError
from mapper.model.actors.names import ActorNames
from mapper.model.involved import involvements
from mapper.options import Conditions
from mapper.processing.actors.canonical import canonical
from mapper.processing.actors.sides import KnownNames
from mapper.processing.filters import select
from mapper.readers import read_sources
from mapper.readers.dossier.join import joined_actors

ACTORS = """actor_id,name,short_name,aliases,active_from,active_to
old,Old Coalition,OC,The rebels;Mountain Front,2010,2020
new,New Front,NF,The rebels;Mountain Front,2021,
army,National Army,,army; the military ,,
"""


@pytest.fixture
def read(tmp_path):
    def dossier(rows, actors=ACTORS):
        (tmp_path / "events.csv").write_text(
            "event_id,event_date,actor1,assoc_actor_1,actor2\n" + rows, encoding="utf-8"
        )
        if actors:
            (tmp_path / "actors.csv").write_text(actors, encoding="utf-8")
        return canonical(read_sources([tmp_path]))

    return dossier


@pytest.mark.slow
@pytest.mark.parametrize(
    ("written", "date", "meant"),
    [
        ("The rebels", "2015-03-01", "Old Coalition"),
        ("THE  REBELS", "2022", "New Front"),
        ("the rebels", "2020-12", "Old Coalition"),
        ("The rebels", "2020/2022", "The rebels"),
        ("The rebels", "2010-01-01", "Old Coalition"),
        ("The rebels", "2009-12-31", "The rebels"),
        ("The rebels", "2009-12-31/2010-01-01", "Old Coalition"),
        ("The rebels", "2020-12-31", "Old Coalition"),
        ("The rebels", "2021-01-01", "New Front"),
        ("The rebels", "2020-12-31/2021-01-01", "The rebels"),
        ("The rebels", "", "The rebels"),
        ("OC", "2024", "Old Coalition"),
        ("old", "", "Old Coalition"),
        ("The Military", "1999", "National Army"),
        ("Somebody else", "2015", "Somebody else"),
    ],
)
def test_an_alias_holds_while_its_actor_is_active(read, written, date, meant):
    event = read(f"a,{date},{written},,\n").events.iloc[0]
    assert event["actor1"] == meant


@pytest.mark.slow
@pytest.mark.parametrize("written", ["New Front", "the New Front", "THE  NÉW FRONT", "NF", "the nf", "new"])
def test_a_name_means_one_actor_wherever_it_is_written(read, written):
    dossier = read(f"a,2022,{written},,army\nb,2022,x / {written},,\n")
    assert dossier.events["actor1"][0] == "New Front"
    assert select(dossier, Conditions(actor=(written,))).events["event_id"].tolist() == ["a"]
    assert written in KnownNames(dossier)
    assert len(joined_actors(dossier.actors, pd.DataFrame({"name": [written]}))) == len(dossier.actors)
    assert disagreements(_claims("New Front", written), actors=dossier.actors).empty


def test_a_name_with_its_article_is_another_where_both_are_listed(read):
    both = ACTORS + "f,Front,,,,\ntf,The Front,,,,\n"
    dossier = read("a,2015,Front,,\nb,2015,the front,,\n", both)
    assert dossier.events["actor1"].tolist() == ["Front", "The Front"]
    assert len(disagreements(_claims("Front", "the Front"), actors=dossier.actors)) == 1
    assert ActorNames(dossier.actors).key("Front") != ActorNames(dossier.actors).key("the Front")


def test_an_alias_stays_its_actors_in_claims_where_one_event_out_of_its_time_has_it_too(read):
    dossier = read(
        "a,2015,Mountain Front,,\nb,1999,Mountain Front,,\n", ACTORS.replace("NF,The rebels;Mountain Front", "NF,")
    )
    assert dossier.events["actor1"].tolist() == ["Old Coalition", "Mountain Front"]
    assert disagreements(_claims("Old Coalition", "Mountain Front"), actors=dossier.actors).empty


def _claims(*names):
    columns = {
        "claim_id": [*map(str, range(len(names)))],
        "value": [*names],
        "claimant": [*map(str, range(len(names)))],
    }
    return pd.DataFrame(columns).assign(event_id="a", field="actor1", unit_or_group="", stance="asserts", source_id="s")


def test_an_alias_of_two_actors_at_once_stays_as_written(read):
    both = ACTORS.replace("2010,2020", ",").replace("2021,", ",")
    assert read("a,2015,The rebels,,\n", both).events["actor1"].tolist() == ["The rebels"]


def test_what_was_written_is_kept(read):
    event = read("a,2015,The rebels,army;NF,\n").events.iloc[0]
    assert event["assoc_actor_1"] == "National Army; New Front"
    assert event["actors_as_written"] == "The rebels → Old Coalition; army;NF → National Army; New Front"


def test_what_was_written_is_kept_once_where_a_cell_has_an_alias_and_another_spelling(read):
    events = read("a,2015,,army; Sol,\nb,2015,SOL,,\nc,2015,SOL,,\n").events
    assert events["assoc_actor_1"].tolist() == ["National Army; SOL", "", ""]
    assert events["actors_as_written"].tolist() == ["army; Sol → National Army; SOL", "", ""]


def test_blanks_and_invisible_letters_are_no_other_name(read):
    events = read('a,2015, OC ,"\u200e; NF ",\u200e\n', ACTORS.replace("Old Coalition", "OC")).events
    assert events[["actor1", "assoc_actor_1", "actor2"]].iloc[0].tolist() == ["OC", "New Front", ""]
    assert events["actors_as_written"].tolist() == ["\u200e; NF  → New Front"]


def test_an_actor_of_whom_only_the_name_is_said_takes_no_alias_from_another(read):
    rows = "a,2015,Mountain Front,,\nb,1999,Mountain Front,,\n"
    assert read(rows).events["actor1"].tolist() == ["Old Coalition", "Mountain Front"]
    bare = ACTORS + "Mountain Front,Mountain Front,,,,\n"
    assert read(rows, bare).events["actor1"].tolist() == ["Old Coalition", "Mountain Front"]
    named = ACTORS + "m,Mountain Front,,,,\n"
    assert read(rows, named).events["actor1"].tolist() == ["Mountain Front", "Mountain Front"]


def test_no_two_actors_share_an_id_where_a_record_names_one_that_stands_for_another(read):
    both = ACTORS + "x,North Front,,,,\nX,South Front,,,,\n"
    dossier = read("a,2015,X,,\nb,2015,x,,\n", both)
    assert set(dossier.events["actor1"]) == {"X"}
    assert dossier.actors["actor_id"].is_unique


def test_an_actor_without_a_letter_is_found_as_it_is_written(read):
    assert ActorNames(read("a,2015,\u0301,,\n", "").actors).asked(["\u0301"]) == ["\u0301"]


def test_what_was_written_is_kept_of_the_events_that_write_it_otherwise(read):
    events = read("a,2015,The rebels,,\nb,2015,Old Coalition,,\n").events
    assert events["actor1"].tolist() == ["Old Coalition", "Old Coalition"]
    assert events["actors_as_written"].tolist() == ["The rebels → Old Coalition", ""]


def test_a_name_that_actors_csv_lacks_is_kept_and_reported_with_the_nearest(read):
    dossier = read("a,2015,Old Coalitoin,,\n")
    assert dossier.events["actor1"].tolist() == ["Old Coalitoin"]
    assert "Old Coalition" in dossier.faults["remedy"].iloc[0]
    assert "Old Coalitoin" in set(dossier.actors["name"])


def test_without_actors_csv_every_name_is_an_actor(read):
    dossier = read("a,2015,X; Y,Z;W,__proto__\n", actors="")
    assert set(dossier.actors["actor_id"]) == {"X; Y", "Z", "W", "__proto__"}
    assert dossier.faults.empty


def test_involvements_count_each_actor_once_an_event(read):
    dossier = read("a,2015,X,X;Y,X\nb,2015,,,\nc,2015,Y,,\n", actors="")
    pairs = involvements(dossier.events)
    assert list(zip(pairs["row"], pairs["actor"], strict=True)) == [(0, "X"), (0, "Y"), (2, "Y")]


def test_unknown_actors_are_offered_the_nearest(read):
    known = ActorNames(read("a,2015,OC,,\n").actors)
    assert known.asked(["nf", "ARMY"]) == ["New Front", "National Army"]
    assert known.asked(["the rebels"]) == ["Old Coalition", "New Front"]
    with pytest.raises(UnknownNameError) as caught:
        known.asked(["New Frnt"])
    assert "New Front" in caught.value.nearest


@pytest.mark.parametrize(
    ("links", "asked", "found"),
    [
        ({"a": "b", "b": "c"}, "a", ["A", "B", "C"]),
        ({"a": "b", "b": "c"}, "b", ["B", "C"]),
        ({"a": "b;c"}, "a", ["A", "B", "C"]),
        ({"a": "B"}, "a", ["A", "B"]),
        ({"a": "b", "b": "a"}, "a", ["A", "B"]),
        ({"a": "a"}, "a", ["A"]),
        ({"a": "gone"}, "a", ["A"]),
    ],
)
def test_successors_are_followed_to_the_last_and_circles_end(links, asked, found):
    ids = ["a", "b", "c"]
    actors = pd.DataFrame({"actor_id": ids, "name": [name.upper() for name in ids], "short_name": "", "aliases": "",
                           "successor": [links.get(name, "") for name in ids]})  # fmt: skip
    assert ActorNames(actors).asked([asked], with_successors=True) == found
    assert ActorNames(actors).asked([asked]) == found[:1]


def test_several_successors_are_of_the_line_in_claims_and_drafts_too():
    table = {"actor_id": ["a", "b", "c"], "name": ["A", "B", "C"], "successor": ["b; C", "", ""]}
    known = ActorNames(pd.DataFrame(table))
    assert known.asked(["a"], with_successors=True) == ["A", "B", "C"]
    assert known.line("C") == known.family("C") == {"A", "B", "C"}


def test_an_empty_table_has_no_actor():
    table = pd.DataFrame({"event_id": pd.Series(dtype="str")})
    from mapper.model.dossier import typed_events

    assert involvements(typed_events(table)).empty
