"""Run a command again and again in processes that die on the way: `python dying.py FOLDER [WHEN…] -- COMMAND…`.

All is imported once, then each run is a fork of this process, so that the moments fall into the command's own work.
`WHEN` is `0.35`, a fraction of a whole run's time, or `rename:2`, just before the second such event of the system.
After each, and at last after a whole run, a line of JSON tells what lies in FOLDER: the digests of its files by path.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import sys
import time
from importlib import import_module
from pathlib import Path
from typing import Any

from tests.forked import be_the_program

MODULES = (
    "folium gazetteer.index.build mapper.api mapper.cli.program mapper.exports.qgz mapper.render.page mapper.report"
)
RETRIES = 5
EVENTS = {"rename": "os.rename", "rmtree": "shutil.rmtree", "mkdir": "os.mkdir", "unlink": "os.remove"}


def preload() -> None:
    """Import what the commands import, so that no run spends its time on that."""
    for name in MODULES.split():
        import_module(name)


def die_at(when: str, whole: float) -> None:
    """Make this process die without a word, as by `kill -9`."""
    if ":" not in when:
        signal.setitimer(signal.ITIMER_REAL, float(when) * whole)  # whose signal kills where nobody handles it
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


def run(command: list[str], *, when: str = "", whole: float = 0.0) -> int:
    """Run the command in a fork and return its exit code, or less than 0 where it was killed."""
    child = os.fork()
    if not child:
        if when:
            die_at(when, whole)
        sys.stdout = sys.stderr = open(os.devnull, "w")  # noqa: PTH123, SIM115
        be_the_program(command)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def contents(folder: Path) -> dict[str, str]:
    """The digest of every file by its path in the folder."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()[:12] for path in files}


def duration(command: list[str], folder: Path, before: Path) -> float:
    """Seconds that the command takes in the folder as it was."""
    shutil.rmtree(folder)
    shutil.copytree(before, folder)
    start = time.monotonic()
    run(command)
    return time.monotonic() - start


def main(folder: Path, moments: list[str], command: list[str]) -> None:
    before = folder.with_name(folder.name + "-before")
    shutil.copytree(folder, before)
    preload()
    whole = min(duration(command, folder, before) for _ in range(2))
    for when in moments:
        code = 0
        for _ in range(RETRIES):
            shutil.rmtree(folder)
            shutil.copytree(before, folder)
            start = time.monotonic()
            code = run(command, when=when, whole=whole)
            if code < 0:
                break
            whole = min(whole, time.monotonic() - start)  # this run was quicker than its death
        print(json.dumps({"when": when, "code": code, "files": contents(folder)}), flush=True)
    code = run(command)  # in the folder as the last death left it: the next run has to cope with it
    print(json.dumps({"when": "", "code": code, "files": contents(folder)}), flush=True)


if __name__ == "__main__":
    split = sys.argv.index("--")
    main(Path(sys.argv[1]), sys.argv[2:split], sys.argv[split + 1 :])
