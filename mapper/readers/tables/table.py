"""Read a delimited text table into text columns, losing no row: what cannot be a row is listed with its line."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial

import numpy as np
import pandas as pd

from mapper.errors import FormatError
from mapper.model.dossier import empty_table
from mapper.model.schema import FAULT_COLUMNS
from mapper.model.spreadsheet import unguarded
from mapper.readers.tables.encoding import Utf8, to_utf8
from mapper.readers.tables.quick import quick_frame
from mapper.readers.tables.records import Record, records
from mapper.readers.tables.surplus import without_surplus
from mapper.readers.tables.width import check_width

__all__ = ["Table", "fault_rows", "is_hxl", "no_faults", "read_table"]

_MEND = "put text that holds the separator or a line break between double quotes, and double each quote in it"


def no_faults() -> pd.DataFrame:
    """Return a table of faults with no row.

    >>> len(no_faults())
    0
    """
    return empty_table(FAULT_COLUMNS).astype({"line": "int64"})


@dataclass(frozen=True, slots=True)
class Table:
    """A table of text.

    Attributes
    ----------
    name
        The source, as messages name it.
    frame
        One str column per header cell, one row per row of the source that could be split into cells.
    lines
        Gives the line each of these rows begins on (the header is line 1). Called only where there is something to say.
    rejects
        The rows that could not be split, in `FAULT_COLUMNS`.
    faults
        What is wrong with the file itself, in `FAULT_COLUMNS`.
    duplicates
        Rows left out because a newer row of the same event is there.
    written_as
        For columns that have been renamed, the name that the file uses.
    """

    name: str
    frame: pd.DataFrame
    lines: Callable[[], np.ndarray]
    rejects: pd.DataFrame = field(default_factory=no_faults)
    faults: pd.DataFrame = field(default_factory=no_faults)
    duplicates: int = 0
    written_as: Mapping[str, str] = field(default_factory=dict)

    @property
    def read(self) -> int:
        """Rows of the source: kept, left out as duplicates, and rejected."""
        return len(self.frame) + self.duplicates + len(self.rejects)


def read_table(raw: bytes, name: str) -> Table:
    r"""Read CSV, with any of the separators `, ; tab |`, from bytes in UTF-8, UTF-16 or Latin-1.

    Raises FormatError where there is no header, and SourceError where the bytes are not text.

    >>> table = read_table(b"event_id,place\na,Gao\nb,Kidal,surplus\n", "a.csv")
    >>> table.frame.place.tolist(), table.rejects.line.tolist()
    (['Gao'], [3])
    """
    data = raw.removeprefix(codecs.BOM_UTF8)
    frame = quick_frame(data)  # which refuses whatever is not UTF-8
    if frame is not None:
        return _quick(data, name, frame, no_faults())
    text = to_utf8(raw, name)
    faults = _encoding_faults(text, name)
    frame = quick_frame(text.data) if text.data != data else None
    return _careful(text, name, faults) if frame is None else _quick(text.data, name, frame, faults)


def _quick(data: bytes, name: str, quick: pd.DataFrame, faults: pd.DataFrame) -> Table:
    tagged = len(quick) > 0 and is_hxl([str(cell) for cell in quick.iloc[0]])
    frame = unguarded(quick.iloc[1:].reset_index(drop=True) if tagged else quick)
    lines = _row_lines(data, quick)
    return Table(name, frame, lambda: lines()[int(tagged) :], faults=faults)


def _careful(text: Utf8, name: str, faults: pd.DataFrame) -> Table:
    """Read record by record, for files in which a row, a name or a quote is out of order."""
    rows = records(text.text)
    header = next(rows, None)
    if header is None:
        raise FormatError(f"{name}: empty; it needs a header row")
    check_width(name, len(header.cells))
    names = _column_names(header.cells)
    body = list(rows)
    if body and not body[0].reason and is_hxl(body[0].cells):
        body = body[1:]
    aligned, note = without_surplus(names, body)
    kept, rejected = [], []
    for row in aligned:
        reason = row.reason or _surplus(row, len(names))
        if reason:
            rejected.append((row.line, reason))
        else:
            kept.append(row)
    cells = [(row.cells + [""] * (len(names) - len(row.cells)))[: len(names)] for row in kept]
    lines = np.array([row.line for row in kept], dtype=np.int64)
    if note:
        faults = pd.concat([fault_rows(name, [(1, note)], "export the file again"), faults], ignore_index=True)
    frame = unguarded(pd.DataFrame(cells, columns=names, dtype="str"))
    return Table(name, frame, lambda: lines, fault_rows(name, rejected, _MEND), faults)


def is_hxl(cells: list[str]) -> bool:
    """Tell whether a row is one of HXL tags (`#date+occurred`), which describes the columns and is no data.

    >>> is_hxl(["#date", "", "#adm1+name"]), is_hxl(["", ""])
    (True, False)
    """
    return any(cells) and all(cell.startswith("#") or not cell for cell in cells)


def fault_rows(name: str, rows: list[tuple[int, str]], remedy: str) -> pd.DataFrame:
    """Return faults of whole lines, given as line and reason.

    >>> fault_rows("a.csv", [(3, "too long")], "shorten it").line.tolist()
    [3]
    """
    if not rows:
        return no_faults()
    lines, reasons = zip(*rows, strict=True)
    return pd.DataFrame(
        {"file": name, "line": lines, "field": "", "value": "", "reason": reasons, "remedy": remedy}
    ).astype({"line": "int64"})


def _surplus(row: Record, width: int) -> str:
    if len(row.cells) > width and any(row.cells[width:]):
        return f"the row has {len(row.cells)} cells and the header {width}"
    return ""


def _row_lines(data: bytes, rows: pd.DataFrame) -> Callable[[], np.ndarray]:
    """Return what gives the line that each row begins on.

    Rows and line breaks are counted at once, so that the bytes can be let go and a large table is in memory once. Only
    where there are blank lines too is the text read a second time, when somebody asks.
    """
    breaks = data.count(b"\n") + (not data.endswith(b"\n")) - data[: data.find(b"\n") + 1].count(b"\n")
    if breaks == len(rows):
        return partial(np.arange, 2, len(rows) + 2)
    inside = np.zeros(len(rows), dtype=np.int64)
    for name in rows:
        inside += rows[name].str.count("\n").to_numpy(dtype=np.int64)
    if breaks == len(rows) + inside.sum():
        lines = 2 + np.arange(len(rows)) + np.concatenate(([0], np.cumsum(inside)[:-1]))
        return lambda: lines
    return lambda: np.fromiter((row.line for row in records(data.decode("utf-8"))), dtype=np.int64)[1:]


def _column_names(header: list[str]) -> list[str]:
    """Give nameless and repeated columns names of their own, so that none hides another."""
    names: list[str] = []
    for number, cell in enumerate(header, 1):
        name = cell.strip() or f"column_{number}"
        names.append(name if name not in names else f"{name}_{number}")
    return names


def _encoding_faults(text: Utf8, name: str) -> pd.DataFrame:
    reason = "not UTF-8, unlike the rest of the file; read as Windows-1252"
    return fault_rows(name, [(line, reason) for line in text.mended], "save the whole file as UTF-8")
