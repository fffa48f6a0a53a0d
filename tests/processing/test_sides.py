"""Cells that name several actors: taken apart where each is known, else kept whole and told."""

from __future__ import annotations

import pandas as pd
import pytest

import mapper
from mapper.model.schema import ACTOR_ROLES
from mapper.processing.actors.sides import named_together
from mapper.report import check

ALONE = ["Army", "Police", "Red Band"]


def read(*rows, columns=("acteurs",)):
    """A table with these cells of actors, and a row of its own for each actor of `ALONE`."""
    alone = [(name, *[""] * (len(columns) - 1)) for name in ALONE]
    cells = [row if isinstance(row, tuple) else (row,) for row in rows]
    table = pd.DataFrame([*cells, *alone], columns=list(columns))
    return mapper.read(table.assign(date="2025-05-03", place="Gao", country="Mali"))


def sides(dossier, row=0):
    return dossier.events.loc[row, list(ACTOR_ROLES)].tolist()


def told(dossier):
    return [one for one in check(dossier).contradictions if one.rule == "several-actors-in-a-cell"]


@pytest.mark.slow
@pytest.mark.parametrize(
    "cell",
    [
        "Army and Police", "army, police", "Army / Police", "Army+Police", "Army et Police", "Army; Police",
        "Army – Police",
        "Army vs Police", "Army vs. Police", "Army contre Police", "Army against Police",
    ],
)  # fmt: skip
def test_two_known_actors_in_the_only_cell_of_sides_are_the_events_two_sides(cell):
    dossier = read(cell)
    assert sides(dossier) == ["Army", "", "Police", ""]
    assert dossier.events["actor1_in_file"].iloc[0] == cell
    assert set(dossier.actors["name"]) == set(ALONE)
    assert told(dossier) == []
    assert len(mapper.filter(dossier, actor="Police").events) == 2


def test_actors_of_the_field_are_known_without_a_row_of_their_own():
    assert sides(read("JNIM / FAMa")) == ["JNIM", "", "FAMa", ""]


def test_beside_a_stated_other_side_they_are_one_side():
    dossier = read(("Army, Police", "Red Band"), columns=("acteur_1", "acteur_2"))
    assert sides(dossier) == ["Army", "Police", "Red Band", ""]
    dossier = read(("Red Band", "Army et Police"), columns=("acteur_1", "acteur_2"))
    assert sides(dossier) == ["Red Band", "", "Army", "Police"]


def test_a_word_for_against_parts_sides_of_several():
    assert sides(read("Army, Police contre Red Band")) == ["Army", "Police", "Red Band", ""]


@pytest.mark.slow
@pytest.mark.parametrize(
    "cell",
    ["Army, Police, Red Band", "Army / Unheard-of Band", "Army or Police", "Army vs Police vs Red Band"],
)
def test_what_is_not_certain_stays_whole_and_is_told(cell):
    dossier = read(cell)
    assert sides(dossier) == [cell, "", "", ""]
    [found] = told(dossier)
    assert f"'{cell}' (1) names several actors" in found.explanation
    assert ("Unheard-of Band" in found.explanation.partition("not known otherwise")[2]) == ("Unheard" in cell)


@pytest.mark.slow
@pytest.mark.parametrize(
    "cell",
    ["Front for Land and Bread", "Army of Gao and Kidal", "Hamas / Islamic Resistance Movement", "Popular Front, Left"],
)
def test_the_name_of_one_actor_stays_whole_and_is_no_finding(cell):
    dossier = read(cell)
    assert sides(dossier) == [cell, "", "", ""]
    assert told(dossier) == []


def test_a_name_in_actors_csv_stays_whole_though_its_parts_are_actors_too(tmp_path):
    (tmp_path / "events.csv").write_text("event_id,place,actor1\na,Gao,Army and Police\nb,Gao,Army\nc,Gao,Police\n")
    (tmp_path / "actors.csv").write_text("actor_id,name\njoint,Army and Police\narmy,Army\npolice,Police\n")
    dossier = mapper.read(tmp_path)
    assert sides(dossier) == ["Army and Police", "", "", ""]
    assert told(dossier) == []


def test_rows_of_data_sets_keep_their_names():
    acled = mapper.read("tests/data/acled.csv")
    names = acled.actors["name"]
    assert "actor1_in_file" not in acled.events
    assert len(names)


def test_a_word_for_nobody_is_no_side():
    assert sides(read("Army / unknown", "unknown")) == ["Army / unknown", "", "", ""]


def test_what_is_invisible_is_no_part():
    assert sides(read("Army; Police; \u202e")) == ["Army", "", "Police", ""]


def test_a_cell_that_stayed_whole_does_so_in_an_exported_dossier_and_is_told_again(tmp_path):
    dossier = read("Army, Police, Red Band")
    mapper.export(dossier, tmp_path / "out")
    again = mapper.read(tmp_path / "out")
    assert sides(again) == sides(dossier)
    assert len(told(again)) == 1


@pytest.mark.slow
@pytest.mark.parametrize("suffix", [".csv", ".geojson", ""])
def test_what_was_taken_apart_is_read_back_as_it_is(tmp_path, suffix):
    dossier = read("Army / Police", "Army, Police contre Red Band", "Army / Unheard-of Band")
    mapper.export(dossier, tmp_path / f"out{suffix}")
    back = mapper.read(tmp_path / f"out{suffix}")
    columns = [*ACTOR_ROLES, "actor1_in_file"]
    pd.testing.assert_frame_equal(back.events[columns], dossier.events[columns], check_categorical=False)


def test_it_is_said_once_for_all_cells():
    [notice] = [one for one in read("Army / Police", "Army et Police").notices if "several" in one]
    counted = "2 events name several known actors in one cell, and counts for each of them"
    assert notice == f"{counted}: “Army / Police”, “Army et Police”"


def test_actors_of_one_cell_are_reported_where_nothing_says_who_is_against_whom():
    dossier = read("Army; Red Band", "Red Band; Army", "Army; Red Band", "Army vs Red Band", "Army, Police, Red Band")
    found = {one.about: one for one in check(dossier).contradictions if one.rule == "sides-not-stated"}
    assert set(found) == {"Army; Red Band", "Red Band; Army"}
    said = "'Army; Red Band' (2) names Army and Red Band together, and nothing says who was against whom"
    assert said in found["Army; Red Band"].explanation
    assert named_together(dossier.events).tolist() == [True, True, True, False, False, False, False, False]


def test_actors_beside_a_stated_other_side_are_not_only_named_together():
    dossier = read(("Army, Police", "Red Band"), ("Red Band", ""), columns=("acteur_1", "acteur_2"))
    assert not named_together(dossier.events).any()


@pytest.mark.slow
@pytest.mark.parametrize("suffix", [".csv", ".geojson", ""])
def test_an_export_read_again_still_says_that_they_are_only_named_together(tmp_path, suffix):
    dossier = read("Army / Police", "Army contre Police")
    mapper.export(dossier, tmp_path / f"out{suffix}")
    again = mapper.read(tmp_path / f"out{suffix}")
    assert named_together(again.events).tolist() == named_together(dossier.events).tolist()
