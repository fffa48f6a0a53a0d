"""Data sets that are read by their codebooks; every row is invented."""

from __future__ import annotations

import json

import pytest

from mapper.readers import read_sources
from mapper.readers.events.codebooks import codebooks
from mapper.readers.formats import FORMAT_NAMES
from mapper.vocabulary import columns_of
from tests.readers.sources import conserved, read_text


def events_of(folder, text, name="table.csv"):
    dossier = read_text(folder, text, name=name)
    assert conserved(dossier)
    return dossier, dossier.events.to_dict("records")


@pytest.mark.parametrize("book", codebooks(), ids=lambda book: book.name)
def test_codebooks_speak_of_fields_that_there_are(book):
    fields = {*columns_of("events"), "coordinates"}
    assert {*book.columns, *book.dates, *book.codes} <= fields
    assert all(name == name.lower() and " " not in name for name in book.needs)
    assert book.name in FORMAT_NAMES
    assert book.credit


GTD = (
    "eventid,iyear,imonth,iday,approxdate,country,country_txt,region,region_txt,provstate,city,latitude,longitude,"
    "specificity,vicinity,doubtterr,attacktype1_txt,targtype1_txt,gname,nkill,nwound\n"
)


def test_gtd(tmp_path):
    dossier, (day, month, year, doubtful) = events_of(
        tmp_path,
        GTD
        + "202505030001,2025,5,3,,123,Mali,11,Sub-Saharan Africa,Gao,Gao,16.2717,-0.0447,1,0,0,Assault,Military,A,3,2\n"
        + '202505000002,2025,5,0,"May, 2025",123,Mali,11,,Kidal,Unknown,19.0,1.5,4,0,0,Bombing,Police,Unknown,,\n'
        + "202500000003,2025,0,0,2025,123,Mali,11,,Mopti,Mopti,14.4843,-9,2,1,-9,Bombing,Police,A,-99,-9\n"
        + "202500000004,2025.0,6.0,1.0,,123,Mali,11,,Mopti,Mopti,,,5.0,0,1,Bombing,Police,A,1.0,\n",
    )
    assert [e["date_text"] for e in (day, month, year, doubtful)] == ["2025-05-03", "2025-05", "2025", "2025-06-01"]
    assert [e["geo_precision"] for e in (day, month, year, doubtful)] == [1, 4, 2, 6]
    assert [e["place"] for e in (day, month, year)] == ["Gao", "Kidal", "Mopti"]
    assert (day["country"], day["admin1"], day["actor1"], day["fatalities_best"]) == ("ML", "Gao", "A", 3)
    assert (month["actor1"], year["place_relation"], year["longitude"]) == ("", "near", -9.0)
    assert (year["nwound"], doubtful["tags"], doubtful["fatalities_best"]) == ("", "doubt whether terrorism", 1)
    assert dossier.events["fatalities_best"].isna().tolist() == [False, True, True, False]
    assert "START" in dossier.attributions[0]
    assert {"nkill", "specificity", "region_txt"} <= {*dossier.extra_columns}


def test_scad(tmp_path):
    header = (
        "eventid,ccode,countryname,startdate,enddate,stday,stmo,styr,eday,emo,eyr,etype,actor1,target1,ndeath,elocal,"
        "sublocal,locnum,issuenote,latitude,longitude\n"
    )
    dossier, events = events_of(
        tmp_path,
        header
        + "4320001,432,Mali,03-May-12,04-May-12,3,5,2012,4,5,2012,4,Youths,Government,5,Gao,1,2,jobs,16.27,-0.04\n"
        + "4320001,432,Mali,03-May-12,04-May-12,3,5,2012,4,5,2012,4,Youths,Government,5,Kidal,2,3,jobs,18.44,1.41\n"
        + "4320002,432,Mali,05-May-12,05-May-12,5,5,2012,5,5,2012,8,Rebels,Army,-77,Mopti region,1,6,war,14.5,-4.2\n"
        + "4320003,432,Mali,06-May-12,06-May-12,6,5,2012,6,5,2012,5,Unions,,-99,,1,-99,,,\n",
    )
    assert [e["event_id"] for e in events] == ["4320001", "4320001-2", "4320002", "4320003"]
    assert [e["geo_precision"] for e in events] == [1, 1, 4, 6]
    assert events[0]["event_type"] == "Spontaneous violent riot"
    assert (events[0]["date_text"], events[2]["date_text"]) == ("2012-05-03/2012-05-04", "2012-05-05")
    assert dossier.events["fatalities_best"].sum() == 5
    assert "further places of an event" in dossier.notices[0] + dossier.notices[-1]


