"""A dossier folder: the tool's own format, for editing and for git. It holds the record, not computed values."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mapper.exports.attributes import arrow_table
from mapper.exports.csv import text_table, write_table
from mapper.model.recorded import as_recorded
from mapper.model.schema import EVENT_INPUT_COLUMNS
from mapper.readers.tables.missing import with_words_as_text

if TYPE_CHECKING:
    from mapper.model.dossier import Dossier

__all__ = ["write_files"]


def write_files(
    dossier: Dossier,
    target: Path,
    *,
    language: str = "en",  # noqa: ARG001 - a record has no sentence of ours
    for_spreadsheets: bool = False,
) -> list[Path]:
    """Write `sources.csv`, `actors.csv`, `claims.csv` and `events.csv` into the folder, in this order.

    Coordinates from the gazetteer are left out: reading the folder looks them up again. A cell whose text is a word for
    a missing value gets an apostrophe, so that it is read as text. Empty tables are written too, so that they replace
    those of an older dossier.
    """
    target.mkdir()
    events = with_words_as_text(as_recorded(text_table(arrow_table(dossier.events))))
    first = [name for name in EVENT_INPUT_COLUMNS if name in events]
    tables = {
        "sources": text_table(arrow_table(dossier.sources)),
        "actors": text_table(arrow_table(dossier.actors)),
        "claims": text_table(arrow_table(dossier.claims)),
        "events": events[[*first, *(name for name in events if name not in first)]],
    }
    for name, table in tables.items():
        write_table([table], target / f"{name}.csv", for_spreadsheets=for_spreadsheets, total=len(table))
    return [target / f"{name}.csv" for name in tables]
