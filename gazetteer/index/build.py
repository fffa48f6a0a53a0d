"""Build the index of a source: entries in, one SQLite file out (its tables: `gazetteer.index.index`)."""

from __future__ import annotations

import json
import sqlite3
import zlib
from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, replace
from itertools import groupby, pairwise
from operator import attrgetter
from pathlib import Path
from typing import Any, NamedTuple

from gazetteer.errors import CacheError
from gazetteer.features import log_prior
from gazetteer.files import publish, staging
from gazetteer.index.entry import Entry, Source
from gazetteer.index.keys import deletions, name_hash, parent_form
from gazetteer.index.seal import seal, seal_of
from gazetteer.names.normalise import normal_form, spelling_key

__all__ = ["build_index"]

_TABLES = """
    PRAGMA journal_mode = OFF;
    PRAGMA synchronous = OFF;
    CREATE TABLE source (info TEXT);
    CREATE TABLE credit (number INTEGER PRIMARY KEY, text TEXT);
    CREATE TABLE place (
        number INTEGER PRIMARY KEY, prior REAL, latitude REAL, longitude REAL, geonameid INT, country TEXT,
        feature TEXT, parents TEXT,
        place_id TEXT, name TEXT, admin1 TEXT, admin2 TEXT, population INT, radius_km REAL, aliases TEXT, note TEXT,
        credit INT);
    CREATE TABLE spelling (number INTEGER PRIMARY KEY, key TEXT, normal TEXT, is_main INT, place INT, country TEXT);
    CREATE TABLE settlements (country TEXT PRIMARY KEY, count INT);
    CREATE TABLE head (key TEXT PRIMARY KEY, number INT) WITHOUT ROWID;
    CREATE TABLE initial (country TEXT, initial TEXT, keys BLOB, PRIMARY KEY (country, initial)) WITHOUT ROWID;
    CREATE TABLE deletion (beginning INTEGER PRIMARY KEY, ends BLOB, spellings BLOB);
"""
_COUNT_SETTLEMENTS = """
    INSERT INTO settlements SELECT country, count(*) FROM place WHERE feature LIKE 'P.%' GROUP BY country"""

_BETWEEN_HEADS = 32

Row = tuple[Any, ...]


class _Name(NamedTuple):
    """A name of a place; names of one key sort by how likely their places are."""

    key: str
    unlikeliness: float
    place: int
    normal: str
    is_main: bool
    country: str


def build_index(path: Path, source: Source) -> None:
    """Write the index of a source to `path`; an older file stays until the new one is whole.

    Raises
    ------
    CacheError
        The folder cannot be written.
    """
    info = source.info()
    places, credits, names = _rows(source.entries(), info.name.partition("-")[0])
    try:
        with staging(path, name=path.name.partition(".")[0]) as folder:
            with closing(sqlite3.connect(folder / "new")) as database:
                database.executescript(_TABLES)
                described = json.dumps(asdict(replace(info, count=len(places))))
                database.execute("INSERT INTO source VALUES (?)", (described,))
                database.executemany("INSERT INTO credit VALUES (?, ?)", enumerate(credits))
                database.executemany(f"INSERT INTO place VALUES (?{', ?' * 16})", places)  # noqa: S608
                database.execute(_COUNT_SETTLEMENTS)
                database.executemany("INSERT INTO spelling VALUES (?, ?, ?, ?, ?, ?)", _spellings(names))
                database.executemany("INSERT INTO head VALUES (?, ?)", _heads(names))
                database.executemany("INSERT INTO initial VALUES (?, ?, ?)", _initials(names))
                database.executemany("INSERT INTO deletion VALUES (?, ?, ?)", _deletions(names))
                database.commit()
            _publish(folder / "new", path)
    except (OSError, sqlite3.Error) as error:
        if isinstance(error, PermissionError) and path.exists():
            return  # another process made the same index and uses it, which Windows guards
        raise CacheError(path, f"cannot be written ({getattr(error, 'strerror', None) or error})") from error


def _publish(made: Path, path: Path) -> None:
    """Put an index and its seal in place; the seal first, since an index without one is built again."""
    named = made.rename(made.with_name(path.name))
    sealed = seal_of(named)
    sealed.write_text(seal(named), encoding="ascii")
    publish([sealed, named], path.parent)


def _rows(entries: Iterable[Entry], family: str) -> tuple[list[Row], list[str], list[_Name]]:
    """Return the rows of `place`, the texts of `credit`, and the names of all places in their order."""
    places: list[Row] = []
    names: list[_Name] = []
    credits: dict[str, int] = {}
    for number, entry in enumerate(entries):
        place = entry.place
        prior = log_prior(place.feature_class, place.feature_code, place.population) + entry.weight
        places.append((number, prior, *_place(entry, family), credits.setdefault(place.source, len(credits))))
        seen: set[str] = set()
        for name in entry.names:
            normal = normal_form(name)
            if normal and normal not in seen:
                names.append(_Name(spelling_key(normal), -prior, number, normal, not seen, place.country))
                seen.add(normal)
    names.sort()
    return places, list(credits), names


def _place(entry: Entry, family: str) -> Row:
    """Return the fields of a place in a row of `place`; what is not known, or follows from the others, is NULL."""
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


def _spellings(names: Iterable[_Name]) -> Iterator[Row]:
    """Yield the rows of `spelling`; a normal form that is its own key is NULL."""
    for number, name in enumerate(names):
        normal = None if name.normal == name.key else name.normal
        yield number, name.key, normal, name.is_main, name.place, name.country


def _heads(names: Sequence[_Name]) -> Iterator[tuple[str, int]]:
    """Yield the rows of `head`: the first spelling of some keys, no fewer than `_BETWEEN_HEADS` spellings apart."""
    last = -_BETWEEN_HEADS
    for number, name in enumerate(names):
        if number - last >= _BETWEEN_HEADS and (number == 0 or names[number - 1].key != name.key):
            yield name.key, number
            last = number


def _initials(names: Iterable[_Name]) -> Iterator[tuple[str, str, bytes]]:
    """Yield the rows of `initial`."""
    found: dict[tuple[str, str], dict[str, None]] = {}
    for name in names:
        found.setdefault((name.country, name.key[:1]), {})[name.key] = None
    for (country, initial), keys in sorted(found.items()):
        yield country, initial, zlib.compress("\n".join(keys).encode())


def _deletions(names: Iterable[_Name]) -> Iterator[tuple[int, bytes, bytes]]:
    """Yield the rows of `deletion`; two edits are looked for in main names, one in others."""
    import numpy as np

    hashes, numbers = array("I"), array("I")
    number = 0
    for key, group in groupby(names, key=attrgetter("key")):
        spelt = list(group)
        shorter = {name_hash(text) for text in deletions(key, 2 if any(name.is_main for name in spelt) else 1)}
        hashes.extend(shorter)
        numbers.extend([number] * len(shorter))
        number += len(spelt)
    found = np.frombuffer(hashes, dtype=np.uint32)
    order = np.argsort(found, kind="stable")
    found = found[order]
    width = 3 if number < 1 << 24 else 4
    spellings = np.frombuffer(numbers, dtype=np.uint32)[order].astype("<u4").view(np.uint8).reshape(-1, 4)[:, :width]
    ends = (found & 0xFFFF).astype("<u2")
    beginnings, starts = np.unique(found >> 16, return_index=True)
    for beginning, (start, end) in zip(beginnings.tolist(), pairwise([*starts.tolist(), len(found)]), strict=True):
        yield beginning, ends[start:end].tobytes(), spellings[start:end].tobytes()
