"""Maps of the events of many files: the page that is drawn of all at once, with one file in memory."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import mapper
from gazetteer import Gazetteer
from mapper.cube.partitioned import PartitionedDossier, look_through, spilled
from mapper.errors import FormatError
from mapper.options import Engine
from mapper.render.payload import text_rows
from tests.cube.parts import write_parts, write_rows

ENGINE = ("--engine", "files", "--single-events")
HEADER = (
    "event_id,event_date,place,country,event_type,actor1,fatalities,latitude,longitude,notes,part_of,"
    "possibly_same_as,tags,Weather,adm1_pcode"
)
AREA = [[[0, 15], [2, 15], [2, 17], [0, 17], [0, 15]]]


@pytest.fixture
def parts(tmp_path: Path) -> list[Path]:
    """Two files whose days alternate, of events that name each other, with places of every kind."""
    rows = (
        (
            "e1,2024-01-05,Gao,ML,Battles,JNIM,3,,,Two shots,,f3,,dry,",
            "e2,,Gao / Kidal,ML,Riots,Red Column,,,,,,,political,,",
            "e3,2024-03-01,,ML,Riots,JNIM / FAMa,2,,,,f2,,,windy,ML07",
        ),
        (
            "f1,2024-02-03,Mali,ML,Riots,Jnim,,17.1,-3.4,Two shots,,,conflict,wet,",
            "f2,2024-03,near Gao,ML,Protests,JNIM / Red Column,5,,,Three shots,,,,,",
            "f3,2024-01-04,Kidal,ML,Battles,,1,48.8,2.3,,,e1,,dry,",
        ),
    )
    files = [tmp_path / "parts" / f"{name}.csv" for name in ("a", "b")]
    for file, some in zip(files, rows, strict=True):
        write_rows(file, *some, header=HEADER)
    return files


def in_files(sources: list[Path]) -> PartitionedDossier:
    with Gazetteer.open() as places:
        return look_through([*map(str, sources)], engine=Engine(engine="files"), gazetteer=places)


def pages(
    folder: Path, files: list[Path], conditions: dict[str, Any] | None = None, **drawing: Any
) -> tuple[bytes, bytes]:
    """Return the page of all events in one piece, and that of the events in their files."""
    asked = conditions or {}
    whole = mapper.write_map(mapper.filter(mapper.read(*files), **asked), folder / "whole.html", **drawing)
    single = mapper.write_map(mapper.filter(in_files(files), **asked), folder / "single.html", **drawing)
    left = sorted(path.name for path in folder.iterdir() if path.suffix != ".csv")
    assert left == ["parts", "single.html", "whole.html"]
    return whole.read_bytes(), single.read_bytes()


@pytest.mark.parametrize(
    ("conditions", "drawing"),
    [
        ({}, {}),
        ({"actor": "JNIM"}, {"language": "fr"}),
        ({"type": "Riots", "from_": "2024-01"}, {"colour_by": "month", "title": "Mali"}),
        ({"month": "1999-01"}, {}),
        ({"place": "Gao"}, {"notes": "none", "measure": "killed"}),
    ],
)
def test_the_bytes_are_those_of_all_events_in_one_piece(tmp_path, parts, conditions, drawing):
    whole, single = pages(tmp_path, parts, conditions, **drawing)
    assert single == whole


@pytest.mark.parametrize("name", ["acled", "ucdp"])
def test_real_columns_too(tmp_path, name):
    write_parts(tmp_path, name, 90, 3)
    whole, single = pages(tmp_path, sorted((tmp_path / "parts").iterdir()))
    assert single == whole


def test_the_notes_of_many_events_are_coded_by_the_same_words(tmp_path, monkeypatch):
    write_parts(tmp_path, "acled", 500, 3)
    for module, name, size in ((text_rows, "_CODED_FROM", 64), (text_rows, "_AT_ONCE", 64), (spilled, "_GROUP", 100)):
        monkeypatch.setattr(module, name, size)
    monkeypatch.setattr(text_rows, "TEXT_BLOCK", 16)
    whole, single = pages(tmp_path, sorted((tmp_path / "parts").iterdir()))
    assert single == whole
    assert b'id="mapper-words"></script>' not in whole


def test_the_first_file_may_have_none_of_the_chosen_events(tmp_path, monkeypatch, parts):
    monkeypatch.setattr(text_rows, "_CODED_FROM", 1)
    chosen: dict[str, Any] = {"month": ("2024-02", "2024-03"), "not_actor": "FAMa"}
    assert mapper.filter(mapper.read(*parts), **chosen).events["event_id"].tolist() == ["f1", "f2"]
    whole, single = pages(tmp_path, parts, chosen)
    assert single == whole


def test_a_column_too_large_for_the_page_is_left_out_of_both(tmp_path, monkeypatch, parts):
    monkeypatch.setattr(spilled, "MOST_OWN_TEXT", 12)
    monkeypatch.setattr("mapper.render.mapdata.MOST_OWN_TEXT", 12)
    whole, single = pages(tmp_path, parts)
    assert single == whole
    assert b'"own":["adm1_pcode"]' in whole


def test_the_command_places_events_by_the_codes_of_areas_before_it_filters(tmp_path, run_mapper, parts):
    areas = tmp_path / "areas.geojson"
    feature = {"type": "Feature", "properties": {"adm1_pcode": "ML07", "name": "Gao"}}
    feature["geometry"] = {"type": "Polygon", "coordinates": AREA}
    areas.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    options = ("--boundaries", areas, "--max-geo-precision", "4", "--type", "Riots")
    said = []
    for engine in ((), ENGINE):
        done = run_mapper("map", *parts, "-o", "-", *options, *engine)
        said.append((done.stdout, done.stderr))
    assert said[0] == said[1]
    assert '<td dir="auto">e3</td>' in said[0][0]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ((), "give it with --engine files or dask"),
        (("--engine", "files", "--counts-only"), "either the single events or --counts-only"),
        (("--engine", "files", "--details", "more"), "either --details beside counts or the single events in the page"),
        (("--engine", "files", "--month", "1999-01"), "no event is left"),
    ],
)
def test_what_cannot_be_drawn_is_a_sentence_and_no_file(tmp_path, run_mapper, parts, options, said):
    done = run_mapper("map", *parts, "--single-events", "-o", tmp_path / "m.html", *options)
    assert done.returncode != 0
    assert said in " ".join(done.stderr.split())
    assert [path.name for path in tmp_path.iterdir()] == ["parts"]


def test_claims_are_compared_in_one_piece_and_an_older_page_stays(tmp_path):
    seeds = mapper.read("seeds")
    mapper.export(seeds.with_events(seeds.events.head(0)), tmp_path / "parts" / "a.csv")
    mapper.export(seeds, tmp_path / "parts" / "b.csv")
    target = tmp_path / "old.html"
    target.write_text("older")
    with pytest.raises(FormatError, match="has claims, which are compared only in one piece"):
        mapper.write_map(in_files([tmp_path / "parts"]), target)
    assert target.read_text() == "older"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["old.html", "parts"]


def test_an_id_of_two_files_is_refused(tmp_path):
    files = [
        write_rows(tmp_path / f"{place}.csv", f"1,2024-01-05,{place}", header="event_id,event_date,place")
        for place in ("Gao", "Kidal")
    ]
    with pytest.raises(FormatError, match="1 id stands in more than one file, or part of a large file: 1"):
        mapper.write_map(in_files(files), tmp_path / "m.html")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["Gao.csv", "Kidal.csv"]
