"""Data sets of the field whose columns mean what they do in no other: made-up rows in their published columns."""

from __future__ import annotations

import pytest

from mapper.errors import FormatError
from tests.readers.sources import read_text

ICEWS = (
    "Event ID,Event Date,Source Name,Source Sectors,Source Country,Event Text,CAMEO Code,Intensity,Target Name,"
    "Target Sectors,Target Country,Story ID,Sentence Number,Publisher,City,District,Province,Country,"
    "Latitude,Longitude\n"
    "1,2018-10-01,Group A,,Mali,Use violence,190,-9,Army,,Mali,5,1,Desk,Gao,,Gao,Mali,16.27,-0.04\n"
    "2,2018-10-02,Mali,NULL,Mali,Host a visit,043,2.8,Niger,,Niger,6,1,Desk,NULL,NULL,NULL,Mali,17,-4\n"
).replace(",", "\t")
MOBILIZATION = (
    "id,country,year,region,protest,startday,startmonth,startyear,endday,endmonth,endyear,protesterviolence,location,"
    "participants_category,participants,protesteridentity,protesterdemand1,sources,notes\n"
    "1,Mali,2001,Africa,1,3,7,2001,5,7,2001,1,Bamako,1000-1999,about 1500,students,prices,a,b\n"
    "2,Mali,2002,Africa,0,,,,,,,,,,,,,,\n"
)
NON_STATE = (
    "conflict_id,dyad_id,org,side_a_name,side_a_id,side_b_name,side_b_id,start_date,start_prec,year,"
    "best_fatality_estimate,low_fatality_estimate,high_fatality_estimate,location,gwno_location,region,version\n"
    "1,9,3,Group A,5,Group B,6,2001-09-07,1,2018,217,200,230,Nigeria,475,4,23.1\n"
    '1,9,3,Group A,5,Group B,6,2001-09-07,1,2019,30,20,40,"Mali, Niger",432,4,23.1\n'
)
BATTLE = (
    "conflict_id,dyad_id,location_inc,side_a,side_a_id,side_a_2nd,side_b,side_b_id,side_b_2nd,incompatibility,year,"
    "bd_best,bd_low,bd_high,type_of_conflict,battle_location,region,version\n"
    "1,9,Mali,Government of Mali,72,Government of Niger,Group A,8,,2,2020,600,500,700,4,Mali,4,23.1\n"
)


def test_icews_has_both_actors_and_points_as_exact_as_the_area_it_names(tmp_path):
    town, country = read_text(tmp_path, ICEWS, name="events.tab").events.to_dict("records")
    assert (town["actor1"], town["actor2"], town["event_type"]) == ("Group A", "Army", "Use violence")
    assert (town["place"], town["source"]) == ("Gao", "Desk")
    assert (country["place"], country["geo_precision"]) == ("Mali", 6)


def test_a_year_without_a_protest_is_no_event(tmp_path):
    dossier = read_text(tmp_path, MOBILIZATION)
    (event,) = dossier.events.to_dict("records")
    assert (event["date_text"], event["actor1"], event["place"]) == ("2001-07-03/2001-07-05", "students", "Bamako")
    assert event["event_type"] == "Protest with violence by protesters"
    assert dossier.skipped["kind"].tolist() == ["no-event"]


def test_a_year_of_a_conflict_is_not_dated_by_the_day_on_which_it_began(tmp_path):
    dossier = read_text(tmp_path, NON_STATE)
    first, second = dossier.events.to_dict("records")
    assert (first["date_text"], first["date_precision"], first["geo_precision"]) == ("2018", "year", 6)
    assert (first["actor1"], first["actor2"], first["country"]) == ("Group A", "Group B", "NG")
    assert [first[f"fatalities_{name}"] for name in ("low", "best", "high")] == [200, 217, 230]
    assert (second["place"], second["country"]) == ("Mali; Niger", "")
    assert len(dossier.faults) == 0
    assert "what a year came to" in dossier.notices[0]
    assert any("Non-State Conflict" in line for line in dossier.attributions)


def test_battle_deaths_have_the_supporter_beside_the_side(tmp_path):
    (event,) = read_text(tmp_path, BATTLE).events.to_dict("records")
    assert (event["actor1"], event["assoc_actor_1"]) == ("Government of Mali", "Government of Niger")
    assert (event["event_type"], event["fatalities_best"], event["date_text"]) == ("State-based conflict", 600, "2020")


def test_forecasts_are_not_drawn_as_events(tmp_path):
    text = "pg_id,month_id,lat,lon,year,month,main_mean\n149426,541,16.25,-0.25,2025,1,5.3\n"
    with pytest.raises(FormatError, match="forecasts and no events"):
        read_text(tmp_path, text)


def test_a_file_without_a_header_is_said_to_be_read_as_what_it_is(tmp_path):
    row = ["1034567890", "20240115", "202401", "2024", "2024.04", *[""] * 21, "190", "190", "19", "4", "-10.0"]
    text = "\t".join([*row, *[""] * (61 - len(row))])
    dossier = read_text(tmp_path, text + "\n", name="20240116.export.CSV")
    assert "the columns of GDELT" in dossier.faults.iloc[0].reason
