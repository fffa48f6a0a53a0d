"""Files that appear whole or not at all: they are made in a hidden folder beside their place, and moved there."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

__all__ = ["scratch_folder"]

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
        lock = _locked(folder)
        # Between making the folder and locking it, another process may have taken it for abandoned.
        if lock is not None and folder.exists():
            return folder, lock


def _locked(folder: Path) -> int | None:
    import fcntl

    try:
        lock = os.open(folder, os.O_RDONLY)
    except FileNotFoundError:
        return None
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(lock)
        return None
    return lock


def _remove_if_abandoned(folder: Path) -> None:
    import shutil

    with contextlib.suppress(OSError):
        lock = _locked(folder)
        if lock is not None:
            shutil.rmtree(folder, ignore_errors=True)
            os.close(lock)
