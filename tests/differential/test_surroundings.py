"""Time zone, locale, hash seed, number of threads and order of rows change no answer; the bytes are the same."""

from __future__ import annotations

import csv
import json
import locale
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

import mapper
from tests.differential.files import FILES, random_filter
from tests.soak import sample

pytestmark = [pytest.mark.slow, pytest.mark.soak]

ROOT = Path(__file__).parents[2]
EVENTS = 60
DIGESTS = """
import hashlib, json, sys, tempfile
from pathlib import Path
import mapper
found = {}
for source in sys.argv[1:]:
    dossier = mapper.read(source)
    found[f"{source} map"] = hashlib.sha256(mapper.map_html(dossier).encode()).hexdigest()
    with tempfile.TemporaryDirectory() as folder:
        for suffix in (".csv", ".parquet", ".geojson", ".kml", ".gpkg", ".fgb", ".pmtiles", ".qgz"):
            for file in mapper.export(dossier, Path(folder) / f"events{suffix}"):
                found[f"{source} {suffix} {file.name}"] = hashlib.sha256(file.read_bytes()).hexdigest()
print(json.dumps(found))
"""


def installed(name: str) -> str:
    """The locale, or that of C where it is missing: Python 3.11 then cannot start in a folder with an accent."""
    before = locale.setlocale(locale.LC_CTYPE)
    try:
        locale.setlocale(locale.LC_CTYPE, name)
    except locale.Error:
        return "C.UTF-8"
    finally:
        locale.setlocale(locale.LC_CTYPE, before)
    return name


def surroundings(zone: str, language: str, seed: int, threads: int) -> dict[str, str]:
    language = installed(language)
    return {
        "TZ": zone, "LC_ALL": language, "LANG": language, "PYTHONHASHSEED": str(seed), "OMP_NUM_THREADS": str(threads),
        "ARROW_IO_THREADS": str(threads), "POLARS_MAX_THREADS": str(threads),
    }  # fmt: skip


ALL = [
    surroundings("UTC", "C.UTF-8", 0, 1),
    surroundings("Pacific/Kiritimati", "tr_TR.UTF-8", 1, 4),
    surroundings("America/Los_Angeles", "ar_EG.UTF-8", 2, 2),
    surroundings("Asia/Kolkata", "en_US.UTF-8", 3, 8),
    surroundings("Africa/Bamako", "fr_FR.UTF-8", 4, 3),
]


def test_the_same_bytes_wherever_and_however_often(tmp_path: Path) -> None:
    names = []
    for name, write in sample([*FILES.items()][:1], soak=[*FILES.items()]):
        write(tmp_path / f"{name}.csv", EVENTS)
        names.append(f"{name}.csv")
    answers = []
    for environment in sample(ALL[:2], soak=ALL):
        done = subprocess.run(
            [sys.executable, "-c", DIGESTS, *names], capture_output=True, check=True, cwd=tmp_path, text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        )  # fmt: skip
        answers.append(json.loads(done.stdout))
    for answer in answers[1:]:
        assert [name for name in answer if answer[name] != answers[0][name]] == []


@pytest.mark.parametrize("name", sorted(FILES))
def test_the_order_of_rows_changes_no_count(tmp_path: Path, name: str) -> None:
    events = FILES[name](tmp_path / "first.csv", EVENTS)
    with (tmp_path / "first.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    first = mapper.read(tmp_path / "first.csv")
    for seed in range(sample(1, soak=20)):
        chance = random.Random(seed)
        chance.shuffle(rows)
        with (tmp_path / "shuffled.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([header, *rows])
        shuffled = mapper.read(tmp_path / "shuffled.csv")
        for _ in range(5):
            wanted = random_filter(events, chance).parameters()
            ids = [{*mapper.filter(part, **wanted).events["event_id"]} for part in (first, shuffled)]
            assert ids[0] == ids[1], wanted
        colours = [dict(zip(part.actors["name"], part.actors["colour"], strict=True)) for part in (first, shuffled)]
        assert colours[0] == colours[1]
