"""What Windows refuses, emulated: an open file is neither moved, replaced nor removed, and a folder is never opened.

Linux tells through /proc which files this process has open or mapped.
"""

from __future__ import annotations

import builtins
import errno
import os
import re
import shutil
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import mapper
from gazetteer import Gazetteer, Query, add, remove
from gazetteer.files import move, staging
from mapper.model.dossier import Dossier

pytestmark = pytest.mark.skipif(not Path("/proc/self/maps").exists(), reason="needs Linux's /proc")

SMALL = Path(__file__).parents[1] / "data" / "clean-dossier"
ELSEWHERE = re.compile(
    r"\.filelock-probe|^" + re.escape(tempfile.gettempdir() + os.sep + tempfile.gettempprefix()) + r"\w+$"
)
PLACES = "place_id,name,latitude,longitude,country\n1,Blorgistan,15.5,-3.5,ML\n"


def held_open() -> set[str]:
    """The files that this process has open or mapped."""
    found = set()
    for descriptor in Path("/proc/self/fd").iterdir():
        try:
            found.add(str(descriptor.readlink()))
        except FileNotFoundError:  # the one that listed the folder
            continue
    maps = Path("/proc/self/maps").read_text(encoding="utf-8").splitlines()
    return found | {line.split(maxsplit=5)[5] for line in maps if line.count("/")}


def refuse(path: Any) -> None:
    raise PermissionError(errno.EACCES, "The process cannot access the file because it is being used", str(path))


def guarded(real: Callable[..., Any]) -> Callable[..., Any]:
    """A function of `os` that refuses paths, of files or of folders, in which something is open."""

    def function(*paths: Any, **options: Any) -> Any:
        for path in paths:
            # What filelock tries on Linux it does not on Windows, nor does a temporary file need to be removed there.
            if isinstance(path, str | bytes | os.PathLike) and not ELSEWHERE.search(os.fsdecode(path)):
                whole = os.path.realpath(os.fsdecode(path))
                if any(name == whole or name.startswith(whole + os.sep) for name in held_open()):
                    refuse(path)
        return real(*paths, **options)

    return function


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both faults; `shutil.rmtree` takes the way without folders' descriptors, as it does on Windows."""
    for name in ("rename", "replace", "unlink", "remove", "rmdir"):
        monkeypatch.setattr(os, name, guarded(getattr(os, name)))
    monkeypatch.setattr(shutil, "_use_fd_functions", False)

    def never_a_folder(real: Callable[..., Any]) -> Callable[..., Any]:
        def function(path: Any, *arguments: Any, **options: Any) -> Any:
            if not isinstance(path, int) and Path(os.fsdecode(path)).is_dir():
                refuse(path)
            return real(path, *arguments, **options)

        return function

    monkeypatch.setattr(os, "open", never_a_folder(os.open))
    monkeypatch.setattr(builtins, "open", never_a_folder(builtins.open))


