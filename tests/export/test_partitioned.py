"""GeoParquet in Hive's folders, as geopandas, pyogrio and plain Arrow read it, and the mapper itself."""

from __future__ import annotations

import json
from pathlib import Path

import geopandas
import pyarrow.dataset as ds
import pytest

import mapper
from mapper.errors import FormatError, OutputError, ParameterError
from mapper.exports import partitioned, write
from tests.conftest import RunMapper
from tests.export.dossiers import sahel


def test_each_part_is_a_file_and_geopandas_reads_all(tmp_path: Path) -> None:
    seeds = mapper.read("seeds")
    files = write(seeds, tmp_path / "parts", partition=["year", "country"])
    events = seeds.events
    years = events["event_date"].dt.strftime("%Y").fillna("")
    countries = events["country"].astype("str")
    expected = {f"year={year}/country={country}" for year, country in zip(years, countries, strict=True)}
    assert {file.parent.relative_to(tmp_path / "parts").as_posix() for file in files} == expected
    frame = geopandas.read_parquet(tmp_path / "parts")
    assert sorted(frame["event_id"]) == sorted(events["event_id"])
    assert (
        frame.set_index("event_id")["country"].astype("str").to_dict()
        == events.set_index("event_id")["country"].to_dict()
    )
    assert frame.geometry.isna().sum() == events["longitude"].isna().sum()


def test_a_window_is_read_by_the_boxes(tmp_path: Path) -> None:
    write(sahel(), tmp_path / "parts", partition=["year"])
    window = (0.0, 18.0, 3.0, 20.0)
    found = geopandas.read_parquet(tmp_path / "parts", bbox=window)
    events = sahel().to_geodataframe()
    assert sorted(found["event_id"]) == sorted(events.cx[0.0:3.0, 18.0:20.0]["event_id"])
    assert len(found) < len(events)


def test_the_same_bytes_each_time_and_plain_arrow_reads_them(tmp_path: Path) -> None:
    contents = []
    for name in ("one", "two"):
        files = write(sahel(), tmp_path / name, partition=["event_type", "country"])
        contents.append([(file.relative_to(tmp_path / name), file.read_bytes()) for file in files])
    assert contents[0] == contents[1]
    table = ds.dataset(tmp_path / "one", partitioning="hive").to_table()
    assert table.num_rows == len(sahel().events)


def test_the_mapper_counts_them(tmp_path: Path, run_mapper: RunMapper) -> None:
    done = run_mapper("export", "seeds", "-o", tmp_path / "parts", "--partition", "year,country")
    assert done.returncode == 0, done.stderr
    assert str(tmp_path / "parts" / "year=2025" / "country=ML" / "part-0.parquet") in done.stdout.splitlines()
    counted = run_mapper("summary", tmp_path / "parts", "--engine", "files", "--json")
    whole = run_mapper("summary", "seeds", "--json")
    assert counted.returncode == 0, counted.stderr
    for name in ("events", "months", "types", "countries", "actors"):
        assert json.loads(counted.stdout)[name] == json.loads(whole.stdout)[name]


def test_it_is_there_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: object, **options: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(partitioned, "write_table", refuse)
    with pytest.raises(OutputError):
        write(sahel(), tmp_path / "parts", partition=["year"])
    assert not (tmp_path / "parts").exists()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "parts", "error", "said"),
    [
        ("new", ["colour"], ParameterError, "some of year, month"),
        ("new", ["year", "year"], ParameterError, "year"),
        ("new.parquet", ["year"], FormatError, "whose name has no suffix"),
        ("full", ["year"], OutputError, "give a new folder"),
    ],
)
def test_what_cannot_be_written_is_a_sentence(
    tmp_path: Path, name: str, parts: list[str], error: type[Exception], said: str
) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "a.parquet").write_bytes(b"")
    with pytest.raises(error, match=said):
        mapper.export(sahel(), tmp_path / name, partition=parts)


def test_other_programs_count_in_the_folders_what_the_dossier_holds(tmp_path: Path) -> None:
    seeds = mapper.read("seeds")
    write(seeds, tmp_path / "parts", partition=["year", "country"])
    dataset = ds.dataset(tmp_path / "parts", partitioning="hive")
    counted = dataset.to_table().group_by(["year", "country", "event_type"]).aggregate([([], "count_all")]).to_pylist()
    found = {(str(row["year"]), row["country"], row["event_type"]): row["count_all"] for row in counted}
    events = seeds.events.assign(year=seeds.events["event_date"].dt.strftime("%Y").fillna(""))
    expected = events.astype({"event_type": "str"}).groupby(["year", "country", "event_type"]).size().to_dict()
    assert found == expected
    assert len(found) > 10
