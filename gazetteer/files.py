"""Files that appear whole or not at all: they are made in a hidden folder beside their place, and moved there."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

__all__ = ["locked", "scratch_folder"]

_PREFIX = ".making-"


@contextlib.contextmanager
def scratch_folder(parent: Path) -> Iterator[Path]:
    """Make `parent` if need be, and give an empty hidden folder in it, which is removed afterwards.

    Those of processes that were killed are removed first: a lock, which ends with its process, tells them from one
    that is being filled at this moment. Raises what the system says where it refuses something.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as parent, scratch_folder(Path(parent)) as folder:
    ...     folder.name.startswith(".making-")
    True
    """
    import shutil  # most runs only read

    parent.mkdir(parents=True, exist_ok=True)
    for left_behind in parent.glob(f"{_PREFIX}*"):
        _remove_if_abandoned(left_behind)
    folder, lock = _locked_folder(parent)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(lock)


def _locked_folder(parent: Path) -> tuple[Path, int]:
    import tempfile

    while True:
        folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=parent))
        lock = locked(folder)
        # Between making the folder and locking it, another process may have taken it for abandoned.
        if lock is not None and folder.exists():
            return folder, lock


def locked(path: Path, *, make: bool = False) -> int | None:
    """Open a folder, or a file that may be made, and lock it: the lock ends with the process, or when it is closed.

    Returns the open descriptor; None where the path is gone, or another process holds the lock. Windows has no such
    locks, but refuses to remove a file that somebody holds open.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     held = locked(Path(folder, "lock"), make=True)
    ...     os.close(held)
    """
    try:
        lock = os.open(path, os.O_CREAT | os.O_RDWR if make else os.O_RDONLY, 0o600)
    except FileNotFoundError:
        return None
    try:
        if sys.platform != "win32":
            import fcntl  # most runs only read

            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(lock)
        return None
    return lock


def _remove_if_abandoned(folder: Path) -> None:
    import shutil

    with contextlib.suppress(OSError):
        lock = locked(folder)
        if lock is not None:
            shutil.rmtree(folder, ignore_errors=True)
            os.close(lock)
