"""Files of geographic information systems: any coordinate system, any geometry, and nothing beyond the file."""

from __future__ import annotations

import datetime as dt
import io
import sqlite3
import zipfile
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely

import mapper
from mapper.errors import FormatError, SourceError
from mapper.options import ReadOptions
from mapper.readers import read_sources
from mapper.render.basemap.boundaries import read_boundaries
from tests.readers.sources import read_text

POINTS = gpd.GeoDataFrame(
    {
        "event_date": ["2025-05-03", "2025-05-04", "2025-05"],
        "actor1": ["Group A", "Group B", "Group A"],
        "fatalities": [3, 0, None],
    },
    geometry=[shapely.Point(-0.0447, 16.2717), shapely.Point(1.4078, 18.4411), None],
    crs=4326,
)
SQUARE = shapely.box(-0.1, 16.2, 0.1, 16.4)


def gpkg(file: Path, frame: gpd.GeoDataFrame = POINTS, layer: str = "events") -> None:
    target = file.with_suffix(".gpkg")
    frame.to_file(target, driver="GPKG", layer=layer)
    target.rename(file)


def fgb(file: Path, frame: gpd.GeoDataFrame = POINTS) -> None:
    target = file.with_suffix(".fgb")
    frame.to_file(target, driver="FlatGeobuf", SPATIAL_INDEX="NO")
    target.rename(file)


def zipped_shapefile(file: Path, frame: gpd.GeoDataFrame = POINTS, inside: str = "data/log") -> None:
    folder = file.parent / "shp"
    folder.mkdir(exist_ok=True)
    frame.to_file(folder / "log.shp")
    with zipfile.ZipFile(file, "a") as archive:
        for part in sorted(folder.iterdir()):
            archive.write(part, f"{inside}{part.suffix}")


def geoparquet(file: Path, frame: gpd.GeoDataFrame = POINTS) -> None:
    frame.to_parquet(file)


WRITERS = pytest.mark.parametrize("write", [gpkg, fgb, zipped_shapefile, geoparquet])


@WRITERS
def test_points_and_attributes(tmp_path, write):
    file = tmp_path / "log.dat"
    write(file)
    events = read_sources([file]).events
    assert events["longitude"].tolist()[:2] == [-0.0447, 1.4078]
    assert events["latitude"].tolist()[:2] == [16.2717, 18.4411]
    assert events["longitude"].isna().tolist() == [False, False, True]
    assert events["actor1"].tolist() == ["Group A", "Group B", "Group A"]
    assert events["fatalities_best"].fillna(-1).tolist() == [3, 0, -1]
    assert events["date_precision"].tolist() == ["day", "day", "month"]


@pytest.mark.slow
@WRITERS
@pytest.mark.parametrize("crs", [3857, 32631, "ESRI:102022"])
def test_any_coordinate_system(tmp_path, write, crs):
    file = tmp_path / "log.zip"
    write(file, POINTS.iloc[:2].to_crs(crs))
    events = read_sources([file]).events
    assert events["longitude"].tolist() == pytest.approx([-0.0447, 1.4078], abs=1e-5)
    assert events["latitude"].tolist() == pytest.approx([16.2717, 18.4411], abs=1e-5)


@pytest.mark.slow
@pytest.mark.parametrize("write", [gpkg, fgb, geoparquet])
def test_only_a_point_is_exact(tmp_path, write):
    shapes = [
        shapely.Point(0.0123, 16.3123),
        shapely.MultiPoint([(0.0123, 16.3123)]),
        SQUARE,
        shapely.MultiPolygon([SQUARE, shapely.box(1, 1, 2, 2)]),
        shapely.LineString([(0, 16), (1, 17)]),
        shapely.GeometryCollection([SQUARE]),
        shapely.MultiPoint([(0, 16.3), (1, 18)]),
        shapely.Point(),
    ]
    frame = gpd.GeoDataFrame({"date": ["2025-05-03"] * len(shapes)}, geometry=shapes, crs=4326)
    file = tmp_path / "shapes.bin"
    write(file, frame)
    dossier = mapper.read(file)
    kinds = dossier.events["location_kind"].tolist()
    assert kinds == ["exact", "exact", "area", "area", "area", "area", "unlocated", "unlocated"]
    assert dossier.faults[["field", "value", "reason"]].to_numpy().tolist() == [
        ["geometry", "MultiPoint", "several places, and an event has one"]
    ]
    inside = shapely.Point(dossier.events["longitude"][2], dossier.events["latitude"][2])
    assert inside.within(SQUARE)


def test_a_geometry_far_from_the_columns_is_reported(tmp_path):
    frame = POINTS.iloc[:2].assign(lat=["18.4411", "18.44"], lon=["1.4078", "1.41"])
    gpkg(tmp_path / "log.gpkg", frame)
    dossier = read_sources([tmp_path / "log.gpkg"])
    assert dossier.faults["reason"].tolist() == [
        "the geometry and the columns of coordinates are 286 km apart; the geometry is used"
    ]
    assert dossier.events["longitude"].tolist() == [-0.0447, 1.41]


def test_the_layer_of_events_is_found_or_named(tmp_path):
    file = tmp_path / "project.gpkg"
    gpkg(file, gpd.GeoDataFrame({"colour": ["red"]}, geometry=[SQUARE], crs=4326), layer="areas")
    gpkg(file, layer="log")
    dossier = read_sources([file])
    assert len(dossier.events) == 3
    assert "layer 'log' read; not read: areas" in dossier.notices[0]
    gpkg(file, layer="older")
    with pytest.raises(FormatError, match="2 layers may be meant: log, older; name one by `sheet`"):
        read_sources([file])
    assert len(read_sources([file], ReadOptions(sheet="older")).events) == 3
    with pytest.raises(FormatError, match="no layer 'newer'"):
        read_sources([file], ReadOptions(sheet="newer"))


