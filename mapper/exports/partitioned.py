"""GeoParquet in Hive folders (`year=2024/country=ML`), so that programs can read only a part of the data."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

import numpy as np
import pandas as pd

from mapper.atomic import staging
from mapper.errors import FormatError, OutputError, ParameterError
from mapper.exports.parquet import geo_table, write_table
from mapper.exports.text import credit_lines
from mapper.model.coded import recoded

if TYPE_CHECKING:
    from mapper.model.dossier import Dossier

__all__ = ["PARTS", "check_folder", "write_partitioned"]

PARTS: Final = ("year", "month", "country", "admin1", "event_type")
"""The columns by which folders may be made; year and month are those of an event's first day."""


def check_folder(target: Path, columns: Sequence[str]) -> None:
    """Raise the errors that `write_partitioned` would raise before it writes anything.

    >>> check_folder(Path("outputs/events"), ["colour"])
    Traceback (most recent call last):
    ...
    mapper.errors.ParameterError: partition: cannot read 'colour'; give some of year, month, country, admin1, event_type
    """
    for name in columns:
        if name not in PARTS or columns.count(name) > 1:
            raise ParameterError("partition", name, f"some of {', '.join(PARTS)}")
    if target.suffix:
        raise FormatError(f"cannot write {str(target)!r}: parts go into a folder, whose name has no suffix")
    if target.is_file() or (target.is_dir() and any(target.iterdir())):
        raise OutputError(f"{target}: parts of an older export would stay in it; give a new folder, or an empty one")


def write_partitioned(
    pieces: Iterable[Dossier], target: Path, columns: Sequence[str], *, language: str = "en"
) -> tuple[Path, ...]:
    """Write the events as GeoParquet files with bounding boxes into a new folder, one per part; return their paths.

    As in Hive, the files lack the columns that the folder names give. The folder appears complete or not at all.

    Parameters
    ----------
    pieces
        Dossiers with the same columns; events stay in order. Each dossier writes a file of its own into each part.
    target
        A folder that does not exist yet, or is empty.
    columns
        Some of `PARTS`, from the outer folder to the inner.
    language
        The language of our own sentences.

    Raises
    ------
    ParameterError, FormatError
        A column that is not in `PARTS`; a target with a suffix.
    OutputError
        There are files in the folder, or the system refuses to write.

    >>> import mapper, tempfile
    >>> folder = Path(tempfile.mkdtemp()) / "events"
    >>> paths = write_partitioned([mapper.read("seeds")], folder, ["year"])
    >>> paths[-1].relative_to(folder).as_posix()
    'year=2025/part-0.parquet'
    """
    check_folder(target, columns)
    with staging(target) as folder:
        made, files = folder / target.name, []
        made.mkdir()
        for number, piece in enumerate(pieces):
            table = geo_table(piece, language)
            table = table.drop_columns([name for name in columns if name in piece.events])
            folders, credits = _folders(piece.events, columns), credit_lines(piece, language)
            for part, rows in pd.Series(folders).groupby(folders, sort=True).indices.items():
                files.append(Path(str(part)) / f"part-{number}.parquet")
                (made / files[-1]).parent.mkdir(parents=True, exist_ok=True)
                write_table([table.take(rows)], made / files[-1], credits, boxes=True)
            del piece, table  # frees it before the next is read
        with suppress(FileNotFoundError):
            target.rmdir()
        shutil.move(made, target)
    return tuple(target / file for file in files)


def _folders(events: pd.DataFrame, columns: Sequence[str]) -> np.ndarray:
    """Return the folder of each event, relative to the target; a column that no event states makes no level.

    Events without a value are in the folder `country=`: pyarrow would read Hive's own word for it as a null, which it
    cannot combine with the texts of the other folders.
    """
    folders = pd.Series("", index=events.index, dtype="str")
    for name in columns:
        values = recoded(_texts(events, name), lambda text: quote(text, safe=" "))
        if (values != "").any():
            folders += f"{name}=" + values + "/"
    return folders.to_numpy(dtype=object)


def _texts(events: pd.DataFrame, name: str) -> pd.Series:
    if name not in ("year", "month"):
        return events[name].astype("str")
    days: pd.Series = events["event_date"].dt.strftime("%Y" if name == "year" else "%Y-%m")
    return days.fillna("").astype("str")
