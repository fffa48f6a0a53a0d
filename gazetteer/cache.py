"""Where indexes lie, and how one comes to be: built once, kept until its source changes."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterable
from pathlib import Path

from gazetteer.index import FORMAT, Entry, LayerIndex, build_index
from gazetteer.model import Layer

__all__ = ["CACHE_VARIABLE", "cache_folder", "open_index"]

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


def open_index(folder: Path, layer: Layer, *, digest: str, entries: Callable[[], Iterable[Entry]]) -> LayerIndex:
    """Open the index of a layer, building it first if there is none for this digest of its source.

    Of two processes that build at once each writes a file of its own and moves it into place whole;
    an index that turns out to be damaged is built anew.
    """
    path = folder / f"{layer.name}-{FORMAT}-{digest}.index"
    if path.exists():
        with contextlib.suppress(OSError, ValueError, KeyError):
            return LayerIndex(path)
    build_index(path, layer, entries())
    _remove_older(path, layer.name)
    return LayerIndex(path)


def _remove_older(path: Path, name: str) -> None:
    for other in path.parent.glob(f"{name}-*.index"):
        if other != path and other.name.count("-") == path.name.count("-"):
            with contextlib.suppress(OSError):
                other.unlink()
