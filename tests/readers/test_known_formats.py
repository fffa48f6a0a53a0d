"""Known formats by the columns that are there: selections of them, forced, and amended by the user."""

from pathlib import Path

import pandas as pd
import pytest

from mapper.errors import FormatError, ParameterError
from mapper.options import ReadOptions
from mapper.readers import read_sources
from tests.readers.sources import conserved, read_text

DATA = Path(__file__).parents[1] / "data"
ACLED_NO_ID = "\n".join(
    [
        (
            "event_date,year,time_precision,event_type,sub_event_type,actor1,assoc_actor_1,actor2,inter1,country,location,"
            "latitude,longitude,geo_precision,source,fatalities"
        ),
        (
            "01 May 2025,2025,3,Battles,Armed clash,Group A,Ally one; Ally two,Army,Rebel group,Mali,Gao,"
            "16.2717,-0.0447,3,Desk one; Desk two,5"
        ),
        "15 May 2025,2025,1,Battles,Armed clash,Group A,,Army,Rebel group,Mali,Gao,16.2717,-0.0447,1,Desk one,5\n",
    ]
)


def read(tmp_path, text, **options):
    path = tmp_path / "a.csv"
    path.write_text(text, encoding="utf-8")
    return read_sources([path], ReadOptions(**options))


def without(path: Path, columns: list[str]) -> str:
    frame = pd.read_csv(path, dtype=str, keep_default_na=False, sep=None, engine="python")
    return frame.drop(columns=columns).to_csv(index=False)


@pytest.mark.parametrize("form", ["", "acled"])
def test_acled_without_ids_keeps_precision_licence_and_allies(form, tmp_path):
    dossier = read(tmp_path, ACLED_NO_ID, form=form)
    events = dossier.events
    assert events["date_precision"].tolist() == ["month", "day"]
    assert events["geo_precision"].tolist() == [4, 1]
    assert events["assoc_actor_1"].tolist() == ["Ally one; Ally two", ""]
    assert events["source"].tolist() == ["Desk one; Desk two", "Desk one"]
    assert events["event_id"].tolist() == ["a-2", "a-3"]
    assert events["data_set"].tolist() == ["ACLED", "ACLED"]
    assert any("ACLED" in line for line in dossier.attributions)
    assert any("which lack event_id_cnty" in notice for notice in dossier.notices)


@pytest.mark.parametrize(
    "gone",
    [
        ["event_id_cnty"],
        ["event_id_cnty", "time_precision", "geo_precision"],
        ["event_id_cnty", "inter1", "inter2", "interaction", "disorder_type"],
        ["event_id_cnty", "disorder_type", "timestamp", "source_scale", "civilian_targeting", "iso"],
        ["time_precision"],
    ],
)
def test_a_selection_of_acleds_columns_is_acled(gone, tmp_path):
    dossier = read(tmp_path, without(DATA / "acled.csv", gone))
    assert set(dossier.events["data_set"]) == {"ACLED"}
    assert conserved(dossier)


@pytest.mark.slow
@pytest.mark.parametrize(
    "gone",
    [
        ["date_end"],
        ["date_start", "date_end"],
        ["type_of_violence", "date_end"],
        ["id", "relid"],
        ["source_article", "source_original", "source_headline", "geom_wkt", "priogrid_gid", "id"],
    ],
)
def test_a_selection_of_ucdps_columns_is_ucdp(gone, tmp_path):
    whole = read_sources([DATA / "ged.csv"]).events
    dossier = read(tmp_path, without(DATA / "ged.csv", gone))
    assert dossier.events["data_set"].str.startswith("UCDP").all()
    assert dossier.events["geo_precision"].dropna().isin(whole["geo_precision"].dropna()).all()
    assert dossier.events["event_date"].notna().all()
    assert any("Uppsala" in line for line in dossier.attributions)
    assert conserved(dossier)


@pytest.mark.parametrize(
    "header",
    [
        "date,place,event_type,actor1,fatalities",
        "event_date,place,event_type,sub_event_type,actor1,assoc_actor_1,geo_precision,fatalities",
        "event_date,location,event_type,actor1,fatalities",
        "year,country,dyad_name,location",
        "event_id,event_date,time_precision,inter1,actor1",
    ],
)
def test_tables_that_share_some_names_are_no_known_format(header, tmp_path):
    dossier = read(tmp_path, header + "\n" + ",".join(["2025"] * (header.count(",") + 1)) + "\n")
    assert "data_set" not in dossier.events


def test_a_forced_format_says_what_is_missing(tmp_path):
    text = "event_date,location,event_type,actor1,fatalities\n2025-05-03,Gao,Battles,Group A,3\n"
    assert "data_set" not in read(tmp_path, text).events
    dossier = read(tmp_path, text, form="acled")
    assert dossier.events["data_set"].tolist() == ["ACLED"]
    [notice] = dossier.notices
    assert "which lack event_id_cnty, time_precision, geo_precision" in notice


@pytest.mark.parametrize("form", ["acled", "ucdp"])
def test_a_table_of_something_else_cannot_be_forced(form, tmp_path):
    with pytest.raises(FormatError, match="not a table of the format"):
        read(tmp_path, "date,place\n2025,Gao\n", form=form)


