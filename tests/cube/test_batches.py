"""Large files are read in batches, and give the counts, lines and bytes of the file read whole."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from mapper.cube import batches
from mapper.cube.files import Partition
from tests.conftest import RunMapper
from tests.cube.parts import write_rows


@pytest.fixture
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take files for large that are not."""
    monkeypatch.setattr(batches, "_LARGE", 4000)
    monkeypatch.setattr(batches, "_BLOCK", 300)
    monkeypatch.setattr(batches, "_ROWS", 25)


@pytest.mark.usefixtures("_small")
def test_a_page_has_the_same_bytes_as_of_the_file_read_whole(
    tmp_path: Path, run_mapper: RunMapper, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [f"e{n},2025-{n % 12 + 1:02}-03,{('Gao', 'Kidal')[n % 2]},Battles,Group {n % 5},{n}" for n in range(200)]
    whole = write_rows(tmp_path / "a.csv", *rows)
    assert len(batches.batches(Partition(str(whole)))) > 2
    pages = []
    for _ in range(2):
        done = run_mapper("map", whole, "--engine", "files", "-o", tmp_path / "map.html")
        assert done.returncode == 0, done.stderr
        pages.append((tmp_path / "map.html").read_bytes())
        monkeypatch.setattr(batches, "_LARGE", 1 << 30)
    assert pages[0] == pages[1]


@pytest.mark.usefixtures("_small")
def test_what_is_wrong_is_told_by_file_and_line(tmp_path: Path, run_mapper: RunMapper) -> None:
    rows = [f'e{number},2025-06-01,Gao,Battles,"JNIM\nof {number}",1' for number in range(120)]
    rows[100] = ",2025-06-01,Gao,Battles,JNIM,1"
    rows[110] = "e110,soon,Gao,Battles,JNIM,1"
    file = write_rows(tmp_path / "a.csv", *rows)
    assert len(batches.batches(Partition(str(file)))) > 2
    done = run_mapper("summary", file, "--engine", "files", "--verbose")
    assert "Read 120 rows: 119 used, 1 rejected" in done.stderr
    assert "of a large file within each batch" in done.stderr
    for line in (2 + 2 * 100, 2 + 2 * 110 - 1):
        assert f"{file}, line {line}" in done.stderr, done.stderr


@pytest.mark.usefixtures("_small")
def test_row_groups_of_parquet_are_batches(tmp_path: Path, run_mapper: RunMapper) -> None:
    ids = [f"e{number}" for number in range(100)]
    table = pa.table({"event_id": ids, "event_date": ["2025-06-01"] * 99 + ["soon"], "place": ["Gao"] * 100})
    pq.write_table(table, tmp_path / "a.parquet", row_group_size=10)
    parts = batches.batches(Partition(str(tmp_path / "a.parquet")))
    assert [(part.batch.start, part.batch.stop, part.batch.before) for part in parts if part.batch] == [
        (0, 2, 0), (2, 4, 20), (4, 6, 40), (6, 8, 60), (8, 10, 80),
    ]  # fmt: skip
    done = run_mapper("summary", tmp_path / "a.parquet", "--engine", "files", "--json", "--verbose")
    assert json.loads(done.stdout)["events"] == 100
    assert "a.parquet, record 100" in done.stderr


@pytest.mark.usefixtures("_small")
@pytest.mark.parametrize("content", [b"Title of the table\n\nevent_id,place\n" + b"a,Gao\n" * 900, b"a\0b\n" * 900])
def test_a_text_that_cannot_be_parted_is_read_whole(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.csv").write_bytes(content)
    assert batches.batches(Partition(str(tmp_path / "a.csv"))) == [Partition(str(tmp_path / "a.csv"))]


@pytest.mark.usefixtures("_small")
def test_an_open_quotation_mark_parts_nothing(tmp_path: Path) -> None:
    file = write_rows(tmp_path / "a.csv", *[f'e{n},2025-06-01,"Gao,Battles,JNIM,1' for n in range(1)], *["x,y"] * 900)
    assert len(batches.batches(Partition(str(file)))) == 1
