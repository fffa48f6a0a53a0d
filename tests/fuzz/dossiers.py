"""Dossiers of several tables whose references break: dropped, doubled, exchanged, in a circle, or to nowhere."""

from __future__ import annotations

import csv
import io
import json
import random
from collections.abc import Callable
from functools import cache
from pathlib import Path

from mapper.model.schema import ID_COLUMNS
from tests.fuzz.tables import CELLS, CHANGES, Table

__all__ = ["made_dossier", "unpacked"]

SEEDS = Path(__file__).parents[2] / "seeds"
MOST = {"events": 12, "claims": 60, "sources": 11, "actors": 27}

Tables = dict[str, Table]
Reference = tuple[str, str, str]
"""A table, its column, and the table whose ids stand there."""

REFERENCES: tuple[Reference, ...] = (
    ("claims", "event_id", "events"), ("claims", "source_id", "sources"), ("events", "part_of", "events"),
    ("events", "possibly_same_as", "events"), ("actors", "parent", "actors"), ("actors", "successor", "actors"),
)  # fmt: skip
NAMES = (
    ("events", "actor1"), ("events", "actor2"), ("events", "assoc_actor_1"), ("actors", "name"), ("actors", "aliases"),
    ("actors", "short_name"), ("claims", "claimant"), ("claims", "unit_or_group"), ("claims", "value"),
)  # fmt: skip
FIELDS = (
    "event_date", "end_date", "place", "country", "admin1", "actor1", "fatalities", "fatalities_low", "wounded",
    "outcome", "event_type", "longitude", "", "no field", "event_id", "part_of",
)  # fmt: skip


@cache
def _seeds() -> Tables:
    tables: Tables = {}
    for name, most in MOST.items():
        names, *rows = csv.reader(io.StringIO((SEEDS / f"{name}.csv").read_text("utf-8")))
        if name == "claims":
            events = {row[0] for row in tables["events"][1]}
            rows = [row for row in rows if row[names.index("event_id")] in events]
        tables[name] = (names, rows[:most])
    return tables


def _column(table: Table, name: str) -> int:
    return table[0].index(name) if name in table[0] else -1


def _set(tables: Tables, name: str, column: str, value: Callable[[int], str], chance: random.Random) -> None:
    """Set some cells of a column, or all; `value` is a function of the row's number."""
    at, share = _column(tables[name], column), chance.choice((0.1, 0.5, 1))
    for number, row in enumerate(tables[name][1]):
        if 0 <= at < len(row) and chance.random() < share:
            row[at] = value(number)


def _ids(tables: Tables, name: str) -> list[str]:
    at = _column(tables[name], ID_COLUMNS[name])
    return [row[at] for row in tables[name][1] if 0 <= at < len(row)] or ["nobody"]


def _refer(tables: Tables, chance: random.Random) -> None:
    """References to others, to nowhere, to several, or in a circle: each to the next, or to itself."""
    name, column, other = chance.choice(REFERENCES)
    ids = _ids(tables, other)
    kinds: tuple[Callable[[int], str], ...] = (
        lambda _: chance.choice(ids), lambda _: "nowhere", lambda _: "; ".join(chance.choices(ids, k=3)),
        lambda n: ids[(n + 1) % len(ids)], lambda n: ids[n % len(ids)], lambda n: ids[n // 2 * 2 % len(ids)],
        lambda n: ids[n % 2 % len(ids)], lambda _: "", lambda _: chance.choice(CELLS), lambda _: ids[0].upper(),
    )  # fmt: skip
    _set(tables, name, column, chance.choice(kinds), chance)


def _name(tables: Tables, chance: random.Random) -> None:
    """Names that another has too, or that are another's alias, a list, an id, or nothing."""
    at = _column(tables["actors"], "name")
    names = [row[at] for row in tables["actors"][1] if 0 <= at < len(row)] or ["A"]
    kinds: tuple[Callable[[int], str], ...] = (
        lambda _: chance.choice(names), lambda _: names[0], lambda n: "; ".join(names[n : n + 3]), lambda n: f"A{n}",
        lambda n: _ids(tables, "actors")[n % len(names) % len(_ids(tables, "actors"))], lambda _: ";".join(names),
        lambda _: chance.choice(CELLS), lambda n: f" {names[n % len(names)].lower()} ", lambda _: "",
    )  # fmt: skip
    _set(tables, *chance.choice(NAMES), chance.choice(kinds), chance)


def _claim(tables: Tables, chance: random.Random) -> None:
    """Claims of other fields, values and stances; or many times as many."""
    values = [*CELLS, "12", "3-5", "more than 20", "near Gao", "Gao; Kidal", "2025-06", "2025-06-13", "FAMa", "none"]
    stances = ("asserts", "denies", "doubts", "retracts", "", "no stance")
    _set(tables, "claims", "field", lambda _: chance.choice(FIELDS), chance)
    _set(tables, "claims", "value", lambda _: chance.choice(values), chance)
    _set(tables, "claims", "stance", lambda _: chance.choice(stances), chance)
    if chance.random() < 0.2:
        names, rows = tables["claims"]
        tables["claims"] = names, [[f"{cell}-{n}" if i == 0 else cell for i, cell in enumerate(row)]
                                   for n in range(20) for row in rows]  # fmt: skip


def _double(tables: Tables, chance: random.Random) -> None:
    """Rows that stand twice, with another row's id, or in another order."""
    _names, rows = tables[chance.choice([*tables])]
    if rows:
        rows += [[*row] for row in chance.choices(rows, k=chance.choice((1, 5)))]
        rows[chance.randrange(len(rows))][:1] = rows[0][:1]
        chance.shuffle(rows)


def _alter(tables: Tables, chance: random.Random) -> None:
    """What happens to single tables happens to one of them."""
    name = chance.choice([*tables])
    if tables[name][0]:
        names, rows = chance.choice(CHANGES)(tables[name], chance)
        tables[name] = [*names], [[*row] for row in rows[:400]]


def _drop(tables: Tables, chance: random.Random) -> None:
    """A table is not there, or has no row."""
    name = chance.choice(("claims", "sources", "actors", "events"))
    tables[name] = tables[name][0], []


TURNS = (_refer, _refer, _refer, _name, _name, _claim, _double, _alter, _drop)


def made_dossier(chance: random.Random) -> bytes:
    """Return a dossier with a few changes, as JSON: the text of each file by its name."""
    tables = {name: ([*names], [[*row] for row in rows]) for name, (names, rows) in _seeds().items()}
    for _ in range(chance.choice((1, 2, 3, 5, 8))):
        chance.choice(TURNS)(tables, chance)
    files = {}
    for name, (names, rows) in tables.items():
        text = io.StringIO(newline="")
        csv.writer(text, lineterminator="\n").writerows([names, *rows])
        if name == "events" or chance.random() < 0.9:
            files[f"{name}.csv"] = text.getvalue()
    return json.dumps(files, ensure_ascii=False).encode("utf-8", "replace")


def unpacked(data: bytes, folder: Path) -> bool:
    """Write the files of such a dossier into a folder; return False where the bytes are none."""
    try:
        files = json.loads(data)
        texts = {name: str(files[name]) for name in files if name in {f"{table}.csv" for table in MOST}}
    except (ValueError, TypeError, RecursionError):
        return False
    folder.mkdir()
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8", "replace", newline="")
    return bool(texts)
