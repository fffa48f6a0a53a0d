"""Folders of files: what is read of them, what is refused, and that outputs are whole or absent."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.conftest import RunMapper
from tests.cube.parts import write_parts, write_rows

ROW = "2025-06-01,Gao,Battles,JNIM,1"


def summary(run_mapper: RunMapper, *arguments: str | Path) -> dict[str, object]:
    done = run_mapper("summary", *arguments, "--engine", "files", "--json")
    assert done.returncode == 0, done.stderr
    found: dict[str, object] = json.loads(done.stdout)
    return found


def test_the_same_bytes_from_one_file_from_many_and_in_any_order(tmp_path: Path, run_mapper: RunMapper) -> None:
    whole, _ = write_parts(tmp_path, "acled", 80, 3)
    parts = sorted((tmp_path / "parts").iterdir())
    pages = []
    for sources in ([whole], [tmp_path / "parts"], parts[::-1], [f"{tmp_path}/parts/*.csv"]):
        done = run_mapper("map", *sources, "--engine", "files", "-o", tmp_path / "map.html")
        assert done.returncode == 0, done.stderr
        pages.append((tmp_path / "map.html").read_bytes())
    assert len(set(pages)) == 1


def test_hive_folders_say_columns_and_hidden_files_are_no_data(tmp_path: Path, run_mapper: RunMapper) -> None:
    header = "event_id,event_date,place"
    write_rows(tmp_path / "country=ML" / "part.csv", "a,2025-06-01,Gao", header=header)
    write_rows(tmp_path / "country=NE" / "part.csv", "b,2025-06-01,Niamey", header=header)
    (tmp_path / "_SUCCESS").write_bytes(b"")
    (tmp_path / "country=ML" / ".part.csv.crc").write_bytes(b"\x00")
    assert summary(run_mapper, tmp_path)["countries"] == {"ML": 1, "NE": 1}


def test_an_empty_partition_adds_nothing(tmp_path: Path, run_mapper: RunMapper) -> None:
    table = pa.table({"event_id": ["a"], "event_date": ["2025-06-01"], "place": ["Gao"]})
    pq.write_table(table, tmp_path / "a.parquet")
    pq.write_table(table.slice(0, 0), tmp_path / "b.parquet")
    assert summary(run_mapper, tmp_path)["events"] == 1
    (tmp_path / "a.parquet").unlink()
    assert summary(run_mapper, tmp_path)["events"] == 0


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("b.parquet", b"PAR1 cut short", "b.parquet: a damaged Parquet file"),
        ("b.csv", b"colour,size\nred,3\n", "b.csv"),
        ("b.csv", b"event_id,event_date,place\nb,2025-06-01,Gao\n", "b.csv: other columns than"),
    ],
)
def test_a_file_that_is_no_part_of_the_table_is_named_and_nothing_is_written(
    tmp_path: Path, run_mapper: RunMapper, name: str, content: bytes, said: str
) -> None:
    write_rows(tmp_path / "in" / "a.csv", f"a,{ROW}")
    (tmp_path / "in" / name).write_bytes(content)
    done = run_mapper("map", tmp_path / "in", "--engine", "files", "-o", tmp_path / "out" / "map.html")
    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out" / "map.html").exists()


def test_rejected_rows_are_counted_by_file_and_line(tmp_path: Path, run_mapper: RunMapper) -> None:
    write_rows(tmp_path / "a.csv", f"a,{ROW}", f",{ROW}")
    write_rows(tmp_path / "b.csv", f"b,{ROW}", f"b,{ROW}", f"c,{ROW}")
    done = run_mapper("summary", tmp_path, "--engine", "files", "--verbose")
    assert done.returncode == 1
    assert "Read 5 rows: 3 used, 2 rejected" in done.stderr
    for place in ("a.csv, line 3", "b.csv, line 3"):
        assert place in done.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["nothing/*.csv"], 2, "nothing/*.csv: no file is meant by this name"),
        (["seeds"], 1, "seeds: a dossier folder; a dossier is read in one piece; leave --engine out"),
        (["-"], 2, "standard input is read in one piece"),
        (["seeds/events.csv", "--source", "x"], 2, "--source: cannot read 'x'; give no source"),
        (["seeds/events.csv", "--scheduler", "tcp://a:1"], 2, "--scheduler"),
    ],
)
def test_what_cannot_be_counted_is_a_sentence(
    run_mapper: RunMapper, arguments: list[str], code: int, said: str
) -> None:
    done = run_mapper("summary", *arguments, "--engine", "files")
    assert done.returncode == code, done.stderr
    assert said in done.stderr


def test_counts_are_exported_as_a_table(tmp_path: Path, run_mapper: RunMapper) -> None:
    write_rows(tmp_path / "in" / "a.csv", f"a,{ROW}", f"b,{ROW}")
    for suffix in ("csv", "parquet", "geojson"):
        done = run_mapper("export", tmp_path / "in", "--engine", "files", "-o", tmp_path / f"counts.{suffix}")
        assert done.returncode == 0, done.stderr
    assert summary(run_mapper, tmp_path / "counts.csv")["events"] == 2
