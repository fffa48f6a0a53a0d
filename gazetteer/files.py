"""Files that appear whole or not at all: the one way in which anything is written to disk.

Only a download (`gazetteer/sources/download.py`) has its own part file, which stays after a break, to be resumed.

A file is made in a hidden folder beside its final path, flushed to disk, and moved over the old one. A lock file beside
the hidden folder is held while the folder is in use. The system releases the lock when a process dies, so the next
process that writes the same file can tell a leftover folder, which it removes, from one in use.
"""

from __future__ import annotations

import contextlib
import glob
import itertools
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from filelock import FileLock

__all__ = ["move", "publish", "staging", "write_text"]

_LONGEST_NAME = 40  # so that the hidden name is not longer than the system allows


@contextlib.contextmanager
def staging(target: Path, *, name: str = "") -> Iterator[Path]:
    """Give an empty hidden folder beside `target`, removed afterwards; the parent folder is made if it is missing.

    `name` begins the hidden names, by default the target's: folders left behind under the same name are removed first.
    Raises OSError where the system refuses something.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as parent, staging(Path(parent, "events.csv")) as folder:
    ...     folder.name.startswith(".events.csv.")
    True
    """
    import shutil  # this and filelock: most runs only read

    start = f".{(name or target.name)[:_LONGEST_NAME]}."
    target.parent.mkdir(parents=True, exist_ok=True)
    for left_behind in target.parent.glob(f"{glob.escape(start)}*.lock"):
        lock = _taken(left_behind)
        if lock is not None:
            _remove(left_behind, lock)
    path, lock = _new_lock(target.parent, start)
    try:
        folder = path.with_suffix(".partial")
        shutil.rmtree(folder, ignore_errors=True)  # left by a dead process with the same number
        folder.mkdir()
        yield folder
    finally:
        _remove(path, lock)


def publish(files: Sequence[Path], folder: Path) -> tuple[Path, ...]:
    """Flush files to disk, then move them into `folder`, in this order; each replaces an older one atomically.

    >>> publish([], Path())
    ()
    """
    for file in files:
        _flush(file)
    moved = tuple(file.replace(folder / file.name) for file in files)
    if files:
        with contextlib.suppress(PermissionError):  # Windows opens no folder
            _flush(folder)
    return moved


def move(file: Path, target: Path) -> Path:
    """Flush a file to disk, then move it to `target`, which it replaces atomically.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder, staging(Path(folder, "new.txt")) as hidden:
    ...     _ = (hidden / "made").write_text("whole")
    ...     move(hidden / "made", Path(folder, "new.txt")).read_text()
    'whole'
    """
    named = file.rename(file.with_name(target.name)) if file.name != target.name else file
    return publish([named], target.parent)[0]


def write_text(target: Path, text: str) -> Path:
    """Write a text file in UTF-8 that replaces an older one only when it is complete, and return its path.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     write_text(Path(folder, "map.html"), "<!DOCTYPE html>").name
    'map.html'
    """
    with staging(target) as folder:
        made = folder / target.name
        made.write_text(text, encoding="utf-8", newline="")
        publish([made], target.parent)
    return target


def _new_lock(parent: Path, start: str) -> tuple[Path, FileLock]:
    """Take a lock that no other process or thread holds, and return it with its path."""
    for attempt in itertools.count():
        path = parent / f"{start}{os.getpid()}-{attempt}.lock"
        lock = _taken(path)
        if lock is not None:
            return path, lock
    raise AssertionError("itertools.count() does not end")


def _taken(path: Path) -> FileLock | None:
    """Take the lock without waiting, or return None if another process holds it."""
    from filelock import FileLock, Timeout

    lock = FileLock(path)
    try:
        lock.acquire(blocking=False)
    except Timeout:
        return None
    return lock


def _remove(path: Path, lock: FileLock) -> None:
    """Remove the hidden folder of a lock that is held, then the lock itself: Windows removes no file that is open."""
    import shutil

    shutil.rmtree(path.with_suffix(".partial"), ignore_errors=True)
    lock.release()
    with contextlib.suppress(OSError):
        path.unlink()


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
