"""A cluster that does not start, is not there, or goes away: one sentence, and nothing is written."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.cube.parts import write_rows

ROOT = Path(__file__).parents[2]
PROGRAM = "from mapper.cli import main; main()"
IMPATIENT = "from mapper.cube import cluster; cluster._PATIENCE = 1; " + PROGRAM
SCHEDULER = "from distributed.cli.dask_scheduler import main; main()"
WORKER = "from distributed.cli.dask_worker import main; main()"
WITHOUT_MAPPER = "import sys; sys.modules['mapper'] = None; "
Program = subprocess.Popen[str]

pytestmark = [pytest.mark.slow, pytest.mark.posix]


def started(code: str, *arguments: str | Path, **environment: str) -> Program:
    """Start Python in a process of its own: Dask talks through sockets, which tests may not open."""
    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
    )  # fmt: skip


def said(program: Program) -> str:
    """Return what the program ends with: exit status 1 and one sentence."""
    _, stderr = program.communicate(timeout=120)
    assert program.returncode == 1, stderr
    assert "Traceback" not in stderr
    return stderr.splitlines()[-1].removeprefix("mapper: ")


@contextmanager
def scheduler(tmp_path: Path, *, code: str = SCHEDULER, worker: bool = True) -> Iterator[tuple[str, Program]]:
    """Give the address of a scheduler, with a worker or without."""
    told = tmp_path / "scheduler.json"
    here = ("--host", "127.0.0.1", "--no-dashboard")
    processes = [started(code, *here, "--port", "0", "--scheduler-file", told)]
    try:
        while not told.exists() or not told.read_text("utf-8"):
            assert processes[0].poll() is None
            time.sleep(0.05)
        address = json.loads(told.read_text("utf-8"))["address"]
        if worker:
            processes.append(started(WORKER, address, *here, "--no-nanny"))
        yield address, processes[0]
    finally:
        for process in processes:
            process.kill()
            process.communicate()


def count(*arguments: str | Path, code: str = PROGRAM, **environment: str) -> Program:
    return started(code, "summary", *arguments, "--engine", "dask", **environment)


@pytest.mark.parametrize(
    ("setting", "cause"),
    [
        ({"DASK_TEMPORARY_DIRECTORY": os.devnull}, " ([Errno 20] Not a directory: '/dev/null/dask-scratch-space')"),
        ({"DASK_DISTRIBUTED__WORKER__PRELOAD": "no_such_module"}, ""),
    ],
)
def test_workers_that_cannot_start(tmp_path: Path, setting: dict[str, str], cause: str) -> None:
    file = write_rows(tmp_path / "a.csv", "a,2025-06-01,Gao,Battles,JNIM,1")
    assert said(count(file, "--workers", "1", **setting)) == (
        f"Dask cannot start its processes on this machine{cause}; "
        "give them room in /dev/shm, open files and ports, or count without Dask: --engine files"
    )


def test_a_scheduler_that_goes_away(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.csv"
    os.mkfifo(pipe)
    with scheduler(tmp_path) as (address, process):
        program = count(pipe, "--scheduler", address)
        with pipe.open("w"):  # opens once the worker has begun to read
            process.kill()
        assert said(program) == f"the Dask scheduler went away while {pipe} was being counted; run it again"


def test_a_scheduler_without_workers(tmp_path: Path) -> None:
    file = write_rows(tmp_path / "a.csv", "a,2025-06-01,Gao,Battles,JNIM,1")
    with scheduler(tmp_path, worker=False) as (address, _):
        assert said(count(file, "--scheduler", address, code=IMPATIENT)) == (
            "the Dask scheduler has had no worker for 1 seconds; "
            "start workers that have conflict-event-mapper, and run it again"
        )


def test_a_scheduler_without_the_program(tmp_path: Path) -> None:
    file = write_rows(tmp_path / "a.csv", "a,2025-06-01,Gao,Battles,JNIM,1")
    with scheduler(tmp_path, code=WITHOUT_MAPPER + SCHEDULER) as (address, _):
        assert said(count(file, "--scheduler", address)) == (
            "the Dask cluster cannot run this program; "
            "install the same conflict-event-mapper for its scheduler and workers as here"
        )
