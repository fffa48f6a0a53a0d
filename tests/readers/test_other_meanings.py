"""Headings that mean other things than they seem to, and tables that say in other ways where and when events were."""

from __future__ import annotations

import json

import pandas as pd
import pytest

import mapper
from mapper.readers.formats.headers import guessed_columns
from tests.readers.sources import read_text


def test_the_condition_of_a_thing_is_no_area_and_is_not_drawn(tmp_path):
    text = "date,country,state,city\n2025-05-13,Russia,captured,\n2025-05-14,Russia,destroyed,\n"
    dossier = read_text(tmp_path, text)
    assert dossier.events["state"].tolist() == ["captured", "destroyed"]
    assert not any("admin1=" in notice for notice in dossier.notices)
    named = read_text(tmp_path, "date,state\n2025-05-13,Unity State\n2025-05-14,Jonglei\n", name="b.csv")
    assert named.events["admin1"].tolist() == ["Unity State", "Jonglei"]
    police = read_text(tmp_path, "date,city,dept\n2025-05-13,Gao,Homicide squad\n", name="d.csv")
    assert "admin1=" not in "".join(police.notices)
    towns = read_text(tmp_path, "ano,municipio,dept\n2003,Granada,Antioquia\n2004,Cali,Valle del Cauca\n", name="e.csv")
    assert towns.events["admin1"].tolist() == ["Antioquia", "Valle del Cauca"]
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


@pytest.mark.parametrize("group", ["Victims", "Suspects", "Officers", "Health worker", "Staff"])
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
        ("date,min_ppl_killed,max_ppl_killed,people injured",
         {"event_date": "date", "fatalities_low": "min_ppl_killed", "fatalities_high": "max_ppl_killed"}),
        ("Incident date,ISO3 codes", {"event_date": "Incident date", "country": "ISO3 codes"}),
        ("Date / Fecha,Governorate/Province,Localité / Village,Deaths/Fatalities,Killed/Injured",
         {"event_date": "Date / Fecha", "place": "Localité / Village", "admin1": "Governorate/Province",
          "fatalities": "Deaths/Fatalities"}),
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
        ("Date of Incident (month/day/year)", "2025-04-05"),
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


def test_departments_go_before_regions_that_nobody_else_knows(tmp_path):
    names = ("Antioquia", "Cauca", "Meta", "Putumayo", "Tolima", "Nariño")
    rows = "".join(f"2003,Medio {name},{name},San Miguel\n" for name in names)
    dossier = read_text(tmp_path, "ANNOH,REGION,DEPTO_CASO,MUNICIPIO_CASO\n" + rows)
    assert set(dossier.events["admin1"]) == {*names}
    assert set(dossier.events["REGION"]) == {f"Medio {name}" for name in names}


def test_words_for_a_street_are_no_points_and_cells_of_two_columns_are_counted_apart(tmp_path):
    text = "date,Description,position,notes\n1944-06-16,A house,Eden Way,NA\n1944-06-17,A shop,Links Way,NA\n"
    dossier = read_text(tmp_path, text)
    assert dossier.events["position"].tolist() == ["Eden Way", "Links Way"]
    assert dossier.faults.empty
    assert (dossier.account[["read", "empty", "missing"]] >= 0).all(axis=None)


def test_what_a_protest_was_for_is_no_side_of_it(tmp_path):
    event = read_text(tmp_path, "Data,Cidade,Objetivo_1\n2011-01-13,Olinda,Contra o aumento\n").events.iloc[0]
    assert (event["actor1"], event["actor2"], event["Objetivo_1"]) == ("", "", "Contra o aumento")


def test_when_it_started_is_the_date_and_where_from_is_no_place(tmp_path):
    text = "time_start,time_end,launch_place,target\n2026-02-07 18:00,2026-02-08 08:30,Kursk,Lviv\n"
    event = read_text(tmp_path, text).events.iloc[0]
    assert [f"{event[name]:%Y-%m-%d}" for name in ("event_date", "end_date")] == ["2026-02-07", "2026-02-08"]
    assert (event["place"], event["actor2"]) == ("", "")


