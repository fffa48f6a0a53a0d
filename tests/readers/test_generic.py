"""Tables of no known format: columns are named, or guessed and shown; JSON in the shapes that programs write."""

from __future__ import annotations

import json

import pytest

from mapper.errors import FormatError, ParameterError
from mapper.options import ReadOptions
from mapper.readers import read_sources
from tests.readers.sources import conserved, listed, read_text


def test_columns_are_guessed_from_their_names_and_shown(tmp_path):
    text = "Datum;Ort;Breite;Länge;Tote;Wetter\n13.06.2025;Gao;16,27;-0,04;3;heiß\n14.06.2025;Kidal;18,44;1,41;;\n"
    dossier = read_text(tmp_path, text, name="Vorfälle 2025.csv")
    events = dossier.events
    assert events["event_id"].tolist() == ["Vorfälle-2025-2", "Vorfälle-2025-3"]
    assert events["event_date"].dt.strftime("%Y-%m-%d").tolist() == ["2025-06-13", "2025-06-14"]
    assert events[["latitude", "longitude"]].to_numpy().tolist() == [[16.27, -0.04], [18.44, 1.41]]
    assert events["fatalities_best"].tolist()[0] == 3
    assert events["Wetter"].tolist() == ["heiß", ""]
    assert len(dossier.notices) == 1
    assert "event_date=Datum, place=Ort" in dossier.notices[0]
    assert dossier.faults.empty


def test_columns_named_by_the_user_go_before_guesses(tmp_path):
    text = "date,reported,place,spot\n2025-01-01,2025-06-13,nowhere,Gao\n"
    file = tmp_path / "a.csv"
    file.write_text(text, "utf-8")
    dossier = read_sources([file], ReadOptions(columns={"date": "reported", "place": "spot"}))
    event = dossier.events.iloc[0]
    assert (str(event.event_date.date()), event.place) == ("2025-06-13", "Gao")
    assert event[["date", "place_in_file"]].tolist() == ["2025-01-01", "nowhere"]


def test_a_mapping_over_a_known_format_is_obeyed(tmp_path):
    file = tmp_path / "a.csv"
    file.write_text("event_id,event_date,village\na,2025-06-13,Gao\n", "utf-8")
    dossier = read_sources([file], ReadOptions(columns={"place": "village"}))
    assert dossier.events.iloc[0][["event_id", "place"]].tolist() == ["a", "Gao"]


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({"date": "Date"}, "no column 'Date' for event_date; it has when, where"),
        ({"dat": "when"}, "cannot read 'dat=when'; give one of the fields event_id, "),
        ({"dates": "ymd", "date": "when"}, "cannot read 'dates=ymd'; give dates=dmy or dates=mdy"),
    ],
)
def test_a_mapping_that_cannot_be_is_one_sentence(tmp_path, columns, words):
    file = tmp_path / "a.csv"
    file.write_text("when,where\n2025,Gao\n", "utf-8")
    with pytest.raises((FormatError, ParameterError), match=words):
        read_sources([file], ReadOptions(columns=columns))


def test_a_table_of_something_else_is_refused_with_its_columns(tmp_path):
    with pytest.raises(FormatError, match=r"it has colour, price.*as in `columns=.\"date\": \"Datum\""):
        read_text(tmp_path, "colour,price\nred,3\n")


def test_the_order_of_day_and_month_can_be_stated(tmp_path):
    file = tmp_path / "a.csv"
    file.write_text("date,place\n04/05/2025,Gao\n", "utf-8")
    undecided = read_sources([file])
    assert undecided.events["event_date"].isna().all()
    assert listed(undecided.faults) == [(2, "date", "04/05/2025")]
    for word, day in (("dmy", "2025-05-04"), ("mdy", "2025-04-05")):
        stated = read_sources([file], ReadOptions(columns={"dates": word}))
        assert str(stated.events.iloc[0].event_date.date()) == day


def test_faults_name_the_columns_of_the_file(tmp_path):
    dossier = read_text(tmp_path, "Datum,Ort,Tote\nbald,Gao,viele\n")
    assert sorted(listed(dossier.faults)) == [(2, "Datum", "bald"), (2, "Tote", "viele")]


