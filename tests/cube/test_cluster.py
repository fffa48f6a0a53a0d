"""Dask as the engine: the same counts as here, also where workers die; without it a sentence."""

from __future__ import annotations

import importlib.util
import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from gazetteer.index.cache import cache_folder
from tests.conftest import RunMapper
from tests.cube.parts import write_parts
from tests.soak import sample

ROOT = Path(__file__).parents[2]
SCRIPT = Path(__file__).with_name("cluster.py")

pytestmark = [pytest.mark.slow, pytest.mark.posix]


def run_dying(how_often: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run the program with Dask in a process of its own: workers talk through sockets, which tests may not open."""
    return subprocess.run(
        [sys.executable, SCRIPT, how_often, *arguments, "--engine", "dask", "--workers", "2"],
        capture_output=True, check=False, env={**os.environ, "PYTHONPATH": str(ROOT)}, encoding="utf-8", timeout=300,
    )  # fmt: skip


def test_a_page_has_the_same_bytes_when_a_worker_was_killed(tmp_path: Path, run_mapper: RunMapper) -> None:
    write_parts(tmp_path, "acled", 60, 3)
    here = run_mapper("map", tmp_path / "parts", "--engine", "files", "-o", tmp_path / "here.html")
    dask = run_dying("once", "map", tmp_path / "parts", "-o", tmp_path / "dask.html")
    assert (here.returncode, dask.returncode) == (0, 0), dask.stderr
    assert (tmp_path / "parts" / ".died").exists()
    assert (tmp_path / "dask.html").read_bytes() == (tmp_path / "here.html").read_bytes()


def workers(program: int) -> list[int]:
    """Return the processes in which Dask runs the tasks of a program (Linux)."""
    listed = [task.read_text().split() for task in Path("/proc", str(program), "task").glob("*/children")]
    found = sorted(int(child) for children in listed for child in children)
    return [child for child in found if b"spawn_main" in command_line(child)]


def command_line(process: int) -> bytes:
    """Return how a process was called; nothing of one that has ended since it was listed."""
    with suppress(FileNotFoundError, ProcessLookupError):
        return Path("/proc", str(process), "cmdline").read_bytes()
    return b""


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="there is no /proc to find the workers in")
@pytest.mark.parametrize("moment", sample([3], soak=range(10)))
def test_a_page_has_the_same_bytes_whenever_a_worker_is_killed(
    tmp_path: Path, run_mapper: RunMapper, moment: int
) -> None:
    write_parts(tmp_path, "acled", 600, 10)
    here = run_mapper("map", tmp_path / "parts", "--engine", "files", "-o", tmp_path / "here.html")
    assert here.returncode == 0, here.stderr
    command: list[str | Path] = ["map", tmp_path / "parts", "--engine", "dask", "--workers", "2"]
    command += ["-o", tmp_path / "dask.html"]
    program = subprocess.Popen([sys.executable, "-m", "mapper", *command], stderr=subprocess.PIPE, encoding="utf-8")
    while len(workers(program.pid)) < 2 or len([*(cache_folder() / "counting").glob("*/*.counts")]) <= moment // 2:
        assert program.poll() is None, program.stderr
        time.sleep(0.005)
    time.sleep(random.Random(moment).uniform(0, 0.2))
    os.kill(workers(program.pid)[moment % 2], signal.SIGKILL)
    _, stderr = program.communicate(timeout=200)
    assert program.returncode == 0, stderr
    assert "Traceback" not in stderr
    assert (tmp_path / "dask.html").read_bytes() == (tmp_path / "here.html").read_bytes()


HOLD = (
    "import socket, sys; one = socket.create_server(('127.0.0.1', 8787)); print('held', flush=True); sys.stdin.read()"
)


def test_another_program_at_the_port_of_dask_s_page_is_nothing_to_tell(tmp_path: Path) -> None:
    write_parts(tmp_path, "acled", 9, 1)
    with subprocess.Popen([sys.executable, "-c", HOLD], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout
        other.stdout.readline()  # empty where yet another program has the port
        done = run_dying("once", "summary", tmp_path / "parts")
        other.communicate()
    assert done.returncode == 0, done.stderr
    assert "Port" not in done.stderr


def test_a_file_that_kills_every_worker_is_named_and_nothing_is_written(tmp_path: Path) -> None:
    write_parts(tmp_path, "acled", 60, 3)
    done = run_dying("always", "map", tmp_path / "parts", "-o", tmp_path / "map.html")
    assert done.returncode == 1
    assert "part-1.csv: every worker that read it died; they may want memory" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "map.html").exists()


def test_without_dask_a_sentence_says_how_to_install_it(
    tmp_path: Path, run_mapper: RunMapper, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_parts(tmp_path, "acled", 9, 1)
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    done = run_mapper("summary", tmp_path / "parts", "--engine", "dask")
    assert done.returncode == 1
    assert done.stderr == (
        "mapper: counting with Dask needs what is not installed (dask); pip install 'conflict-event-mapper[cluster]'\n"
    )