def test_the_only_column_whose_name_begins_with_a_date_is_the_date(tmp_path):
    text = "id,fecha_femicidio,año,lugar,situacion_judicial_fecha\n7,2023-01-09,2023,Osorno,2024-02-01\n"
    dossier = read_text(tmp_path, text)
    assert f"{dossier.events['event_date'].item():%Y-%m-%d}" == "2023-01-09"
    several = read_text(tmp_path, "date_arrested,date_released,place\n2025-01-09,2025-02-01,Gao\n", name="b.csv")
    assert several.events["event_date"].isna().all()


def test_columns_of_dates_are_named_where_events_have_only_a_year(tmp_path):
    dossier = read_text(tmp_path, "year,place,arrested,released\n2025,Gao,2025-03-01,2025-03-09\n")
    assert dossier.events["date_precision"].tolist() == ["year"]
    assert any("no event has more than a year for its date: arrested, released" in said for said in dossier.notices)
    exact = read_text(tmp_path, "date,place,exactdate\n2016,Ahmad Wal,21/05/2016\n", name="b.csv")
    assert any("no event has more than a year for its date: exactdate" in said for said in exact.notices)
    days = read_text(tmp_path, "date,place,exactdate\n2016-05-21,Ahmad Wal,21/05/2016\n2016,Gao,\n", name="c.csv")
    assert not any("no event has more than a year" in said for said in days.notices)


def test_some_of_many_years_may_be_the_first_and_the_last_of_several(tmp_path):
    dossier = read_text(tmp_path, "Year,Location\n1943,Wake\n1944,Guam\n1935-1945,Harbin\n,Manila\n")
    assert dossier.events["date_precision"].astype("str").tolist()[:3] == ["year", "year", "range"]


def test_first_days_of_years_and_months_are_said_to_stand_for_them_perhaps(tmp_path):
    years = [f"{year}-01-01,Gao" for year in range(1990, 2010)]
    others = [f"2011-05-{day:02},Gao" for day in range(1, 32)]
    dossier = read_text(tmp_path, "\n".join(["date,place", *years, *others]) + "\n")
    assert any("20 of 51 days in date are 1 January" in notice for notice in dossier.notices)
    months = [f"2025-{month:02}-01,Gao" for month in range(1, 13)] * 2
    monthly = read_text(tmp_path, "\n".join(["date,place", *months]) + "\n", name="b.csv")
    assert any("24 of 24 days in date are the first of a month" in notice for notice in monthly.notices)
    daily = read_text(tmp_path, "\n".join(["date,place", *others]) + "\n", name="c.csv")
    assert not any("as programs write it" in notice for notice in daily.notices)


def test_when_a_post_was_written_is_no_date_of_an_event(tmp_path):
    dossier = read_text(tmp_path, "tweet_datetime,place\n2025-05-13T09:00:00Z,Gao\n")
    assert dossier.events["event_date"].isna().all()


def test_the_death_is_a_number_or_a_manner(tmp_path):
    dossier = read_text(tmp_path, "Attack Date,Country / Territory,Total Death\n2025-05-13,Mali,3\n")
    assert dossier.events[["country", "fatalities_best"]].to_numpy().tolist() == [["ML", 3]]
    manner = read_text(tmp_path, "date,place,death\n2025-05-13,Gao,gunshot\n", name="b.csv")
    assert manner.events["death"].tolist() == ["gunshot"]
    assert len(manner.faults) == 0


@pytest.mark.parametrize("heading", ["killed/injured", "Casualties (killed / wounded)", "Morts et blessés"])
def test_the_killed_and_the_injured_in_one_cell_are_no_point_and_no_count_of_the_dead(tmp_path, heading):
    text = f"date,place,{heading}\n2025-05-03,Gao,12/24\n2025-05-04,Gao,3/0\n2025-05-06,Gao,0/2\n"
    dossier = read_text(tmp_path, text)
    assert dossier.events["latitude"].isna().all()
    assert dossier.events["fatalities_best"].isna().all()
    assert any(f"{heading} may count the dead, the injured or both" in notice for notice in dossier.notices)


