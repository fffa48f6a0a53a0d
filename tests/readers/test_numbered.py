"""Columns of one name with numbers, and what a table of persons or ranges is not."""

from __future__ import annotations

from tests.readers.sources import read_text


def test_the_first_of_numbered_columns_is_read_and_the_others_are_named(tmp_path):
    text = "date,place_1,latitude_1,longitude_1,place_2,latitude_2,longitude_2\n"
    rows = "2025-03-01,Gao,16.27,-0.04,Kidal,18.44,1.4\n2025-03-02,Gao,16.27,-0.04,,,\n"
    dossier = read_text(tmp_path, text + rows)
    assert dossier.events["place"].tolist() == ["Gao", "Gao"]
    assert dossier.events["latitude"].tolist() == [16.27, 16.27]
    assert "1 row has further places or dates (place_2, latitude_2, longitude_2)" in dossier.notices[1]


def test_a_second_perpetrator_is_beside_the_first_and_a_second_actor_on_the_other_side(tmp_path):
    text = "date,locality,suspected perpetrator 1,suspected perpetrator 2,suspected perpetrator 3\n"
    dossier = read_text(tmp_path, text + "2025-03-01,Boga,Group A,Group B,Group C\n2025-03-02,Boga,Group A,,\n")
    assert dossier.events["actor1"].tolist() == ["Group A", "Group A"]
    assert dossier.events["assoc_actor_1"].tolist() == ["Group B; Group C", ""]
    sides = read_text(tmp_path, "date,place,actor_1,actor_2,actor_3\n2025-03-01,Gao,A,B,C\n", name="b.csv")
    assert sides.events[["actor1", "assoc_actor_1", "actor2"]].values.tolist() == [["A", "", "B"]]


def test_the_dead_in_numbered_columns_are_no_total(tmp_path):
    dossier = read_text(tmp_path, "date,place,killed_1,killed_2\n2025-03-01,Gao,3,4\n")
    assert dossier.events["fatalities_best"].isna().all()


def test_ranges_of_numbers_are_no_dates(tmp_path):
    dossier = read_text(tmp_path, "place,crowd\nGao,1000-1999\nKidal,1900-1999\n")
    assert dossier.events["event_date"].isna().all()


def test_a_list_of_persons_says_that_each_counts_as_an_event(tmp_path):
    text = "name,date_of_event,age,event_location,date_of_death,gender,killed_by\n"
    dossier = read_text(tmp_path, text + "N. N.,2023-09-24,32,Gao,2023-09-27,M,Army\n")
    (event,) = dossier.events.to_dict("records")
    assert (event["date_text"], event["actor1"], event["place"]) == ("2023-09-24", "Army", "Gao")
    assert any("a row seems to be a person (age, gender)" in notice for notice in dossier.notices)


def test_how_exact_a_day_is_may_stand_in_a_column_of_its_own(tmp_path):
    dossier = read_text(tmp_path, "DATE,DATEPRECISION,LAT,LONG\n20120118,month,16.27,-0.04\n20120117,day,16.2,-0.1\n")
    assert dossier.events["date_precision"].tolist() == ["month", "day"]
