"""Indexes come whole or not at all, whatever happens while they are built."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from gazetteer import CacheError, Gazetteer, Query
from gazetteer.index.cache import CACHE_VARIABLE, cache_folder
from gazetteer.index.deletions import Deletions, DeletionsFile
from gazetteer.index.index import SourceIndex
from gazetteer.index.keys import deletions, name_hash
from tests.soak import sample

from . import dumps

OPEN = """
import sys
from gazetteer import Gazetteer, Query
with Gazetteer.open(shipped=False, towns=False, dumps=[sys.argv[1]], cache_dir=sys.argv[2]) as places:
    print(places.resolve([Query("Place 77", "ML")])[0].status, places.sources()[0].count)
"""

KINDS = ("index", "deletions")


def many(path: Path, count: int) -> Path:
    row = "{0}\tPlace {0}\tPlace {0}\tLieu {0},Ort {0}\t15.{0:06d}\t-1.5\tP\tPPL\tML\t\t04\t\t\t\t0\t\t1\tx\t2020-01-01"
    return dumps.write_txt(path, dumps.text([row.format(number) for number in range(1, count + 1)]))


def start(path: Path, cache: Path) -> subprocess.Popen[str]:
    root = Path(__file__).parent.parent.parent
    return subprocess.Popen(
        [sys.executable, "-c", OPEN, str(path), str(cache)],
        cwd=root,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.slow
def test_killed_in_the_middle_leaves_nothing_half_written(tmp_path: Path) -> None:
    path, cache = many(tmp_path / "ML.txt", 8_000), tmp_path / "cache"
    process = start(path, cache)
    partial: list[Path] = []
    deadline = time.monotonic() + 60
    while not partial and process.poll() is None and time.monotonic() < deadline:
        partial = list(cache.rglob(".*.partial/new"))
    process.kill()
    process.communicate()
    for index in cache.rglob("*.index"):
        SourceIndex(index).close()
    with Gazetteer.open(shipped=False, towns=False, dumps=[path], cache_dir=cache) as places:
        assert places.resolve([Query("Place 77", "ML")])[0].status == "resolved"
    assert list(cache.rglob(".*")) == []


@pytest.mark.slow
def test_two_processes_that_build_at_once_both_end_well(tmp_path: Path) -> None:
    path, cache = many(tmp_path / "ML.txt", 2_000), tmp_path / "cache"
    processes = [start(path, cache) for _ in range(2)]
    outputs = [process.communicate() for process in processes]
    assert [process.returncode for process in processes] == [0, 0], outputs
    assert [out for out, _ in outputs] == ["resolved 2000\n"] * 2
    assert len(list(cache.rglob("*.index"))) == 1
    assert list(cache.rglob(".*")) == []


def test_the_same_source_gives_the_same_bytes(tmp_path: Path) -> None:
    path = dumps.write_txt(tmp_path / "ML.txt")
    written = []
    for name in ("one", "two"):
        Gazetteer.open(shipped=False, towns=False, dumps=[path], cache_dir=tmp_path / name).close()
        written.append([next((tmp_path / name).rglob(f"*.{kind}")).read_bytes() for kind in KINDS])
    assert written[0] == written[1]


def test_an_index_is_used_again_and_rebuilt_when_its_source_changes(tmp_path: Path) -> None:
    path, cache = dumps.write_txt(tmp_path / "ML.txt"), tmp_path / "cache"
    for _ in range(2):
        Gazetteer.open(shipped=False, towns=False, dumps=[path], cache_dir=cache).close()
    [first] = cache.rglob("*.index")
    built = first.stat().st_mtime_ns
    Gazetteer.open(shipped=False, towns=False, dumps=[path], cache_dir=cache).close()
    assert first.stat().st_mtime_ns == built
    dumps.write_txt(path, dumps.text(dumps.ROWS[:2]))
    with Gazetteer.open(shipped=False, towns=False, dumps=[path], cache_dir=cache) as places:
        assert places.sources()[0].count == 2
    [second] = cache.rglob("*.index")
    assert second != first


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("damage", ["missing", "empty", "cut", "garbage"])
def test_a_damaged_index_is_built_anew(tmp_path: Path, damage: str, kind: str) -> None:
    path, cache = dumps.write_txt(tmp_path / "ML.txt"), tmp_path / "cache"
    Gazetteer.open(shipped=False, towns=False, dumps=[path], cache_dir=cache).close()
    [file] = cache.rglob(f"*.{kind}")
    content = file.read_bytes()
    if damage == "missing":
        file.unlink()
    else:
        file.write_bytes({"empty": b"", "cut": content[: len(content) // 2], "garbage": b"x" * len(content)}[damage])
    with Gazetteer.open(shipped=False, towns=False, dumps=[path], cache_dir=cache) as places:
        assert places.resolve([Query("Timbuktu")])[0].status == "resolved"
        assert [one.place.name for one in places.resolve([Query("Timbukto", "ML")])[0].candidates] == ["Timbuktu"]


@pytest.mark.soak
def test_an_index_with_any_byte_changed_is_built_anew(tmp_path: Path) -> None:
    path, cache = dumps.write_txt(tmp_path / "ML.txt"), tmp_path / "cache"
    names = ("Timbuktu", "Tombouctou", "Timbukto", "Gao", "Nowhere-at-all")

    def answers() -> list[object]:
        with Gazetteer.open(shipped=False, towns=False, dumps=[path], cache_dir=cache) as places:
            return [places.resolve([Query(name)])[0] for name in names]

    right = answers()
    files = {file: file.read_bytes() for kind in KINDS for file in cache.rglob(f"*.{kind}")}
    chance = random.Random(1)
    for _ in range(sample(10, soak=1000)):
        file, whole = chance.choice(list(files.items()))
        damaged = bytearray(whole)
        damaged[chance.randrange(len(whole))] ^= chance.randrange(1, 256)
        file.write_bytes(damaged)
        assert answers() == right
        assert file.read_bytes() == whole


def test_an_index_that_was_only_touched_is_used_again(tmp_path: Path) -> None:
    path, cache = dumps.write_txt(tmp_path / "ML.txt"), tmp_path / "cache"
    Gazetteer.open(shipped=False, towns=False, dumps=[path], cache_dir=cache).close()
    [index] = cache.rglob("*.index")
    os.utime(index, (1, 1))
    Gazetteer.open(shipped=False, towns=False, dumps=[path], cache_dir=cache).close()
    assert index.stat().st_mtime == 1


def test_a_cache_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(CacheError, match=CACHE_VARIABLE):
        Gazetteer.open(towns=False, cache_dir=tmp_path / "file")


def test_the_environment_moves_the_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "elsewhere"))
    assert cache_folder() == tmp_path / "elsewhere"
    assert cache_folder(tmp_path) == tmp_path


def test_a_single_look_up_imports_nothing_heavy(gazetteer_cache: Path) -> None:
    code = (
        "import sys; from gazetteer import Gazetteer, Query\n"
        f"with Gazetteer.open(towns=False, cache_dir={str(gazetteer_cache)!r}) as g: g.resolve([Query('Kidal')])\n"
        "print([name for name in ('pandas', 'geopandas', 'folium', 'numpy', 'geopy') if name in sys.modules])"
    )
    Gazetteer.open(towns=False, cache_dir=gazetteer_cache).close()
    root = Path(__file__).parent.parent.parent
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("most_mapped", [0, 1 << 20], ids=["read", "mapped"])
def test_each_shortened_key_leads_to_all_names_that_it_may_be_short_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most_mapped: int
) -> None:
    """Many names share one, so that a range of hashes is as long as what one of them leads to."""
    monkeypatch.setattr("gazetteer.index.deletions._MAPPED_BYTES", most_mapped)
    letters, filed = random.Random(1), dict[int, set[int]]()
    with Deletions(tmp_path) as made:
        for number in range(3000):
            key = "".join(letters.choices("ab" if number % 3 else "abcdef", k=4))
            made.add(key, number, edits=1)
            for shorter in deletions(key, 1):
                filed.setdefault(name_hash(shorter), set()).add(number)
        made.write(tmp_path / "keys.deletions")
    written = DeletionsFile(tmp_path / "keys.deletions")
    assert all(written.numbers([hashed]) == numbers for hashed, numbers in filed.items())
    assert max(map(len, filed.values())) > 512
    assert written.numbers([hashed + 1 for hashed in filed if hashed + 1 not in filed]) == set()
    written.close()