@pytest.mark.parametrize(("day", "calendar"), [("1404-03-23", "Persian or Islamic"), ("13/05/2566", "Buddhist")])
def test_years_of_another_calendar_are_said_not_to_be_read(tmp_path, day, calendar):
    dossier = read_text(tmp_path, f"date,place,killed\n{day},Gao,1\n")
    assert any(f"may be of the {calendar} calendar, which is not read" in notice for notice in dossier.notices)
    mixed = read_text(tmp_path, f"date,place\n{day},Gao\n2025-05-03,Ber\n", name="b.csv")
    assert not any("calendar, which" in notice for notice in mixed.notices)


@pytest.mark.parametrize(
    ("days", "texts"),
    [
        (["1403-05-12", "1403/06/31"], ["1403-05-12 (SH or AH)", "1403/06/31 (SH or AH)"]),
        (["12-05-1446", "30-02-1446"], ["12-05-1446 (SH or AH)", "30-02-1446 (SH or AH)"]),
        (["12 Ramadan 1445", "3 Muharram 1446 AH"], ["12 Ramadan 1445", "3 Muharram 1446 AH"]),
        (["١٤٤٥ هـ"], ["١٤٤٥ هـ"]),
        (["2081-05-12", "2081-02-32"], ["2081-05-12 (BS)", "2081-02-32 (BS)"]),
        (["13/05/2566"], ["2566-05-13 (BE)"]),
    ],
)
def test_dates_of_another_calendar_are_faults_and_no_dates(tmp_path, days, texts):
    rows = "".join(f"{day},Gao,Mali\n" for day in days)
    dossier = read_text(tmp_path, "Date,Place,Country\n" + rows)
    assert dossier.events["event_date"].isna().all()
    assert dossier.events["date_text"].tolist() == texts
    assert set(dossier.faults["reason"]) == {"a date of another calendar than the Gregorian"}


def test_one_date_of_another_calendar_among_those_of_today_is_a_fault_and_history_is_none(tmp_path):
    mixed = read_text(tmp_path, "Date,Place\n2024-11-14,Gao\n1446-05-12,Gao\n")
    assert mixed.events["event_date"].isna().tolist() == [False, True]
    history = read_text(tmp_path, "Date,Place\n1415-10-25,Azincourt\n1525-02-24,Pavia\n1815-06-18,Waterloo\n")
    assert history.events["event_date"].notna().all()


@pytest.mark.parametrize("heading", ["Date (EC)", "Ethiopian date", "Date (Hijri)", "Date SH", "Shamsi"])
def test_a_column_of_another_calendar_by_its_name_holds_no_date(tmp_path, heading):
    alone = read_text(tmp_path, f"{heading},Place\n2016-12-05,Gondar\n")
    assert alone.events["event_date"].isna().all()
    assert any(f"{heading} is by its name of another calendar" in notice for notice in alone.notices)
    both = read_text(tmp_path, f"{heading},Date (GC),Place\n2016-12-05,2024-08-12,Gondar\n")
    assert both.events["date_text"].tolist() == ["2024-08-12"]
    assert not any("another calendar" in notice for notice in both.notices)


def test_a_column_named_by_the_user_is_of_the_calendar_that_its_heading_says(tmp_path):
    named = read_text(tmp_path, "Date (EC),Place\n2016-12-05,Gondar\n", columns={"date": "Date (EC)"})
    assert named.faults["value"].tolist() == ["2016-12-05 (EC)"]


