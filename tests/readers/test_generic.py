"""Tables of no known format: columns are named, or guessed and shown; JSON in the shapes that programs write."""

from __future__ import annotations

import json

import pytest

from mapper.errors import FilterValueError, FormatError
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
    dossier = read_sources([file], columns={"date": "reported", "place": "spot"})
    event = dossier.events.iloc[0]
    assert (str(event.event_date.date()), event.place) == ("2025-06-13", "Gao")
    assert event[["date", "place_in_file"]].tolist() == ["2025-01-01", "nowhere"]


def test_a_mapping_over_a_known_format_is_obeyed(tmp_path):
    file = tmp_path / "a.csv"
    file.write_text("event_id,event_date,village\na,2025-06-13,Gao\n", "utf-8")
    dossier = read_sources([file], columns={"place": "village"})
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
    with pytest.raises((FormatError, FilterValueError), match=words):
        read_sources([file], columns=columns)


def test_a_table_of_something_else_is_refused_with_its_columns(tmp_path):
    with pytest.raises(FormatError, match=r"it has colour, price.*--map date=Datum"):
        read_text(tmp_path, "colour,price\nred,3\n")


def test_the_order_of_day_and_month_can_be_stated(tmp_path):
    file = tmp_path / "a.csv"
    file.write_text("date,place\n04/05/2025,Gao\n", "utf-8")
    undecided = read_sources([file])
    assert undecided.events["event_date"].isna().all()
    assert listed(undecided.faults) == [(2, "date", "04/05/2025")]
    for word, day in (("dmy", "2025-05-04"), ("mdy", "2025-04-05")):
        stated = read_sources([file], columns={"dates": word})
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
    assert listed(dossier.faults) == [(3, "geometry", "Polygon")]
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


def test_other_coordinates_than_wgs84_are_refused(tmp_path):
    document = {**FEATURES, "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3857"}}}
    with pytest.raises(FormatError, match="not WGS 84"):
        read_text(tmp_path, json.dumps(document), name="a.geojson")


def test_deeply_nested_json_is_refused_in_words(tmp_path):
    with pytest.raises(FormatError, match="not valid JSON"):
        read_text(tmp_path, '{"features":' + "[" * 100_000, name="a.geojson")
