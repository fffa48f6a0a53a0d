"""The folder of indexes on disk. Each index is built once and kept until its source changes."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from pathlib import Path

from gazetteer.index.deletions import deletions_of
from gazetteer.index.entry import Source
from gazetteer.index.index import FORMAT, SourceIndex
from gazetteer.index.seal import is_whole, seal_of

__all__ = ["CACHE_VARIABLE", "added_folder", "cache_folder", "open_index"]

#: The environment variable that moves the cache folder.
CACHE_VARIABLE = "CONFLICT_MAPPER_CACHE"


def cache_folder(cache_dir: Path | str | None = None) -> Path:
    """Return the cache folder: as given, else from the environment, else the user's own.

    >>> cache_folder("/tmp/places").name
    'places'
    """
    chosen = cache_dir or os.environ.get(CACHE_VARIABLE)
    if chosen:
        return Path(chosen)
    from platformdirs import user_cache_path

    return user_cache_path("conflict-event-mapper")


def added_folder(cache_dir: Path | str | None = None) -> Path:
    """Return the folder of added sources: in the cache folder if one is named, else with the user's data.

    >>> added_folder("/tmp/places").name
    'added'
    """
    if cache_dir or os.environ.get(CACHE_VARIABLE):
        return cache_folder(cache_dir) / "added"
    from platformdirs import user_data_path

    return user_data_path("conflict-event-mapper") / "added"


def open_index(folder: Path, source: Source, *, on_build: Callable[[str], None] | None = None) -> SourceIndex:
    """Open the index of a source, building it first if there is none for its present content.

    Two processes may build it at once: each makes its own file and moves it into place. A damaged index, even by one
    byte, is rebuilt.
    """
    safe = "".join(char if char.isalnum() or char in "-_" else "_" for char in source.name)
    path = folder / f"{safe}.{FORMAT}.{source.digest()}.index"
    if is_whole(path):
        with contextlib.suppress(OSError, ValueError, KeyError):
            return SourceIndex(path)
    from gazetteer.index.build import build_index  # most runs build nothing

    if on_build:
        on_build(source.info().title)
    build_index(path, source)
    _remove_older(path, safe)
    return SourceIndex(path)


def _remove_older(path: Path, name: str) -> None:
    for other in path.parent.glob(f"{name}.*.index"):
        if other != path:
            with contextlib.suppress(OSError):
                for file in (other, seal_of(other), deletions_of(other)):
                    file.unlink(missing_ok=True)
