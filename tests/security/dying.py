"""Run a command again and again in processes that die on the way.

Each is a fork of the process that runs the tests, which has imported all, so that the moments fall into the command's
own work.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.program import be_the_program, ended, forked, import_all

RETRIES = 5
EVENTS = {"rename": "os.rename", "rmtree": "shutil.rmtree", "mkdir": "os.mkdir", "unlink": "os.remove"}


@dataclass(frozen=True)
class Death:
    """What a run left in the folder: `code` is less than 0 where it was killed."""

    when: str
    code: int
    files: dict[str, str]


def deaths(folder: Path, whens: Sequence[str], command: Sequence[str], env: Mapping[str, str]) -> list[Death]:
    """Run the command in the folder as it was, to die at each of these; what is left is told for each.

    `0.35` is a fraction of a whole run's time, `rename:2` is just before the second such event of the system. The last
    run is a whole one, in what the last death left.
    """
    before = folder.with_name(folder.name + "-before")
    shutil.copytree(folder, before)
    import_all()
    whole = min(_duration(command, env, folder, before) for _ in range(2))
    found = []
    for when in whens:
        code = 0
        for _ in range(RETRIES):
            _restore(folder, before)
            start = time.monotonic()
            code = _run(command, env, when=when, whole=whole)
            if code < 0:
                break
            whole = min(whole, time.monotonic() - start)  # this run was quicker than its death
        found.append(Death(when, code, _contents(folder)))
    code = _run(command, env)
    return [*found, Death("", code, _contents(folder))]


def _run(command: Sequence[str], env: Mapping[str, str], *, when: str = "", whole: float = 0.0) -> int:
    """Run the command in a fork and return its exit code, or less than 0 where it was killed."""
    child = forked(os.fork)
    if not child:
        if when:
            _die_at(when, whole)
        os.environ.update(env)
        sys.stdout = sys.stderr = open(os.devnull, "w")  # noqa: PTH123, SIM115
        be_the_program(command)
    return ended(child)


def _die_at(when: str, whole: float) -> None:
    """Make this process die without a word, as by `kill -9`."""
    if ":" not in when:
        signal.signal(signal.SIGALRM, signal.SIG_DFL)  # which kills
        signal.setitimer(signal.ITIMER_REAL, float(when) * whole)
        return
    name, number = when.split(":")
    left = int(number)

    def count(event: str, _: tuple[Any, ...]) -> None:
        nonlocal left
        if event == EVENTS[name]:
            left -= 1
            if not left:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count)


def _contents(folder: Path) -> dict[str, str]:
    """The digest of every file by its path in the folder."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()[:12] for path in files}


def _restore(folder: Path, before: Path) -> None:
    shutil.rmtree(folder)
    shutil.copytree(before, folder)


def _duration(command: Sequence[str], env: Mapping[str, str], folder: Path, before: Path) -> float:
    """Seconds that the command takes in the folder as it was."""
    _restore(folder, before)
    start = time.monotonic()
    _run(command, env)
    return time.monotonic() - start
