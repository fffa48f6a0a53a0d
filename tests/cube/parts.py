"""Tables split into files, as partitioned data lies in folders."""

from __future__ import annotations

import csv
import random
from pathlib import Path

from tests.differential.files import FILES, Event


def write_parts(folder: Path, name: str, events: int, parts: int) -> tuple[Path, list[Event]]:
    """Write a table whole, and its rows in any order to so many files of `folder/parts`."""
    whole = folder / f"{name}.csv"
    expected = FILES[name](whole, events)
    with whole.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    random.Random(5).shuffle(rows)
    (folder / "parts").mkdir()
    for number in range(parts):
        with (folder / "parts" / f"part-{number}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([header, *rows[number::parts]])
    return whole, expected


def write_rows(file: Path, *rows: str, header: str = "event_id,event_date,place,event_type,actor1,fatalities") -> Path:
    """Write a table of lines."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("\n".join((header, *rows)) + "\n", "utf-8")
    return file
