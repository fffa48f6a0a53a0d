"""`Table`, the result of every reader of tables, and the checks they share."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from gazetteer.errors import Fault, TableError

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    import pyarrow as pa

__all__ = [
    "MOST_COLUMNS",
    "Skipped",
    "Table",
    "check_width",
    "column_names",
    "is_hxl",
    "shares_texts",
    "skipped_tags",
    "tags_of",
    "text_frame",
]

MOST_COLUMNS = 2000
"""What SQLite, and so a GeoPackage, can hold. ACLED has 31 columns and UCDP 49: more is a table turned on its side."""

_SAMPLE = 10_000
"""Rows in the sample that shows whether a column repeats its texts."""

_HXL_TAG = re.compile(r"# ?(?![0-9a-f]{6}$)[^\W\d_]")


class Skipped(NamedTuple):
    """A row that is not data: the file, its first line, its kind, and its text.

    `kind` is `empty`, `title`, `comment` or `hxl`.
    """

    file: str
    line: int
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table of text.

    Attributes
    ----------
    name
        The file, as messages name it.
    frame
        One column of text per header cell, one row per row of the file that could be split into cells. A column is a
        pandas categorical where its rows share their texts, else str.
    lines
        Returns the first line of each of these rows (the header is line 1), or the number of each JSON object. Called
        only if a line must be reported, since counting lines may mean reading the text again.
    rejects
        The rows that could not be split.
    faults
        Faults of the file itself, or of rows that are used all the same.
    notices
        Other remarks for the user on how the file was read, without its name.
    skipped
        The rows that are not data: titles above the header, comments, tags.
    title
        The title that the file gives the table, such as the `name` of a GeoJSON.
    tags
        The HXL tags of columns, where a row below the header has any.
    """

    name: str
    frame: pd.DataFrame
    lines: Callable[[], np.ndarray]
    rejects: tuple[Fault, ...] = ()
    faults: tuple[Fault, ...] = ()
    notices: tuple[str, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    title: str = ""
    tags: Mapping[str, str] = field(default_factory=dict)

    def rows(self) -> Iterator[tuple[int, dict[str, str]]]:
        r"""Yield each row as a dictionary, with the line it begins on.

        >>> from gazetteer.tables.csv import read_table
        >>> list(read_table(b"name,country\nGao,ML\n", "places.csv").rows())
        [(2, {'name': 'Gao', 'country': 'ML'})]
        """
        names = [str(name) for name in self.frame.columns]
        for line, cells in zip(self.lines().tolist(), self.frame.itertuples(index=False, name=None), strict=True):
            yield line, dict(zip(names, cells, strict=True))


def check_width(name: str, columns: int) -> None:
    """Raise TableError if a table has more columns than `MOST_COLUMNS`.

    >>> check_width("a.csv", 100_000)
    Traceback (most recent call last):
    ...
    gazetteer.errors.TableError: a.csv: has 100,000 columns and at most 2,000 are read; is it turned on its side?
    """
    if columns > MOST_COLUMNS:
        reason = f"has {columns:,} columns and at most {MOST_COLUMNS:,} are read"
        raise TableError([Fault(name, 0, "", "", reason, "is it turned on its side?")])


def is_hxl(cells: list[str]) -> bool:
    """Tell whether a row consists of HXL tags (`#date+occurred`), which describe the columns and are not data.

    A number (#3) or a colour, as in `actors.csv`, is not a tag, nor is one word in several cells, as in `sources.csv`
    for a source called #radio.

    >>> is_hxl(["#date", "", "#adm1+name"]), is_hxl(["", ""]), is_hxl(["#a", "#cc3311"]), is_hxl(["#a", "#a"])
    (True, False, False, False)
    """
    filled = [cell for cell in cells if cell]
    return bool(filled) and all(map(_HXL_TAG.match, filled)) and (len(filled) == 1 or len({*filled}) > 1)


def skipped_tags(name: str, line: int, cells: Iterable[str]) -> Skipped:
    """Return a row of HXL tags as a skipped row.

    >>> skipped_tags("a.csv", 2, ["#date", "", "#adm1"]).text
    '#date, #adm1'
    """
    return Skipped(name, line, "hxl", ", ".join(filter(None, cells)))


def tags_of(names: Iterable[object], cells: Iterable[str]) -> dict[str, str]:
    """Return the HXL tags of columns from the row below their names.

    >>> tags_of(["Fecha", "Lugar", "Nota"], ["#date+occurred", " #loc+name", ""])
    {'Fecha': '#date+occurred', 'Lugar': '#loc+name'}
    """
    return {str(name): cell.strip() for name, cell in zip(names, cells, strict=False) if cell.strip()}


def shares_texts(column: pa.Array | pa.ChunkedArray) -> bool:
    """Tell whether the first rows of a column share values, so that it is smaller and faster as a dictionary.

    >>> import pyarrow as pa
    >>> shares_texts(pa.array(["Mali", "Mali", "Niger", "Mali"])), shares_texts(pa.array(["a", "b"]))
    (True, False)
    """
    import pyarrow as pa

    if pa.types.is_dictionary(column.type):
        return True
    first = column[:_SAMPLE]
    return len(first.unique()) <= len(first) // 2


def column_names(header: Sequence[str]) -> list[str]:
    """Give unnamed and repeated columns unique names, so that none hides another.

    >>> column_names(["place", "", "place"])
    ['place', 'column_2', 'place_3']
    """
    names: list[str] = []
    for number, cell in enumerate(header, 1):
        name = cell.strip() or f"column_{number}"
        while name in names:
            name = f"{name}_{number}"
        names.append(name)
    return names


def text_frame(columns: Mapping[str, pa.ChunkedArray]) -> pd.DataFrame:
    """Return columns of text as a frame; columns that repeat their texts and dictionary columns become categoricals.

    >>> import pyarrow as pa
    >>> text_frame({"country": pa.chunked_array([["Mali"] * 4], pa.large_string())}).country.dtype.name
    'category'
    """
    import pyarrow as pa

    coded = {name: texts.dictionary_encode() if shares_texts(texts) else texts for name, texts in columns.items()}
    frame: pd.DataFrame = pa.table(coded).to_pandas()
    return frame.astype({name: "str" for name, texts in coded.items() if not pa.types.is_dictionary(texts.type)})
