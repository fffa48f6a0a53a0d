"""Files that are no plain, quiet files: pipes, bombs, what grows or is gone or forbidden, and outputs nobody takes."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from mapper.errors import SourceError
from mapper.readers import read_sources
from mapper.readers.tables.opening import read_bytes
from tests.conftest import RunMapper
from tests.program import fork
from tests.security.broken import ROWS
from tests.soak import sample

pytestmark = [pytest.mark.slow, pytest.mark.posix]

ROOT = Path(__file__).parents[2]
PROGRAM = Path(sys.executable).with_name("mapper")
NOBODY = 65534


@pytest.fixture(scope="module")
def environment(gazetteer_cache: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    return {**kept, "CONFLICT_MAPPER_CACHE": str(gazetteer_cache)}


def shell(command: str, environment: dict[str, str], cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """A line of bash in which "$mapper" is the program."""
    return subprocess.run(
        ["bash", "-c", command], capture_output=True, check=False, text=True, timeout=120,
        cwd=cwd, env={**environment, "mapper": str(PROGRAM)},
    )  # fmt: skip


@pytest.fixture
def slow_pipe(tmp_path: Path) -> Iterator[Path]:
    """A pipe into which somebody writes, in two parts."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)

    def write() -> None:
        with pipe.open("wb", buffering=0) as file:
            file.write(ROWS[:1000])
            threading.Event().wait(0.2)
            file.write(ROWS[1000:])

    writer = threading.Thread(target=write)
    writer.start()
    yield pipe
    writer.join()


def test_a_pipe_is_read_to_its_end(slow_pipe: Path) -> None:
    assert read_bytes(str(slow_pipe)) == ROWS