def test_whole_numbers_of_a_picture_are_no_degrees_unless_they_are_named(tmp_path):
    text = "Date,X,Y,Place\n2025-05-03,120,45,Gao\n2025-05-04,88,61,Kidal\n"
    picture = read_text(tmp_path, text)
    assert picture.events["latitude"].isna().all()
    assert any("X and Y hold whole numbers" in notice for notice in picture.notices)
    named = read_text(tmp_path, text, columns={"latitude": "Y", "longitude": "X"})
    assert named.events["longitude"].tolist() == [120, 88]
    fine = read_text(tmp_path, text.replace("120,45", "-0.0447,16.2717"))
    assert fine.events["latitude"].tolist() == [16.2717, 61]


def test_persian_and_portuguese_headings(tmp_path):
    persian = guessed_columns(["تاریخ", "شهر", "استان", "کشته"])
    assert persian == {"event_date": "تاریخ", "place": "شهر", "admin1": "استان", "fatalities": "کشته"}
    portuguese = guessed_columns(["Data", "Município", "UF", "Vítimas fatais"])
    wanted = {"event_date": "Data", "place": "Município", "admin1": "UF", "fatalities": "Vítimas fatais"}
    assert portuguese == wanted


def test_a_row_for_each_person_is_said_to_be_one_in_portuguese_too(tmp_path):
    text = "data,cidade,local,idade,gênero\n2025-05-03,Recife,Sem identificação,30,Homem\n"
    dossier = read_text(tmp_path, text)
    assert dossier.events["place"].tolist() == ["Recife"]
    assert any("a row seems to be a person (idade, gênero)" in notice for notice in dossier.notices)


@pytest.mark.parametrize(
    "heading",
    ["Deaths (cumulative)", "Cumulative deaths", "Killed (%)", "Deaths (per 100000)", "Morts (cumul)", "Muertos (tasa)",
     "Killed (to date)", "Погибших (нарастающим итогом)"],
)  # fmt: skip
def test_a_sum_that_grows_and_a_rate_are_not_the_dead_of_a_row(heading):
    table = {"Date": ["2024-01-01", "2024-01-02"], "Region": ["Gao", "Gao"], heading: ["10", "14"]}
    dossier = mapper.read(pd.DataFrame(table))
    assert dossier.events["fatalities_best"].isna().all()
    assert any(notice.startswith(f"DataFrame: {heading} is a sum") for notice in dossier.notices)


def test_a_total_beside_what_is_new_grows():
    table = {"date": ["2024-01-01", "2024-01-02"], "total_deaths": ["100", "107"], "new_deaths": ["5", "7"]}
    assert guessed_columns(list(table), pd.DataFrame(table, dtype="str")) == {"event_date": "date"}
    assert guessed_columns(["date", "total_deaths"]) == {"event_date": "date", "fatalities": "total_deaths"}


def test_words_of_police_and_of_russian_lists_are_passed_over():
    header = ["S/N", "Date & Time of Occurrence", "Nature of Offence", "Place of Occurrence", "LGA", "No. Killed"]
    row = ["1", "12/01/2024 1430hrs", "Banditry", "Kagara", "Rafi", "4"]
    frame = pd.DataFrame([row], columns=header, dtype="str")
    fields = dict(zip(("event_date", "event_type", "place", "admin2", "fatalities"), header[1:], strict=True))
    assert guessed_columns(header, frame) == fields
    assert guessed_columns(["Дата обстрела", "Кол-во погибших"])["fatalities"] == "Кол-во погибших"


def test_coded_sources_and_targets_are_sides_and_a_source_beside_a_target_alone_is_one(tmp_path):
    coded = "date,source,source_root,target,target_root,lat,lon\n1980-01-02,AFGGOV,AFG,REB,,34.5167,69.1833\n"
    events = read_text(tmp_path, coded).events
    assert events[["actor1", "actor2", "source"]].to_numpy().tolist() == [["AFGGOV", "REB", ""]]
    press = read_text(tmp_path, "date,source,target,place\n2025-05-03,Reuters,market,Gao\n", name="b.csv")
    assert press.events["source"].tolist() == ["Reuters"]


