"""A DataFrame or GeoDataFrame is read as a file of its columns would be."""

import datetime as dt

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely

import mapper
from mapper.errors import FormatError, StrictError

OWN = {
    "event_id": [1, 2, 3],
    "event_date": pd.Series(["2025-06-13", "2025-06-14", None], dtype="datetime64[s]"),
    "longitude": [-0.04, np.nan, 1.41],
    "latitude": [16.27, np.nan, 18.44],
    "fatalities": [3.0, np.nan, 0.0],
    "notes": ["two  killed", None, "{{7*7}} <b>"],
    "event_type": pd.Categorical(["Battles", None, "Riots"]),
}


def same(first, second):
    pd.testing.assert_frame_equal(first.events, second.events)
    pd.testing.assert_frame_equal(first.sources, second.sources)
    assert first.counts == second.counts


def test_a_frame_is_read_as_its_file_would_be(tmp_path):
    frame = pd.DataFrame(OWN)
    frame.to_csv(tmp_path / "events.csv", index=False)
    same(mapper.read(frame), mapper.read(tmp_path / "events.csv"))
    assert mapper.read(frame).events["fatalities_best"].tolist() == [3, pd.NA, 0]
    assert mapper.read(frame).origins == ("DataFrame",)


@pytest.mark.parametrize("name", ["acled.csv", "ged.csv", "acled-months.csv"])
def test_a_frame_of_a_data_set_is_recognised(seeds_dir, name):
    file = seeds_dir.parent / "tests" / "data" / name
    same(mapper.read(pd.read_csv(file, keep_default_na=False, dtype=str)), mapper.read(file))


def test_pandas_own_reading_of_a_data_set_gives_the_same_events(seeds_dir):
    file = seeds_dir.parent / "tests" / "data" / "acled.csv"
    read, of_file = mapper.read(pd.read_csv(file)).events, mapper.read(file).events
    for name in ("event_id", "event_date", "place", "actor1", "fatalities_best", "longitude"):
        assert read[name].tolist() == of_file[name].tolist(), name


def test_the_points_of_a_geodataframe_are_its_coordinates():
    points = [shapely.Point(-0.04, 16.27), None]
    frame = gpd.GeoDataFrame({"event_id": ["a", "b"], "place": ["Gao", ""]}, geometry=points, crs=4326)
    events = mapper.read(frame.to_crs(3857)).events
    assert events["longitude"].round(6).tolist()[0] == -0.04
    assert events["latitude"].round(6).tolist()[0] == 16.27
    assert events["location_kind"].tolist() == ["exact", "unlocated"]


def test_the_areas_and_lines_of_a_geodataframe_are_read_as_those_of_a_file(tmp_path):
    shapes = [shapely.box(0, 16, 2, 18), shapely.LineString([(0, 16), (2, 16)]), shapely.MultiPoint([(0, 16), (2, 16)])]
    frame = gpd.GeoDataFrame({"event_id": list("abc")}, geometry=shapes, crs=4326)
    frame.to_file(tmp_path / "a.gpkg")
    found, of_file = mapper.read(frame), mapper.read(tmp_path / "a.gpkg")
    same(found, of_file)
    assert found.events["geo_precision"].tolist() == [5, 5, pd.NA]
    assert found.events["longitude"].tolist()[0] == 1
    assert found.faults["field"].tolist() == of_file.faults["field"].tolist() == ["geometry"]


def test_lists_in_cells_are_read_as_those_of_json(tmp_path):
    tags = [["a", "b"], ("c",), np.array(["d", "e"]), {"g", "f"}, []]
    more = [[1, 2], {"x": [1, None]}, [{"name": "A"}, {"name": "B"}], [["deep"]], None]
    frame = pd.DataFrame({"event_id": list("abcde"), "place": "Gao", "tags": tags, "more": more})
    texts = mapper.read(frame).events[["tags", "more"]].astype("str")
    assert texts["tags"].tolist() == ["a; b", "c", "d; e", "f; g", ""]
    assert texts["more"].tolist() == ["1; 2", '{"x": [1, null]}', "A; B", '[["deep"]]', ""]
    columns = {"event_id": ["a"], "place": ["Gao"], "tags": [["a", "b"]], "more": [{"x": 1}]}
    pq.write_table(pa.table(columns), tmp_path / "a.parquet")
    events = mapper.read(tmp_path / "a.parquet").events
    assert (events.loc[0, "tags"], events.loc[0, "more"]) == ("a; b", '{"x": 1}')