FEATURES = {
    "type": "FeatureCollection",
    "features": [
        {"type": "Feature", "id": 7, "properties": {"event_date": "2025-06-13", "fatalities": 3, "tags": None},
         "geometry": {"type": "Point", "coordinates": [-0.04, 16.27]}},
        {"type": "Feature", "properties": {"event_id": "b", "event_date": None}, "geometry": None},
        {"type": "Feature", "properties": {"event_id": "c"},
         "geometry": {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]}},
    ],
}  # fmt: skip


def test_geojson(tmp_path):
    dossier = read_text(tmp_path, json.dumps(FEATURES), name="a.geojson")
    assert dossier.events["event_id"].tolist() == ["7", "b", "c"]
    assert dossier.events.iloc[0][["longitude", "latitude", "fatalities_best"]].tolist() == [-0.04, 16.27, 3]
    assert dossier.events["geo_precision"].fillna(0).tolist() == [0, 0, 5]  # an area is no exact place
    assert len(dossier.faults) == 0
    assert conserved(dossier)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("before", ["", "\x1e"], ids=["JSON Lines", "RFC 8142"])
def test_features_line_by_line(tmp_path, encoding, before):
    text = "".join(f"{before}{json.dumps(feature)}\n" for feature in FEATURES["features"])
    dossier = read_text(tmp_path, text.encode(encoding), name="a.jsonl")
    assert dossier.events["event_id"].tolist() == ["7", "b", "c"]


def test_json_lines_with_a_line_that_is_none(tmp_path):
    dossier = read_text(tmp_path, '{"event_id": "a"}\n\n{"event_id": "b"\n[1]\n{"event_id": "c"}\n', name="a.jsonl")
    assert dossier.events["event_id"].tolist() == ["a", "c"]
    assert [line for line, _, _ in listed(dossier.rejects)] == [3, 4]
    assert dossier.counts.read == 4
    assert conserved(dossier)


def test_the_answer_of_an_interface_is_recognised_by_its_fields(tmp_path):
    row: dict[str, object] = {
        "event_id_cnty": "MLI1",
        "event_date": "2025-06-13",
        "actor1": "Red Column",
        "inter1": "Rebel group",
    }
    row |= {"country": "Mali", "location": "Gao", "latitude": "16.27", "longitude": "-0.04", "fatalities": 2}
    answer = {"status": 200, "success": True, "count": 1, "data": [row]}
    for content in (answer, [row]):
        dossier = read_text(tmp_path, json.dumps(content), name="acled.json")
        assert dossier.events["event_id"].tolist() == ["MLI1"]
        assert dossier.events["fatalities_best"].tolist() == [2]


def test_coordinates_in_an_unknown_system_are_not_used(tmp_path):
    linked = {**FEATURES, "crs": {"type": "link", "properties": {"href": "http://localhost/crs"}}}
    with pytest.raises(FormatError, match="not WGS 84"):
        read_text(tmp_path, json.dumps(linked), name="a.geojson")
    dossier = read_text(tmp_path, json.dumps({**FEATURES, "crs": {"properties": {"name": "EPSG:0"}}}), name="b.geojson")
    assert dossier.events["longitude"].isna().all()
    assert [line for line, *_ in listed(dossier.faults)] == [1, 3]


def test_deeply_nested_json_is_refused_in_words(tmp_path):
    with pytest.raises(FormatError, match="not valid JSON"):
        read_text(tmp_path, '{"features":' + "[" * 100_000, name="a.geojson")


EVERYDAY = (
    "event_id,date,place,country,lat,lon,deaths,actor\n"
    "x1,13.06.2025,Hamlet near Kidal,ML,18.9,1.9,30,JNIM\nx2,13 June 2025,Kidal,ML,18.2,1.1,12,FLA\n"
)


def assert_everyday(dossier):
    """The events of `EVERYDAY` with all that their table tells, and what was guessed said once."""
    events = dossier.events
    assert events["event_id"].tolist() == ["x1", "x2"]
    assert events["event_date"].dt.strftime("%Y-%m-%d").tolist() == ["2025-06-13"] * 2
    assert events[["latitude", "longitude"]].to_numpy().tolist() == [[18.9, 1.9], [18.2, 1.1]]
    assert events["fatalities_best"].tolist() == [30, 12]
    assert events["actor1"].tolist() == ["JNIM", "FLA"]
    assert dossier.faults.empty
    (notice,) = dossier.notices
    assert "event_date=date, latitude=lat, longitude=lon, actor1=actor, fatalities=deaths; " in notice


