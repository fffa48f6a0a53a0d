"""The program as the tests run it: in this process, or as a user does."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from mapper.cli import main

ROOT = Path(__file__).parent.parent
TERMINAL = {"COLUMNS": "200", "NO_COLOR": "1"}
Finished = subprocess.CompletedProcess[str]


def run(*arguments: str | Path, cwd: Path = ROOT, stdin: str = "", **env: str) -> Finished:
    """Run the program in this process; what is no exit, such as an error with a traceback, is raised."""
    out, err = _stream(), _stream()
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(cwd)
        patch.setattr(sys, "argv", ["mapper", *map(str, arguments)])
        for name, stream in {"stdin": _stream(stdin), "stdout": out, "stderr": err}.items():
            patch.setattr(sys, name, stream)
        for name, value in {**TERMINAL, **env}.items():
            patch.setenv(name, value)
        with pytest.raises(SystemExit) as leave:
            main()
    assert isinstance(leave.value.code, int)
    return Finished(["mapper", *map(str, arguments)], leave.value.code, _text(out), _text(err))


def start(*arguments: str | Path, cwd: Path = ROOT, stdin: str = "", **env: str) -> Finished:
    """Run the installed program in a process of its own."""
    program = Path(sys.executable).with_name("mapper")
    assert program.is_file(), f"{program} is missing: run `make map`"
    return subprocess.run(
        [program, *map(str, arguments)],
        check=False,
        capture_output=True,
        cwd=cwd,
        encoding="utf-8",
        env={**os.environ, **TERMINAL, **env},
        input=stdin,
        timeout=300,
    )


def _stream(text: str = "") -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(text.encode()), encoding="utf-8", write_through=True)


def _text(stream: io.TextIOWrapper) -> str:
    stream.seek(0)
    return stream.read()
