"""Files appear complete or not at all."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from gazetteer.files import publish
from mapper.atomic import staging, write_text
from mapper.errors import OutputError
from mapper.exports import write
from tests.export.dossiers import dossier, sahel

pytestmark = pytest.mark.posix

DIES_WHILE_WRITING = """
import sys, time
from pathlib import Path
from mapper.atomic import staging
with staging(Path(sys.argv[1])) as folder:
    (folder / "events.geojson").write_text("half")
    print("writing", flush=True)
    time.sleep(60)
"""


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@pytest.fixture
def writing_process(tmp_path):
    """Another process that is in the middle of writing `events.geojson`."""
    command = [sys.executable, "-c", DIES_WHILE_WRITING, str(tmp_path / "events.geojson")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "writing\n"
        yield process
        process.kill()


def test_missing_folders_are_made_and_nothing_else_is_left(tmp_path):
    write(sahel(), tmp_path / "new" / "folder" / "events.geojson")
    assert names(tmp_path / "new" / "folder") == {"events.geojson", "events.qml", "events.qmd"}


def test_a_device_or_a_pipe_is_left_as_it_is(tmp_path):
    pipe = tmp_path / "events.geojson"
    os.mkfifo(pipe)
    with pytest.raises(OutputError, match="device or a pipe; -o - writes to standard output"):
        write(sahel(), pipe)
    with pytest.raises(OutputError, match="device or a pipe"):
        write_text(pipe, "map")
    assert pipe.is_fifo()
    assert list(tmp_path.iterdir()) == [pipe]


def test_a_failure_on_the_way_leaves_the_old_file(tmp_path):
    target = tmp_path / "events.geojson"
    target.write_text("old")

    def fail_half_way() -> None:
        with staging(target) as folder:
            (folder / target.name).write_text("half")
            raise OSError(28, os.strerror(28))

    with pytest.raises(OutputError, match="the disk is full; an older file was left as it was"):
        fail_half_way()
    assert target.read_text() == "old"
    assert names(tmp_path) == {"events.geojson"}


def test_a_killed_process_leaves_the_old_file_and_the_next_run_cleans_up(tmp_path, writing_process):
    target = tmp_path / "events.geojson"
    target.write_text("old")
    writing_process.kill()
    writing_process.wait()
    assert target.read_text() == "old"
    assert {Path(name).suffix for name in names(tmp_path)} == {".geojson", ".partial", ".lock"}
    write(dossier([]), target)
    assert names(tmp_path) == {"events.geojson", "events.qml", "events.qmd"}


def test_two_writers_of_one_target_leave_each_other_alone(tmp_path, writing_process):
    target = tmp_path / "events.geojson"
    write(dossier([]), target)
    with staging(target) as folder:
        (folder / target.name).write_text("mine")
        with staging(target) as other:
            (other / target.name).write_text("other's")
            publish([other / target.name], tmp_path)
        publish([folder / target.name], tmp_path)
    assert target.read_text() == "mine"
    assert writing_process.poll() is None
    assert any(path.name.endswith(".partial") for path in tmp_path.iterdir())


@pytest.mark.parametrize(
    ("prepare", "target", "sentence"),
    [
        (lambda folder: (folder / "events.geojson").mkdir(), "events.geojson", "a folder has that name"),
        (lambda folder: (folder / "file").touch(), "file/events.geojson", "a file stands where its folder should be"),
        (lambda folder: None, "x" * 250 + ".geojson", "the name is too long"),
    ],
)
def test_what_the_system_refuses_is_one_sentence(tmp_path, prepare, target, sentence):
    prepare(tmp_path)
    with pytest.raises(OutputError, match=sentence) as caught:
        write(sahel(), tmp_path / target)
    assert "\n" not in str(caught.value)
    assert not [name for name in names(tmp_path) if name.endswith(".partial")]


WITH_A_LIMIT = """
import json, resource, signal, sys
from mapper.errors import OutputError
from mapper.exports import write
from tests.export.dossiers import sahel
said = {}
for target, limits in json.load(sys.stdin).items():
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    write(sahel(), target)  # what is imported now need not be written as bytecode later
    with open(target, "wb") as file:
        file.write(b"old")
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    said[target] = []
    for limit in limits:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
        try:
            write(sahel(), target)
        except OutputError as error:
            said[target].append(str(error))
print(json.dumps(said))
"""
SUFFIXES = (".geojson", ".gpkg", ".fgb", ".pmtiles", ".qgz", ".parquet", ".kml", ".csv")


@pytest.fixture(scope="module")
def full_disk(tmp_path_factory):
    """A file of each format, and what a process says of it that may write no file larger than some limits, in bytes."""
    folders = {suffix: tmp_path_factory.mktemp("full") for suffix in (*SUFFIXES, "whole")}
    targets = {suffix: str(folders[suffix] / f"events{suffix}") for suffix in SUFFIXES}
    limits = {target: [1000] for target in targets.values()}
    for suffix in (".gpkg", ".fgb"):
        (*_, whole) = write(sahel(), folders["whole"] / f"whole{suffix}")
        limits[targets[suffix]] += range(whole.stat().st_size - 9 * 4096, whole.stat().st_size, 4096)
    rows = (folders["whole"] / "whole.gpkg").stat().st_size  # what tiles are made from, before it is chosen from it
    limits[targets[".pmtiles"]].append(rows)
    command = [sys.executable, "-c", WITH_A_LIMIT]
    done = subprocess.run(command, capture_output=True, text=True, check=True, input=json.dumps(limits))
    said = json.loads(done.stdout)
    return {suffix: (Path(target), said[target]) for suffix, target in targets.items()}


@pytest.mark.slow
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_disk_that_is_full_on_the_way_is_a_sentence_and_the_old_file_stays(full_disk, suffix):
    target, (sentence, *_) = full_disk[suffix]
    assert sentence.startswith("cannot write")
    assert sentence.endswith("an older file was left as it was")
    assert target.read_text() == "old"
    assert not [name for name in names(target.parent) if name.startswith(".")]


@pytest.mark.slow
def test_a_disk_that_is_full_between_rows_and_tiles_is_a_sentence_too(full_disk):
    target, sentences = full_disk[".pmtiles"]
    assert sentences[-1].startswith("cannot write 'events_rows.gpkg', most likely for want of space")
    assert target.read_text() == "old"


@pytest.mark.slow
def test_a_disk_that_is_full_at_the_very_end_leaves_no_geopackage_without_an_index(full_disk):
    target, (_, *sentences) = full_disk[".gpkg"]
    assert len(sentences) == 9
    assert any("spatial index" in sentence or "rtree" in sentence for sentence in sentences)
    assert target.read_text() == "old"