def test_pitf(tmp_path):
    text = (
        "Event Type,Country,Location,Start Day,Start Month,Start Year,End Day,End Month,End Year,Deaths Number\n"
        "Incident,MLI,Gao,3,5,2012,3,5,2012,7\nIncident,MLI,Kidal,,5,2012,,,,-99\nCampaign,SOM,,,,2011,,,2012,12\n"
    )
    dossier, (first, second, third) = events_of(tmp_path, text)
    assert [e["date_text"] for e in (first, second, third)] == ["2012-05-03", "2012-05", "2011/2012"]
    assert (first["fatalities_best"], third["country"]) == (7, "SO")
    assert dossier.events["event_id"].is_unique


def test_awsd(tmp_path):
    text = (
        "Incident ID,Year,Month,Day,Country Code,Country,Region,District,City,Total killed,Total wounded,"
        "Means of attack,Location,Latitude,Longitude,Actor type,Actor name,Details\n"
        "1,2025,9,27,ML,Mali,Gao,Gao,Gao,1,2,Shooting,Road,16.2717,-0.0447,Unknown,Unknown,Synthetic.\n"
        "2,2025,9,,ML,Mali,Kidal,Tessalit,,0,1,Kidnapping,Road,20.2,1.0,Non-state armed group,Group A,Synthetic.\n"
        "3,2025,,,ML,Mali,Mopti,,,0,1,Kidnapping,Unknown,14.5,-4.2,,,Synthetic.\n"
    )
    dossier, events = events_of(tmp_path, text)
    assert dossier.events["geo_precision"].fillna(0).tolist() == [0, 3, 4]
    assert [e["place"] for e in events] == ["Gao", "Tessalit", "Mopti"]
    assert [e["date_text"] for e in events] == ["2025-09-27", "2025-09", "2025"]
    assert [e["actor1"] for e in events] == ["", "Group A", ""]
    assert [e["fatalities_best"] for e in events] == [1, 0, 0]


def test_airwars(tmp_path):
    record = {
        "id": 1,
        "link": "https://example.org/1",
        "title": {"rendered": "X1 - May 3, 2025"},
        "acf": {
            "unique_reference_code": "X1",
            "incident_date": "20250503",
            "location_name": "Gao",
            "region": "Gao region",
            "geolocations": [
                {"latitude": 1.0, "longitude": 2.0, "geolocation_accuracy": "village"},
                {
                    "latitude": 16.2717,
                    "longitude": -0.0447,
                    "geolocation_accuracy": "exact_location",
                    "primary_coordinate": True,
                },
            ],
            "killed_injured_civilian_non_combatants": {"killed_min": 2, "killed_max": 5},
            "killed_injured_children": {"killed_min": 0, "killed_max": 1},
        },
    }
    _, (event,) = events_of(tmp_path, json.dumps([record]), "airwars.json")
    assert (event["event_id"], event["date_text"], event["place"]) == ("X1", "2025-05-03", "Gao")
    assert (event["longitude"], event["geo_precision"]) == (-0.0447, 1)
    assert (event["fatalities_low"], event["fatalities_high"]) == (2, 5)
    assert event["source_url"] == "https://example.org/1"


def test_insecurity_insight(tmp_path):
    def row(number, precision, **other):
        return {
            "Date": "2025-05-03", "Event Description": "Synthetic.", "Country": "OPT", "Country ISO": "PSE",
            "Admin 1": "No Information", "Latitude": "31.4", "Longitude": "34.3", "Geo Precision": precision,
            "Event ID": number, "Reported Perpetrator Name": "Group A", **other,
        }  # fmt: skip

    rows = [row(1, "(6) Country"), row(2, "(2) 25 km precision "), row(3, "censored", **{"Admin 1": "Gaza Strip"})]
    dossier, events = events_of(tmp_path, json.dumps(rows), "ii.json")
    assert [e["event_id"] for e in events] == ["1", "2", "3"]
    assert dossier.events["geo_precision"].fillna(0).tolist() == [6, 2, 0]
    assert [e["country"] for e in events] == ["PS"] * 3
    assert [e["admin1"] for e in events] == ["", "", "Gaza Strip"]
    assert (events[0]["actor1"], events[0]["notes"]) == ("Group A", "Synthetic.")


