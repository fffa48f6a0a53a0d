"""Build the index of a source: entries in, an SQLite file (its tables: `gazetteer.index.index`) and deletions out."""

from __future__ import annotations

import json
import sqlite3
import zlib
from array import array
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import asdict, replace
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from typing import Any

from gazetteer.errors import CacheError, GazetteerError
from gazetteer.features import log_prior
from gazetteer.files import publish, staging
from gazetteer.index.deletions import Deletions, deletions_of
from gazetteer.index.entry import Entry, Source
from gazetteer.index.keys import parent_form
from gazetteer.index.seal import seal, seal_of
from gazetteer.names.normalise import normal_form, spelling_key

__all__ = ["build_index"]

_PLACE = """
    prior REAL, latitude REAL, longitude REAL, geonameid INT, country TEXT, feature TEXT, parents TEXT,
    place_id TEXT, name TEXT, admin1 TEXT, admin2 TEXT, population INT, radius_km REAL, aliases TEXT, note TEXT,
    credit INT"""
_COLUMNS = [column.split()[0] for column in _PLACE.split(",")]
_TABLES = f"""
    PRAGMA journal_mode = OFF;
    PRAGMA synchronous = OFF;
    PRAGMA temp_store = FILE;
    PRAGMA cache_size = -65536; -- KiB: what is sorted at once
    CREATE TABLE source (info TEXT);
    CREATE TABLE credit (number INTEGER PRIMARY KEY, text TEXT);
    CREATE TEMPORARY TABLE entry (number INTEGER PRIMARY KEY, {_PLACE});
    CREATE TABLE place (number INTEGER PRIMARY KEY, {_PLACE});
    CREATE TEMPORARY TABLE name (key TEXT, normal TEXT, is_main INT, unlikeliness REAL, place INT, country TEXT);
    CREATE TABLE spelling (number INTEGER PRIMARY KEY, key TEXT, normal TEXT, is_main INT, place INT, country TEXT);
    CREATE TABLE outline (place INT, shape BLOB);
    CREATE TABLE settlements (country TEXT PRIMARY KEY, count INT);
    CREATE TABLE head (key TEXT PRIMARY KEY, number INT) WITHOUT ROWID;
    CREATE TABLE initial (country TEXT, initial TEXT, keys BLOB, PRIMARY KEY (country, initial)) WITHOUT ROWID;
"""
_SORT_NAMES = (
    """INSERT INTO spelling (key, normal, is_main, place, country) SELECT key, normal, is_main, place, country
        FROM name ORDER BY key, unlikeliness, place, ifnull(normal, key), is_main""",
    "DROP TABLE name",
)
# Places are numbered in the order of their main names, so that places with the same or similar names lie together.
_BY_NAME = "SELECT place FROM spelling WHERE is_main ORDER BY number"
_NUMBER_PLACES = ("UPDATE spelling SET place = place_of(place)", "UPDATE outline SET place = place_of(place)")
# Places come last in the file: of a large one the beginning is mapped into memory, and a misspelt name reads a hundred
# times more of the other tables.
_FILE_PLACES = (
    f"INSERT INTO place SELECT place_of(number), {', '.join(_COLUMNS)} FROM entry ORDER BY 1",  # noqa: S608 - column names
    "DROP TABLE entry",
    "CREATE INDEX place_of_country ON place (country, latitude, longitude)",
    "INSERT INTO settlements SELECT country, count(*) FROM place WHERE feature LIKE 'P.%' GROUP BY country",
)
_BY_INITIAL = "SELECT DISTINCT country, substr(key, 1, 1) AS initial, key FROM spelling ORDER BY country, initial, key"
_BATCH = 10_000
_BETWEEN_HEADS = 32

Row = tuple[Any, ...]


def build_index(path: Path, source: Source) -> None:
    """Write the index of a source to `path`; an older file stays until the new one is whole.

    Names are sorted on disk and deletions in parts, so that memory does not grow with the source.

    Raises
    ------
    CacheError
        The folder cannot be written.
    GazetteerError
        The source cannot be used.
    """
    info = source.info()
    try:
        with staging(path, name=path.name.partition(".")[0]) as folder:
            with closing(sqlite3.connect(folder / "new")) as database:
                database.executescript(_TABLES)
                count = _add_places(database, source.entries(), info.name.partition("-")[0])
                described = json.dumps(asdict(replace(info, count=count)))
                database.execute("INSERT INTO source VALUES (?)", (described,))
                _add_names(database, count)
                _add_deletions(database, folder)
                for statement in _FILE_PLACES:
                    database.execute(statement)
                database.commit()
            _publish(folder / "new", path)
    except GazetteerError:  # an error of the source, which may also be an OSError
        raise
    except (OSError, sqlite3.Error) as error:
        if isinstance(error, PermissionError) and path.exists():
            return  # another process made the same index and has it open, which blocks replacing on Windows
        raise CacheError(path, f"cannot be written ({getattr(error, 'strerror', None) or error})") from error


