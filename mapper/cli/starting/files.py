"""The files of a new dossier: name → text."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from io import StringIO
from pathlib import Path
from typing import Final

from mapper.errors import OutputError
from mapper.model.schema import EVENT_INPUT_COLUMNS
from mapper.vocabulary import Column, columns_of, label, terms

__all__ = ["empty_dossier", "example_dossier"]

_PACKAGE: Final = Path(__file__).parents[2]
_EXAMPLES: Final = (_PACKAGE / "data" / "example", _PACKAGE.parent / "seeds")
"""Where the example lies: in the installed package, or in the repository that it is built from."""

_FILES: Final = ("events.csv", "claims.csv", "sources.csv", "actors.csv", "README.md")
_OF_SINGLE_TABLES: Final = frozenset({"fatalities", "source", "source_url"})
"""Columns that a dossier does not need: it has their content in other columns or files."""

_LIKEWISE: Final = "likewise"
_LINK: Final = re.compile(r"\[([^\]]*)\]\((?!https?:)[^)]*\)")
"""A link to another document of the repository, which is not in the folder that is written."""

_SAMPLE: Final[Mapping[str, Mapping[str, str]]] = {
    "events": {
        "event_id": "market-2025-06-13",
        "event_date": "2025-06-13",
        "place": "Kidal",
        "country": "ML",
        "admin1": "Kidal",
        "place_relation": "near",
        "event_type": "Violence against civilians",
        "sub_event_type": "Attack",
        "actor1": "Green Movement",
        "fatalities_low": "2",
        "fatalities_high": "10",
        "title": "Attack on a market",
        "notes": "What happened, in your own words.",
        "tags": "conflict",
    },
    "claims": {
        "claim_id": "market-2025-06-13/fatalities/daily",
        "event_id": "market-2025-06-13",
        "field": "fatalities",
        "value": "10",
        "unit_or_group": "all",
        "stance": "asserts",
        "claimant": "residents",
        "source_id": "daily-1",
        "locator": "paragraph 2",
        "hedge": "reportedly",
    },
    "sources": {
        "source_id": "daily-1",
        "publisher": "The Daily",
        "title": "Shots at the market",
        "published": "2025-06-14",
        "url": "https://daily.example/market",
        "accessed": "2025-07-01",
        "reliability": "B",
    },
    "actors": {
        "actor_id": "green",
        "name": "Green Movement",
        "short_name": "GM",
        "aliases": "the Greens;Green Front",
        "kind": "Rebel Group",
        "active_from": "2023",
    },
}
"""An invented event, its claim, source and actor: the column of examples in the README."""

_GUIDE: Final = """# A dossier

Fill in `events.csv` in a spreadsheet, an event a row; save as CSV in UTF-8. Only `event_id` must be there, and an empty
cell means unknown. The other three files may stay empty: claims say who says what, and `sources.csv` and `actors.csv`
describe whom they name.

The examples below are invented. `mapper example` writes a real dossier to look at, and `mapper check` on this folder
names each value that it cannot use, with file, line and remedy.
"""


def example_dossier() -> dict[str, str]:
    """Return the files of the example dossier.

    Raises OutputError if the installed package lacks them.

    >>> example_dossier()["events.csv"][:8]
    'event_id'
    """
    folder = next((folder for folder in _EXAMPLES if (folder / _FILES[0]).is_file()), None)
    if folder is None:
        raise OutputError("the example dossier is not in this installation", "install conflict-event-mapper again")
    texts = {name: (folder / name).read_bytes().decode("utf-8") for name in _FILES}
    return {name: _LINK.sub(r"\1", text) if name.endswith(".md") else text for name, text in texts.items()}


def empty_dossier() -> dict[str, str]:
    """Return the files of an empty dossier: the header of each table, and a README that explains the columns.

    >>> empty_dossier()["actors.csv"][:19]
    'actor_id,name,short'
    """
    tables = {table: _columns(table) for table in _SAMPLE}
    texts = {f"{table}.csv": _header(names) for table, names in tables.items()}
    return texts | {"README.md": _GUIDE + "".join(_section(table, names) for table, names in tables.items())}


def _columns(table: str) -> list[str]:
    """Return the columns of a dossier's file, in order."""
    if table == "events":
        return [name for name in EVENT_INPUT_COLUMNS if name not in _OF_SINGLE_TABLES]
    return [name for name, column in columns_of(table).items() if not column.computed]


def _header(names: Iterable[str]) -> str:
    text = StringIO()
    csv.writer(text, lineterminator="\n").writerow(names)
    return text.getvalue()


def _section(table: str, names: Iterable[str]) -> str:
    """Return a Markdown table: each column, what to write, and an example."""
    rows = ["| column | what to write | for example |", "|---|---|---|"]
    for name in names:
        example = _SAMPLE[table].get(name, "")
        rows.append(f"| `{name}` | {_described(columns_of(table)[name])} | {example and f'`{example}`'} |")
    return f"\n## {table}.csv\n\n" + "\n".join(rows) + "\n"


def _described(column: Column) -> str:
    """Return what to write into a column, with its allowed words."""
    text = _LINK.sub(r"\1", column.write or column.about).removesuffix(", below")
    if text == _LIKEWISE:
        return "like the column above"
    if column.holds in {"", "date"}:
        return text
    if column.holds == "geo_precisions":
        return f"{text}: {', '.join(f'`{step}` {label(column.holds, step)}' for step in terms(column.holds))}"
    return f"{text}: {', '.join(f'`{word}`' for word in terms(column.holds))}"
