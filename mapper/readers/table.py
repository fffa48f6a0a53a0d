"""Read a delimited text table into text columns, losing no row: what cannot be a row is listed with its line."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.csv as pa_csv

from mapper.errors import FormatError
from mapper.model.dossier import empty_table
from mapper.model.schema import FAULT_COLUMNS
from mapper.readers.bytes import decode

__all__ = ["Table", "read_table"]

_BLOCK = 64 << 20
_SEPARATORS = ",;\t|"


@dataclass(frozen=True, slots=True)
class Table:
    """A table of text.

    `frame` has one str column per header cell; `lines()` gives the line each of its rows begins on (the header is
    line 1); `rejects` are the rows that have more cells than the header; `read` counts both.
    """

    name: str
    frame: pd.DataFrame
    lines: Callable[[], np.ndarray]
    rejects: pd.DataFrame

    @property
    def read(self) -> int:
        """Rows of the source: kept and rejected."""
        return len(self.frame) + len(self.rejects)


def read_table(raw: bytes, name: str) -> Table:
    r"""Read CSV, with any of the separators `, ; tab |`, from bytes in UTF-8, UTF-16 or Latin-1.

    Raises FormatError where there is no header, and SourceError where the bytes are not text.

    >>> table = read_table(b"event_id,place\na,Gao\nb,Kidal,surplus\n", "a.csv")
    >>> table.frame.place.tolist(), table.rejects.line.tolist()
    (['Gao'], [3])
    """
    csv.field_size_limit(sys.maxsize)
    quick = _quick(raw)
    if quick is not None:
        lines = partial(_row_lines, raw, name, drop_first=_is_hxl(quick))
        return Table(name, _without_hxl(quick), lines, _no_rejects())
    return _careful(raw, name)


def _quick(raw: bytes) -> pd.DataFrame | None:
    """Read with pyarrow, or None where a row, a name or a byte is out of order and wants the careful reader."""
    head = raw[:65536].split(b"\n", 1)[0]
    if not head.strip() or b"\r" in head.rstrip(b"\r"):
        return None
    try:
        names = next(csv.reader([head.decode("utf-8-sig")], delimiter=_separator(head.decode("utf-8-sig"))))
        if len(set(names)) != len(names) or not all(names):
            return None
        table = pa_csv.read_csv(
            pa.BufferReader(raw),
            read_options=pa_csv.ReadOptions(block_size=_BLOCK),
            parse_options=pa_csv.ParseOptions(delimiter=_separator(head.decode("utf-8-sig")), newlines_in_values=True),
            convert_options=pa_csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.large_string()),
                strings_can_be_null=False,
                quoted_strings_can_be_null=False,
            ),
        )
    except (pa.ArrowInvalid, UnicodeDecodeError, csv.Error, StopIteration):
        return None
    frame: pd.DataFrame = table.to_pandas().astype("str")
    return frame


def _careful(raw: bytes, name: str) -> Table:
    text, _ = decode(raw, name)
    rows = _rows(text)
    try:
        _, header = next(rows)
    except StopIteration:
        raise FormatError(f"{name}: empty; it needs a header row") from None
    names = _column_names(header)
    kept: list[list[str]] = []
    lines: list[int] = []
    surplus: list[tuple[int, list[str]]] = []
    for line, row in rows:
        if not kept and not surplus and row and all(cell.startswith("#") or not cell for cell in row):
            continue  # an HXL tag row
        if len(row) > len(names) and any(row[len(names) :]):
            surplus.append((line, row))
            continue
        kept.append((row + [""] * (len(names) - len(row)))[: len(names)])
        lines.append(line)
    frame = pd.DataFrame(kept, columns=names, dtype="str")
    return Table(name, frame, lambda: np.array(lines, dtype=np.int64), _surplus_rejects(name, len(names), surplus))


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each record that is not blank with the line it begins on."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text.split("\n", 1)[0]))
    line = 1
    for row in reader:
        if row:
            yield line, row
        line = reader.line_num + 1


def _row_lines(raw: bytes, name: str, *, drop_first: bool) -> np.ndarray:
    text, _ = decode(raw, name)
    lines = np.fromiter((line for line, _ in _rows(text)), dtype=np.int64)
    return lines[2 if drop_first else 1 :]


def _separator(header: str) -> str:
    return max(_SEPARATORS, key=header.count)


def _column_names(header: list[str]) -> list[str]:
    """Give nameless and repeated columns names of their own, so that none hides another."""
    names: list[str] = []
    for number, cell in enumerate(header, 1):
        name = cell.strip() or f"column_{number}"
        names.append(name if name not in names else f"{name}_{number}")
    return names


def _is_hxl(frame: pd.DataFrame) -> bool:
    if frame.empty:
        return False
    first = [str(cell) for cell in frame.iloc[0]]
    return any(first) and all(cell.startswith("#") or not cell for cell in first)


def _without_hxl(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.iloc[1:].reset_index(drop=True) if _is_hxl(frame) else frame


def _no_rejects() -> pd.DataFrame:
    return empty_table(FAULT_COLUMNS).astype({"line": "int64"})


def _surplus_rejects(name: str, width: int, rows: list[tuple[int, list[str]]]) -> pd.DataFrame:
    if not rows:
        return _no_rejects()
    return pd.DataFrame(
        {
            "file": name,
            "line": [line for line, _ in rows],
            "field": "",
            "value": "",
            "reason": [f"the row has {len(row)} cells and the header {width}" for _, row in rows],
            "remedy": "put text that holds the separator between double quotes",
        }
    )