def test_an_index_with_names_is_columns():
    frame = pd.DataFrame({"event_id": ["x", "y"], "event_date": ["2025-06-13", "2025-06-14"], "place": "Gao"})
    expected = mapper.read(frame)
    for names in ("event_id", ["event_id", "event_date"]):
        same(mapper.read(frame.set_index(names)), expected)
        same(mapper.read(frame.set_index(names, drop=False)), expected)
    same(mapper.read(frame.set_index(pd.Index([7, 8]))), expected)
    places = gpd.GeoDataFrame(frame, geometry=gpd.points_from_xy([0, 1], [16, 17]), crs=4326)
    same(mapper.read(places.set_index("event_id")), mapper.read(places))


def test_events_come_back_from_a_geodataframe(seeds_dir):
    dossier = mapper.read(seeds_dir)
    again = mapper.read(dossier.to_geodataframe().drop(columns=["date_text"]))
    assert again.events["event_id"].tolist() == dossier.events["event_id"].tolist()
    assert again.events["event_date"].tolist() == dossier.events["event_date"].tolist()


def test_columns_can_be_named_and_days_may_be_dates():
    frame = pd.DataFrame({"Datum": [dt.date(2025, 6, 13)], "Ort": ["Gao"], "wer": ["JNIM"]})
    dossier = mapper.read(frame, columns={"date": "Datum", "place": "Ort", "actor1": "wer"})
    assert dossier.events["event_date"].tolist() == [pd.Timestamp("2025-06-13")]
    assert dossier.actors["name"].tolist() == ["JNIM"]


def test_frames_and_files_are_read_together(seeds_dir):
    frame = pd.DataFrame({"event_id": ["one-more"], "event_date": ["2025-06-13"]})
    both = mapper.read(seeds_dir, frame)
    assert both.events["event_id"].tolist()[-1] == "one-more"
    assert both.counts.read == mapper.read(seeds_dir).counts.read + 1


def test_a_second_frame_leaves_the_ids_of_the_first_as_they_are():
    first = pd.DataFrame({"Datum": ["2025-06-13", "2025-06-14"], "Ort": ["Gao", "Kidal"]})
    second = pd.DataFrame({"Datum": ["2025-07-13", "soon"], "Ort": ["Mopti", "Gao"]})
    alone, both = mapper.read(first), mapper.read(first, second)
    assert alone.events["event_id"].tolist() == ["DataFrame-1", "DataFrame-2"]
    assert both.events["event_id"].tolist() == ["DataFrame-1", "DataFrame-2", "DataFrame-2-1", "DataFrame-2-2"]
    assert both.faults[["file", "line"]].to_numpy().tolist() == [["DataFrame-2", 2]]


def test_what_is_wrong_with_a_frame_is_said(seeds_dir):
    twice = pd.DataFrame([[1, 2]], columns=["event_id", "event_id"])
    with pytest.raises(FormatError, match="two columns are called 'event_id'"):
        mapper.read(twice)
    with pytest.raises(FormatError, match="at most 2,000"):
        mapper.read(pd.DataFrame(np.zeros((1, 2001))))
    with pytest.raises(StrictError, match="DataFrame, line 1, event_date"):
        mapper.read(pd.DataFrame({"event_id": ["a"], "event_date": ["soon"]}), strict=True)


MOMENTS = {
    "days": (["2025-06-01", None], ["2025-06-01", ""]),
    "times": (["2025-06-01 13:45:10", "2025-06-02"], ["2025-06-01 13:45:10", "2025-06-02 00:00:00"]),
    "parts": (["2025-06-01 13:45:10.25", None], ["2025-06-01 13:45:10.250", ""]),
    "zoned": (["2025-06-01 23:45:10+00:00", None], ["2025-06-01 23:45:10+00:00", ""]),
    "elsewhere": (["2025-06-02 08:45:10+09:00", None], ["2025-06-02 08:45:10+09:00", ""]),
}


