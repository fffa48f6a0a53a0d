"""Headings that mean other things than they seem to, and tables that say in other ways where and when events were."""

from __future__ import annotations

import pytest

from mapper.readers.formats.headers import guessed_columns
from tests.readers.sources import read_text


def test_the_condition_of_a_thing_is_no_area_and_is_not_drawn(tmp_path):
    text = "date,country,state,city\n2025-05-13,Russia,captured,\n2025-05-14,Russia,destroyed,\n"
    dossier = read_text(tmp_path, text)
    assert dossier.events["state"].tolist() == ["captured", "destroyed"]
    assert not any("admin1=" in notice for notice in dossier.notices)
    named = read_text(tmp_path, "date,state\n2025-05-13,Unity State\n2025-05-14,Jonglei\n", name="b.csv")
    assert named.events["admin1"].tolist() == ["Unity State", "Jonglei"]
    spanish = read_text(
        tmp_path, "fecha,municipio,estado\n2025-05-13,Tibú,Herido\n2025-05-14,Tibú,Muerto\n", name="c.csv"
    )
    assert "admin1=" not in "".join(spanish.notices)


def test_a_group_of_events_is_no_side(tmp_path):
    dossier = read_text(tmp_path, "date,place,event_group\n2025-05-13,Gao,Damage in May 2025\n")
    assert dossier.events["actor1"].tolist() == [""]
    assert dossier.events["event_group"].tolist() == ["Damage in May 2025"]


def test_what_an_attack_hit_is_a_side_only_beside_who_attacked(tmp_path):
    dossier = read_text(tmp_path, "date,place,target\n2025-05-13,Gao,Central market\n")
    assert dossier.events["actor2"].tolist() == [""]
    assert dossier.events["target"].tolist() == ["Central market"]
    for name, header in {"b.csv": "date,place,perpetrator,target", "c.csv": "event_id,date,actor1,target"}.items():
        beside = read_text(tmp_path, f"{header}\n2025-05-13,Gao,Group A,Group B\n", name=name)
        assert beside.events["actor2"].tolist() == ["Group B"]


def test_an_address_without_a_point_is_no_column_of_points_and_is_kept(tmp_path):
    text = "date,place,lat,lon,geolocation\n2025-05-13,Gao,16.27,-0.04,https://example.org/post/123456\n"
    dossier = read_text(tmp_path, text)
    assert dossier.events["geolocation"].tolist() == ["https://example.org/post/123456"]
    assert dossier.events["latitude"].tolist() == [16.27]


@pytest.mark.parametrize("group", ["Victims", "Suspects", "Officers"])
def test_the_dead_of_one_group_are_told_not_to_be_all_of_them(tmp_path, group):
    dossier = read_text(tmp_path, f"date,place,{group} Killed,Others Killed\n2025-05-13,Gao,3,1\n")
    assert dossier.events["fatalities_best"].isna().all()
    assert any(f"{group} Killed counts a part of the dead only" in notice for notice in dossier.notices)


@pytest.mark.parametrize(
    ("header", "wanted"),
    [
        ("Event_Date,Location_Country,Location_Province,Location_City",
         {"event_date": "Event_Date", "country": "Location_Country", "admin1": "Location_Province",
          "place": "Location_City"}),
        ("date,admin0Name,admin1Name,admin2Name,admin1Pcode",
         {"event_date": "date", "country": "admin0Name", "admin1": "admin1Name", "admin2": "admin2Name"}),
        ("date,Location type,Place of birth", {"event_date": "date"}),
        ("Data da Morte,Local da Morte", {"event_date": "Data da Morte", "place": "Local da Morte"}),
        ("Strike ID,Date,Minimum total people killed,Maximum total people killed",
         {"event_id": "Strike ID", "event_date": "Date", "fatalities_low": "Minimum total people killed",
          "fatalities_high": "Maximum total people killed"}),
    ],
)  # fmt: skip
def test_headings_that_say_of_what_they_are(header, wanted):
    assert guessed_columns(header.split(",")) == wanted


@pytest.mark.parametrize(
    ("heading", "day"),
    [
        ("Date (MM-DD-YYYY)", "2025-04-05"),
        ("Date (mm/dd/yyyy)", "2025-04-05"),
        ("Date (jj/mm/aaaa)", "2025-05-04"),
        ("Datum (TT.MM.JJJJ)", "2025-05-04"),
        ("Дата (дд.мм.гггг)", "2025-05-04"),
    ],
)
def test_a_heading_may_state_the_order_of_day_and_month(tmp_path, heading, day):
    dossier = read_text(tmp_path, f"{heading},place\n04/05/2025,Gao\n")
    assert f"{dossier.events['event_date'].item():%Y-%m-%d}" == day
    other = read_text(tmp_path, f"{heading},place\n04/05/2025,Gao\n13/05/2025,Gao\n05/14/2025,Gao\n", name="b.csv")
    assert other.events["event_date"].isna().tolist() == [True, False, False]  # the dates contradict each other


def test_the_columns_that_may_hold_the_date_are_named_where_no_event_has_one(tmp_path):
    dossier = read_text(tmp_path, "place,arrested,released\nGao,2025-03-01,2025-03-09\nBer,2025-04-02,2025-04-05\n")
    assert dossier.events["event_date"].isna().all()
    assert any("no event has a date: arrested, released may hold it" in notice for notice in dossier.notices)
    dated = read_text(tmp_path, "place,date,released\nGao,2025-03-01,2025-03-09\n", name="b.csv")
    assert not any("no event has a date" in notice for notice in dated.notices)


def test_dates_in_three_columns_with_a_year_called_anno(tmp_path):
    dossier = read_text(tmp_path, "dia;mes;anno;municipio\n11;2;2013;Tumaco\n1;4;2013;Tumaco\n")
    assert dossier.events["event_date"].dt.strftime("%Y-%m-%d").tolist() == ["2013-02-11", "2013-04-01"]


def test_spanish_words_for_unknown_are_no_dates(tmp_path):
    dossier = read_text(tmp_path, "fecha,lugar\nSe desconoce,Tumaco\n10/24/2016,no se sabe\n")
    assert len(dossier.faults) == 0
    assert dossier.events["place"].tolist() == ["Tumaco", ""]