def test_days_and_times(tmp_path):
    frame = POINTS.iloc[:2].assign(
        event_date=pd.to_datetime(["2025-05-03", "2025-05-04"]),
        edited=[dt.datetime(2025, 5, 5, 12, 30), dt.datetime(2025, 5, 6, 7, 0)],
    )
    gpkg(tmp_path / "log.gpkg", frame)
    events = read_sources([tmp_path / "log.gpkg"]).events
    assert events["event_date"].dt.strftime("%Y-%m-%d").tolist() == ["2025-05-03", "2025-05-04"]
    assert events["edited"].tolist() == ["2025-05-05 12:30:00", "2025-05-06 07:00:00"]


@pytest.mark.slow
def test_the_kml_that_the_mapper_writes_reads_back(tmp_path):
    seeds = mapper.read("seeds")
    target = tmp_path / "events.kml"
    mapper.export(seeds, target)
    again = mapper.read(target)
    # Whether two claims name the same actor is for actors.csv to say, which only a folder has.
    ours, theirs = (
        dossier.events.drop(columns="disputed_fields").sort_values("event_id", ignore_index=True).astype("str")
        for dossier in (seeds, again)
    )
    pd.testing.assert_frame_equal(ours, theirs)
    assert len(again.claims) == len(seeds.claims)


def test_two_shapefiles_in_an_archive(tmp_path):
    file = tmp_path / "both.zip"
    zipped_shapefile(file, inside="first")
    zipped_shapefile(file, inside="second")
    with pytest.raises(FormatError, match="2 shapefiles may be meant: first, second"):
        read_sources([file])
    assert len(read_sources([file], ReadOptions(sheet="second")).events) == 3


VRT = b'<OGRVRTDataSource><OGRVRTLayer name="x"><SrcDataSource>/vsicurl/http://localhost/x.csv</SrcDataSource>'


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (VRT + b"</OGRVRTLayer></OGRVRTDataSource>", "no column event_id|is not read|damaged"),
        (b"<?xml version='1.0'?>" + VRT + b"</OGRVRTLayer></OGRVRTDataSource>", "XML of the kind 'OGRVRTDataSource'"),
        (b"<!DOCTYPE html><html><body><p>Log in<br>", "web page"),
        (b"SQLite format 3\x00" + bytes(2000), "no GeoPackage"),
        (b"SQLite format 3\x00" + bytes(52) + b"GPKG" + bytes(2000), "damaged|no layer"),
        (b"fgb\x03fgb\x00" + b"x" * 500, "damaged|no layer"),
        (b"\x00\x00\x27\x0a" + bytes(96), "several files"),
    ],
)
def test_what_is_none_of_these_is_one_sentence(tmp_path, content, words):
    with pytest.raises((SourceError, FormatError), match=words) as caught:
        read_text(tmp_path, content, name="events.gpkg")
    assert "\n" not in str(caught.value)


def test_a_plain_database_is_no_geopackage(tmp_path):
    file = tmp_path / "log.sqlite"
    with sqlite3.connect(file) as database:
        database.execute("CREATE TABLE log (date TEXT, place TEXT)")
    database.close()
    with pytest.raises(SourceError, match="no GeoPackage"):
        read_sources([file])


def test_a_shapefile_that_unpacks_to_too_much_is_stopped(tmp_path, monkeypatch):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("log.shp", bytes(1 << 20))
    monkeypatch.setattr("gazetteer.tables.bytes.SIZE_LIMIT", 1 << 16)
    with pytest.raises(SourceError, match="unpacks to more than"):
        read_text(tmp_path, buffer.getvalue(), name="bomb.zip")


@WRITERS
def test_shapes_without_any_column_are_events_of_which_the_place_is_known(tmp_path, write):
    write(tmp_path / "events.zip", POINTS[["geometry"]])
    events = read_sources([tmp_path / "events.zip"]).events
    assert events["latitude"].dropna().tolist() == pytest.approx([16.2717, 18.4411])


def test_a_shapefile_that_lost_its_table_is_read_for_its_places(tmp_path):
    zipped_shapefile(tmp_path / "whole.zip")
    with zipfile.ZipFile(tmp_path / "whole.zip") as whole, zipfile.ZipFile(tmp_path / "events.zip", "w") as archive:
        for name in whole.namelist():
            if not name.endswith(".dbf"):
                archive.writestr(name, whole.read(name))
    assert read_sources([tmp_path / "events.zip"]).events["latitude"].notna().sum() == 2


def test_a_shapefile_whose_checksum_is_wrong_is_refused_in_a_sentence(tmp_path):
    file = tmp_path / "log.zip"
    zipped_shapefile(file)
    whole = file.read_bytes()
    assert whole.count(b"Group B") == 1
    file.write_bytes(whole.replace(b"Group B", b"Group C"))
    for read in (read_boundaries, lambda path: read_sources([path])):
        with pytest.raises(SourceError, match=r"log\.zip: damaged, or not what it seems"):
            read(file)


@pytest.mark.parametrize("said", [b"{", b"[]", b"\xff", b'{"columns": ' + b"[" * 100_000])
def test_geoparquet_whose_description_is_none_is_read_as_a_table(tmp_path, said):
    table = pa.table({"event_id": ["a"], "place": ["Gao"]}).replace_schema_metadata({b"geo": said})
    pq.write_table(table, tmp_path / "log.parquet")
    assert read_sources([tmp_path / "log.parquet"]).events["place"].tolist() == ["Gao"]
