"""Checkpoints: the counts of each file are kept until the run is done, so that a stopped run can resume."""

from __future__ import annotations

import hashlib
import importlib.metadata
import os
import pickle
import shutil
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from gazetteer.files import publish, staging
from gazetteer.index.cache import cache_folder
from mapper.cube.files import Partition
from mapper.cube.partition import Counted, CountTask
from mapper.cube.storage import file_state, is_address
from mapper.errors import OutputError

__all__ = ["KeptCounts"]

_DIGEST: Final = 32
_DAYS_KEPT: Final = 7
"""How long the counts of a run that was not resumed stay on disk."""


class KeptCounts:
    """The counts of the files of a run, in a folder of the user's cache.

    They are reused for the same file (same path, size and modification time) if it is read and counted in the same way
    by the same version, whatever the other files are: after a damaged file is mended, only that file is read again. The
    counts may have any resolution that the sum of their run needed (`least`).

    >>> import tempfile
    >>> from mapper.cube.partition import count_file
    >>> file, task = Partition("seeds/events.csv"), CountTask()
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     kept = KeptCounts([file, Partition("events.csv")], task, Path(folder))
    ...     kept.keep(0, count_file(file, task))
    ...     kept.load(0).path, kept.load(1)
    ('seeds/events.csv', None)
    """

    def __init__(self, files: Sequence[Partition], task: CountTask, cache: Path | None = None) -> None:
        parent = (cache or cache_folder()) / "counting"
        version = importlib.metadata.version("conflict-event-mapper")
        self._folder = parent / _digest(version, task)
        self._names = [f"{_of_file(file)}.counts" for file in files]
        _remove_old(parent)

    def least(self, number: int) -> int:
        """Return the resolution that was asked of a file's kept counts; -1 if none are kept."""
        with suppress(OSError), self._path(number).open("rb") as file:
            return int.from_bytes(file.read(1) or b"\xff", signed=True)
        return -1

    def load(self, number: int) -> Counted | None:
        """Return the counts of a file; None if none are kept or they are damaged."""
        try:
            written = self._path(number).read_bytes()
        except OSError:
            return None
        digest, content = written[1 : 1 + _DIGEST], written[1 + _DIGEST :]
        if digest != _checksum(written[:1] + content):
            return None
        counted: Counted = pickle.loads(content)  # noqa: S301 - written by this program into the user's own cache
        return counted

    def keep(self, number: int, counted: Counted) -> None:
        """Write the counts of a file, wholly or not at all.

        Raises OutputError if the system refuses.
        """
        content, least, target = pickle.dumps(counted), counted.least.to_bytes(), self._path(number)
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with staging(target) as hidden:
                made = hidden / target.name
                made.write_bytes(least + _checksum(least + content) + content)
                publish([made], self._folder)
        except OSError as error:
            remedy = "name a folder with room for them in the environment variable CONFLICT_MAPPER_CACHE"
            raise OutputError(f"{self._folder}: the counts of single files cannot be kept ({error})", remedy) from error

    def remove(self) -> None:
        """Remove the counts of these files: the run is done."""
        with suppress(OSError):
            for name in self._names:
                (self._folder / name).unlink(missing_ok=True)
            self._folder.rmdir()  # unless another run has files there

    def _path(self, number: int) -> Path:
        return self._folder / self._names[number]


def _of_file(file: Partition) -> str:
    """Return a name that stays the same for a file, or a batch of it, until the file changes."""
    path = file.path if is_address(file.path) else os.path.abspath(file.path)  # noqa: PTH100
    return _digest(path, file_state(path), file.columns, file.batch)


def _checksum(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=_DIGEST).digest()


def _digest(*said: object) -> str:
    return hashlib.blake2b(repr(said).encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()


def _remove_old(parent: Path) -> None:
    """Remove the counts of runs that were stopped long ago."""
    with suppress(OSError):
        for path in parent.glob("*/*"):
            if time.time() - path.stat().st_mtime > _DAYS_KEPT * 24 * 3600:
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        for folder in parent.iterdir():
            with suppress(OSError):
                folder.rmdir()  # if it is empty
