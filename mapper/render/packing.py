"""Pack typed columns and text into the blocks of the payload (docs/design/payload.md)."""

from __future__ import annotations

import base64
import json
import os
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
import orjson
from zlib_ng import zlib_ng as zlib

from gazetteer.tables.encoding import LONE_SURROGATES

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["ColumnBlock", "deflated", "json_bytes", "json_text", "varints"]

_LEVEL = 6
_HEADER = b"\x78\x9c"
"""The header of a zlib stream: a window of 32 KB, the usual level (RFC 1950)."""
_PART = 1 << 22
"""Bytes of the parts that threads deflate in parallel; fixed, so that every machine writes the same bytes."""
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")


class ColumnBlock:
    """Columns of small integers, each in the narrowest type that holds it, laid one after the other.

    >>> block = ColumnBlock()
    >>> block.add("span", np.array([0, 300]))
    >>> block.columns
    [{'name': 'span', 'type': 'u16', 'length': 2, 'delta': False, 'most': 300}]
    """

    def __init__(self) -> None:
        self.columns: list[dict[str, Any]] = []
        self.parts: list[bytes] = []

    def add(self, name: str, values: np.ndarray) -> None:
        """Append a column of numbers from 0 to below 2**32; if all are equal, only the description is written."""
        most = int(values.max()) if len(values) else 0
        kind, dtype = _narrowest(most)
        column = {"name": name, "type": kind, "length": len(values), "delta": False, "most": most}
        if len(values) and int(values.min()) == most:
            self.columns.append(column | {"same": True})
        else:
            self._lay(column, values, dtype)

    def add_differences(self, name: str, values: np.ndarray) -> None:
        r"""Append a column of numbers within ±2**30 by their differences, the sign in the lowest bit ("zigzag").

        Deflate compresses small differences better than the numbers themselves.

        >>> block = ColumnBlock()
        >>> block.add_differences("siteLon", np.array([300, 299]))
        >>> block.columns[0]["type"], block.parts  # 300 up and 1 down: 600 and 1
        ('u16', [b'X\x01\x02\x00'])
        """
        steps = np.empty(len(values), dtype=np.int64)
        steps[:1] = values[:1]
        np.subtract(values[1:], values[:-1], out=steps[1:])
        zigzag = steps << 1
        if len(steps) and int(np.min(steps)) < 0:
            zigzag ^= steps >> 63
        kind, dtype = _narrowest(int(np.max(zigzag)) if len(zigzag) else 0)
        self._lay({"name": name, "type": kind, "length": len(values), "delta": True}, zigzag, dtype)

    def _lay(self, description: dict[str, Any], values: np.ndarray, dtype: str) -> None:
        self.columns.append(description)
        column = np.ascontiguousarray(values, dtype=dtype)
        planes = column.view(np.uint8).reshape(-1, column.dtype.itemsize).T if len(column) else column.view(np.uint8)
        self.parts.append(np.ascontiguousarray(planes).tobytes())

    def packed(self) -> str:
        """Return the block as base64 of deflated bytes."""
        return deflated(b"".join(self.parts))


def deflated(raw: bytes) -> str:
    """Return base64 of the deflated bytes with their checksum (RFC 1950), as `DecompressionStream` reads "deflate".

    >>> import zlib
    >>> zlib.decompress(base64.b64decode(deflated(b"Kidal")))
    b'Kidal'
    """
    parts = [raw[start : start + _PART] for start in range(0, len(raw), _PART)] or [b""]
    if len(parts) == 1:
        return base64.b64encode(zlib.compress(raw, _LEVEL)).decode("ascii")
    from concurrent.futures import ThreadPoolExecutor  # imported here, as small maps do without it

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        packed = pool.map(_packed, parts, [*[False] * (len(parts) - 1), True])
        stream = (_HEADER, *packed, zlib.adler32(raw).to_bytes(4, "big"))
        return base64.b64encode(b"".join(stream)).decode("ascii")


def _packed(part: bytes, last: bool) -> bytes:  # noqa: FBT001 - as `map` calls it
    """Return one part of a raw deflate stream; all but the last end on a whole byte, so that parts can be joined."""
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return bytes(packer.compress(part) + packer.flush(zlib.Z_FINISH if last else zlib.Z_FULL_FLUSH))


def json_text(value: Mapping[str, Any] | list[Any]) -> str:
    r"""Return compact JSON that is safe inside a script element: ASCII, no `<`, no lone surrogates.

    Non-ASCII letters in the first megabyte make browsers decode the page more slowly.

    >>> json_text({"a": "</script>", "b": "é"})
    '{"a":"\\u003c/script>","b":"\\u00e9"}'
    """
    text = json_bytes(value).decode("utf-8").replace("<", "\\u003c")
    return _NOT_ASCII.sub(lambda found: _escaped(found[0]), text)


@lru_cache(maxsize=1 << 12)
def _escaped(letters: str) -> str:
    return json.dumps(letters)[1:-1]


def json_bytes(value: Mapping[str, Any] | list[Any]) -> bytes:
    r"""Return compact JSON in UTF-8; lone surrogates, which UTF-8 cannot carry, become U+FFFD.

    >>> json_bytes(["\ud800"]) == '["\ufffd"]'.encode()
    True
    """
    try:
        return orjson.dumps(value)
    except orjson.JSONEncodeError:  # most likely a lone surrogate; the slower encoder raises for anything else
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
        return LONE_SURROGATES.sub("\ufffd", text).encode("utf-8")


def _narrowest(top: int) -> tuple[str, str]:
    for kind, dtype, limit in (("u8", "u1", 0xFF), ("u16", "<u2", 0xFFFF), ("u32", "<u4", 0xFFFFFFFF)):
        if top <= limit:
            return kind, dtype
    raise OverflowError(f"a column of the payload holds {top}, more than 32 bits")


_TWO_BYTES = 1 << 14


def varints(numbers: NDArray[np.integer]) -> bytes:
    """Write numbers from 0 to below 2**28 as varints: seven bits a byte, the high bit says that more bytes follow.

    >>> varints(np.array([1, 300])).hex()
    '01ac02'
    """
    small = not len(numbers) or int(np.max(numbers)) < _TWO_BYTES
    rest = numbers.astype("<u2" if small else "<u4")
    spread = rest & 0x7F
    for place in range(1, rest.itemsize):
        rest >>= 7
        more = rest > 0
        spread |= (rest & 0x7F) << 8 * place
        spread |= more.astype(rest.dtype) << 8 * place - 1
    written = spread.view(np.uint8) != 0  # the last byte of a number is never 0, unless the number is
    written[:: rest.itemsize] = True
    packed: bytes = spread.view(np.uint8)[written].tobytes()
    return packed
