"""Split delimited text into records one by one, and recover from a double quote that is never closed."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

__all__ = ["Record", "records", "separator_of", "separators_of"]

_SEPARATORS = ",;\t|"
_MANY, _WINDOW = 20, 200
"""After `_MANY` stray quotes, the end of a row is searched for in `_WINDOW` lines only, not to the end of the text."""
_UNCLOSED = "a double quote opens a cell here and is not closed before the next rows"


@dataclass(frozen=True, slots=True)
class Record:
    """One row: its first line, its cells, and why it cannot be used (`""` if it can)."""

    line: int
    cells: list[str]
    reason: str = ""


def records(text: str) -> Iterator[Record]:
    r"""Yield each record that is not blank, the header first.

    If a stray quote makes a row or the header swallow the rows after it, its first line is yielded alone, with a
    reason, and reading goes on at the next line.

    >>> [(r.line, r.cells, bool(r.reason)) for r in records('a,b\n1,"x\n2,y\n')]
    [(1, ['a', 'b'], False), (2, ['1', '"x'], True), (3, ['2', 'y'], False)]
    """
    csv.field_size_limit(sys.maxsize)
    lines = list(io.StringIO(text, newline=""))  # split at \n, \r\n and \r, all kept
    start, separator = _start(lines)
    width, position, strays = 0, start, 0
    while position < len(lines):
        end = len(lines) if strays < _MANY else min(len(lines), position + _WINDOW)
        for cells, first, last in _parsed(lines, position, end, separator):
            if last == end < len(lines) and first > position:
                break  # it may go on below
            position = last
            if not cells:
                continue
            if last - first > 1 and _swallowed(lines[first:last], cells, width, separator):
                alone = Record(first + 1, lines[first].rstrip("\r\n").split(separator), _UNCLOSED)
                yield alone if width else replace(alone, cells=[cell.replace('"', "") for cell in alone.cells])
                width = width or len(alone.cells)
                position, strays = first + 1, strays + 1
                break
            width = width or len(cells)
            yield Record(first + 1, cells)


def separator_of(header: str) -> str:
    """Return the separator of a header line: the commonest of `, ; tab |` outside quotes, else in the whole line.

    >>> separator_of('event_id;"place, written"'), separator_of('"event_id;place')
    (';', ';')
    """
    outside = _outside_quotes(header)
    return max(_SEPARATORS, key=lambda separator: (outside.count(separator), header.count(separator)))


def separators_of(lines: Sequence[str]) -> list[str]:
    """Return the separators that occur outside quotes, the one with the most in a line first.

    >>> separators_of(["place,source", "Gao,Radio A; Radio B; Radio C"])
    [';', ',']
    """
    most = {separator: max(_outside_quotes(line).count(separator) for line in lines) for separator in _SEPARATORS}
    return sorted(filter(most.get, most), key=most.__getitem__, reverse=True)


def _outside_quotes(line: str) -> str:
    return "".join(line.split('"')[::2])


def _start(lines: list[str]) -> tuple[int, str]:
    """Return the position of the header and the separator, which spreadsheets may name in a line `sep=;` of its own."""
    for number, line in enumerate(lines):
        if line.startswith("sep=") and len(line.rstrip("\r\n")) == 5:
            return number + 1, line[4]
        if line.strip():
            return number, separator_of(line)
    return len(lines), ","


def _parsed(lines: list[str], start: int, end: int, separator: str) -> Iterator[tuple[list[str], int, int]]:
    """Yield the cells of each record with its first line and the line after its last, counted from 0."""
    reader = csv.reader(islice(lines, start, end), delimiter=separator)
    first = start
    for cells in reader:
        last = start + reader.line_num
        yield cells, first, last
        first = last


def _swallowed(lines: list[str], cells: list[str], width: int, separator: str) -> bool:
    """Tell whether a record of several lines is really a stray quote and the rows after it; a header has no width."""
    try:
        strict = next(csv.reader(lines, delimiter=separator, strict=True))
    except csv.Error:
        return True
    if not width:
        return False
    whole = any(len(next(csv.reader([line], delimiter=separator), [])) == width for line in lines[1:])
    return len(strict) != width and whole and len(cells) != width
