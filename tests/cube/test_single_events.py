"""`mapper export --single-events`: the files that are written of all events at once, with one file in memory."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pyarrow.dataset as ds
import pytest

import mapper
from tests.conftest import RunMapper
from tests.cube.parts import write_parts, write_rows

HEADER = "event_id,event_date,place,country,event_type,actor1,latitude,longitude,Weather"


@pytest.fixture
def parts(tmp_path: Path) -> list[Path]:
    """Two files with places that agree or not, coordinates for a whole country, and a column of their own."""
    rows = (
        ("e1,2024-01-05,Gao,ML,Battles,JNIM,,,dry", "e2,,Gao / Kidal,ML,Riots,Red Column,,,"),
        ("f1,2024-02-03,Mali,ML,Riots,Jnim,17.1,-3.4,wet", "f2,2024-03,near Gao,ML,Protests,JNIM / Red Column,,,"),
    )
    files = [tmp_path / "parts" / f"{name}.csv" for name in ("a", "b")]
    for file, some in zip(files, rows, strict=True):
        write_rows(file, *some, header=HEADER)
    return files


def exported(run_mapper: RunMapper, target: Path, sources: list[Path], *options: str) -> dict[str, bytes]:
    """Return the files that an export writes."""
    target.parent.mkdir()
    done = run_mapper("export", *sources, "-o", target, *options)
    assert done.returncode == 0, done.stderr
    return {file.name: file.read_bytes() for file in target.parent.iterdir()}


@pytest.mark.parametrize("suffix", ["gpkg", "fgb", "pmtiles", "parquet", "csv"])
@pytest.mark.parametrize("filters", [(), ("--actor", "JNIM", "--lang", "fr"), ("--type", "Riots", "--from", "2024-01")])
def test_the_bytes_are_those_of_all_events_in_one_piece(tmp_path, run_mapper, parts, suffix, filters):
    whole = exported(run_mapper, tmp_path / "whole" / f"events.{suffix}", parts, *filters)
    options = (*filters, "--engine", "files", "--single-events")
    assert exported(run_mapper, tmp_path / "single" / f"events.{suffix}", [parts[0].parent], *options) == whole


def test_a_point_that_stands_for_an_area_is_none_of_an_event(tmp_path, run_mapper):
    """Whether one does is told by its coordinates, by their digits, and by other events that share it."""
    rows = (
        ("a1,2024-01-05,near Gao,ML,,,16.2716,-0.0447,", "a2,2024-01-06,Mali,ML,,,12.6392,-8.0029,",
         "a3,2024-01-07,Upper Nile,SS,,,9.1234,32.5678,", "a4,2024-01-08,Gao,ML,,,16.3,-0.1,"),
        ("b1,2024-02-05,near Gao,ML,,,16.3512,-0.1239,", "b2,2024-02-07,Upper Nile,SS,,,9.1234,32.5678,"),
    )  # fmt: skip
    files = [tmp_path / "parts" / f"{name}.csv" for name in ("a", "b")]
    for file, some in zip(files, rows, strict=True):
        write_rows(file, *some, header=HEADER)
    whole = exported(run_mapper, tmp_path / "whole" / "events.csv", files)
    options = ("--engine", "files", "--single-events")
    assert exported(run_mapper, tmp_path / "single" / "events.csv", files, *options) == whole
    kinds = pd.read_csv(tmp_path / "single" / "events.csv", index_col="event_id")["location_kind"].to_dict()
    assert kinds == {"a1": "near", "a2": "unlocated", "a3": "area", "a4": "near", "b1": "exact", "b2": "area"}


@pytest.mark.parametrize("name", ["acled", "ucdp"])
def test_real_columns_too(tmp_path, run_mapper, name):
    write_parts(tmp_path, name, 90, 3)
    files = sorted((tmp_path / "parts").iterdir())
    whole = exported(run_mapper, tmp_path / "whole" / "events.gpkg", files)
    options = ("--engine", "files", "--single-events")
    assert exported(run_mapper, tmp_path / "single" / "events.gpkg", files, *options) == whole


def test_each_file_gives_a_part_a_file_of_its_own(tmp_path, run_mapper, parts):
    folder = tmp_path / "out"
    done = run_mapper("export", *parts, "--engine", "files", "--single-events", "-o", folder, "--partition", "country")
    assert done.returncode == 0, done.stderr
    table = ds.dataset(folder, partitioning="hive").to_table().to_pandas().sort_values("event_id")
    expected = mapper.read(*parts).events.sort_values("event_id")
    assert table["event_id"].tolist() == expected["event_id"].tolist()
    assert table["place_reason"].tolist() == expected["place_reason"].tolist()
    assert sorted(path.name for path in folder.rglob("*.parquet")) == ["part-0.parquet", "part-1.parquet"]


def test_what_is_left_out_and_not_on_the_map_is_said(tmp_path, run_mapper, parts):
    options = ("-o", tmp_path / "e.csv", "--from", "2024")
    done = run_mapper("export", *parts, "--engine", "files", "--single-events", *options)
    assert "1 undated event left out by the date filter" in done.stderr
    assert "On the map: 3 events. Not on the map: 0." in done.stderr


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (
            ("-o", "e.geojson", "--engine", "files"),
            "file by file: use one of .gpkg, .fgb, .pmtiles, .parquet, .csv, or `partition`",
        ),
        (("-o", "e.csv"), "--single-events: cannot read 'True'; give it with --engine files or dask"),
        (("-o", "e.csv", "--engine", "files", "--counts-only"), "either the single events or --counts-only"),
        (("-o", "e.gpkg", "--engine", "files", "--month", "1999-01"), "no event is left"),
        (("-o", "e.gpkg", "--engine", "files", "--actor", "Nobody"), "no actor called 'Nobody'"),
    ],
)
def test_what_cannot_be_written_is_a_sentence_and_no_file(tmp_path, run_mapper, parts, options, said):
    _, name, *others = options
    done = run_mapper("export", *parts, "--single-events", "-o", tmp_path / name, *others)
    assert done.returncode != 0
    assert said in " ".join(done.stderr.split())
    assert not (tmp_path / name).exists()


@pytest.mark.parametrize("suffix", ["gpkg", "fgb", "pmtiles", "parquet", "csv"])
def test_claims_are_compared_in_one_piece_and_an_older_file_stays(tmp_path, run_mapper, suffix):
    seeds = mapper.read("seeds")
    mapper.export(seeds.with_events(seeds.events.head(0)), tmp_path / "parts" / "a.csv")
    mapper.export(seeds, tmp_path / "parts" / "b.csv")
    target = tmp_path / f"old.{suffix}"
    target.write_text("older")
    done = run_mapper("export", tmp_path / "parts", "--engine", "files", "--single-events", "-o", target)
    assert "has claims, which are compared only in one piece; read it without --engine" in " ".join(done.stderr.split())
    assert target.read_text() == "older"
    assert pd.Series([path.name for path in tmp_path.iterdir()]).isin(["parts", target.name]).all()
