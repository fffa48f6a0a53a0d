"""Find the files that a pattern or folder means, and read the columns in the names of Hive folders."""

from __future__ import annotations

import glob
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import Final, NamedTuple
from urllib.parse import unquote

from mapper.cube.storage import is_address, stored_files
from mapper.errors import ParameterError, SourceError, SourceMissingError

__all__ = ["Batch", "Partition", "partitions"]

_PATTERN: Final = frozenset("*?[")
_HIDDEN: Final = ("_", ".")
"""First characters of files without data: `_SUCCESS`, `.part-0.crc`."""
_HIVE_NULL: Final = "__HIVE_DEFAULT_PARTITION__"


class Batch(NamedTuple):
    """A part of a large file: bytes of text or row groups of Parquet, from `start` to before `stop`.

    `before` added to a line number of the batch gives the line in the file; `header` goes before the batch's text.
    """

    start: int
    stop: int
    before: int
    header: bytes = b""


@dataclass(frozen=True, slots=True)
class Partition:
    """One file, or a batch of it, with the columns that its folders' names give to all rows (`country=ML`)."""

    path: str
    columns: Mapping[str, str] = field(default_factory=dict)
    batch: Batch | None = None


def partitions(sources: Sequence[str]) -> list[Partition]:
    """Return the files that files, folders and patterns such as `events/*.parquet` mean, each once, sorted by name.

    They may be in object storage, as `s3://bucket/events`.

    Raises
    ------
    SourceMissingError
        Nothing is there.
    SourceError
        It is a dossier folder, which is read in one piece.
    ParameterError
        It is standard input.

    >>> [partition.path for partition in partitions(["seeds/ev*.csv", "seeds/events.csv"])]
    ['seeds/events.csv']
    """
    paths = {path for source in sources for path in _paths(source)}
    return [Partition(path, _columns(path)) for path in sorted(paths)]


def _paths(source: str) -> list[str]:
    if source == "-":
        raise ParameterError("sources", "-", "files: standard input is read in one piece, without `engine`")
    found, folder = stored_files(source) if is_address(source) else _local(source)
    if folder:
        within = {path: PurePath(path).relative_to(folder) for path in found}
        if PurePath("events.csv") in within.values():
            remedy = "a dossier is read in one piece; leave `engine` out"
            raise SourceError(f"{source}: a dossier folder", remedy)
        found = [path for path in found if not _is_hidden(within[path])]
    if not found:
        raise SourceMissingError(f"{source}: no file is meant by this name; give a folder or a pattern with files")
    return found


def _local(source: str) -> tuple[list[str], str]:
    """Return the paths of all files that a path or a pattern means; and the folder, if it is one."""
    path = Path(source)
    if path.is_dir():
        return [str(one) for one in path.rglob("*") if one.is_file()], str(path)
    if path.exists() or _PATTERN.isdisjoint(source):
        return [str(path) if path.exists() else source], ""
    return [name for name in glob.glob(source, recursive=True) if Path(name).is_file()], ""  # noqa: PTH207 - Path.glob takes no absolute pattern


def _is_hidden(path: PurePath) -> bool:
    return any(part.startswith(_HIDDEN) for part in path.parts)


def _columns(path: str) -> dict[str, str]:
    """Return the columns in the names of Hive folders, such as `year=2024/country=ML`."""
    pairs = (part.partition("=") for part in PurePath(path).parts[:-1] if "=" in part)
    named = {name: unquote(value) for name, _, value in pairs if name}
    return {name: "" if value == _HIVE_NULL else value for name, value in named.items()}