AMBIGUOUS = (
    "event_id_cnty;event_date;time_precision;actor1;assoc_actor_1;location;latitude;longitude;geo_precision;fatalities;"
    "timestamp;town\n"
    "MLI1;05/04/2025;1;Group A;Ally one;Gao;16,2717;-0,0447;1;3;1743900000;Kidal\n"
    "MLI2;01/04/2025;3;Group A;Ally one;Gao;16,2717;-0,0447;3;3;1743900000;Kidal\n"
    "MLI1;05/04/2025;1;Group A;Ally one;Gao;16,2717;-0,0447;1;3;1744900000;Kidal\n"
)


@pytest.mark.parametrize("form", ["", "acled"])
@pytest.mark.parametrize(
    ("order", "days"), [("dmy", ["2025-04-05", "2025-04-01"]), ("mdy", ["2025-05-04", "2025-01-04"])]
)
def test_the_order_of_dates_amends_a_known_format(form, order, days, tmp_path):
    dossier = read(tmp_path, AMBIGUOUS, columns={"dates": order}, form=form)
    events = dossier.events.sort_values("event_id")
    assert events["event_id"].tolist() == ["MLI1", "MLI2"]
    assert events["event_date"].dt.strftime("%Y-%m-%d").tolist() == days
    assert events["date_precision"].tolist() == ["day", "month"]
    assert events["geo_precision"].tolist() == [1, 4]
    assert dossier.counts.duplicates == 1
    assert dossier.attributions


@pytest.mark.parametrize("columns", [{"place": "town"}, {"place": "town", "dates": "dmy"}, {"location": "town"}])
def test_a_column_amends_a_known_format(columns, tmp_path):
    dossier = read(tmp_path, AMBIGUOUS, columns=columns)
    assert set(dossier.events["place"]) == {"Kidal"}
    assert set(dossier.events["location_in_file"]) == {"Gao"}
    assert set(dossier.events["data_set"]) == {"ACLED"}


def test_the_dead_of_ucdp_may_come_from_another_column(tmp_path):
    text = (DATA / "ged.csv").read_text(encoding="utf-8").replace("deaths_unknown", "deaths_of_ours")
    dossier = read(tmp_path, text, columns={"deaths": "deaths_of_ours"})
    assert dossier.events["fatalities_best"].tolist() == [0, 0, 0, 0, 0, 0, 0]
    assert dossier.events["best_in_file"].astype("int").sum() == 29


def test_a_known_format_is_read_as_any_other_table_where_that_is_asked_for(tmp_path):
    dossier = read(tmp_path, AMBIGUOUS, columns={"dates": "dmy"}, form="table")
    assert "data_set" not in dossier.events


@pytest.mark.parametrize(
    ("columns", "form"),
    [
        ({"date": "event_date", "event_date": "timestamp"}, ""),
        ({"place": "town", "location": "location"}, ""),
        ({"place": "town", "notes": "town"}, ""),
        ({"place": "town"}, "dossier"),
        ({"dates": "ymd"}, ""),
    ],
)
def test_what_contradicts_itself_is_an_error(columns, form, tmp_path):
    with pytest.raises(ParameterError):
        read(tmp_path, AMBIGUOUS, columns=columns, form=form)


def test_a_column_that_is_not_there_is_an_error(tmp_path):
    with pytest.raises(FormatError, match="no column 'village' for place"):
        read(tmp_path, AMBIGUOUS, columns={"place": "village"})


@pytest.mark.parametrize(
    "header",
    [
        "event_date,event_type,actor1,location,country,geo_precision,time_precision",
        "EVENT_DATE,EVENT_TYPE,ACTOR1,LOCATION,COUNTRY,GEO_PRECISION,TIME_PRECISION",
        "Event Date,Event Type,Actor 1,Location,Country,Geo Precision,Time Precision",
    ],
)
def test_a_selection_of_acled_s_columns_keeps_its_precision_and_its_credit(tmp_path, header):
    dossier = read_text(tmp_path, f"{header}\n03 May 2025,Battles,A,Gao,Mali,3,3\n")
    [event] = dossier.events.to_dict("records")
    assert (event["date_precision"], event["geo_precision"], event["actor1"]) == ("month", 4, "A")
    assert any("ACLED" in credit for credit in dossier.attributions)


@pytest.mark.parametrize(
    ("day", "country", "said"),
    [("2024-03-30", "Mali", True), ("2024-02-03", "Mali", False), ("2024-03-30", "Chad", False)],
)
def test_data_sets_of_one_month_and_country_are_said_to_count_events_twice(day, country, said):
    ucdp = pd.DataFrame(
        {
            "id": ["1"],
            "date_start": ["2024-03-04"],
            "date_end": ["2024-03-04"],
            "type_of_violence": ["1"],
            "country": ["Mali"],
            "side_a": ["Army"],
            "side_b": ["Reds"],
            "latitude": [15.2],
            "longitude": [0.3],
            "where_prec": ["1"],
            "date_prec": ["1"],
            "best": ["3"],
            "low": ["3"],
            "high": ["3"],
            "where_coordinates": ["Tessit town"],
        }
    )
    acled = pd.DataFrame(
        {
            "event_id_cnty": ["MLI1"],
            "event_date": [day],
            "event_type": ["Battles"],
            "country": [country],
            "actor1": ["Army"],
            "fatalities": ["3"],
        }
    )
    dossier = read_sources([ucdp, acled])
    together = "ACLED and UCDP Candidate tell of the same months in the same countries"
    assert any(together in credit for credit in dossier.attributions) is said
    assert any(together in notice for notice in dossier.notices) is said
