"""A disk that is full, a folder that is read-only or vanishes, two who write the same: a sentence, and no half file."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from gazetteer.index.index import SourceIndex
from tests.gazetteer import dumps
from tests.program import fork
from tests.security.broken import ROWS

pytestmark = [pytest.mark.slow, pytest.mark.posix]

ROOT = Path(__file__).parents[2]
PROGRAM = Path(sys.executable).with_name("mapper")


@pytest.fixture(scope="session")
def environment(gazetteer_cache: Path) -> dict[str, str]:
    return {
        **os.environ,
        "CONFLICT_MAPPER_CACHE": str(gazetteer_cache),
        "PYTHONPATH": str(ROOT),
        "PYTHONUNBUFFERED": "1",
    }


def bash(command: str, environment: dict[str, str], cwd: Path) -> subprocess.CompletedProcess[str]:
    """A line of bash in which "$mapper" is the program."""
    return subprocess.run(
        ["bash", "-c", command], capture_output=True, check=False, text=True, timeout=120, cwd=cwd,
        env={**environment, "mapper": str(PROGRAM)},
    )  # fmt: skip


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@pytest.mark.parametrize(
    ("command", "target"),
    [
        ("map dossier -o map.html", "map.html"),
        ("check dossier --html check.html", "check.html"),
        ("export dossier -o events.gpkg", "events.gpkg"),
        ("check dossier --lock", "dossier/resolved.csv"),
        ("map dossier -o -", ""),
        ("list dossier --json", ""),
        ("export dossier -o -", ""),
    ],
)
def test_a_full_disk_is_a_sentence_and_the_old_file_stays(tmp_path: Path, command: str, target: str) -> None:
    (tmp_path / "dossier").mkdir()
    rows = b"".join(b"e%d,2025,Place number %d\n" % (n, n) for n in range(9)) + b"k,2025,Kidal\n"
    (tmp_path / "dossier" / "events.csv").write_bytes(b"event_id,event_date,place\n" + rows)
    if target and "lock" not in command:
        (tmp_path / target).write_text("old")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    largest = 0 if "lock" in command else 1024
    output = os.devnull if target else tmp_path / "output"
    done = fork(*command.split(), cwd=tmp_path, stdout=output, largest_file=largest)
    assert done.returncode == 1, done.stderr
    last = done.stderr.splitlines()[-1]
    assert last.startswith("mapper: ")
    assert "Traceback" not in done.stderr
    if target:
        assert f"cannot write '{target}'" in last
        assert "an older file was left as it was" in last
        assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_a_full_disk_keeps_no_half_layer(tmp_path: Path) -> None:
    dumps.write_txt(tmp_path / "ML.txt", dumps.text(dumps.ROWS * 20))
    cache = str(tmp_path / "cache")
    done = fork("gazetteer", "add", "ML.txt", cwd=tmp_path, largest_file=4096, CONFLICT_MAPPER_CACHE=cache)
    assert done.returncode == 1
    assert "cannot be written (File too large)" in done.stderr
    assert not [path for path in (tmp_path / "cache").rglob("*") if path.is_file()]


READ_ONLY = """
import os, sys
from mapper.errors import OutputError
from mapper.exports import write
from tests.export.dossiers import sahel
folder = sys.argv[1]
write(sahel(), folder + "/elsewhere/events.csv")  # what is imported now needs no permission later
os.chmod(folder, 0o555)
if not os.geteuid():  # whom permissions do not bind
    os.seteuid(65534)
for name in ("events.csv", "new/events.csv"):
    try:
        write(sahel(), folder + "/" + name)
    except OutputError as error:
        print(error)
"""


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that other users may enter; pytest's own ones are closed to them."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


def test_a_read_only_folder_is_a_sentence(open_folder: Path, environment: dict[str, str]) -> None:
    folder = open_folder / "outputs"
    (folder / "elsewhere").mkdir(parents=True)
    (folder / "events.csv").write_text("old")
    done = subprocess.run(
        [sys.executable, "-c", READ_ONLY, folder],
        capture_output=True, check=True, cwd=ROOT, env=environment, text=True,
    )  # fmt: skip
    sentences = done.stdout.splitlines()
    assert len(sentences) == 2
    assert all("no permission; choose another file or folder with `target`" in line for line in sentences)
    assert (folder / "events.csv").read_text() == "old"
    assert names(folder) == {"elsewhere", "events.csv"}


VANISHING = """
import shutil, sys
from pathlib import Path
from mapper.cli import main
target = Path(sys.argv[2])
sys.argv, event = ["mapper", "export", "seeds", "-o", str(target)], sys.argv[1]
sys.addaudithook(lambda name, _: shutil.rmtree(target.parent, ignore_errors=True) if name == event else None)
main()
"""


def test_a_folder_that_vanishes_is_a_sentence(tmp_path: Path, environment: dict[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", VANISHING, "os.rename", tmp_path / "outputs" / "events.csv"],
        capture_output=True, check=False, cwd=ROOT, env=environment, text=True,
    )  # fmt: skip
    assert done.returncode == 1, done.stderr
    assert done.stderr.splitlines()[-1].endswith("its folder was removed while it was being written; try again")
    assert names(tmp_path) == set()


def test_two_who_write_the_same_file_both_end_well(tmp_path: Path, environment: dict[str, str]) -> None:
    (tmp_path / "events.csv").write_bytes(ROWS)
    draw = '"$mapper" map events.csv -o out/map.html'
    done = bash(f"{draw} & {draw}; first=$?; wait $! && exit $first", environment, tmp_path)
    assert done.returncode == 0, done.stderr
    assert names(tmp_path / "out") == {"map.html"}
    assert (tmp_path / "out" / "map.html").read_text(encoding="utf-8").endswith("</html>\n")


def test_two_who_add_the_same_layer_both_end_well(tmp_path: Path, environment: dict[str, str]) -> None:
    dumps.write_txt(tmp_path / "ML.txt")
    environment = {**environment, "CONFLICT_MAPPER_CACHE": str(tmp_path / "cache")}
    add = '"$mapper" gazetteer add ML.txt'
    done = bash(f"{add} & {add}; first=$?; wait $! && exit $first", environment, tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("added geonames-ML") == 2
    (index,) = (tmp_path / "cache").rglob("*.index")
    SourceIndex(index).close()
    assert len(list((tmp_path / "cache" / "added").iterdir())) == 1
