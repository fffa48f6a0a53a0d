"""JSON as interfaces, pandas and other programs write it."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from mapper.errors import Fault, FormatError
from mapper.readers import read_sources
from mapper.report import check
from tests.readers.sources import listed, read_text

ACLED = {"event_id_cnty": "MLI1", "event_date": "2025-05-03", "location": "Gao", "country": "Mali", "fatalities": "3"}
GED = {
    "id": 1,
    "date_start": "2023-05-10T00:00:00",
    "date_end": "2023-05-10T00:00:00",
    "type_of_violence": 1,
    "best": 3,
}
PLAIN = {"date": "2025-05-03", "place": "Gao", "killed": 3}


def read(folder, document, name="answer.json"):
    return read_text(folder, json.dumps(document, ensure_ascii=False), name=name)


@pytest.mark.parametrize(
    "document",
    [
        {"status": 200, "success": True, "count": 1, "messages": [], "data": [ACLED], "filename": ""},
        {"data": [ACLED], "messages": ["a word of the server's"]},
        {"success": True, "result": {"fields": [{"id": "x"}], "records": [ACLED], "total": 1}},
        {"Data": [ACLED], "errors": []},
        {"count": 1, "next": None, "previous": None, "results": [ACLED], "facets": ["x"]},
    ],
)
def test_the_rows_of_an_answer(tmp_path, document):
    dossier = read(tmp_path, document)
    assert dossier.events["event_id"].tolist() == ["MLI1"]
    assert len(dossier.faults) == 0


def test_an_empty_answer_has_the_words_of_the_server(tmp_path):
    dossier = read(tmp_path, {"success": True, "count": 0, "messages": ["No data for this period"], "data": []})
    assert len(dossier.events) == 0
    assert "no events in this answer; the server says: No data for this period" in dossier.notices[0]


@pytest.mark.parametrize(
    "document",
    [
        {"status": 403, "success": False, "error": {"message": "Access denied: ask for a key"}},
        {"errors": [{"detail": "Access denied: ask for a key"}]},
        {"success": False, "messages": ["Access denied: ask for a key"]},
    ],
)
def test_a_refusal_is_told_in_the_words_of_the_server(tmp_path, document):
    with pytest.raises(FormatError, match="no list of objects; the server says: Access denied: ask for a key"):
        read(tmp_path, document)


@pytest.mark.parametrize(
    ("envelope", "words"),
    [
        ({"TotalCount": 12, "TotalPages": 12, "NextPageUrl": "…?page=1"}, "page 1 of 12: 11 of 12 events are not in"),
        (
            {"TotalCount": 3, "TotalPages": 3, "PreviousPageUrl": "…?page=0", "NextPageUrl": "…?pagesize=1&page=2"},
            "page 2 of 3: 2 of 3 events are not in this file",
        ),
        (
            {"TotalCount": 3, "TotalPages": 3, "PreviousPageUrl": "…?page=1", "NextPageUrl": ""},
            "page 3 of 3: 2 of 3 events are not in this file",
        ),
        ({"total": 5000}, "4,999 of 5,000 events are not in this file"),
        ({"next": "https://example.org/?offset=1"}, "further events are on the next page, not in this file"),
    ],
)
def test_a_page_of_several_says_what_is_missing(tmp_path, envelope, words):
    dossier = read(tmp_path, {**envelope, "Result": [GED]})
    assert len(dossier.events) == 1
    (reason,) = dossier.faults["reason"]
    assert words in reason


def test_the_last_page_alone_is_whole(tmp_path):
    whole = {"TotalCount": 1, "TotalPages": 1, "PreviousPageUrl": "", "NextPageUrl": "", "Result": [GED]}
    assert len(read(tmp_path, whole).faults) == 0


@pytest.mark.parametrize("orient", ["columns", "index", "records", "split", "table"])
@pytest.mark.parametrize("index", [None, [7, 9]])
def test_what_pandas_writes(tmp_path, orient, index):
    rows = [PLAIN, {"date": "2025-05-04", "place": "Kidal", "killed": 0}]
    text = pd.DataFrame(rows, index=index).to_json(orient=orient)
    events = read_text(tmp_path, text, name="frame.json").events
    assert events["place"].tolist() == ["Gao", "Kidal"]
    assert events["fatalities_best"].tolist() == [3, 0]


def test_objects_within_objects_are_read(tmp_path):
    report = {
        "id": "e1",
        "date": "2025-05-03",
        "location": {"name": "Gao", "coordinates": {"lat": 16.2717, "lng": -0.0447}},
        "casualties": {"killed": 3, "injured": {"adults": 2}},
        "sources": ["Radio one", "Radio two"],
        "perpetrator": {"name": "Group A"},
    }
    dossier = read(tmp_path, [report])
    (event,) = dossier.events.to_dict("records")
    assert (event["place"], event["longitude"], event["latitude"]) == ("Gao", -0.0447, 16.2717)
    assert (event["fatalities_best"], event["actor1"], event["source"]) == (3, "Group A", "Radio one; Radio two")
    assert event["adults"] == "2"


def test_names_that_two_objects_share_stay_apart(tmp_path):
    report = {"date": "2025-05-03", "start": {"hour": 5}, "end": {"hour": 7}, "hour": "unknown"}
    (event,) = read(tmp_path, [report]).events.to_dict("records")
    assert (event["hour"], event["start.hour"], event["end.hour"]) == ("unknown", "5", "7")


def test_objects_that_have_nothing_but_an_address_are_called_by_it(tmp_path):
    links = [{"id": "s1", "path": "https://example.org/1", "description": ""}, {"path": "https://example.org/2"}]
    document = [{"id": "a", "date": "2025-05-03", "location": "Gao", "sources": links}]
    (event,) = read_text(tmp_path, json.dumps(document), name="events.json").events.to_dict("records")
    assert event["source"] == "https://example.org/1; https://example.org/2"


def test_lists_of_what_has_no_name_stay_json(tmp_path):
    (event,) = read(tmp_path, [{"date": "2025-05-03", "path": [[1, 2], [3, 4]], "codes": []}]).events.to_dict("records")
    assert (event["path"], event["codes"]) == ("[[1, 2], [3, 4]]", "")


def test_ranges_and_sources_within_objects_are_read_and_an_empty_list_names_nothing(tmp_path):
    sources = [{"name": "Radio one", "url": "https://example.org/1"}, {"name": "AFP", "link": "https://example.org/2"}]
    reports = [
        {"id": "a", "date": "2025-05-03", "deaths": {"min": 3, "max": 8}, "sources": sources},
        {"id": "b", "date": "2025-05-03", "deaths": {"min": None, "max": None}, "sources": []},
        {"id": "c", "date": "2025-05-03", "deaths": 5, "sources": sources[:1]},
    ]
    dossier = read(tmp_path, reports)
    figures = dossier.events[["fatalities_low", "fatalities_best", "fatalities_high"]].astype("object")
    assert figures.where(figures.notna(), None).to_numpy().tolist() == [[3, None, 8], [None] * 3, [None, 5, None]]
    assert dossier.events["source"].tolist() == ["Radio one; AFP", "", "Radio one"]
    assert dossier.events["source_url"].tolist()[::2] == [
        "https://example.org/1; https://example.org/2",
        "https://example.org/1",
    ]
    assert dossier.sources["source_id"].tolist() == ["Radio one", "AFP"]


def feature(kind, coordinates, **properties):
    return {"type": "Feature", "properties": properties, "geometry": {"type": kind, "coordinates": coordinates}}


SQUARE = [[[-0.1, 16.2], [0.0, 16.2], [0.0, 16.3], [-0.1, 16.3], [-0.1, 16.2]]]


def test_any_geometry_has_a_place_and_only_points_are_exact(tmp_path):
    features = [
        feature("Point", [-0.0447, 16.2717], event_id="point"),
        feature("MultiPoint", [[-0.0447, 16.2717]], event_id="one of many"),
        feature("Polygon", SQUARE, event_id="area"),
        feature("MultiPolygon", [SQUARE], event_id="areas"),
        feature("LineString", [[-0.1, 16.2], [0.1, 16.2]], event_id="line"),
        feature("Polygon", SQUARE, event_id="country", geo_precision="6"),
        feature("MultiPoint", [[-0.1, 16.2], [1.0, 18.0]], event_id="several"),
        {"type": "Feature", "properties": {"event_id": "nowhere"}, "geometry": None},
    ]
    dossier = read(tmp_path, {"type": "FeatureCollection", "features": features}, name="a.geojson")
    events = dossier.events.set_index("event_id")
    steps = events["geo_precision"].fillna(0).astype(int)
    assert steps.to_dict() == {
        "point": 0, "one of many": 0, "area": 5, "areas": 5, "line": 5, "country": 6, "several": 0, "nowhere": 0
    }  # fmt: skip
    assert events.loc["area", ["longitude", "latitude"]].tolist() == [-0.05, 16.25]
    assert events["longitude"].isna()[["several", "nowhere"]].all()
    assert listed(dossier.faults) == [(7, "geometry", "MultiPoint")]


def test_a_geometry_that_contradicts_the_columns_is_reported(tmp_path):
    features = [
        feature("Point", [-0.0447, 16.2717], event_id="far", latitude=18.4411, longitude=1.4078),
        feature("Point", [-0.0447, 16.2717], event_id="rounded", Lat="16.27", Lon="-0.04"),
        feature("Point", [-0.0447, 16.2717], event_id="swapped", lat=-0.0447, lng=16.2717),
        feature("Polygon", SQUARE, event_id="area", latitude="14.5", longitude="-4.2"),
    ]
    dossier = read(tmp_path, {"type": "FeatureCollection", "features": features}, name="a.geojson")
    assert [line for line, *_ in listed(dossier.faults)] == [1, 3, 4]
    assert "286 km apart" in dossier.faults["reason"].iloc[0]


def test_the_old_way_to_state_a_coordinate_system(tmp_path):
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32631"}}
    features = [feature("Point", [174_500.0, 1_801_000.0], event_id="a")]
    file = tmp_path / "utm.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "crs": crs, "features": features}))
    (event,) = read_sources([file]).events.to_dict("records")
    assert (round(event["longitude"], 1), round(event["latitude"], 1)) == (-0.0, 16.3)


@pytest.mark.slow
@pytest.mark.parametrize(
    "document",
    [
        [{"date": "2025-05-03", "location": {"type": "Point", "coordinates": [-0.04, 16.27]}}],
        [{"date": "2025-05-03", "values": {"location": [{"lat": 16.27, "lon": -0.04}]}}],
        [{"when": {"date": "2025-05-03", "precision": "day"}, "geo": {"coordinates": {"lat": 16.27, "lng": -0.04}}}],
        {"date": ["2025-05-03"], "lat": [16.27], "lon": [-0.04]},
        [["date", "lat", "lon"], ["2025-05-03", 16.27, -0.04]],
        {"incidents": [{"date": "2025-05-03", "where": {"latitude": "16.27", "longitude": "-0.04"}}], "more": False},
    ],
)
def test_points_and_dates_within_objects_and_lists_are_found(tmp_path, document):
    path = tmp_path / "a.json"
    path.write_text(json.dumps(document))
    [event] = read_sources([path]).events.to_dict("records")
    assert (event["longitude"], event["latitude"]) == (-0.04, 16.27)
    assert f"{event['event_date']:%Y-%m-%d}" == "2025-05-03"


FEATURES = [
    {"type": "Feature", "geometry": None, "properties": PLAIN},
    {"type": "Feature", "geometry": None, "properties": PLAIN | {"killed": "many many"}},
]


@pytest.mark.parametrize(
    ("members", "title"),
    [
        ({"name": "Suivi 2025"}, "Suivi 2025"),
        ({"name": "suivi", "title": "Suivi  2025"}, "Suivi 2025"),
        ({"name": "OGRGeoJSON"}, ""),
        ({"name": 3}, ""),
        ({}, ""),
    ],
)
def test_a_collection_of_features_gives_the_map_its_title(tmp_path, members, title):
    assert read(tmp_path, {"type": "FeatureCollection", **members, "features": FEATURES}, "a.geojson").title == title


def test_two_files_have_no_title_in_common(tmp_path):
    for name in ("a", "b"):
        text = json.dumps({"type": "FeatureCollection", "name": name, "features": FEATURES})
        (tmp_path / f"{name}.geojson").write_text(text)
    assert read_sources([str(tmp_path / "a.geojson"), str(tmp_path / "b.geojson")]).title == ""


@pytest.mark.parametrize(
    ("name", "english", "french"),
    [
        ("a.geojson", "feature 2", "entité 2"),
        ("a.json", "record 2", "enregistrement 2"),
        ("a.jsonl", "line 2", "ligne 2"),
    ],
)
def test_faults_count_what_a_file_has(tmp_path, name, english, french):
    rows = [PLAIN, PLAIN | {"killed": "many many"}]
    collection = {"type": "FeatureCollection", "features": FEATURES}
    made = {"a.geojson": json.dumps(collection, indent=1), "a.json": json.dumps(rows, indent=1)}
    dossier = read_text(tmp_path, made.get(name, "\n".join(map(json.dumps, rows))), name=name)
    assert f"{english}, killed" in str(Fault(*dossier.faults.iloc[0]))
    report = check(dossier)
    assert f"{english}, killed" in " ".join(report.as_text().split())  # a long path puts it on two lines
    assert f"{french}, killed" in " ".join(report.as_text("fr").split())


ONE = json.dumps([PLAIN])


@pytest.mark.parametrize(
    "script",
    [
        f"var events = {ONE};",
        f"// made by a map\nconst events={ONE}\n",
        f"export default {ONE};",
        f"window.data.events = {ONE};\n",
        f"callback({ONE});",
        f"let events = {ONE};\nexport default events;\n",
        f"  events = {ONE}\n\n  module.exports = events;",
    ],
)
def test_a_script_that_gives_a_list_a_name_is_read_as_the_list(tmp_path, script):
    event = read_text(tmp_path, script, name="events.js").events.iloc[0]
    assert (f"{event['event_date']:%Y-%m-%d}", event["place"], event["fatalities_best"]) == ("2025-05-03", "Gao", 3)


def test_a_script_that_gives_features_a_name_is_read_with_their_points(tmp_path):
    point = {"type": "Point", "coordinates": [-0.04, 16.27]}
    features = [{"type": "Feature", "properties": {"date": "2025-05-03"}, "geometry": point}]
    script = "var layer_1 = " + json.dumps({"type": "FeatureCollection", "features": features})
    event = read_text(tmp_path, script, name="layer_1.js").events.iloc[0]
    assert (event["latitude"], event["longitude"]) == (16.27, -0.04)


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ('const events = [{date: "2025-05-03"}];', "a script whose data is no JSON"),
        (f"var a = {ONE};\nvar b = {ONE};", "line 1: a script with more in it than one table"),
        (f"var a = {ONE}.map(fix);", "a script with more in it than one table"),
    ],
)
def test_any_other_script_is_refused_in_a_sentence(tmp_path, script, said):
    with pytest.raises(FormatError, match=said):
        read_text(tmp_path, script, name="events.js")


def arcgis(*, wkid=4326, points=((-0.0447, 16.2717),), **more):
    rows = [
        {"attributes": {"EVENT_DATE": 1747094400000, "PLACE": "Gao"}, "geometry": {"x": x, "y": y}} for x, y in points
    ]
    fields = [{"name": "EVENT_DATE", "type": "esriFieldTypeDate"}, {"name": "PLACE", "type": "esriFieldTypeString"}]
    return {
        "geometryType": "esriGeometryPoint",
        "spatialReference": {"wkid": wkid},
        "fields": fields,
        "features": rows,
    } | more


@pytest.mark.parametrize(("wkid", "point"), [(4326, (-0.0447, 16.2717)), (102100, (-4975.98, 1836227.0))])
def test_an_answer_of_arcgis_is_read_in_the_system_of_coordinates_that_it_states(tmp_path, wkid, point):
    dossier = read(tmp_path, arcgis(wkid=wkid, points=[point]))
    event = dossier.events.iloc[0]
    assert (round(event["latitude"], 3), round(event["longitude"], 3)) == (16.272, -0.045)
    assert (f"{event['event_date']:%Y-%m-%d}", event["place"]) == ("2025-05-13", "Gao")
    assert dossier.faults.empty


def test_an_outline_of_arcgis_is_an_area(tmp_path):
    answer = arcgis()
    answer["features"][0]["geometry"] = {"rings": [[[0, 16], [1, 16], [1, 17], [0, 16]]]}
    event = read(tmp_path, answer).events.iloc[0]
    assert event["geo_precision"] == 5
    assert 16 < event["latitude"] < 17


@pytest.mark.parametrize("where", [{"exceededTransferLimit": True}, {"properties": {"exceededTransferLimit": True}}])
def test_rows_that_a_server_kept_back_are_told(tmp_path, where):
    features = [{"type": "Feature", "properties": PLAIN, "geometry": None}]
    for number, answer in enumerate((arcgis(**where), {"type": "FeatureCollection", "features": features, **where})):
        faults = read(tmp_path, answer, name=f"{number}.json").faults
        assert faults["reason"].str.contains("others are not in this file").sum() == 1


def test_a_list_of_names_and_measures_is_no_list_of_places(tmp_path):
    where = ["Gao town", "Gao region", "Mali", 16.2717, -0.0447]
    dossier = read(tmp_path, [{"date": "2025-05-03", "location": where}])
    assert dossier.events["place"].tolist() == [json.dumps(where)]


def test_objects_under_their_ids_are_rows(tmp_path):
    events = read(tmp_path, {"gao-1": PLAIN, "kidal-1": PLAIN | {"place": "Kidal"}}).events
    assert events["event_id"].tolist() == ["gao-1", "kidal-1"]
    assert events["place"].tolist() == ["Gao", "Kidal"]


def test_lists_of_objects_under_names_are_rows_of_one_table(tmp_path):
    events = read(tmp_path, {"JNIM": [PLAIN, PLAIN | {"place": "Ber"}], "ISSP": [PLAIN | {"place": "Kidal"}]}).events
    assert events["place"].tolist() == ["Gao", "Ber", "Kidal"]
    assert events["key"].tolist() == ["JNIM", "JNIM", "ISSP"]


def test_lists_of_different_things_are_not_joined(tmp_path):
    document = {"clashes": [PLAIN], "groups": [{"name": "JNIM", "leader": "A", "since": 2017, "area": "Sahel"}]}
    with pytest.raises(FormatError, match="no list of objects"):
        read(tmp_path, document)


def test_columns_under_the_names_of_their_rows_are_not_taken_for_rows(tmp_path):
    document = {"date": {"a": "2025-05-03", "b": "2025-05-04"}, "place": {"a": "Gao", "b": "Kidal"}}
    with pytest.raises(FormatError):
        read(tmp_path, document)
