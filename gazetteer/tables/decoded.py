"""Find cells whose text was decoded with the wrong encoding before it came into the table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

import numpy as np

from gazetteer.errors import Fault
from gazetteer.tables.table import Table

__all__ = ["checked", "decoded_twice", "may_be_wrong"]

_MOST_SHOWN: Final = 60
_LOST: Final = "\ufffd"
"""The replacement character for bytes that could not be decoded."""
_REMEDY: Final = "export it again as UTF-8, and open it as UTF-8 where it came from"
_SAMPLE: Final = 1 << 18
"""Bytes of the samples from the beginning and from the middle."""
_TWICE: Final = (
    b"\xc3\x82",
    b"\xc3\x83",
    b"\xc3\x85",
    b"\xc3\x84",
    b"\xc3\x90",
    b"\xc3\x91",
    b"\xc3\x98",
    b"\xc3\x99",
    b"\xc3\xa2",
)
"""First letters of UTF-8 text that was decoded as Windows-1252 and encoded as UTF-8 again: Â, Ã, Å, Ä, Ð, Ñ, Ø, Ù,
â."""


def may_be_wrong(data: bytes) -> bool:
    """Tell quickly whether text in UTF-8 may have been decoded twice, by its beginning and its middle, or lost letters.

    >>> may_be_wrong("Ségou".encode()), may_be_wrong("SÃ©gou".encode())
    (False, True)
    """
    half = len(data) // 2
    parts = [data[:_SAMPLE], data[half : half + _SAMPLE]] if len(data) > 2 * _SAMPLE else [data]
    return any(pair in part for part in parts if not part.isascii() for pair in _TWICE) or _LOST.encode() in data


def checked(table: Table, columns: Iterable[str]) -> Table:
    """Return the table with a fault for each cell of these columns that was decoded twice, or has lost letters."""
    faults = []
    lines = table.lines()
    for name in columns:
        column = table.frame[name]
        wrong = {text: reason for text in column.unique() if (reason := _wrongly_decoded(str(text)))}
        for row in np.flatnonzero(column.isin(list(wrong)).to_numpy()):
            text = str(column.iloc[row])
            faults.append(Fault(table.name, int(lines[row]), str(name), _cut(text), wrong[text], _REMEDY))
    return replace(table, faults=(*table.faults, *faults))


def decoded_twice(text: str) -> str:
    """Return the original of a text that was decoded as Windows-1252 and encoded again; `""` if it was not.

    >>> decoded_twice("SÃ©gou"), decoded_twice("Ségou"), decoded_twice("ÐšÐ¸Ñ—Ð²")
    ('Ségou', '', 'Київ')
    """
    if text.isascii():
        return ""
    mended = " ".join(map(_word_before, text.split(" ")))
    return mended if mended != text else ""


def _wrongly_decoded(text: str) -> str:
    if before := decoded_twice(text):
        return f"text that was decoded twice (it was {_cut(before)})"
    return f"letters were lost when this text was decoded: {_LOST} stands for each" if _LOST in text else ""


def _cut(text: str) -> str:
    return text if len(text) <= _MOST_SHOWN else text[: _MOST_SHOWN - 1] + "…"


def _word_before(word: str) -> str:
    if word.isascii():
        return word
    try:
        return _bytes_of_windows_1252(word).decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return word


def _bytes_of_windows_1252(text: str) -> bytes:
    """Encode as browsers do: the five bytes that Windows-1252 leaves undefined map to themselves."""
    try:
        return text.encode("cp1252")
    except UnicodeEncodeError:
        return b"".join(c.encode("latin-1") if "\x80" <= c <= "\x9f" else c.encode("cp1252") for c in text)
