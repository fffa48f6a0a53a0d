"""Convert text to UTF-8: by its byte-order mark, else as UTF-8, else in the encoding in which it consists of words."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from dataclasses import dataclass

from gazetteer.errors import FileError
from gazetteer.tables.legacy import WESTERN, known_encoding, recognised

__all__ = ["HALVED", "LONE_SURROGATES", "Utf8", "to_utf8"]

LONE_SURROGATES = re.compile("[\ud800-\udfff]")
"""Lone surrogates: a JSON escape can name one half of a UTF-16 pair, which is no character."""
HALVED = "half a character, as where text was cut; U+FFFD stands in its place"

_BLOCK = 16 << 20
_SAMPLE = 4096
_NEARLY_ALL = 0.95
_CONTROLS = frozenset(range(32)) - frozenset(b"\t\n\v\f\r\x1a\x1b\x1e")
_MOST_CONTROLS = 0.02
_UTF8_MARK = codecs.BOM_UTF8
_WIDE_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True, slots=True)
class Utf8:
    """Text as UTF-8 without a byte-order mark, and the encoding it came in.

    `mended` are the numbers of lines that were read as Windows-1252 because, unlike the rest, they were not UTF-8.
    `certain` is False if the text consists of words in no encoding; it was then read as Windows-1252.
    """

    data: bytes
    encoding: str
    mended: tuple[int, ...] = ()
    certain: bool = True

    @property
    def text(self) -> str:
        """The text itself."""
        return self.data.decode("utf-8")


def to_utf8(raw: bytes, name: str, *, encoding: str = "") -> Utf8:
    r"""Return the text of a file as UTF-8; `encoding` states its encoding, as in `windows-1251`.

    Raises FileError if the bytes are not text, or not text in the stated encoding.

    >>> to_utf8("Ménaka".encode("latin-1"), "a.csv").text
    'Ménaka'
    >>> to_utf8("Gao\nMénaka\n".encode() + b"M\xe9naka\n", "a.csv").mended
    (3,)
    """
    if encoding:
        return _as_stated(raw, encoding, name)
    wide = _wide_encoding(raw)
    if wide:
        return Utf8(_from_wide(raw, wide, name), wide)
    data = raw.removeprefix(_UTF8_MARK)
    if _is_utf8(data):
        return Utf8(data, "utf-8")
    if b"\0" in data or _is_no_text(data):
        raise FileError(name, "not a text file", remedy="give a CSV or GeoJSON file")
    return _mended(data)


def _as_stated(raw: bytes, stated: str, name: str) -> Utf8:
    encoding = known_encoding(stated)
    if not encoding:
        raise FileError(name, f"no encoding is called {stated!r}", remedy="name one such as windows-1251 or mac-roman")
    try:
        text = raw.decode(encoding)
    except UnicodeError as error:
        where = f" at byte {error.start}" if isinstance(error, UnicodeDecodeError) else ""
        raise FileError(name, f"is not {stated}{where}", remedy="leave --encoding out, or state another") from None
    return Utf8(text.removeprefix("\ufeff").encode("utf-8", "replace"), encoding)


def _wide_encoding(raw: bytes) -> str:
    """Return the encoding of text in units of two or four bytes, by its byte-order mark or its first NULs."""
    for mark, encoding in _WIDE_MARKS:
        if raw.startswith(mark):
            return encoding
    sample = raw[: min(_SAMPLE, len(raw) & ~1)]
    half = len(sample) // 2
    for offset, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        high, low = sample[offset::2], sample[1 - offset :: 2]
        if half >= 2 and high.count(0) and not low.count(0) and _of_few_scripts(high):
            return encoding
    return ""


def _of_few_scripts(high: bytes) -> bool:
    """Tell whether bytes are the upper halves of letters: nearly all of two blocks of Unicode, ASCII's one of them."""
    return sum(number for _, number in Counter(high).most_common(2)) > _NEARLY_ALL * len(high)


def _from_wide(raw: bytes, encoding: str, name: str) -> bytes:
    try:
        return raw.decode(encoding).removeprefix("\ufeff").encode("utf-8")
    except UnicodeError as error:
        where = f" at byte {error.start}" if isinstance(error, UnicodeDecodeError) else ""
        raise FileError(name, f"says it is {encoding} but is not{where}", remedy="save it as UTF-8") from None


def _is_utf8(data: bytes) -> bool:
    """Check in blocks, so that a large file is not held a second time."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for start in range(0, len(data), _BLOCK):
            decoder.decode(data[start : start + _BLOCK])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _is_no_text(data: bytes) -> bool:
    """Tell whether bytes are binary, such as a picture or a program: many are control characters, unlike in text."""
    sample = data[:_SAMPLE]
    return sum(byte in _CONTROLS for byte in sample) > _MOST_CONTROLS * len(sample)


def _mended(data: bytes) -> Utf8:
    """Decode line by line, since files are pasted together from several: lines that are not UTF-8 are Windows-1252."""
    lines, wrong, wide = [], [], False
    for number, line in enumerate(data.split(b"\n"), 1):
        if line.isascii():
            lines.append(line)
            continue
        if _is_utf8(line):
            wide = True
            lines.append(line)
        else:
            wrong.append(number)
            lines.append(_windows_1252(line).encode("utf-8"))
    if wide:
        return Utf8(b"\n".join(lines), "utf-8", tuple(wrong))
    found = recognised(data)
    if found.encoding == WESTERN:
        return Utf8(b"\n".join(lines), WESTERN, certain=found.certain)
    return Utf8(data.decode(found.encoding, "replace").encode("utf-8"), found.encoding)


def _windows_1252(line: bytes) -> str:
    """Decode as browsers do (WHATWG Encoding): the five bytes that Windows-1252 leaves undefined map to themselves."""
    try:
        return line.decode("cp1252")
    except UnicodeDecodeError:
        return "".join(bytes((b,)).decode("cp1252", "ignore") or chr(b) for b in line)
