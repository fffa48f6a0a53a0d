"""docs/formats.md says what the readers do: every term that is translated stands in its tables."""

from __future__ import annotations

from pathlib import Path

from mapper.readers.formats import FORMAT_NAMES
from mapper.readers.formats.acled.terms import INTER_KINDS, OLD_TYPES

TEXT = (Path(__file__).parents[2] / "docs" / "formats.md").read_text("utf-8")
ROWS = [[cell.strip() for cell in line.strip("|").split("|")] for line in TEXT.splitlines() if line.startswith("|")]


def test_every_format_is_described():
    assert {row[0].strip("`") for row in ROWS[2 : 2 + len(FORMAT_NAMES)]} == set(FORMAT_NAMES)


def test_every_interaction_code_is_described():
    told = {row[0]: row[2] for row in ROWS if row[0].isdecimal()}
    assert told == {code: kind for code, kind in INTER_KINDS.items() if code.isdecimal()}


def test_every_old_event_type_is_described():
    told = {name.strip().lower(): (row[1], row[2]) for row in ROWS if len(row) == 3 for name in row[0].split(";")}
    old = {
        name: pair for name, pair in OLD_TYPES.items() if name not in {pair[0].lower() for pair in OLD_TYPES.values()}
    }
    assert {name: told.get(name) for name in old} == old
