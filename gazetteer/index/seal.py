"""The seal of an index: a file beside it that shows whether the index is damaged.

It has the checksum of the index and its deletions (CRC-32), and their sizes and modification times when the checksum
was last verified. Reading the 150 MB of the towns' index takes a tenth of a second, so it is verified only after a
change.
"""

from __future__ import annotations

import contextlib
import zlib
from pathlib import Path

from gazetteer.index.deletions import deletions_of

__all__ = ["is_whole", "seal", "seal_of"]

_CHUNK = 1 << 20


def seal_of(index: Path) -> Path:
    """Return the path of an index's seal.

    >>> seal_of(Path("towns.index")).name
    'towns.seal'
    """
    return index.with_suffix(".seal")


def seal(index: Path) -> str:
    """Return the seal of an index as it is now; raise OSError where a file of it is missing."""
    return f"{_checksum(index)} {_state(index)}"


def is_whole(index: Path) -> bool:
    """Tell whether an index is as it was written; one without a seal is not known to be.

    >>> is_whole(Path("LICENSE"))
    False
    """
    try:
        checksum, _, state = seal_of(index).read_text(encoding="ascii").partition(" ")
        if state == _state(index):
            return True
        if int(checksum) != _checksum(index):
            return False
    except (OSError, ValueError):
        return False
    with contextlib.suppress(OSError):  # the cache is not writable: the checksum is verified each time
        seal_of(index).write_text(f"{checksum} {_state(index)}", encoding="ascii")
    return True


def _checksum(index: Path) -> int:
    checksum = 0
    for path in (index, deletions_of(index)):
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                checksum = zlib.crc32(chunk, checksum)
    return checksum


def _state(index: Path) -> str:
    found = [path.stat() for path in (index, deletions_of(index))]
    return " ".join(f"{status.st_size} {status.st_mtime_ns}" for status in found)