@pytest.mark.usefixtures("windows")
def test_emulation_refuses_what_windows_does(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("a", encoding="utf-8")
    with file.open(encoding="utf-8"):
        for forbidden in (file.unlink, lambda: file.rename(tmp_path / "b.txt"), lambda: shutil.rmtree(tmp_path)):
            with pytest.raises(PermissionError):
                forbidden()
    with pytest.raises(PermissionError):
        os.open(tmp_path, os.O_RDONLY)
    file.replace(tmp_path / "b.txt")


@pytest.mark.usefixtures("windows")
def test_a_file_is_made_and_replaced(tmp_path: Path) -> None:
    target = tmp_path / "new" / "events.csv"
    for text in ("first", "second"):
        with staging(target) as folder:
            (folder / "made").write_text(text, encoding="utf-8")
            move(folder / "made", target)
        assert target.read_text(encoding="utf-8") == text
    assert list(target.parent.iterdir()) == [target]


@pytest.mark.slow
@pytest.mark.usefixtures("windows")
def test_a_file_that_another_program_reads_is_left_and_said(tmp_path: Path, run_mapper) -> None:
    made = tmp_path / "events.csv"
    assert run_mapper("export", SMALL, "-o", made).returncode == 0
    before = made.read_bytes()
    with made.open("rb"):
        done = run_mapper("export", SMALL, "--place", "Sarh", "-o", made)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert f"cannot write '{made}'" in done.stderr
    assert made.read_bytes() == before
    assert [path for path in tmp_path.iterdir() if path.name.startswith(".")] == []


@pytest.fixture(scope="module")
def small() -> Dossier:
    return mapper.read(SMALL)


@pytest.mark.slow
@pytest.mark.usefixtures("windows")
@pytest.mark.filterwarnings("ignore::mapper.exports.text.LimitWarning")
@pytest.mark.parametrize(
    "name", ["a.geojson", "a.gpkg", "a.fgb", "a.pmtiles", "a.qgz", "a.parquet", "a.kml", "a.csv", "folder"]
)
def test_each_export_is_written_twice(name: str, tmp_path: Path, small: Dossier) -> None:
    for _ in range(2):
        mapper.export(small, tmp_path / name)
    written = sorted(path.name for path in tmp_path.iterdir())
    assert name in written
    assert not [path for path in written if path.startswith(".")]


@pytest.mark.slow
@pytest.mark.usefixtures("windows")
def test_map_report_and_lock_are_written_twice(tmp_path: Path, run_mapper) -> None:
    dossier = shutil.copytree(SMALL, tmp_path / "dossier")
    for _ in range(2):
        assert run_mapper("map", dossier, "-o", tmp_path / "map.html").returncode == 0
        assert run_mapper("check", dossier, "--html", tmp_path / "report.html").returncode in {0, 1}
        assert run_mapper("check", dossier, "--lock").returncode in {0, 1}
    assert {"map.html", "report.html"} <= {path.name for path in tmp_path.iterdir()}
    assert (dossier / "resolved.csv").is_file()


@pytest.mark.usefixtures("windows")
def test_places_are_added_used_replaced_and_removed(tmp_path: Path) -> None:
    villages, cache = tmp_path / "villages.csv", tmp_path / "cache"
    name = ""
    for longitude in ("-3.5", "-4.5"):
        villages.write_text(PLACES.replace("-3.5", longitude), encoding="utf-8")
        name = add(villages, cache_dir=cache).name
        with Gazetteer.open(towns=False, cache_dir=cache) as places:
            [answer] = places.resolve([Query("Blorgistan")])
        assert answer.longitude == float(longitude)
    remove(name, cache_dir=cache)
    assert not list((cache / "added").glob("*.csv"))


@pytest.mark.usefixtures("windows")
def test_places_are_changed_while_another_session_uses_them(tmp_path: Path) -> None:
    villages, cache = tmp_path / "villages.csv", tmp_path / "cache"
    villages.write_text(PLACES, encoding="utf-8")
    add(villages, cache_dir=cache)
    with Gazetteer.open(towns=False, cache_dir=cache) as before:
        villages.write_text(PLACES.replace("-3.5", "-4.5"), encoding="utf-8")
        add(villages, cache_dir=cache)
        with Gazetteer.open(towns=False, cache_dir=cache) as after:
            assert after.resolve([Query("Blorgistan")])[0].longitude == -4.5
        assert before.resolve([Query("Blorgistan")])[0].longitude == -3.5


@pytest.mark.usefixtures("windows")
def test_archives_are_read_and_let_go(tmp_path: Path, run_mapper) -> None:
    packed = tmp_path / "events.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write("seeds/events.csv", "events.csv")
    assert run_mapper("list", packed, "--json").returncode == 0
    packed.unlink()


@pytest.mark.usefixtures("seeds_once")
def test_names_inside_a_project_are_written_with_slashes(tmp_path: Path, run_mapper) -> None:
    assert run_mapper("export", "seeds", "-o", tmp_path / "a.qgz").returncode == 0
    with zipfile.ZipFile(tmp_path / "a.qgz") as archive:
        assert not [name for name in archive.namelist() if "\\" in name or name.startswith("/")]
        [project] = (archive.read(name).decode() for name in archive.namelist() if name.endswith(".qgs"))
    assert str(tmp_path) not in project
