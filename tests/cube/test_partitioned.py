"""`mapper.read(…, engine="dask")`: the events that `mapper.read` gives of the same files, in a lazy frame."""

from __future__ import annotations

import importlib.util
import os
import pickle
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import mapper
from mapper.errors import MapperError, ParameterError, SourceError
from tests.cube.parts import write_parts, write_rows
from tests.differential.files import random_filter
from tests.soak import sample

ROOT = Path(__file__).parents[2]
SCRIPT = Path(__file__).with_name("lazy.py")
HEADER = "event_id,event_date,place,country,event_type,actor1,actor2,latitude,longitude,Weather"
PLACES = (
    "e1,2024-01-05,Gao,ML,Battles,JNIM,Army of Examplia,,,dry",
    "e2,2024-01-31,Gao / Kidal,ML,Battles,Jnim,,,,",
    "e3,2024-02-01,Nowhere at all,ML,Riots,Red Column,JNIM,,,wet",
)
MORE = (
    "f1,2024-02-03,Kidal,,Riots, JNIM ,Red Column,18.44,1.41",
    "f2,2024-03,near Gao,ML,Protests,JNIM,,,",
    "f3,,Gao?,ML,Battles,RED COLUMN,,,",
    "f4,2024-03-04,,,Battles,,,,",
    "f7,2024-03-04,,,Battles,,,north,somewhere",
    "f5,2024-03-05,Kidal,ML,Battles,JNIM / Red Column,,,",
    "f6,2024-03-05,Kidal,ML,Battles,JNIM / Red Column,,,",
)


def lazily(folder: Path, *filters: dict[str, Any]) -> dict[str, Any]:
    """Return what the script finds of the files in a folder."""
    (folder / "filters.pickle").write_bytes(pickle.dumps(filters))
    for name in ("a", "b"):
        write_rows(folder / "gone" / f"{name}.csv", f"{name},2024-01-05,Gao,Battles,JNIM,3")
    write_rows(folder / "other" / "a.csv", "a,2024-01-05,Gao,Battles,JNIM,3")
    write_rows(folder / "other" / "b.csv", "b,2024-01-05", header="event_id,event_date")
    run = subprocess.run(
        [sys.executable, SCRIPT, folder, folder / "result.pickle"],
        capture_output=True, check=False, env={**os.environ, "PYTHONPATH": str(ROOT)}, encoding="utf-8", timeout=300,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    found: dict[str, Any] = pickle.loads((folder / "result.pickle").read_bytes())  # noqa: S301 - the test wrote it
    return found


def comparable(events: pd.DataFrame) -> pd.DataFrame:
    """Return events by id, with texts for closed lists, whose other members a frame does not show."""
    ordered = pd.DataFrame(events.assign(points=events.geometry.to_wkt()).sort_values("event_id", ignore_index=True))
    coded = ordered.select_dtypes("category").columns
    return ordered.astype(dict.fromkeys(coded, "str")).drop(columns="geometry")


def assert_same(found: dict[str, Any], whole: mapper.Dossier) -> None:
    pd.testing.assert_frame_equal(comparable(found["events"]), comparable(whole.to_geodataframe()))
    assert found["meta"].equals(found["events"].dtypes)
    kinds = whole.events.dtypes.astype("str")
    assert found["meta"].astype("str")[kinds.index].equals(kinds)
    actors, expected = (table.sort_values("actor_id", ignore_index=True) for table in (found["actors"], whole.actors))
    pd.testing.assert_frame_equal(actors, expected)
    assert found["counts"] == whole.counts
    assert found["summary"] == whole.summary()._replace(claims=0, sources=0)


@pytest.mark.slow
@pytest.mark.soak
@pytest.mark.posix
@pytest.mark.parametrize("name", ["acled", "ucdp"])
def test_events_and_filters_are_those_of_all_files_read_at_once(tmp_path: Path, name: str) -> None:
    _, expected = write_parts(tmp_path, name, 90, 3)
    chance = random.Random(name)
    filters = [random_filter(expected, chance).parameters() for _ in range(sample(12, soak=40))]
    filters += [{"around": "Gao", "within_km": 90}]
    filters += [{"bbox": (0, 15, 3, 17)}, {"min_fatalities": 3}, {"context": "leave-out"}, {"not_actor": "Red Column"}]
    found = lazily(tmp_path, *filters)
    whole = mapper.read(*sorted((tmp_path / "parts").iterdir()))
    assert_same(found, whole)
    for one, ids in zip(filters, found["filtered"], strict=True):
        assert sorted(ids) == sorted(mapper.filter(whole, **one).events["event_id"]), one


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], mapper.Dossier]:
    """What is found of two files whose places have to be looked up, and what is read of both at once."""
    folder = tmp_path_factory.mktemp("places")
    write_rows(folder / "parts" / "a.csv", *PLACES, header=HEADER)
    write_rows(folder / "parts" / "b.csv", *MORE, header=HEADER.removesuffix(",Weather"))
    found = lazily(folder, {"actor": "jnim", "month": ["2024-01", "2024-02"]}, {"type": "Protests"})
    return found, mapper.read(folder / "parts" / "a.csv", folder / "parts" / "b.csv")


