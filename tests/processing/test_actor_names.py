"""Which names are one actor, which may be, and which are several."""

import unicodedata

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import mapper
from gazetteer.names.normalise import plain_name, tidy_name
from mapper.errors import UnknownNameError
from mapper.model.dossier import typed_events
from mapper.processing.actors.canonical import canonical
from mapper.processing.actors.spellings import one_spelling, written_otherwise
from mapper.readers import read_sources
from mapper.report.rules.actor_names import alike_pairs


def actors_of(tmp_path, *names: str, actors: str = "") -> list[str]:
    rows = pd.DataFrame({"event_id": [f"e{n}" for n in range(len(names))], "actor1": names})
    rows.to_csv(tmp_path / "events.csv", index=False)
    if actors:
        (tmp_path / "actors.csv").write_text(actors, encoding="utf-8")
    return canonical(read_sources([tmp_path])).actors["name"].tolist()


@pytest.mark.parametrize(
    "names",
    [
        ["JNIM", "JNIM ", " JNIM", "JNIM\u00a0", "JNIM\u200b", "Jnim"],
        ["Jama'at Nusrat", "Jama’at Nusrat", "Jama'at  Nusrat", "JAMA\u02bcAT NUSRAT", "Jama'at\u202fNusrat"],
        ["État-major", unicodedata.normalize("NFD", "État-major"), "ÉTAT-MAJOR", "\ufeffÉtat\u2011major"],
        ["Group A", "group a", "GROUP A", "Group\tA", "Group A"],
    ],
)
def test_blanks_case_apostrophes_and_composed_letters_make_no_actor(names, tmp_path):
    assert actors_of(tmp_path, *names) == [names[0]]


@pytest.mark.parametrize("names", [["Group A", "Group B"], ["J.N.I.M.", "JNIM"], ["Ménaka", "Menaka"], ["Sol", "Sól"]])
def test_names_that_differ_otherwise_stay_apart(names, tmp_path):
    assert sorted(actors_of(tmp_path, *names)) == sorted(names)


def test_the_spelling_of_actors_csv_wins(tmp_path):
    table = "actor_id,name,aliases\nj,Jnim,\n"
    assert actors_of(tmp_path, "JNIM", "JNIM", "jnim\u00a0", actors=table) == ["Jnim"]


def test_invisible_letters_are_nobody_in_a_table_of_actors_too(tmp_path):
    assert actors_of(tmp_path, "JNIM", "\ufeff", actors="actor_id,name,aliases\n\ufeff,\ufeff,\nj,JNIM,\n") == ["JNIM"]
    assert actors_of(tmp_path, "JNIM", "\ufeff", actors="actor_id,name,aliases\nx,\ufeff,\nj,JNIM,\n") == ["", "JNIM"]


def test_a_name_of_actors_csv_is_tidy(tmp_path):
    table = "actor_id,name,aliases\nj, Katiba\u200b  Macina ,\n"
    assert actors_of(tmp_path, "Katiba Macina", "KATIBA  MACINA", actors=table) == ["Katiba Macina"]


def test_what_was_written_is_kept_where_more_than_blanks_changed():
    events = typed_events(pd.DataFrame({"event_id": list("abc"), "actor1": ["JNIM", "Jnim", " JNIM"]}))
    assert written_otherwise(events, one_spelling(events, ())).tolist() == ["", "Jnim → JNIM", ""]


def test_initials_in_brackets_name_an_actor_where_somebody_asks_for_one(tmp_path):
    rows = "a,2020-06-21,Tehrik-i-Taliban Pakistan (TTP)\nb,2020-06-22,Police Forces of Mali (2020-2021)\n"
    (tmp_path / "a.csv").write_text("event_id,event_date,actor1\n" + rows, encoding="utf-8")
    dossier = mapper.read(tmp_path / "a.csv")
    assert mapper.filter(dossier, actor="TTP").events["event_id"].tolist() == ["a"]
    with pytest.raises(UnknownNameError):
        mapper.filter(dossier, actor="2020-2021")


def test_allies_of_one_name_are_one(tmp_path):
    rows = "event_id,actor1,assoc_actor_1\na,X,Ally one; ALLY ONE;Ally\u00a0two\nb,X,Ally one\n"
    (tmp_path / "events.csv").write_text(rows, encoding="utf-8")
    events = canonical(read_sources([tmp_path])).events
    assert events["assoc_actor_1"].tolist() == ["Ally one; Ally two", "Ally one"]


