"""Read large text files line by line, not held in memory: plain, in a `.gz`, or the only file in a `.zip`."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from io import BufferedIOBase
from pathlib import Path
from typing import cast

from gazetteer.errors import FileError, shortened
from gazetteer.tables.bytes import DAMAGED, SIZE_LIMIT, read_bytes

__all__ = ["open_text"]

_SMALL = 1 << 26  # bytes on disk: less is read whole, with all that `read_bytes` checks
_UNSUSPICIOUS = 64 * 2**20  # bytes; a list of places shrinks to a quarter when it is packed


@contextmanager
def open_text(path: Path) -> Iterator[BufferedIOBase]:
    """Open the unpacked bytes of a file; see `read_bytes` for what is refused.

    Raises
    ------
    FileError
        It cannot be read, is damaged, or no single text.

    >>> with open_text(Path("seeds/actors.csv")) as file:
    ...     file.readline()[:8]
    b'actor_id'
    """
    if not path.is_file() or path.stat().st_size < _SMALL:
        yield io.BytesIO(read_bytes(str(path), unsuspicious=_UNSUSPICIOUS))
        return
    with ExitStack() as opened:
        try:
            yield _unpacked(path, opened)
        except DAMAGED as error:
            raise FileError(
                path.name, f"damaged or cut short ({shortened(str(error))})", remedy="download or copy it again"
            ) from None


def _unpacked(path: Path, opened: ExitStack) -> BufferedIOBase:
    packed = opened.enter_context(path.open("rb"))
    mark = packed.read(2)
    packed.seek(0)
    if mark == b"\x1f\x8b":
        return opened.enter_context(gzip.GzipFile(fileobj=packed))
    if mark != b"PK":
        return packed
    archive = opened.enter_context(zipfile.ZipFile(packed))
    texts = [
        member
        for member in archive.infolist()
        if member.filename.lower().endswith(".txt") and "readme" not in member.filename.lower()
    ]
    if len(texts) != 1 or texts[0].flag_bits & 1 or texts[0].file_size > SIZE_LIMIT:
        reason = "is no archive of one text that can be read"
        raise FileError(path.name, reason, remedy="unpack it and name the file")
    return cast("BufferedIOBase", opened.enter_context(archive.open(texts[0])))
