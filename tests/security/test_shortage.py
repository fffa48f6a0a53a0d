"""Disks, memories and processes in many amounts: whatever is short, a sentence is said, and no half file stays."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest

from gazetteer.index.index import SourceIndex
from tests.gazetteer import dumps
from tests.program import ended, fork, running
from tests.security.broken import ROWS
from tests.soak import sample

pytestmark = [pytest.mark.slow, pytest.mark.soak, pytest.mark.posix]

SUFFIXES = (".csv", ".geojson", ".gpkg", ".parquet", ".kml", ".qgz", ".fgb", ".pmtiles")
WRITING = [
    ("map -o map.html", "map.html"),
    ("check --html check.html", "check.html"),
    *((f"export -o events{suffix}", f"events{suffix}") for suffix in SUFFIXES),
]
SIZES = [int(1.9**number) for number in range(20)]
"""Bytes, from one to some 200,000."""
FULL = sample([(WRITING[0], 4096), (WRITING[4], 20_000)], soak=[(one, size) for one in WRITING for size in SIZES])


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(("writing", "size"), FULL)
def test_a_disk_that_is_full_at_any_size_leaves_the_old_files_or_the_new_ones(
    tmp_path: Path, writing: tuple[str, str], size: int
) -> None:
    command, target = writing
    (tmp_path / "events.csv.gz").write_bytes(ROWS)
    (tmp_path / target).write_text("old")
    before = contents(tmp_path)
    done = fork(*command.split(), "events.csv.gz", cwd=tmp_path, largest_file=size)
    assert "Traceback" not in done.stderr
    if done.returncode:
        assert f"cannot write '{Path(target).stem}" in done.stderr.splitlines()[-1]  # or a file beside it
        assert contents(tmp_path) == before
    else:
        assert contents(tmp_path)[target] != b"old"
        assert not [name for name in contents(tmp_path) if name.startswith(".")]


FEW_AND_MANY = sample(
    [(40, 400_000), (4000, 1_500_000)],
    soak=[(40, 400_000), *((4000, size) for size in (*SIZES, *range(200_000, 3_200_000, 200_000)))],
)


@pytest.mark.parametrize(("count", "size"), FEW_AND_MANY)
def test_a_disk_that_is_full_leaves_older_single_events_whole_and_with_their_page(
    tmp_path: Path, count: int, size: int
) -> None:
    chance = random.Random(1)
    rows = "".join(f"e{n},2025-06-01,16.27,-0.04,{chance.randbytes(500).hex()}\n" for n in range(count))
    (tmp_path / "many.csv").write_text("event_id,event_date,latitude,longitude,notes\n" + rows)
    command = ("map", "many.csv", "--engine", "files", "--details", "details", "-o", "map.html")
    assert not fork(*command, "--from", "2026", "--allow-empty", cwd=tmp_path).returncode
    before = contents(tmp_path)
    (old,) = (tmp_path / "details").iterdir()
    done = fork(*command, cwd=tmp_path, largest_file=size)
    assert "Traceback" not in done.stderr
    if done.returncode:
        assert done.stderr.splitlines()[-1].startswith("mapper: ")
        assert contents(tmp_path) == before
    else:
        assert contents(tmp_path)["map.html"] != before["map.html"]
        assert {path.name for path in (tmp_path / "details").iterdir()}.isdisjoint({old.name})
        assert not [name for name in contents(tmp_path) if name.startswith(".")]


MEMORY = sample([64], soak=[4, 16, 48, 64, 96, 128, 192, 256, 384, 512])


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not hold processes to it")
@pytest.mark.parametrize("megabytes", MEMORY)
@pytest.mark.parametrize("command", sample(["map -o map.html"], soak=[command for command, _ in WRITING]))
def test_a_limit_of_memory_is_a_sentence_and_leaves_the_old_file(tmp_path: Path, command: str, megabytes: int) -> None:
    rows = "".join(f"e{n},2025-06-01,16.27,-0.04,{n}{'x' * 900}\n" for n in range(60_000))
    (tmp_path / "many.csv").write_text("event_id,event_date,latitude,longitude,notes\n" + rows)
    target = tmp_path / command.rsplit(maxsplit=1)[-1]
    target.write_text("old")
    done = fork(*command.split(), "many.csv", cwd=tmp_path, more_memory=megabytes << 20)
    assert "Traceback" not in done.stderr
    if done.returncode:
        assert done.stderr.splitlines()[-1].startswith("mapper: ")
        assert target.read_text() == "old"
        assert {path.name for path in tmp_path.iterdir() if path.name[0] != "."} == {"many.csv", target.name}


AT_ONCE = sample(2, soak=8)


def test_many_who_write_the_same_files_all_end_well(tmp_path: Path) -> None:
    (tmp_path / "source.csv").write_bytes(ROWS)
    for command, target in sample(WRITING[:1], soak=WRITING):
        children = [running(*command.split(), "source.csv", cwd=tmp_path) for _ in range(AT_ONCE)]
        codes = [ended(child) for child in children]
        assert codes == [0] * AT_ONCE, command
        alone = tmp_path / "alone"
        alone.mkdir(exist_ok=True)
        assert not fork(*command.replace(target, f"alone/{target}").split(), "source.csv", cwd=tmp_path).returncode
        assert contents(tmp_path)[target] == (alone / target).read_bytes()
    assert not [name for name in contents(tmp_path) if name.startswith(".")]


def test_many_who_build_the_same_index_all_end_well(tmp_path: Path) -> None:
    dumps.write_txt(tmp_path / "ML.txt")
    cache = tmp_path / "cache"
    add = ("gazetteer", "add", "ML.txt")
    children = [running(*add, cwd=tmp_path, CONFLICT_MAPPER_CACHE=str(cache)) for _ in range(AT_ONCE)]
    assert [ended(child) for child in children] == [0] * AT_ONCE
    (index,) = cache.rglob("*.index")
    SourceIndex(index).close()
    assert len(list((cache / "added").iterdir())) == 1