def test_a_table_with_event_id_and_everyday_names_loses_nothing(tmp_path):
    dossier = read_text(tmp_path, EVERYDAY, name="lost.csv")
    assert_everyday(dossier)
    assert dossier.notices[0].endswith(
        'correct them with `columns={"event_date": "date", "latitude": "lat", "longitude": "lon", "actor1": "actor", '
        '"fatalities": "deaths"}`'
    )


def test_a_dossier_s_own_table_with_everyday_names_loses_nothing(tmp_path):
    (tmp_path / "events.csv").write_text(EVERYDAY, "utf-8")
    dossier = read_sources([tmp_path])
    assert_everyday(dossier)
    assert dossier.notices[0].endswith("write the right names into its header")


def test_faults_of_guessed_columns_name_the_columns_of_the_file(tmp_path):
    dossier = read_text(tmp_path, "event_id,date,deaths\na,soon,many\n")
    assert sorted(listed(dossier.faults)) == [(2, "date", "soon"), (2, "deaths", "many")]


@pytest.mark.parametrize("folder", [False, True])
def test_a_column_of_the_tool_s_own_goes_before_any_other(tmp_path, folder):
    text = (
        "event_id,event_date,place,latitude,longitude,fatalities_best,notes,date,location,lat,deaths,killed,text,weather\n"
        "a,2025-06-13,Gao,16.27,-0.04,,,2024,Kidal,18.4,7,8,words,dry\n"
    )
    (tmp_path / "events.csv").write_text(text, "utf-8")
    dossier = read_sources([tmp_path if folder else tmp_path / "events.csv"])
    further = ["date", "location", "lat", "deaths", "killed", "text", "weather"]
    assert dossier.extra_columns == tuple(further)
    assert dossier.events[further].to_numpy().tolist() == [["2024", "Kidal", "18.4", "7", "8", "words", "dry"]]
    assert dossier.events["fatalities_best"].isna().all()
    assert dossier.notices == ()


def test_own_columns_in_other_letters_are_the_tool_s_own(tmp_path):
    text = "event_id,Event_Date,Place,Geo Precision,Fatalities_Low,FATALITIES\na,2025-06,Gao,4,3,5\n"
    events = read_text(tmp_path, text).events
    columns = ["date_text", "place", "geo_precision", "fatalities_low", "fatalities_best"]
    assert events[columns].to_numpy().tolist() == [["2025-06", "Gao", 4, 3, 5]]


def test_without_guesses_the_columns_stay_as_they_are(tmp_path):
    file = tmp_path / "a.csv"
    file.write_text(EVERYDAY, "utf-8")
    dossier = read_sources([file], ReadOptions(form="dossier"))
    assert dossier.extra_columns == ("date", "lat", "lon", "deaths", "actor")
    assert dossier.notices == ()


@pytest.mark.parametrize("key", [{"id": 7}, {}], ids=["feature's id", "property"])
def test_geojson_with_everyday_properties_keeps_its_dates(tmp_path, key):
    point = {"type": "Point", "coordinates": [-0.04, 16.27]}
    properties = {"date": "13 June 2025", "deaths": 3} | ({} if key else {"id": 7})
    document = {"type": "FeatureCollection", "features": [
        {"type": "Feature", **key, "properties": properties, "geometry": point},
    ]}  # fmt: skip
    dossier = read_text(tmp_path, json.dumps(document), name="a.geojson")
    events = dossier.events
    assert events["event_date"].dt.strftime("%Y-%m-%d").tolist() == ["2025-06-13"]
    columns = ["event_id", "fatalities_best", "longitude", "latitude"]
    assert events[columns].to_numpy().tolist() == [["7", 3, -0.04, 16.27]]
    assert "event_date=date" in dossier.notices[0]


def test_a_feature_s_own_id_hides_no_data_set(tmp_path):
    properties = {"event_id_cnty": "MLI1", "event_date": "2025-06-13", "actor1": "A", "geo_precision": 3}
    feature = {"type": "Feature", "id": 1, "properties": properties, "geometry": None}
    events = read_text(tmp_path, json.dumps(feature), name="a.geojson").events
    columns = ["event_id", "geo_precision", "data_set", "id"]
    assert events[columns].to_numpy().tolist() == [["MLI1", 4, "ACLED", "1"]]
