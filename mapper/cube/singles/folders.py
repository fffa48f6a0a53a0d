"""The folder of single events beside a page; each set of events has a subfolder named by a hash of its content."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from gazetteer.files import move, publish
from mapper.atomic import staging
from mapper.cube.singles.parts import INDEX
from mapper.errors import OutputError

__all__ = ["check_details_folder", "publish_set", "remove_other_singles", "remove_singles"]

_SET: Final = re.compile(r"[0-9a-f]{16}")
"""The name of a folder of one set: a hash of its content."""
_PART_NAME: Final = re.compile(r"events-[0-9]+\.parquet")


def check_details_folder(folder: Path) -> None:
    """Raise OutputError if a folder contains anything that `write_singles` did not write.

    >>> check_details_folder(Path("seeds"))
    Traceback (most recent call last):
    ...
    mapper.errors.OutputError: seeds: there are other files in this folder; name a new one with `details`, or empty it
    """
    if folder.is_file() or (folder.is_dir() and not all(map(_is_ours, folder.iterdir()))):
        raise OutputError(
            f"{folder}: there are other files in this folder", "name a new one with `details`, or empty it"
        )


def publish_set(files: Sequence[Path], hidden: Path, target: Path) -> None:
    """Move files into a folder that appears only with all of them; an existing folder has the same files.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as parent:
    ...     Path(parent, "index.json").touch()
    ...     publish_set([Path(parent, "index.json")], Path(parent, "hidden"), Path(parent, "0" * 16))
    ...     [path.name for path in Path(parent, "0" * 16).iterdir()]
    ['index.json']
    """
    if target.is_dir():
        publish(files, target)
        return
    hidden.mkdir()
    publish(files, hidden)
    move(hidden, target)


def remove_singles(folder: Path, name: str) -> None:
    """Remove the single events of a page that could not be written.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as parent:
    ...     Path(parent, "details", "0" * 16).mkdir(parents=True)
    ...     remove_singles(Path(parent, "details"), "0" * 16)
    ...     Path(parent, "details").exists()
    False
    """
    with staging(folder) as hidden:
        (folder / name).rename(hidden / name)
    with suppress(OSError):
        folder.rmdir()  # only if it is empty


def remove_other_singles(folder: Path, name: str, *, page: str) -> None:
    """Remove the single events of earlier pages of this name, once the page that uses the folder `name` is written.

    Raises OutputError if the system refuses.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as parent:
    ...     for each, of_page in {"0" * 16: "map.html", "1" * 16: "map.html", "2" * 16: "other.html"}.items():
    ...         Path(parent, "details", each).mkdir(parents=True)
    ...         _ = Path(parent, "details", each, INDEX).write_text(json.dumps({"page": of_page}))
    ...     remove_other_singles(Path(parent, "details"), "1" * 16, page="map.html")
    ...     sorted(path.name[0] for path in Path(parent, "details").iterdir())
    ['1', '2']
    """
    with staging(folder) as hidden:
        for other in sorted(folder.iterdir()):
            if _SET.fullmatch(other.name) and other.name != name and _page_of(other) == page:
                other.rename(hidden / other.name)  # atomic: a folder is there whole or not at all


def _page_of(folder: Path) -> str:
    """Return the name of the page that single events belong to; `""` if their index does not say it."""
    with suppress(OSError, ValueError):
        index = json.loads((folder / INDEX).read_text("utf-8"))
        return str(index.get("page", "")) if isinstance(index, dict) else ""
    return ""


def _is_ours(path: Path) -> bool:
    """Tell by its name and its files' names whether `write_singles` wrote a folder."""
    if not path.is_dir() or not _SET.fullmatch(path.name):
        return False
    return all(file.name == INDEX or _PART_NAME.fullmatch(file.name) for file in path.iterdir())