@pytest.mark.slow
@pytest.mark.posix
def test_places_and_actors_are_those_of_all_files_together(places: tuple[dict[str, Any], mapper.Dossier]) -> None:
    found, whole = places
    assert_same(found, whole)
    assert (found["type"], found["crs"]) == ("dask_geopandas.expr.GeoDataFrame", 4326)
    assert found["months"] == {1: 2, 2: 2, 3: 5}
    assert set(whole.notices) < set(found["notices"])  # two events name two actors in a cell, which only e3 tells apart
    assert set(found["events"]["actor1"]) == {"JNIM", "Red Column", ""}
    assert set(found["events"]["location_kind"]) > {"alternatives", "unlocated", "exact"}
    assert found["filtered"] == [["e1", "e2", "e3", "f1"], ["f2"]]  # only one of the files has a protest
    assert (found["filtered_summary"].events, found["filtered_summary"].period) == (4, "2024-01-05/2024-02-03")
    assert found["repr"] == (
        "PartitionedDossier(2 partitions, 10 rows read, filtered by --actor jnim --month 2024-01 --month 2024-02)"
    )
    assert "ids are compared within each file only: an event that stands in two files counts twice" in found["notices"]


@pytest.mark.slow
@pytest.mark.posix
def test_it_is_exported_as_a_dossier_in_one_piece_is(
    places: tuple[dict[str, Any], mapper.Dossier], tmp_path: Path
) -> None:
    found, whole = places
    chosen = mapper.filter(whole, actor="jnim", month=["2024-01", "2024-02"])
    (file,) = mapper.export(chosen, tmp_path / "events.csv")
    assert found["exported"] == file.read_bytes()


@pytest.mark.slow
@pytest.mark.posix
def test_nothing_is_read_before_it_is_computed(places: tuple[dict[str, Any], mapper.Dossier]) -> None:
    gone = places[0]["gone"]  # filtered, and asked for its frame, when one of the files was no longer there
    assert gone.startswith("SourceMissingError: ")
    assert "gone/b.csv" in gone


@pytest.mark.slow
@pytest.mark.posix
def test_what_cannot_be_done_is_said_at_once(places: tuple[dict[str, Any], mapper.Dossier]) -> None:
    said = places[0]
    assert said["unknown actor"].startswith("UnknownNameError: no actor called 'Red Colum'")
    assert said["unknown type"].startswith("UnknownNameError")
    assert "Battles" in said["unknown type"]
    assert said["source"].startswith("ParameterError: source: cannot read 's1'")
    assert said["date"].startswith("ParameterError: from_: cannot read 'soon'")
    assert said["no file"].startswith("SourceMissingError")
    assert said["other columns"].startswith("FormatError")
    assert "b.csv has none for actor1, event_type, place" in said["other columns"]


def test_sources_are_names_of_files_and_the_engine_is_one_of_two() -> None:
    with pytest.raises(ParameterError, match="names of files with `engine` dask"):
        mapper.read(pd.DataFrame({"event_id": ["a"]}), engine="dask")
    with pytest.raises(ParameterError, match="engine: cannot read 'files'; give memory or dask"):
        mapper.read("seeds", engine="files")  # type: ignore[call-overload]
    with pytest.raises(ParameterError, match="no drafts"):
        mapper.read("seeds", engine="dask", with_drafts=True)  # type: ignore[call-overload]
    with pytest.raises(SourceError, match="a dossier is read in one piece"):
        mapper.read("seeds", engine="dask")


@pytest.mark.parametrize(("missing", "package"), [("distributed", "dask"), ("dask_geopandas", "dask-geopandas")])
def test_without_dask_geopandas_a_sentence_says_how_to_install_it(
    missing: str, package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == missing else there(name))
    with pytest.raises(MapperError) as caught:
        mapper.read("seeds/events.csv", engine="dask")
    assert str(caught.value) == (
        f"reading with Dask needs what is not installed ({package}); pip install 'conflict-event-mapper[cluster]'"
    )
