"""A run that was stopped goes on where it was, and ends with the same bytes."""

from __future__ import annotations

import os
import random
import signal
import time
from pathlib import Path

import pandas as pd
import pytest

from gazetteer import Gazetteer
from mapper.cube import kept, read
from mapper.cube.files import Partition
from mapper.cube.kept import KeptCounts
from mapper.cube.partition import Counted, CountTask, count_file
from tests.conftest import RunMapper
from tests.cube.parts import write_parts, write_rows
from tests.program import ended, running
from tests.soak import sample

PARTS = 6


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Move what is kept, but not the gazetteer's index, which would be built anew."""
    monkeypatch.setattr(kept, "cache_folder", lambda: tmp_path / "cache")
    return tmp_path / "cache" / "counting"


def stopped_at(moment: int, seen: list[str]) -> object:
    """Count files, but be stopped at one of them."""

    def count(partition: Partition, task: CountTask, level: int = 0) -> Counted:
        seen.append(partition.path)
        if len(seen) == moment:
            raise KeyboardInterrupt
        return count_file(partition, task, level)

    return count


@pytest.mark.parametrize("moment", [1, 4, PARTS])
def test_each_file_is_counted_once(
    tmp_path: Path, cache: Path, run_mapper: RunMapper, monkeypatch: pytest.MonkeyPatch, moment: int
) -> None:
    write_parts(tmp_path, "ucdp", 60, PARTS)
    draw = ("map", tmp_path / "parts", "--engine", "files", "-o")
    assert run_mapper(*draw, tmp_path / "whole.html").returncode == 0
    assert not list(cache.iterdir())
    seen: list[str] = []
    monkeypatch.setattr(read, "count_file", stopped_at(moment, seen))
    assert run_mapper(*draw, tmp_path / "resumed.html").returncode != 0
    assert not (tmp_path / "resumed.html").exists()
    assert run_mapper(*draw, tmp_path / "resumed.html").returncode == 0
    assert len(seen) == PARTS + 1
    assert (tmp_path / "resumed.html").read_bytes() == (tmp_path / "whole.html").read_bytes()
    assert not list(cache.iterdir())


def test_what_is_kept_holds_for_the_same_run_alone(tmp_path: Path) -> None:
    write_parts(tmp_path, "ucdp", 9, 1)
    file, task = Partition(str(tmp_path / "parts" / "part-0.csv")), CountTask()
    counts = KeptCounts([file], task, tmp_path)
    counts.keep(0, count_file(file, task))
    assert KeptCounts([file], task, tmp_path).load(0) is not None
    assert KeptCounts([file], CountTask(most_rows=5), tmp_path).load(0) is None
    (written,) = (tmp_path / "counting").glob("*/*.counts")
    whole = written.read_bytes()
    for damaged in (whole[:-1], whole[:40] + b"x" + whole[41:], b""):
        written.write_bytes(damaged)
        assert counts.load(0) is None
    written.write_bytes(whole)
    Path(file.path).write_bytes(Path(file.path).read_bytes() + b"\n")
    assert KeptCounts([file], task, tmp_path).load(0) is None


def test_where_a_damaged_file_was_mended_the_others_are_not_counted_again(
    tmp_path: Path, cache: Path, run_mapper: RunMapper, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_parts(tmp_path, "acled", 60, PARTS)
    draw = ("map", tmp_path / "parts", "--engine", "files", "-o")
    assert run_mapper(*draw, tmp_path / "whole.html").returncode == 0
    damaged = tmp_path / "parts" / "part-3.csv"
    content = damaged.read_bytes()
    damaged.write_bytes(b"nothing,of,the,kind\n1,2,3,4\n")
    seen: list[str] = []
    monkeypatch.setattr(read, "count_file", stopped_at(99, seen))
    done = run_mapper(*draw, tmp_path / "mended.html")
    assert done.returncode == 1
    assert "part-3.csv" in done.stderr
    damaged.write_bytes(content)
    assert run_mapper(*draw, tmp_path / "mended.html").returncode == 0
    assert len(seen) == PARTS + 1
    assert (tmp_path / "mended.html").read_bytes() == (tmp_path / "whole.html").read_bytes()
    assert not list(cache.iterdir())


@pytest.mark.parametrize(("few", "again"), [(1, 1), (3, 1), (5, 0)])
def test_counts_of_a_larger_sum_are_taken_up_only_where_these_files_need_as_coarse_ones(
    tmp_path: Path, cache: Path, few: int, again: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance, parts = random.Random(8), list[str]()
    for number in range(PARTS):
        rows = (f"{number}-{n},2025-06-01,{chance.uniform(15, 18)},{chance.uniform(0, 3)}" for n in range(50))
        part = write_rows(tmp_path / f"{number}.csv", *rows, header="event_id,event_date,latitude,longitude")
        parts.append(str(part))

    def counted(sources: list[str]) -> read.CountedFiles:
        with Gazetteer.open() as places:
            return read.read_counts(sources, gazetteer=places, most_rows=160)

    fresh, seen = counted(parts[-few:]), list[str]()
    monkeypatch.setattr(read, "count_file", stopped_at(99, seen))
    monkeypatch.setattr(KeptCounts, "remove", lambda self: None)
    assert counted(parts).level
    found = counted(parts[-few:])
    assert len(seen) == PARTS + again
    assert found.level == fresh.level
    pd.testing.assert_frame_equal(found.dossier.events, fresh.dossier.events)


def test_runs_that_nobody_took_up_are_removed(tmp_path: Path) -> None:
    old, new = tmp_path / "counting" / "old", tmp_path / "counting" / "new"
    for folder in (old, new):
        folder.mkdir(parents=True)
        (folder / "a.counts").touch()
    os.utime(old / "a.counts", (0, 0))
    KeptCounts([], CountTask(), tmp_path)
    assert (old.exists(), new.exists()) == (False, True)


def test_a_cache_that_cannot_be_written_is_a_sentence(tmp_path: Path, cache: Path, run_mapper: RunMapper) -> None:
    write_parts(tmp_path, "ucdp", 9, 1)
    cache.parent.mkdir()
    cache.write_bytes(b"")
    done = run_mapper("summary", tmp_path / "parts", "--engine", "files")
    assert done.returncode == 1
    assert "the counts of single files cannot be kept" in done.stderr
    assert "CONFLICT_MAPPER_CACHE" in done.stderr


@pytest.mark.soak
@pytest.mark.slow
@pytest.mark.posix
def test_killed_at_random_moments_it_ends_with_the_same_bytes(tmp_path: Path, run_mapper: RunMapper) -> None:
    write_parts(tmp_path, "acled", 3000, 12)
    draw = ["map", str(tmp_path / "parts"), "--engine", "files", "-o"]
    assert run_mapper(*draw, tmp_path / "whole.html").returncode == 0
    begun = time.perf_counter()
    assert ended(running(*draw, tmp_path / "resumed.html")) == 0
    seconds, chance = time.perf_counter() - begun, random.Random(6)
    for _ in range(sample(2, soak=10)):
        (tmp_path / "resumed.html").unlink()
        process = running(*draw, tmp_path / "resumed.html")
        time.sleep(chance.uniform(0.2, 0.9) * seconds)
        os.kill(process, signal.SIGKILL)
        ended(process)
        if (tmp_path / "resumed.html").exists():  # it was about to end, or had ended
            assert (tmp_path / "resumed.html").read_bytes() == (tmp_path / "whole.html").read_bytes()
        assert ended(running(*draw, tmp_path / "resumed.html")) == 0
        assert (tmp_path / "resumed.html").read_bytes() == (tmp_path / "whole.html").read_bytes()