@pytest.mark.parametrize("kind", MOMENTS)
@pytest.mark.parametrize("form", ["frame", "arrow", "csv", "parquet", "gpkg", "fgb"])
def test_a_moment_keeps_its_time_and_zone_however_the_table_comes_in(tmp_path, kind, form):
    written, texts = MOMENTS[kind]
    moments = pd.to_datetime(pd.Series(written), format="ISO8601")
    frame = pd.DataFrame({"event_id": ["a", "b"], "place": ["Gao", "Kidal"], "seen": moments})
    file = tmp_path / f"events.{form}"
    if form == "csv":
        frame.to_csv(file, index=False)
    elif form == "parquet":
        frame.to_parquet(file, index=False)
    elif form in ("gpkg", "fgb"):
        gpd.GeoDataFrame(frame, geometry=[shapely.Point(0, 16)] * 2, crs=4326).to_file(file)
    elif form == "arrow":
        file = frame.astype({"seen": pd.ArrowDtype(pa.Array.from_pandas(frame["seen"]).type)})
    else:
        file = frame
    assert mapper.read(file).events["seen"].astype("str").tolist() == texts


def test_the_date_of_a_moment_is_its_day_in_its_zone():
    moments = pd.to_datetime(pd.Series(["2025-06-01 23:45:10+00:00"])).dt.tz_convert("Asia/Tokyo")
    events = mapper.read(pd.DataFrame({"event_id": ["a"], "event_date": moments, "place": ["Gao"]})).events
    assert events["event_date"].tolist() == [pd.Timestamp("2025-06-02")]


def test_small_floats_and_yes_or_no_are_written_alike_in_frames_and_files(tmp_path):
    frame = pd.DataFrame(
        {"event_id": ["a"], "place": ["Gao"], "share": np.array([0.1], dtype="float32"), "sure": [True]}
    )
    frame.to_csv(tmp_path / "a.csv", index=False)
    frame.to_parquet(tmp_path / "a.parquet", index=False)
    for source in (frame, tmp_path / "a.csv", tmp_path / "a.parquet"):
        events = mapper.read(source).events
        assert (events.loc[0, "share"], events.loc[0, "sure"]) == ("0.1", "True")


_BYTES = bytes.fromhex("00112233445566778899aabbccddeeff")
ID = "00112233-4455-6677-8899-aabbccddeeff"
RARE = {
    "id": (pa.ExtensionArray.from_storage(pa.uuid(), pa.array([_BYTES] * 2, pa.binary(16))), [ID, ID]),
    "small decimal": (pa.array([1, None], pa.decimal32(5, 2)), ["1.00", ""]),
    "decimal": (pa.array([1, 2], pa.decimal64(9, 1)), ["1.0", "2.0"]),
    "large decimal": (pa.array([1, 2], pa.decimal256(60, 1)), ["1.0", "2.0"]),
    "json": (pa.ExtensionArray.from_storage(pa.json_(), pa.array(['{"a": 1}', None])), ['{"a": 1}', ""]),
    "month": (pa.array(pd.period_range("2025-05", periods=2, freq="M")), ["2025-05", "2025-06"]),
    "view": (pa.array(["a", None], pa.string_view()), ["a", ""]),
    "known zone": (pa.array([0, None], pa.timestamp("ms", "Africa/Bamako")), ["1970-01-01 00:00:00+00:00", ""]),
    "unknown zone": (pa.array([0, None], pa.timestamp("ms", "Nowhere/Town")), ["1970-01-01 00:00:00+00:00", ""]),
    "bytes by number": (pa.array([b"\xff", b"\xff"]).dictionary_encode(), ["", ""]),
    "bytes": (pa.array([b"\xff", None], pa.binary_view()), ["", ""]),
}


@pytest.mark.parametrize("name", RARE)
def test_a_column_of_a_rare_type_is_read_as_text(tmp_path, name):
    column, texts = RARE[name]
    pq.write_table(
        pa.table({"event_id": ["a", "b"], "place": ["Gao", "Kidal"], "rare": column}), tmp_path / "a.parquet"
    )
    assert mapper.read(tmp_path / "a.parquet").events["rare"].astype("str").tolist() == texts


def test_parquet_with_two_columns_of_one_name_is_refused_by_that_name(tmp_path):
    columns = [pa.array(["a"]), pa.array(["Gao"]), pa.array(["Kidal"])]
    pq.write_table(pa.Table.from_arrays(columns, names=["event_id", "place", "place"]), tmp_path / "a.parquet")
    with pytest.raises(FormatError, match="two columns are called 'place'; rename one of them"):
        mapper.read(tmp_path / "a.parquet")
