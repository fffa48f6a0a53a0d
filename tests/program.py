"""The program as the tests run it: in this process, in a fork of it, or as a user does."""

from __future__ import annotations

import faulthandler
import io
import os
import shutil
import subprocess
import sys
import traceback
import warnings
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import pytest
import typer

from mapper.cli import main

ROOT = Path(__file__).parent.parent
TERMINAL = {"COLUMNS": "200", "NO_COLOR": "1"}
MODULES = (
    *("folium", "gazetteer.index.build", "mapper.api", "mapper.cli.program", "mapper.exports.qgis.qgz"),
    *("mapper.render.page", "mapper.report"),
)
GET_COMMAND = cache(typer.main.get_command)  # a run in this process need not make all commands anew, which takes 10 ms
Finished = subprocess.CompletedProcess[str]
Forked = TypeVar("Forked", int, tuple[int, int])


def run(*arguments: str | Path, cwd: Path = ROOT, stdin: str = "", **env: str) -> Finished:
    """Run the program in this process; what is no exit, such as an error with a traceback, is raised."""
    out, err = _stream(), _stream()
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(cwd)
        patch.setattr(sys, "argv", ["mapper", *map(str, arguments)])
        patch.setattr(typer.main, "get_command", GET_COMMAND)
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


def fork(
    *arguments: str | Path,
    cwd: Path = ROOT,
    stdin: str | Path | None = os.devnull,
    stdout: str | Path | None = os.devnull,
    largest_file: int | None = None,
    more_memory: int | None = None,
    **env: str,
) -> Finished:
    """Run the program in a fork of this process, which has all of its imports: a tenth of what `start` takes.

    It reads the file `stdin` and writes the file `stdout`; `None` closes either. It can write no file of more than
    `largest_file` bytes, and take `more_memory` bytes of memory beside what this process has. What it says on standard
    error is returned.
    """
    ours, theirs = os.pipe()
    child = forked(os.fork)
    if not child:
        import resource

        for number, file, flags in ((0, stdin, os.O_RDONLY), (1, stdout, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)):
            if file is None:
                os.close(number)
            else:
                os.dup2(os.open(file, flags, 0o644), number)
        os.dup2(theirs, 2)
        if largest_file is not None:
            sys.dont_write_bytecode = True  # of which half would stay
            resource.setrlimit(resource.RLIMIT_FSIZE, (largest_file, largest_file))
        if more_memory is not None:
            faulthandler.disable()  # pytest's, which tells of processes that libraries end
            most = _address_space() + more_memory
            resource.setrlimit(resource.RLIMIT_AS, (most, most))
        _run_as_process(arguments, cwd, {**TERMINAL, **env})
    os.close(theirs)
    said = _all_of(ours)
    return Finished(["mapper", *map(str, arguments)], ended(child), "", said)


def _address_space() -> int:
    """Bytes of memory that this process has asked for, as `ulimit -v` counts them; on Linux."""
    return int(Path("/proc/self/statm").read_text("ascii").split()[0]) * os.sysconf("SC_PAGE_SIZE")


def running(*arguments: str | Path, cwd: Path = ROOT, **env: str) -> int:
    """Start the program in a fork of this process, without a word, and return the process's number."""
    child = forked(os.fork)
    if not child:
        for number, flags in enumerate((os.O_RDONLY, os.O_WRONLY, os.O_WRONLY)):
            os.dup2(os.open(os.devnull, flags), number)
        _run_as_process(arguments, cwd, {**TERMINAL, **env})
    return child


def ended(child: int) -> int:
    """Wait for a process to end, and return its exit code: less than 0 where it was killed."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def on_terminal(*arguments: str | Path, columns: int, cwd: Path = ROOT, **env: str) -> str:
    """Run the program, as `fork` does, in a pseudo-terminal of so many columns; return what a user sees scroll by."""
    import fcntl
    import pty
    import struct
    import termios

    child, terminal = forked(pty.fork)
    if not child:
        fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
        for name in ("COLUMNS", "LINES", "NO_COLOR"):
            os.environ.pop(name, None)
        _run_as_process(arguments, cwd, {"TERM": "xterm-256color", **env})
    seen = _all_of(terminal)
    os.waitpid(child, 0)
    return seen.replace("\r\n", "\n")


def forked(fork: Callable[[], Forked]) -> Forked:
    """Fork without Python's warning of threads: those of pytest-xdist and Arrow bear it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return fork()


def _run_as_process(arguments: Sequence[str | Path], cwd: Path, env: dict[str, str]) -> NoReturn:
    """End this process, which is a fork, as the program ends that is run there with the process's own streams."""
    os.chdir(cwd)
    os.environ.update(env)
    sys.stdin, sys.stdout, sys.stderr = (_of_process(number, mode) for number, mode in enumerate("rww"))
    be_the_program(arguments)


def import_all() -> None:
    """Import what the commands import when they run, so that each fork has it."""
    for module in MODULES:
        import_module(module)


def be_the_program(arguments: Sequence[object]) -> NoReturn:
    """Run the program in this process, which is a fork, and end it as the program ends, with its exit code."""
    code: object = 70
    try:
        sys.argv = ["mapper", *map(str, arguments)]
        main()
    except SystemExit as leave:
        code = leave.code
    except BaseException:  # noqa: BLE001 - as Python does at its end
        traceback.print_exc()
    finally:
        with suppress(OSError):
            for stream in filter(None, (sys.stdout, sys.stderr)):
                stream.flush()
        os._exit(code if isinstance(code, int) else 1)


def _of_process(number: int, mode: str) -> Any:
    """A standard stream as Python makes it when it starts: none where it is closed."""
    try:
        os.fstat(number)
    except OSError:
        return None
    errors = "backslashreplace" if number == 2 else "strict"
    return open(number, mode, 1 if number else -1, encoding="utf-8", errors=errors, closefd=False)


def _all_of(number: int) -> str:
    """Read to the end, which is also where a program has let go of its terminal."""
    parts = []
    with suppress(OSError):
        while part := os.read(number, 65_536):
            parts.append(part)
    os.close(number)
    return b"".join(parts).decode()
