"""A dossier folder: its four tables refer to each other, and several sources are joined without counting twice."""

from __future__ import annotations

import pytest

import mapper
from mapper.errors import SourceError
from mapper.readers import read_sources
from tests.readers.sources import conserved, listed, read_text

EVENTS = "event_id,event_date,place\na,2025-06-01,Gao\nb,2025-06-02,Kidal\n"


def folder_of(path, **tables):
    path.mkdir(exist_ok=True)
    for name, text in tables.items():
        (path / f"{name}.csv").write_text(text, encoding="utf-8")
    return path


def test_the_example_dossier_is_whole(seeds_dir):
    dossier = read_sources([seeds_dir], strict=True)
    assert conserved(dossier)
    assert len(dossier.claims) > 0
    assert dossier.claims["event_id"].isin(dossier.events["event_id"]).all()
    assert dossier.claims["source_id"].isin(["", *dossier.sources["source_id"]]).all()


def test_the_name_of_an_actor_is_one_name(tmp_path):
    events = "event_id,actor1,assoc_actor_1\na,X; Y,\nb,JNIM,ap; JNIM\n"
    actors = "actor_id,name,short_name\nj,JNIM,\nx,Army; Police,AP\nX; Y,X; Y,\n"
    folder = folder_of(tmp_path / "d", events=events, actors=actors)
    dossier = mapper.read(folder)
    assert dossier.actors["name"].tolist() == ["JNIM", "Army, Police", "X; Y"]
    assert dossier.events["assoc_actor_1"].tolist() == ["", "Army, Police; JNIM"]
    [fault] = dossier.faults.itertuples()
    assert (fault.line, fault.field) == (3, "name")
    assert fault.reason == "`;` separates the names in a cell of events, and this is one name"


def test_claims_of_unknown_events_and_sources_are_reported(tmp_path):
    folder = folder_of(
        tmp_path / "d",
        events=EVENTS,
        sources="source_id,publisher,reliability\ns1,Radio,B\ns2,Blog,Z\n",
        claims=(
            "claim_id,event_id,field,value,stance,source_id\n"
            "c1,a,fatalities,5,asserts,s1\nc2,zz,fatalities,5,asserts,s1\nc3,b,fatalities,5,shouts,s9\n"
            "c1,b,fatalities,6,asserts,s1\n,b,fatalities,6,asserts,s1\n"
        ),
    )
    dossier = read_sources([folder])
    assert list(dossier.claims["claim_id"]) == ["c1", "c3"]
    assert list(dossier.claims["source_id"]) == ["s1", ""]
    assert sorted(listed(dossier.faults)) == [
        (3, "event_id", "zz"), (3, "reliability", "Z"), (4, "source_id", "s9"), (4, "stance", "shouts"),
        (5, "claim_id", "c1"), (6, "claim_id", ""),
    ]  # fmt: skip


def test_claims_after_a_fault_keep_their_own_lines(tmp_path):
    claims = "claim_id,event_id,field,source_id\nc1,a,x,\nc1,a,x,\nc2,zz,x,\nc3,a,x,s9\n"
    folder = folder_of(tmp_path / "d", events=EVENTS, claims=claims)
    faults = read_sources([folder]).faults
    assert listed(faults) == [(3, "claim_id", "c1"), (4, "event_id", "zz"), (5, "source_id", "s9")]


def test_an_event_takes_the_sources_of_its_claims(tmp_path):
    folder = folder_of(
        tmp_path / "d",
        events=EVENTS,
        sources="source_id,publisher\ns1,Radio\ns2,Blog\n",
        claims="claim_id,event_id,field,source_id\nc1,a,x,s2\nc2,a,x,s1\nc3,a,y,s2\n",
    )
    assert list(read_sources([folder]).events["source"]) == ["s2; s1", ""]


@pytest.mark.parametrize("table", ["claims", "sources", "actors"])
def test_a_table_without_its_key_is_an_error(tmp_path, table):
    folder = folder_of(tmp_path / "d", events=EVENTS, **{table: "something\nelse\n"})
    with pytest.raises(SourceError, match=f"{table}.csv: no column "):
        read_sources([folder])


def test_the_same_event_twice_is_a_duplicate_and_another_of_its_id_a_reject(tmp_path):
    first = folder_of(tmp_path / "d", events=EVENTS)
    second = tmp_path / "more.csv"
    second.write_text("event_id,event_date,place\na,2025-06-01,Gao\nb,2025-06-02,Tessalit\nc,2025,Gao\n", "utf-8")
    dossier = read_sources([first, second])
    assert list(dossier.events["event_id"]) == ["a", "b", "c"]
    assert list(dossier.events["place"]) == ["Gao", "Kidal", "Gao"]
    assert (dossier.counts.read, dossier.counts.duplicates, dossier.counts.rejected) == (5, 1, 1)
    assert [(row.file, row.line, row.value) for row in dossier.rejects.itertuples()] == [(str(second), 3, "b")]
    assert conserved(dossier)


def test_the_same_file_twice_counts_once(tmp_path, seeds_dir):
    once, twice = read_sources([seeds_dir]), read_sources([seeds_dir, seeds_dir])
    assert len(once.events) == len(twice.events) == twice.counts.duplicates
    assert len(once.claims) == len(twice.claims)
    assert conserved(twice)


def test_columns_that_only_one_source_has_are_empty_in_the_other(tmp_path):
    one = tmp_path / "one.csv"
    one.write_text("event_id,weather\na,rain\n", "utf-8")
    two = tmp_path / "two.csv"
    two.write_text("event_id,crop\nb,millet\n", "utf-8")
    dossier = read_sources([one, two])
    assert dossier.extra_columns == ("weather", "crop")
    assert dossier.events[["weather", "crop"]].to_numpy().tolist() == [["rain", ""], ["", "millet"]]


def test_an_id_may_be_used_once(tmp_path):
    text = "event_id\n" + "".join(f"{number % 500}\n" for number in range(1000))
    dossier = read_text(tmp_path, text)
    assert (len(dossier.events), len(dossier.rejects)) == (500, 500)
    assert conserved(dossier)


@pytest.mark.parametrize(
    ("field", "meant"),
    [("fatalites", "fatalities"), ("Fatalities", "fatalities"), ("actor 1", "actor1"), ("plce", "place")],
)
def test_a_field_that_is_nearly_a_known_one_is_told(tmp_path, field, meant):
    folder = folder_of(tmp_path / "d", events=EVENTS, claims=f"claim_id,event_id,field,value\nc1,a,{field},99\n")
    dossier = read_sources([folder])
    assert dossier.faults[["line", "field", "value"]].values.tolist() == [[2, "field", field]]
    assert f"write '{meant}'" in dossier.faults["remedy"].item()
    assert dossier.claims["field"].tolist() == [field]


@pytest.mark.parametrize("field", ["weather", "killed", "weapons", "cause", "ammunition", "attacker", "role", "method"])
def test_a_field_of_one_s_own_is_no_fault(tmp_path, field):
    folder = folder_of(tmp_path / "d", events=EVENTS, claims=f"claim_id,event_id,field,value\nc1,a,{field},99\n")
    assert read_sources([folder]).faults.empty
