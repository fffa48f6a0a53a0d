"""Files in object storage, by address: counts as of the same files here, and a sentence for whatever is wrong."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import fsspec
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from mapper.cube import batches
from tests.conftest import RunMapper
from tests.cube.parts import write_parts, write_rows

BUCKET = "memory://bucket"


class Storage:
    """fsspec's storage in memory, in place of a bucket."""

    def put(self, folder: Path, target: str = "/bucket") -> None:
        fsspec.filesystem("memory").put(str(folder), target, recursive=True)


@pytest.fixture
def storage() -> Iterator[Storage]:
    yield Storage()
    if fsspec.filesystem("memory").exists("/bucket"):
        fsspec.filesystem("memory").rm("/bucket", recursive=True)


def page(run_mapper: RunMapper, source: str | Path, target: Path) -> bytes:
    done = run_mapper("map", source, "--engine", "files", "-o", target)
    assert done.returncode == 0, done.stderr
    return target.read_bytes()


def test_a_page_has_the_same_bytes_as_of_the_files_on_this_machine(
    tmp_path: Path, run_mapper: RunMapper, storage: Storage
) -> None:
    write_parts(tmp_path, "acled", 60, 3)
    storage.put(tmp_path / "parts")
    expected = page(run_mapper, tmp_path / "parts", tmp_path / "here.html")
    for source in (BUCKET, f"{BUCKET}/*.csv", f"{BUCKET}/part-?.csv"):
        assert page(run_mapper, source, tmp_path / "there.html") == expected


def test_row_groups_and_parts_of_text_are_read_by_themselves(
    tmp_path: Path, run_mapper: RunMapper, storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (("_LARGE", 4000), ("_BLOCK", 300), ("_ROWS", 25)):
        monkeypatch.setattr(batches, name, value)
    rows = [f"e{n},2025-{n % 12 + 1:02}-03,{('Gao', 'Kidal')[n % 2]},Battles,Group {n % 5},{n}" for n in range(200)]
    write_rows(tmp_path / "text" / "a.csv", *rows)
    table = pa.table({"event_id": [f"e{n}" for n in range(100)], "event_date": ["2025-06-01"] * 100})
    (tmp_path / "parquet").mkdir()
    pq.write_table(table, tmp_path / "parquet" / "a.parquet", row_group_size=10)
    for name in ("text", "parquet"):
        storage.put(tmp_path / name, f"/bucket/{name}")
        expected = page(run_mapper, tmp_path / name, tmp_path / "here.html")
        assert page(run_mapper, f"{BUCKET}/{name}", tmp_path / "there.html") == expected


def test_hive_folders_say_columns_and_hidden_files_are_no_data(
    tmp_path: Path, run_mapper: RunMapper, storage: Storage
) -> None:
    write_rows(tmp_path / "all" / "country=NE" / "part.csv", "b,2025-06-01,Niamey", header="event_id,event_date,place")
    (tmp_path / "all" / "_SUCCESS").write_bytes(b"")
    storage.put(tmp_path / "all")
    done = run_mapper("summary", BUCKET, "--engine", "files", "--json")
    assert '"NE": 1' in done.stdout, done.stderr


def test_faults_and_damage_are_told_by_address(tmp_path: Path, run_mapper: RunMapper, storage: Storage) -> None:
    write_rows(tmp_path / "all" / "a.csv", "b,soon,Niamey", header="event_id,event_date,place")
    storage.put(tmp_path / "all")
    done = run_mapper("summary", f"{BUCKET}/a.csv", "--engine", "files", "--verbose")
    assert "memory:///bucket/a.csv, line 2" in done.stderr
    fsspec.filesystem("memory").pipe("/bucket/b.parquet", b"PAR1 cut short")
    done = run_mapper("summary", f"{BUCKET}/b.parquet", "--engine", "files")
    assert done.returncode == 1
    assert done.stderr.startswith("mapper: memory:///bucket/b.parquet: a damaged Parquet file")


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (f"{BUCKET}/nothing.csv", "no file is meant by this name"),
        (f"{BUCKET}/*.csv", "no file is meant by this name"),
        ("nowhere://bucket/a.csv", "no kind of address that is known; name files, or s3://, gs:// or abfs://"),
        ("https://example.org/a.csv", "a URL is never read; download it and name the file"),
    ],
)
def test_what_cannot_be_read_ends_in_a_sentence(run_mapper: RunMapper, source: str, said: str) -> None:
    done = run_mapper("summary", source, "--engine", "files")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1), done.stderr
    assert said in done.stderr


@pytest.mark.parametrize(("address", "package"), [("s3://bucket/a.csv", "s3fs"), ("gs://bucket/a.csv", "gcsfs")])
def test_a_package_that_is_missing_is_named(run_mapper: RunMapper, address: str, package: str) -> None:
    if importlib.util.find_spec(package):
        pytest.skip(f"{package} is installed")
    done = run_mapper("summary", address, "--engine", "files")
    said = f"mapper: {address}: reading it needs what is not installed ({package}); pip install {package}\n"
    assert (done.returncode, done.stderr) == (1, said)


def test_without_an_engine_no_address_is_read(run_mapper: RunMapper) -> None:
    done = run_mapper("map", "s3://bucket/a.csv", "-o", "-")
    assert done.returncode == 2
    assert "a URL is never read" in done.stderr


@pytest.mark.slow
@pytest.mark.posix
def test_workers_read_from_the_address(tmp_path: Path, run_mapper: RunMapper) -> None:
    write_parts(tmp_path, "acled", 60, 3)
    expected = page(run_mapper, tmp_path / "parts", tmp_path / "here.html")
    command: list[str | Path] = [
        "map",
        f"file://{tmp_path}/parts",
        "--engine",
        "dask",
        "--workers",
        "2",
        "-o",
        tmp_path / "dask.html",
    ]
    done = subprocess.run(
        [sys.executable, "-m", "mapper", *command], capture_output=True, check=False, encoding="utf-8", timeout=300
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "dask.html").read_bytes() == expected
