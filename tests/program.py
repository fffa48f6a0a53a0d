"""The program as the tests run it: in this process, or as a user does."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import typer

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


def _installed() -> Path:
    """Path of the installed program."""
    found = shutil.which("mapper", path=Path(sys.executable).parent)
    assert found, "mapper is not installed here: run `make map`"
    return Path(found)


def start(*arguments: str | Path, cwd: Path = ROOT, stdin: str = "", **env: str) -> Finished:
    """Run the installed program in a process of its own."""
    program = _installed()
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


def commands(group: Any = None, name: str = "") -> dict[str, Any]:
    """Return the program and all its commands, by the words that call them: `""`, `list`, `gazetteer add`."""
    from mapper.cli.program import app

    group = group or typer.main.get_command(app)
    found = {name: group}
    for word, command in getattr(group, "commands", {}).items():
        found |= commands(command, f"{name} {word}".strip())
    return found


def on_terminal(*arguments: str | Path, columns: int, cwd: Path = ROOT, **env: str) -> str:
    """Run the installed program in a pseudo-terminal of so many columns; return what a user sees scroll by."""
    import fcntl
    import pty
    import struct
    import termios

    program = _installed()
    keep = {name: value for name, value in os.environ.items() if name not in {"COLUMNS", "LINES", "NO_COLOR"}}
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
    with subprocess.Popen(
        [program, *map(str, arguments)],
        cwd=cwd, env={**keep, "TERM": "xterm-256color", **env}, stdin=theirs, stdout=theirs, stderr=theirs,
    ):  # fmt: skip
        os.close(theirs)
        seen = b""
        while chunk := _read(ours):
            seen += chunk
    os.close(ours)
    return seen.decode().replace("\r\n", "\n")


def _read(terminal: int) -> bytes:
    """Return what comes next; nothing where the program has let go of its terminal."""
    try:
        return os.read(terminal, 65_536)
    except OSError:
        return b""
