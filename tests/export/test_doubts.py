"""Exports say of which points it is doubted that they are where the record says, and how sure a place is."""

from __future__ import annotations

import json

import pandas as pd
import pyarrow.parquet as pq
import pytest
from lxml import etree

import mapper
from mapper.exports import write

ROWS = """event_id,event_date,place,country,latitude,longitude
far,2025-06-01,Gao,ML,12.64,-8.0
right,2025-06-01,Gao,ML,16.27,-0.04
named,2025-06-01,Kidal,ML,,
nowhere,2025-06-01,Xyzzyville,ML,,
"""


@pytest.fixture
def source(tmp_path):
    file = tmp_path / "events.csv"
    file.write_text(ROWS)
    return file


def test_a_point_that_is_doubted_says_why_in_the_language_asked_for(source, tmp_path):
    *_, file = mapper.export(mapper.read(source), tmp_path / "out.parquet")
    doubts = dict(zip(*(pq.read_table(file)[name].to_pylist() for name in ("event_id", "place_doubt")), strict=True))
    assert "from Gao" in doubts["far"]
    assert [name for name, why in doubts.items() if why] == ["far"]
    *_, file = mapper.export(mapper.read(source), tmp_path / "out.geojson", language="fr")
    far, *others = (each["properties"]["place_doubt"] for each in json.loads(file.read_bytes())["features"])
    assert far not in {"", doubts["far"]}
    assert not any(others)


def test_the_terminal_says_it_of_an_export_as_of_a_map(run_mapper, source, tmp_path):
    said = run_mapper("export", source, "-o", tmp_path / "out.csv").stderr
    assert "Not where the record says: the coordinates of 1 event" in said
    assert "far" in pd.read_csv(tmp_path / "out.csv").query("place_doubt.notna()")["event_id"].tolist()


def test_qgis_draws_it_hollow_with_a_question_mark_and_says_so_in_the_legend(source, tmp_path):
    mapper.export(mapper.read(source), tmp_path / "doubted.geojson")
    style = (tmp_path / "doubted.qml").read_text()
    assert "Hollow, with ?: the point is not where the record says" in style
    assert "place_doubt&quot;, " in style
    label = str(etree.fromstring(style.encode()).xpath("string(//text-style/@fieldName)"))
    assert "place_doubt" in label
    assert " ?" in label
    mapper.export(mapper.read("seeds"), tmp_path / "clear.geojson")
    assert "place_doubt&quot;, " not in (tmp_path / "clear.qml").read_text()


def test_where_nobody_has_looked_there_is_no_column_that_would_say_all_is_well(source, tmp_path):
    *_, file = write(mapper.read(source), tmp_path / "out.parquet")
    assert "place_doubt" not in pq.read_schema(file).names


def test_how_sure_the_gazetteer_is_stands_beside_the_places_that_it_gave(source, tmp_path):
    dossier = mapper.read(source)
    sure = dossier.events.set_index("event_id")["place_confidence"]
    assert 0.7 < sure["named"] <= 1
    assert sure[["far", "right", "nowhere"]].isna().all()
    *_, file = mapper.export(dossier, tmp_path / "out.geojson")
    cells = [each["properties"]["place_confidence"] for each in json.loads(file.read_bytes())["features"]]
    assert cells == [None, None, sure["named"], None]
    again = mapper.read(file)
    assert again.events["place_confidence"].equals(dossier.events["place_confidence"])
    assert again.extra_columns == dossier.extra_columns


def test_events_that_come_file_by_file_say_the_same(run_mapper, source, tmp_path):
    run_mapper("export", source, "-o", tmp_path / "whole.gpkg")
    run_mapper("export", source, "--engine", "files", "--single-events", "-o", tmp_path / "pieces.gpkg")
    assert (tmp_path / "whole.gpkg").read_bytes() == (tmp_path / "pieces.gpkg").read_bytes()


def test_published_counts_tell_no_doubt(run_mapper, source, tmp_path):
    said = run_mapper("export", source, "--counts-only", "-o", tmp_path / "out.csv").stderr
    assert "Not where the record says" not in said
    assert pd.read_csv(tmp_path / "out.csv")["place_doubt"].isna().all()


def test_an_export_of_an_older_version_is_still_read_as_the_record_that_it_was(source, tmp_path):
    first = mapper.read(source)
    *_, file = mapper.export(first, tmp_path / "out.csv")
    table = pd.read_csv(file, dtype="str", keep_default_na=False)
    table.drop(columns=["place_confidence", "place_doubt"]).to_csv(tmp_path / "older.csv", index=False)
    again = mapper.read(tmp_path / "older.csv")
    assert again.extra_columns == first.extra_columns
    assert again.events.equals(first.events)