@given(st.text(max_size=20))
def test_the_form_of_a_name_is_stable(name):
    assert tidy_name(tidy_name(name)) == tidy_name(name)
    assert plain_name(f" {tidy_name(name)}\u00a0\u200b") == plain_name(name)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("J.N.I.M.", "JNIM"),
        ("Ménaka Group", "Menaka Group"),
        ("The Wagner Group", "Wagner Group"),
        ("Wagner-Group", "Wagner Group"),
        ("Wagnar Group", "Wagner Group"),
        ("Wganer Group", "Wagner Group"),
        ("Dan Nan Ambassagou", "Dan Nan Ambasagou"),
        ("Katiba Macina", "Katiba Maccina"),
    ],
)  # fmt: skip
def test_names_that_are_nearly_the_same_may_be_one(one, other):
    pairs = {frozenset(pair) for pair in alike_pairs([one, other, "Somebody else"])}
    assert pairs == {frozenset((one, other))}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Group A", "Group B"),
        ("Military Forces of Mali (2012-2020)", "Military Forces of Mali (2012-2021)"),
        ("Military Forces of Iran", "Military Forces of Iraq"),
        ("Military Forces of Zambia", "Military Forces of Gambia"),
        ("Military Forces of Niger", "Military Forces of Nigeria"),
        ("Protesters (Mali)", "Rioters (Mali)"),
        ("AQIM", "AQAP"),
    ],
)
def test_names_of_different_actors_are_not_reported(one, other):
    assert alike_pairs([one, other]) == []


def test_findings_come_with_a_line_for_actors_csv(tmp_path):
    from mapper import read
    from mapper.report import check

    text = "date,place,actor\n" + "".join(
        f"2025-05-0{day},Gao,{name}\n" for day, name in enumerate(["JNIM", "JNIM", "J.N.I.M.", "JNIM; Some Band"], 1)
    )
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    alike_names, several = sorted(check(read(tmp_path / "a.csv")).contradictions, key=lambda one: one.rule)
    assert alike_names.rule == "actors-alike"
    assert "“JNIM,JNIM,,J.N.I.M.,,,,,,,”" in alike_names.remedy
    assert several.rule == "several-actors-in-a-cell"
    assert "Some Band into assoc_actor_1" in several.remedy
    assert alike_names.message.text("fr") != alike_names.explanation


def test_the_line_makes_the_two_names_one(tmp_path):
    table = "actor_id,name,short_name,aliases,kind,parent,active_from,active_to,successor,colour,description\n"
    assert actors_of(tmp_path, "JNIM", "J.N.I.M.", actors=table + "JNIM,JNIM,,J.N.I.M.,,,,,,,\n") == ["JNIM"]


def test_opponents_in_one_cell_are_not_told_to_be_allies(tmp_path):
    from mapper import read
    from mapper.report import check

    rows = "event_id,event_date,place,country,actor1,actor2\na,2024-06-05,Khartoum,SD,RSF/Some Band,Civilians\n"
    (tmp_path / "a.csv").write_text(rows + "b,2024-06-07,Khartoum,SD,RSF,SAF\n", encoding="utf-8")
    [found] = [one for one in check(read(tmp_path / "a.csv")).contradictions if one.rule == "several-actors-in-a-cell"]
    assert "Some Band into assoc_actor_1 if they were on one side" in found.remedy
    assert "into actor2 if they may have been opponents" in found.remedy
    assert found.message.text().endswith("In: a.")


def pairs_reported(frame):
    from mapper import read
    from mapper.report import check

    found = [one for one in check(read(frame)).contradictions if one.rule == "actors-alike"]
    return {one.about: one.explanation for one in found}


def table_of(*names):
    return pd.DataFrame({"date": "2025-05-03", "place": "Gao", "country": "Mali", "actor": names})


@pytest.mark.slow
@pytest.mark.parametrize(
    ("short", "name"),
    [
        ("RSF", "Rapid Support Forces"),
        ("UFD", "Union des forces de la démocratie"),
        ("FAMa", "Forces armées maliennes"),
        ("BLF", "Blue Lake Front (BLF)"),
        ("GSIM", "Jama'at Nusrat al-Islam wal-Muslimin"),
    ],
)
def test_a_name_and_its_abbreviation_are_reported_and_not_merged(short, name):
    [(about, said)] = pairs_reported(table_of(short, name, "Somebody else")).items()
    assert set(about.split("; ")) == {short, name}
    assert f"{short} may stand for the other" in said or "both may be Jama'at Nusrat" in said


@pytest.mark.slow
@pytest.mark.parametrize(
    ("one", "other"),
    [("AQIM", "Al-Qaeda in the Arabian Peninsula"), ("IS", "Inner Society"), ("Army", "Army of the North")],
)
def test_names_that_only_begin_alike_are_no_abbreviations(one, other):
    assert pairs_reported(table_of(one, other)) == {}


def test_names_of_a_data_set_are_no_abbreviations_of_one_another():
    from mapper import read
    from mapper.report import check

    assert not [one for one in check(read("tests/data/acled.csv")).contradictions if one.rule == "actors-alike"]


def test_the_list_of_actors_says_which_names_may_be_one(run_mapper, tmp_path):
    table_of("RSF", "Rapid Support Forces", "Somebody else").to_csv(tmp_path / "a.csv", index=False)
    said = run_mapper("actors", tmp_path / "a.csv").stderr
    assert "may be one actor: RSF may stand for the other" in said
    assert "`mapper check` has the line for actors.csv" in said
    assert "may be one" not in run_mapper("actors", "tests/data/acled.csv").stderr
