"""One index file: a JSON header and flat arrays, memory-mapped, written all at once or not at all."""

from __future__ import annotations

import json
import mmap
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from gazetteer.errors import CacheError
from gazetteer.files import move, staging

__all__ = ["Storage", "write_storage"]

_MAGIC = b"GAZETTEER INDEX\n"
_ALIGN = 16
_LENGTH_BYTES = 8


def write_storage(path: Path, header: Mapping[str, Any], arrays: Mapping[str, tuple[str, bytes]]) -> None:
    """Write header and arrays to `path`, whole or not at all; of two processes that write at once the last one wins.

    Raises
    ------
    CacheError
        The folder cannot be written.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     write_storage(Path(folder) / "one", {"made": "here"}, {"numbers": ("B", bytes([1, 2]))})
    ...     store = Storage(Path(folder) / "one")
    ...     store.header, list(store["numbers"]), store.close()
    ({'made': 'here'}, [1, 2], None)
    """
    sections: dict[str, tuple[str, int, int]] = {}
    offset = 0
    for name, (code, data) in arrays.items():
        sections[name] = (code, offset, len(data))
        offset += -(-len(data) // _ALIGN) * _ALIGN
    head = json.dumps({**header, "sections": sections}, ensure_ascii=False).encode()
    head += b" " * (-(len(_MAGIC) + _LENGTH_BYTES + len(head)) % _ALIGN)
    try:
        with staging(path, name=path.name.partition(".")[0]) as folder:
            with (folder / "new").open("wb") as file:
                file.write(_MAGIC + len(head).to_bytes(_LENGTH_BYTES, "little") + head)
                for _code, data in arrays.values():
                    file.write(data)
                    file.write(b"\0" * (-len(data) % _ALIGN))
            move(folder / "new", path)
    except PermissionError as error:
        if not path.exists():  # else another process made the same index and uses it, which Windows guards
            raise CacheError(path, f"cannot be written ({error.strerror})") from error
    except OSError as error:
        raise CacheError(path, f"cannot be written ({error.strerror})") from error


class Storage:
    """An index file opened for reading; nothing but the header is read until it is asked for.

    Raises
    ------
    CacheError
        The file is not an index, or is cut short.
    """

    def __init__(self, path: Path) -> None:
        try:
            with path.open("rb") as file:
                self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError) as error:
            raise CacheError(path, "cannot be read as an index") from error
        start = len(_MAGIC) + _LENGTH_BYTES
        if self._map[: len(_MAGIC)] != _MAGIC:
            raise CacheError(path, "is no index of this program")
        end = start + int.from_bytes(self._map[len(_MAGIC) : start], "little")
        if end > len(self._map):
            raise CacheError(path, "is cut short")
        self.header: dict[str, Any] = json.loads(self._map[start:end])
        sections = self.header.pop("sections")
        if any(end + offset + length > len(self._map) for _code, offset, length in sections.values()):
            raise CacheError(path, "is cut short")
        whole = memoryview(self._map)
        self._views = {
            name: whole[end + offset : end + offset + length].cast(code)
            for name, (code, offset, length) in sections.items()
        }
        whole.release()

    def __getitem__(self, name: str) -> memoryview[Any]:
        return self._views[name]

    def close(self) -> None:
        """Release the file."""
        for view in self._views.values():
            view.release()
        self._views.clear()
        self._map.close()