def test_process_substitution_and_standard_input(tmp_path: Path, environment: dict[str, str]) -> None:
    (tmp_path / "events.csv").write_bytes(ROWS)
    for command in ('"$mapper" list <(cat events.csv) --json', 'gzip -c events.csv | "$mapper" list - --json'):
        done = shell(command, environment, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        assert len(json.loads(done.stdout)) == 200


@pytest.mark.parametrize(("file", "stdin"), [("-", os.devnull), ("-", None), ("/dev/null", os.devnull)])
def test_an_empty_or_closed_input_is_a_sentence(tmp_path: Path, file: str, stdin: str | None) -> None:
    done = fork("list", file, cwd=tmp_path, stdin=stdin)
    assert done.returncode == 1
    assert done.stderr.startswith("mapper: ")
    assert len(done.stderr.splitlines()) == 1


UNTAKEN = [
    (command, target)
    for command in ("list seeds --json", "place Gao", "check seeds", "list", "place Gao --json", "actors seeds")
    for target in ("/dev/full", None)
]


@pytest.mark.soak
@pytest.mark.parametrize(("command", "target"), sample(UNTAKEN[::3], soak=UNTAKEN))
def test_output_that_nobody_takes_is_a_sentence(command: str, target: str | None) -> None:
    done = fork(*command.split(), stdout=target)
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    assert "mapper: " in done.stderr


def test_a_reader_that_has_seen_enough_is_no_error(environment: dict[str, str]) -> None:
    done = shell(
        'set -o pipefail; "$mapper" list seeds --json | head -1; "$mapper" place Gao Kidal | head -1', environment
    )
    assert "Traceback" not in done.stderr
    assert "mapper: " not in done.stderr


def test_a_terminal_that_is_not_utf_8_shows_escapes(environment: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "events.csv").write_text("event_id,event_date,place\né,2025,Ménaka\n", encoding="utf-8")
    done = shell(
        '"$mapper" list events.csv && "$mapper" map events.csv -o é.html',
        environment | {"PYTHONIOENCODING": "ascii"},
        cwd=tmp_path,
    )
    assert done.returncode == 0, done.stderr
    assert r"M\xe9naka" in done.stdout


@pytest.mark.soak
def test_a_file_name_that_is_not_utf_8(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/\xff\xfe.csv"
    with open(name, "wb") as file:  # noqa: PTH123 - a name in bytes
        file.write(ROWS)
    few = ("list", "export -o events.gpkg")
    for command in sample(few, soak=(*few, "check", "map -o map.html", "export -o e.geojson", "export -o e.kml")):
        done = fork(*command.split(), os.fsdecode(b"\xff\xfe.csv"), cwd=tmp_path)
        assert done.returncode == 0, (command, done.stderr)
        assert "Traceback" not in done.stderr


def test_a_forbidden_file_is_a_sentence(tmp_path: Path, environment: dict[str, str]) -> None:
    """Permissions do not bind root, who therefore becomes nobody."""
    (tmp_path / "events.csv").write_bytes(ROWS)
    (tmp_path / "events.csv").chmod(0)
    script = (
        "import os, sys; from mapper.readers.tables.opening import read_bytes\n"
        "if not os.geteuid(): os.setuid(int(sys.argv[2]))\n"
        "read_bytes(sys.argv[1])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, tmp_path / "events.csv", str(NOBODY)],
        capture_output=True,
        check=False,
        text=True,
        env=environment,
    )
    assert "events.csv: no permission to read it; change its permissions or copy it" in done.stderr.splitlines()[-1]


def test_a_file_that_is_removed_while_it_is_read_is_read_to_its_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "events.csv"
    file.write_bytes(ROWS)
    monkeypatch.setattr("gazetteer.tables.bytes._CHUNK", 100)
    opened = os.fdopen

    def removed(*arguments: Any, **named: Any) -> Any:
        file.unlink()
        return opened(*arguments, **named)

    monkeypatch.setattr("gazetteer.tables.bytes.os.fdopen", removed)
    assert read_bytes(str(file)) == ROWS


def test_a_file_that_grows_for_ever_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "events.csv"
    file.write_bytes(ROWS)
    monkeypatch.setattr("gazetteer.tables.bytes.SIZE_LIMIT", 3 * len(ROWS))
    monkeypatch.setattr("gazetteer.tables.bytes._CHUNK", len(ROWS))
    opened = os.fdopen

    class Growing:
        def __init__(self, number: int, mode: str) -> None:
            self.file: Any = opened(number, mode)

        def __enter__(self) -> Growing:
            return self

        def __exit__(self, *_: object) -> None:
            self.file.close()

        def read(self, size: int) -> bytes:
            with file.open("ab") as end:
                end.write(ROWS)
            return bytes(self.file.read(size))

    monkeypatch.setattr("gazetteer.tables.bytes.os.fdopen", Growing)
    with pytest.raises(SourceError, match=r"events\.csv: holds more than .* GB; split it into smaller files"):
        read_bytes(str(file))


def test_a_line_longer_than_the_limit_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gazetteer.tables.bytes.SIZE_LIMIT", 1 << 20)
    (tmp_path / "events.csv").write_bytes(b"event_id,notes\na," + b"x" * (1 << 21))
    with pytest.raises(SourceError, match="holds more than"):
        read_sources([tmp_path / "events.csv"])


def test_a_long_line_within_the_limit_is_an_event(tmp_path: Path) -> None:
    (tmp_path / "events.csv").write_bytes(b"event_id,notes\na," + b"x" * 20_000_000 + b"\n")
    assert len(read_sources([tmp_path / "events.csv"]).events["notes"][0]) == 20_000_000


def gzip_bomb(path: Path) -> None:
    with gzip.open(path, "wb", compresslevel=1) as file:
        for _ in range(300):
            file.write(bytes(1 << 20))


def zip_bomb(path: Path) -> None:
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("events.csv", "w") as file,
    ):
        for _ in range(300):
            file.write(bytes(1 << 20))


@pytest.mark.parametrize("make", [gzip_bomb, zip_bomb])
def test_a_bomb_is_refused_before_it_takes_the_memory(tmp_path: Path, make: object) -> None:
    file = tmp_path / "bomb"
    make(file)  # type: ignore[operator]
    script = (
        "import re, resource, sys; from mapper.errors import SourceError\n"
        "from mapper.readers.tables.opening import read_bytes\n"
        "try: read_bytes(sys.argv[1])\nexcept SourceError as error: print(error)\n"
        # Linux counts in ru_maxrss what the parent held when it started this process
        "try: print(re.search(r'VmHWM:\\s+(\\d+)', open('/proc/self/status').read())[1])\n"
        "except OSError: print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    done = subprocess.run([sys.executable, "-c", script, file], capture_output=True, check=True, text=True)
    sentence, most = done.stdout.splitlines()
    assert sentence.endswith("unpacks to more than 0.25 GB; if that is right, unpack and split it first")
    assert int(most) * (1 if sys.platform == "darwin" else 1024) < 512 * 1024**2


def test_not_enough_memory_is_a_sentence(
    run_mapper: RunMapper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def exhausted(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr("mapper.readers.dossier.source.read_table", exhausted)
    (tmp_path / "events.csv").write_bytes(ROWS)
    done = run_mapper("list", tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("mapper: not enough memory for so much data")