def _add_names(database: sqlite3.Connection, count: int) -> None:
    """Fill the tables that lead from names to the places, which are `count`."""
    for statement in _SORT_NAMES:
        database.execute(statement)
    database.create_function("place_of", 1, _numbers(database, count).__getitem__)
    for statement in _NUMBER_PLACES:
        database.execute(statement)
    database.executemany("INSERT INTO head VALUES (?, ?)", _heads(_keys(database)))
    database.executemany("INSERT INTO initial VALUES (?, ?, ?)", _initials(database.execute(_BY_INITIAL)))


def _add_deletions(database: sqlite3.Connection, folder: Path) -> None:
    with Deletions(folder) as deletions:
        for key, number, is_main in _keys(database):
            deletions.add(key, number, edits=2 if is_main else 1)
        deletions.write(deletions_of(folder / "new"))


def _publish(made: Path, path: Path) -> None:
    """Move an index and its files into place, the seal first, since an index without a seal is rebuilt."""
    named = made.rename(made.with_name(path.name))
    beside = deletions_of(made).rename(deletions_of(named))
    sealed = seal_of(named)
    sealed.write_text(seal(named), encoding="ascii")
    publish([sealed, beside, named], path.parent)


def _add_places(database: sqlite3.Connection, entries: Iterable[Entry], family: str) -> int:
    """Fill `outline`, `credit` and the unsorted tables; return the number of places."""
    credits: dict[str, int] = {}
    count = 0
    rest = iter(entries)
    while batch := list(islice(rest, _BATCH)):
        places, names, outlines = [], [], []
        for number, entry in enumerate(batch, start=count):
            place = entry.place
            prior = log_prior(place.feature_class, place.feature_code, place.population) + entry.weight
            places.append((number, prior, *_place(entry, family), credits.setdefault(place.source, len(credits))))
            names += [(*name, -prior, number, place.country) for name in _names(entry)]
            if entry.outline:
                outlines.append((number, entry.outline))
        database.executemany(f"INSERT INTO entry VALUES (?{', ?' * len(_COLUMNS)})", places)  # noqa: S608 - only marks
        database.executemany("INSERT INTO name VALUES (?, ?, ?, ?, ?, ?)", names)
        database.executemany("INSERT INTO outline VALUES (?, ?)", outlines)
        count += len(batch)
    database.executemany("INSERT INTO credit VALUES (?, ?)", enumerate(credits))
    return count


def _numbers(database: sqlite3.Connection, count: int) -> array[int]:
    """Return the number of each place in the index, in the order of the source; places without a name come last."""
    numbers = array("I", range(count, 2 * count))
    for number, (at,) in enumerate(database.execute(_BY_NAME)):
        numbers[at] = number
    return numbers


def _names(entry: Entry) -> Iterator[tuple[str, str | None, bool]]:
    """Yield key, normal form (None where it is its own key) and whether it is the main one, of each name."""
    seen: set[str] = set()
    for name in entry.names:
        normal = normal_form(name)
        if normal and normal not in seen:
            key = spelling_key(normal)
            yield key, None if key == normal else normal, not seen
            seen.add(normal)


def _place(entry: Entry, family: str) -> Row:
    """Return the fields of a row of `place`; unknown fields, and fields that follow from others, are NULL."""
    place = entry.place
    feature = f"{place.feature_class}.{place.feature_code}"
    parents = "\n".join(filter(None, map(parent_form, entry.parents)))
    place_id = None if place.place_id == f"{family}:{place.geonameid}" else place.place_id
    aliases = json.dumps(place.aliases, ensure_ascii=False) if place.aliases else None
    area = (place.admin1 or None, place.admin2 or None)
    return (
        *(place.latitude, place.longitude, place.geonameid or 0, place.country, feature, parents),
        *(place_id, place.name, *area, place.population, place.radius_km, aliases, place.note or None),
    )


def _keys(database: sqlite3.Connection) -> Iterator[tuple[str, int, bool]]:
    """Yield each key in order, the number of its first spelling, and whether it is the key of a main name."""
    spelt = database.execute("SELECT key, number, is_main FROM spelling ORDER BY number")
    for key, group in groupby(spelt, key=itemgetter(0)):
        spellings = list(group)
        yield key, spellings[0][1], any(is_main for _, _, is_main in spellings)


def _heads(keys: Iterable[tuple[str, int, bool]]) -> Iterator[tuple[str, int]]:
    """Yield the rows of `head`: the first spelling of some keys, no fewer than `_BETWEEN_HEADS` spellings apart."""
    last = -_BETWEEN_HEADS
    for key, number, _ in keys:
        if number - last >= _BETWEEN_HEADS:
            yield key, number
            last = number


def _initials(keys: Iterable[tuple[str, str, str]]) -> Iterator[tuple[str, str, bytes]]:
    """Yield the rows of `initial`."""
    for (country, initial), group in groupby(keys, key=itemgetter(0, 1)):
        yield country, initial, zlib.compress("\n".join(key for _, _, key in group).encode())