@pytest.mark.parametrize("heading", ["Date of survey", "Interview date", "Clearance date", "Fecha de la encuesta"])
def test_when_a_place_was_looked_at_or_cleared_is_no_date_of_an_event(tmp_path, heading):
    dossier = read_text(tmp_path, f"{heading},Village,Lat,Lon\n2019-05-12,Jelawur,31.7154,65.6412\n")
    assert dossier.events["event_date"].isna().all()


@pytest.mark.parametrize(
    ("headings", "named"),
    [
        ("Reported Minimum,Reported Maximum", "fatalities_low=Reported Minimum,fatalities_high=Reported Maximum"),
        ("Civilian casualties (max),Civilian casualties (min)",
         "fatalities_low=Civilian casualties (min),fatalities_high=Civilian casualties (max)"),
        ("Total de Víctimas del Caso,x", "fatalities=Total de Víctimas del Caso"),
    ],
)  # fmt: skip
def test_counts_of_victims_are_named_with_what_they_may_be(tmp_path, headings, named):
    dossier = read_text(tmp_path, f"date,place,{headings}\n2025-05-03,Gao,2,5\n")
    assert dossier.events["fatalities_best"].isna().all()
    columns = dict(pair.split("=") for pair in named.split(","))
    said = json.dumps(columns, ensure_ascii=False)
    assert any("may count the dead, the injured or both" in notice and said in notice for notice in dossier.notices)


def test_a_municipality_is_a_place_beside_larger_areas(tmp_path):
    text = "Date,City/Municipality,Province\n2016-07-01,Quezon City,Metro Manila\n"
    assert read_text(tmp_path, text).events["place"].tolist() == ["Quezon City"]
    spanish = "Año,Entidad,Municipio\n2023,Sinaloa,Culiacán\n"
    assert read_text(tmp_path, spanish).events[["place", "admin1"]].to_numpy().tolist() == [["Culiacán", "Sinaloa"]]


def test_a_municipality_is_an_area_and_no_exact_place(tmp_path):
    municipality = read_text(tmp_path, "Fecha,Departamento,Municipio\n2024-05-01,Nariño,Tumaco\n")
    assert municipality.events["geo_precision"].tolist() == [3]
    town = read_text(tmp_path, "Fecha,Departamento,Ciudad\n2024-05-01,Nariño,Tumaco\n", name="towns.csv")
    assert town.events["geo_precision"].isna().all()


def test_kinds_of_spots_are_no_places(tmp_path):
    text = "Date,Place,City\n2024-05-01,Street,Tumaco\n2024-05-02,Home,Tumaco\n2024-05-03,School,Tumaco\n"
    assert set(read_text(tmp_path, text).events["place"]) == {"Tumaco"}


def test_a_table_without_places_says_how_to_name_them(tmp_path):
    dossier = read_text(tmp_path, "time_start,aim\n2024-05-01,Kherson oblast\n")
    assert any("no column is read as a place; if one is, name it" in notice for notice in dossier.notices)


def test_the_precision_of_gtd_is_read_under_any_headings(tmp_path):
    text = "Date,City,lat,lon,specificity\n2015-03-01,Ramadi,33.42,43.31,1\n2015-03-02,,33.02,42.51,4\n"
    assert read_text(tmp_path, text).events["geo_precision"].tolist() == [1, 4]


def test_weeks_that_anybody_may_count_otherwise_are_named_and_not_read(tmp_path):
    dossier = read_text(tmp_path, "Epi week,Year,District,Country\n7,2025,Ansongo,Mali\n")
    assert dossier.events["date_text"].tolist() == ["2025"]
    assert any("Epi week numbers weeks" in notice for notice in dossier.notices)
    dated = read_text(tmp_path, "Week,Date,Place\n7,2025-02-12,Gao\n", name="b.csv")
    assert not any("numbers weeks" in notice for notice in dated.notices)
