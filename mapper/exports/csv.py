"""CSV (RFC 4180, UTF-8): the flat table with all columns, for other programs; the mapper reads it back."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final, TextIO

import pandas as pd
import pyarrow as pa

from mapper.exports.attributes import attribute_table, with_coordinates
from mapper.model.schema import EVENT_COLUMNS
from mapper.model.spreadsheet import guarded
from mapper.progress import step

if TYPE_CHECKING:
    from mapper.model.dossier import Dossier

__all__ = ["in_order", "text_table", "write_pieces", "write_table"]

_ROWS_AT_A_TIME: Final = 20_000
_NUMBERS: Final = frozenset(name for name, kind in EVENT_COLUMNS.items() if kind not in {"str", "category"})


def write_pieces(
    pieces: Iterable[Dossier],
    target: Path,
    *,
    language: str = "en",
    for_spreadsheets: bool = False,
    total: int | None = None,
) -> list[Path]:
    """Write one CSV with the columns of the schema, the file's own, and claims and alternative places as JSON text.

    `event_date` and `end_date` are the first and last possible day; `date_text` is the date as the record has it.

    Parameters
    ----------
    pieces, target
        The events, and the file to write.
    language
        The language of our sentences in its cells.
    for_spreadsheets
        Guard text that a spreadsheet program would run as a formula (see `mapper.model.spreadsheet`), and begin with
        the byte order mark by which Excel knows UTF-8.
    total
        How many events there are in all, if known.
    """
    tables = (_table(piece, language) for piece in pieces)
    write_table(tables, target, for_spreadsheets=for_spreadsheets, total=total)
    return [target]


def _table(dossier: Dossier, language: str) -> pd.DataFrame:
    table, _ = attribute_table(dossier, forbidden=None, language=language)
    return text_table(in_order(with_coordinates(table, dossier)))


def in_order(table: pa.Table) -> pa.Table:
    """Return a table with the columns of the schema first, in the schema's order.

    >>> import mapper
    >>> from mapper.exports.parquet import geo_table
    >>> in_order(geo_table(mapper.read("seeds"))).column_names[11:13]
    ['longitude', 'latitude']
    """
    extra = [name for name in table.column_names if name not in EVENT_COLUMNS]
    return table.select([*EVENT_COLUMNS, *extra])


def text_table(table: pa.Table) -> pd.DataFrame:
    """Return the table as text: ISO dates, the fewest digits that give the same number again, `""` for unknown values.

    >>> text_table(pa.table({"longitude": pa.array([-0.05, None])})).longitude.tolist()
    ['-0.05', '']
    """
    columns = {
        name: column.cast(pa.large_string()).fill_null("").to_pandas()
        for name, column in zip(table.column_names, table.columns, strict=True)
    }
    return pd.DataFrame(columns, dtype="str")


def write_table(
    frames: Iterable[pd.DataFrame], target: Path, *, for_spreadsheets: bool = False, total: int | None = None
) -> None:
    """Write tables of text with the same columns as one CSV; cells with a comma, quote or line break are quoted."""
    with target.open("w", encoding="utf-8-sig" if for_spreadsheets else "utf-8", newline="") as file:
        # A line end of "\r\n" also makes Python 3.11 quote cells with a lone "\r".
        writer = csv.writer(file, lineterminator="\r\n")
        with step("Rows", total=total) as advance:
            for number, frame in enumerate(frames):
                table = _guarded(frame) if for_spreadsheets else frame
                if number == 0:
                    _write_header(table, file)
                for start in range(0, len(table), _ROWS_AT_A_TIME):
                    part = table.iloc[start : start + _ROWS_AT_A_TIME]
                    writer.writerows(zip(*(part[name].tolist() for name in part.columns), strict=True))
                    advance(len(part))
                del frame, table  # frees it before the next is made


def _write_header(table: pd.DataFrame, file: TextIO) -> None:
    """Write the names of the columns. A name with `;` in it could be taken for several columns with that separator."""
    doubtful = any(mark in str(name) for name in table.columns for mark in ";\t|")
    writer = csv.writer(file, lineterminator="\r\n", quoting=csv.QUOTE_ALL if doubtful else csv.QUOTE_MINIMAL)
    writer.writerow(table.columns)


def _guarded(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the table with texts guarded against being run as formulas; numbers need no guard."""
    numbers = {name: frame[name] for name in frame.columns if name in _NUMBERS}
    return guarded(frame).assign(**numbers)
