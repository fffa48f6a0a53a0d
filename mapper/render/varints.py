"""Numbers in as few bytes as they need: LEB128, as DWARF and Protocol Buffers write them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["varints"]

_TWO_BYTES = 1 << 14


def varints(numbers: NDArray[np.integer]) -> bytes:
    """Write numbers from 0 to below 2**28, one after the other: seven bits a byte, the high bit says more follow.

    >>> varints(np.array([1, 300])).hex()
    '01ac02'
    """
    small = not len(numbers) or int(numbers.max()) < _TWO_BYTES
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
