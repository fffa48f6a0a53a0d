"""The folder `drafts` of a dossier: its four tables, and the numbered paragraphs of each source.

Drafting writes only to this folder. Taking a draft adds its rows to the dossier's own tables.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from gazetteer.errors import GazetteerError, MissingFileError
from gazetteer.tables.bytes import read_bytes
from gazetteer.tables.csv import read_table
from mapper.atomic import write_text
from mapper.draft.records import Drafts, columns, is_waiting
from mapper.errors import SourceError
from mapper.model.schema import ID_COLUMNS
from mapper.vocabulary import columns_of

if TYPE_CHECKING:
    from mapper.draft.article import Article

__all__ = [
    "FOLDER", "add_rows", "as_csv", "count_waiting", "read_drafts", "read_rows", "with_own_ids",
    "write_drafts",
]  # fmt: skip

FOLDER: Final = "drafts"

Row = dict[str, str]


def read_rows(path: Path) -> list[Row]:
    """Return the rows of a table, none if the file does not exist. Raises SourceError if it cannot be read."""
    if not path.is_file() or not path.stat().st_size:
        return []
    try:
        table = read_table(read_bytes(str(path)), path.name)
    except MissingFileError:
        return []
    except GazetteerError as error:
        raise SourceError(str(error)) from error
    return [row for _, row in table.rows()]


def read_drafts(dossier: Path) -> Drafts:
    """Return the drafts of a dossier folder, which may be empty.

    >>> read_drafts(Path("seeds")).events
    []
    """
    drafts = Drafts()
    for name, key in ID_COLUMNS.items():
        path = dossier / FOLDER / f"{name}.csv"
        rows = read_rows(path)
        if rows and key not in rows[0]:
            raise SourceError(f"{path}: no column {key}; put its header back, or remove the file and draft anew")
        drafts.table(name).extend({**dict.fromkeys(columns(name), ""), **row} for row in rows)
    return drafts


def write_drafts(dossier: Path, drafts: Drafts, articles: Iterable[Article] = ()) -> list[Path]:
    """Write the tables of drafts, and the paragraphs of articles; return the paths."""
    folder = dossier / FOLDER
    written = []
    for name in ID_COLUMNS:
        rows = drafts.table(name)
        extra = dict.fromkeys(key for row in rows for key in row)
        header = [*columns(name), *(key for key in extra if key not in columns(name))]
        written.append(write_text(folder / f"{name}.csv", as_csv(header, rows)))
    for article in articles:
        text = "\n".join(article.paragraphs) + "\n"
        written.append(write_text(folder / "text" / f"{article.source_id}.txt", text))
    return written


def with_own_ids(
    dossier: Path, drafts: Drafts, articles: Iterable[Article], named: Collection[str] = ()
) -> list[Article]:
    """Return the articles with ids that no other article of the drafts has: "gossi.html" beside "gossi.docx".

    An article is one that was drafted before if its file has the same name and some paragraph of it still stands, or
    if somebody has given it its id (`named`).
    """
    files = {row["source_id"]: row.get("draft_why", "") for row in drafts.sources}
    found = []
    for article in articles:
        own = re.compile(re.escape(article.source_id) + "(?:-[0-9a-f]{6})?")
        known = [name for name in files if own.fullmatch(name) and article.source_id not in named]
        same = [name for name in known if files[name] == article.file and _shares_text(dossier, name, article)]
        name = next(iter(same), article.source_id if not known else f"{article.source_id}-{article.digest}")
        found.append(replace(article, source_id=name))
    return found


def _shares_text(dossier: Path, source_id: str, article: Article) -> bool:
    path = dossier / FOLDER / "text" / f"{source_id}.txt"
    if not path.is_file():
        return True
    return not set(path.read_text("utf-8", "replace").splitlines()).isdisjoint(article.paragraphs)


def as_csv(header: Sequence[str], rows: Iterable[Mapping[str, str]]) -> str:
    r"""Return rows as the text of a CSV file.

    >>> as_csv(["a", "b"], [{"a": "1"}])
    'a,b\n1,\n'
    """
    stream = io.StringIO()
    writer = csv.DictWriter(stream, header, restval="", extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue()


def add_rows(dossier: Path, name: str, rows: Sequence[Row]) -> int:
    """Add rows to a table of the dossier itself, except those whose id it has; return how many were added.

    Existing rows are not changed. A column that the table lacks is added at the end.
    """
    path, key = dossier / f"{name}.csv", ID_COLUMNS[name]
    present = read_rows(path)
    known = {row.get(key, "") for row in present}
    fresh = [row for row in rows if row[key] not in known]
    if not fresh:
        return 0
    own = [column for column, about in columns_of(name).items() if not about.computed]
    header = list(present[0]) if present else _header(path) or own
    needed = [column for column in own if column not in header and any(row.get(column) for row in fresh)]
    write_text(path, as_csv([*header, *needed], [*present, *fresh]))
    return len(fresh)


def _header(path: Path) -> list[str]:
    if not path.is_file():
        return []
    first = path.read_text("utf-8-sig").partition("\n")[0]
    return next(csv.reader([first]), [])


def count_waiting(dossier: Path) -> int:
    """Return how many draft events of a dossier wait to be taken or dropped.

    >>> count_waiting(Path("seeds"))
    0
    """
    rows = read_rows(dossier / FOLDER / "events.csv")
    return sum(is_waiting(row) for row in rows)
