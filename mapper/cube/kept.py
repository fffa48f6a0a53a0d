"""Counts of single files that are kept until the whole run is done: a run that was stopped goes on where it was."""

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
"""How long the counts of a run that nobody took up again stay on disk."""


class KeptCounts:
    """The counts of the files of one run, in a folder of the user's cache.

    The same files (by path, size and time of change), read and counted the same way by the same version, are the same
    run. A file may be counted at any resolution that the sum of the run needs anyway.

    >>> import tempfile
    >>> from mapper.cube.partition import count_file
    >>> file, task = Partition("seeds/events.csv"), CountTask()
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     kept = KeptCounts([file], task, Path(folder))
    ...     kept.keep(0, count_file(file, task))
    ...     kept.load(0).path, kept.load(1)
    ('seeds/events.csv', None)
    """

    def __init__(self, files: Sequence[Partition], task: CountTask, cache: Path | None = None) -> None:
        parent = (cache or cache_folder()) / "counting"
        self._folder = parent / _name(files, task)
        _remove_old(parent)

    def load(self, number: int) -> Counted | None:
        """Return the counts of a file; None where there are none, or they are damaged."""
        try:
            written = self._path(number).read_bytes()
        except OSError:
            return None
        digest, content = written[:_DIGEST], written[_DIGEST:]
        if digest != hashlib.blake2b(content, digest_size=_DIGEST).digest():
            return None
        counted: Counted = pickle.loads(content)  # noqa: S301 - written by this program into the user's own cache
        return counted

    def keep(self, number: int, counted: Counted) -> None:
        """Write the counts of a file; they are whole or absent.

        Raises OutputError where the system refuses.
        """
        content, target = pickle.dumps(counted), self._path(number)
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with staging(target) as hidden:
                made = hidden / target.name
                made.write_bytes(hashlib.blake2b(content, digest_size=_DIGEST).digest() + content)
                publish([made], self._folder)
        except OSError as error:
            remedy = "name a folder with room for them in the environment variable CONFLICT_MAPPER_CACHE"
            raise OutputError(f"{self._folder}: the counts of single files cannot be kept ({error})", remedy) from error

    def remove(self) -> None:
        """Remove what is kept: the run is done."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def _path(self, number: int) -> Path:
        return self._folder / f"{number}.counts"


def _name(files: Sequence[Partition], task: CountTask) -> str:
    """Return a name that is the same for the same run."""
    version = importlib.metadata.version("conflict-event-mapper")
    paths = (file.path if is_address(file.path) else os.path.abspath(file.path) for file in files)  # noqa: PTH100
    of_files = [(path, file_state(path), file.columns, file.batch) for path, file in zip(paths, files, strict=True)]
    said = repr([version, task, of_files])
    return hashlib.blake2b(said.encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()


def _remove_old(parent: Path) -> None:
    """Remove the counts of runs that were stopped long ago."""
    with suppress(OSError):
        for folder in parent.iterdir():
            if time.time() - folder.stat().st_mtime > _DAYS_KEPT * 24 * 3600:
                shutil.rmtree(folder, ignore_errors=True)
