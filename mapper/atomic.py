"""Files that appear complete or not at all.

New files are written into a hidden folder beside the target, brought to disk, and moved over the old ones. A process
that dies leaves such a folder behind; the next one that writes the same target removes it. A lock tells a folder left
behind from one that another process is filling at this moment.
"""

from __future__ import annotations

import contextlib
import errno
import glob
import itertools
import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from gazetteer.files import locked
from mapper.errors import OutputError

__all__ = ["output_errors", "publish", "staging", "write_text"]

_LOCK: Final = "lock"


@contextlib.contextmanager
def staging(target: Path) -> Iterator[Path]:
    """Make `target`'s folder if need be, and give an empty hidden folder in it, removed afterwards.

    Raises
    ------
    OutputError
        One sentence, where the system refuses something, there or in the body of the `with` statement, and where
        the target is a device or a pipe.

    >>> import tempfile
    >>> with staging(Path(tempfile.mkdtemp()) / "events.geojson") as folder:
    ...     folder.name.startswith(".events.geojson.")
    True
    """
    with output_errors(target):
        if target.exists() and not (target.is_file() or target.is_dir()):
            # What is moved over a device or a pipe takes its place: /dev/null would be a file from then on.
            raise OutputError(f"cannot write {str(target)!r}: it is a device or a pipe; -o - writes to standard output")
        target.parent.mkdir(parents=True, exist_ok=True)
        for left_behind in target.parent.glob(f".{glob.escape(_stem(target))}.*.partial"):
            _remove_if_abandoned(left_behind)
        folder, lock = _locked_folder(target)
        try:
            yield folder
        finally:
            os.close(lock)
            shutil.rmtree(folder, ignore_errors=True)


def publish(files: Sequence[Path], folder: Path) -> tuple[Path, ...]:
    """Bring the files to disk, then move them into `folder`, in this order, each replacing its predecessor at once.

    >>> publish([], Path())
    ()
    """
    for file in files:
        _flush(file)
    moved = tuple(file.replace(folder / file.name) for file in files)
    if files and os.name == "posix":
        _flush(folder)
    return moved


def write_text(target: Path, text: str) -> Path:
    """Write a text file that replaces an existing one only when it is complete, and return its path.

    Raises OutputError where it cannot be written.

    >>> import tempfile
    >>> write_text(Path(tempfile.mkdtemp()) / "map.html", "<!DOCTYPE html>").name
    'map.html'
    """
    with staging(target) as folder:
        made = folder / target.name
        made.write_text(text, encoding="utf-8", newline="")
        publish([made], target.parent)
    return target


@contextlib.contextmanager
def output_errors(target: Path) -> Iterator[None]:
    """Turn an `OSError` of the body into an `OutputError` that says what happened to `target`.

    >>> with output_errors(Path("a.csv")):
    ...     raise PermissionError(13, "Permission denied")
    Traceback (most recent call last):
    ...
    mapper.errors.OutputError: cannot write 'a.csv': no permission; choose another file or folder with -o
    """
    try:
        yield
    except OutputError:
        raise
    except OSError as error:
        raise OutputError(f"cannot write {str(target)!r}: {_reason(error, target)}") from error


def _reason(error: OSError, target: Path) -> str:
    if error.errno in {errno.EISDIR, errno.EEXIST, errno.EACCES} and target.is_dir():
        return "a folder has that name; choose another name with -o"
    where = {
        errno.EACCES: "no permission; choose another file or folder with -o",
        errno.EPERM: "no permission; choose another file or folder with -o",
        errno.EROFS: "the disk is read-only; choose another folder with -o",
        errno.ENOSPC: "the disk is full; an older file was left as it was",
        errno.EDQUOT: "your disk quota is used up; an older file was left as it was",
        errno.EFBIG: "the file would be larger than is allowed here; an older file was left as it was",
        errno.ENOTDIR: "a file stands where its folder should be; choose another folder with -o",
        errno.EEXIST: "a file stands where its folder should be; choose another folder with -o",
        errno.ENAMETOOLONG: "the name is too long; choose a shorter one with -o",
        errno.ENOENT: "its folder was removed while it was being written; try again",
    }
    return where.get(error.errno or 0) or f"{error.strerror or error}; choose another file or folder with -o"


def _stem(target: Path) -> str:
    return target.name[:40]  # so that the hidden folder's name is allowed wherever the target's is


def _locked_folder(target: Path) -> tuple[Path, int]:
    for attempt in itertools.count():
        folder = target.parent / f".{_stem(target)}.{os.getpid()}-{attempt}.partial"
        folder.mkdir(exist_ok=True)
        lock = locked(folder / _LOCK, make=True)
        # Between making the folder and locking it, another process may have taken it for abandoned.
        if lock is not None and (folder / _LOCK).exists():
            return folder, lock
    raise AssertionError("itertools.count() does not end")


def _remove_if_abandoned(folder: Path) -> None:
    with contextlib.suppress(OSError):
        lock = locked(folder / _LOCK, make=True)
        if lock is None:
            return
        if sys.platform == "win32":
            os.close(lock)
            (folder / _LOCK).unlink()
            shutil.rmtree(folder, ignore_errors=True)
        else:
            shutil.rmtree(folder, ignore_errors=True)
            os.close(lock)


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
