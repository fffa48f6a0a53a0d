"""Text of the data on a terminal, which must obey none of it."""

from __future__ import annotations

import unicodedata
from typing import Final

__all__ = ["terminal_safe"]

_STEERING: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Unicode's categories of control, formatting, surrogate, private and unassigned characters and of line breaks."""


def terminal_safe(text: str) -> str:
    r"""Return the text with control, direction and invisible characters written out, so that a terminal obeys none.

    >>> terminal_safe("a\x1b[31m\u202eb\n")
    'a\\x1b[31m\\u202eb\\n'
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        c.encode("unicode_escape").decode("ascii") if unicodedata.category(c) in _STEERING else c for c in text
    )