@pytest.mark.parametrize(
    ("header", "row"),
    [
        (
            (
                "Main ID,Incident ID,Incident Type,Incident Date,Number of Dead,Minimum Estimated Number of Missing,"
                "Cause of Death,Country of Incident,Location of Incident,Coordinates,URL"
            ),
            '2014.M1,2014.M1.1,Incident,2014-01-06,1,2,Drowning,Libya,Off Zawiya,"33.1, 12.7",https://example.org',
        ),
        (
            (
                "Main ID,Incident ID,Incident Type,Incident year,Reported Month,Number of Dead,"
                "Minimum Estimated Number of Missing,Cause of Death,Country of Incident,Location of death,Coordinates"
            ),
            '2014.M1,2014.M1.1,Incident,2014,January,1,2,Drowning,Libya,Off Zawiya,"33.1, 12.7"',
        ),
        (
            (
                "Web ID,Region of Incident,Reported Date,Reported Year,Reported Month,Number Dead,"
                "Minimum Estimated Number of Missing,Cause of Death,Location Description,Location Coordinates"
            ),
            '2014.M1.1,Mediterranean,"January 06, 2014",2014,Jan,1,2,Drowning,Off Zawiya,"33.1, 12.7"',
        ),
    ],
)
def test_missing_migrants(tmp_path, header, row):
    _, (event,) = events_of(tmp_path, f"{header}\n{row}\n")
    assert event["event_id"] == "2014.M1.1"
    assert event["date_text"] in ("2014-01-06", "2014-01")
    assert (event["latitude"], event["longitude"], event["fatalities_best"]) == (33.1, 12.7, 1)
    assert (event["place"], event["sub_event_type"]) == ("Off Zawiya", "Drowning")


def test_a_place_that_is_no_point_is_a_fault(tmp_path):
    """Not lost without a word, where the data set has a column for points."""
    header = "Main ID,Incident Date,Number of Dead,Minimum Estimated Number of Missing,Location Coordinates"
    dossier, _ = events_of(tmp_path, f"{header}\n1,2014-01-06,1,0,near the border\n")
    assert dossier.faults[["field", "value"]].values.tolist() == [["Location Coordinates", "near the border"]]


def gdelt_rows(width):
    names = next(header for header in codebooks_of("gdelt").headers if len(header) == width)
    cells = dict.fromkeys(names, "") | {
        "GLOBALEVENTID": "1", "SQLDATE": "20250503", "MonthYear": "202505", "Year": "2025", "Actor1Name": "REBEL",
        "Actor2Name": "MALI", "EventCode": "190", "EventRootCode": "19", "ActionGeo_Type": "4",
        "ActionGeo_FullName": "Gao, Gao, Mali", "ActionGeo_CountryCode": "ML", "ActionGeo_Lat": "16.2717",
        "ActionGeo_Long": "-0.0447", "SOURCEURL": "https://example.org",
    }  # fmt: skip
    country = cells | {
        "GLOBALEVENTID": "2",
        "ActionGeo_Type": "1",
        "ActionGeo_CountryCode": "NG",
        "EventRootCode": "03",
    }
    return names, [list(cells.values()), list(country.values())]


def codebooks_of(name):
    return next(book for book in codebooks() if book.name == name)


@pytest.mark.parametrize("width", [58, 61])
@pytest.mark.parametrize("with_header", [True, False])
def test_gdelt(tmp_path, width, with_header):
    names, rows = gdelt_rows(width)
    lines = ["\t".join(row) for row in ([names, *rows] if with_header else rows)]
    dossier, (town, country) = events_of(tmp_path, "\n".join(lines) + "\n", "20250503.export.CSV")
    assert (town["event_id"], town["date_text"], town["geo_precision"]) == ("1", "2025-05-03", 1)
    assert (town["actor1"], town["actor2"], town["event_type"]) == ("REBEL", "MALI", "Fight")
    assert (country["country"], country["geo_precision"]) == ("NE", 6)  # FIPS calls Niger NG
    assert country["event_type"] == "Express intent to cooperate"
    assert town["source_url"] == "https://example.org"
    assert len(dossier.faults) == (0 if with_header else 1)


def test_fips_codes_are_told_from_iso_codes():
    codes = codebooks_of("gdelt").fips
    assert (codes["NG"], codes["NI"], codes["UP"], codes["RS"]) == ("NE", "NG", "UA", "RU")


def test_several_data_sets_are_credited_together(tmp_path):
    gtd, plain = tmp_path / "gtd.csv", tmp_path / "pitf.csv"
    gtd.write_text(GTD + "1,2025,5,3,,123,Mali,11,,Gao,Gao,,,1,0,0,Assault,Military,A,3,2\n")
    plain.write_text("Start Day,Start Month,Start Year,Deaths Number,Country\n3,5,2012,7,MLI\n")
    assert len(read_sources([gtd, plain]).attributions) == 2


def test_the_account_of_cells_knows_codes_and_dates_in_parts(tmp_path):
    text = GTD + "1,2025,5,0,,123,Mali,11,,Gao,Unknown,,,4,0,0,Assault,Military,A,-99,-9\n"
    account = read_text(tmp_path, text).account.set_index("column")
    assert (account["cells"] == account[["read", "empty", "missing", "not_understood"]].sum(axis="columns")).all()
    assert account.loc[["city", "nkill", "nwound"], "missing"].tolist() == [1, 1, 1]
    assert account.loc[["iyear", "imonth", "iday"], "fields"].tolist() == ["event_date"] * 3
    assert account.loc["specificity", "fields"] == "geo_precision"
