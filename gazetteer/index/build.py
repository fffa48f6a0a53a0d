"""Build the index of a source: entries in, one SQLite file out (its tables: `gazetteer.index.index`)."""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import asdict, replace
from itertools import groupby, pairwise
from operator import attrgetter
from pathlib import Path
from typing import Any, NamedTuple

from gazetteer.errors import CacheError
from gazetteer.features import log_prior
from gazetteer.files import move, staging
from gazetteer.index.entry import Entry, Source
from gazetteer.index.keys import deletions, name_hash, parent_form
from gazetteer.names.normalise import normal_form, spelling_key

__all__ = ["build_index"]

_TABLES = """
    PRAGMA journal_mode = OFF;
    PRAGMA synchronous = OFF;
    CREATE TABLE source (info TEXT);
    CREATE TABLE place (
        number INTEGER PRIMARY KEY, prior REAL, latitude REAL, longitude REAL, geonameid INT, country TEXT,
        feature TEXT, parents TEXT, fields TEXT);
    CREATE TABLE spelling (
        key TEXT, position INT, normal TEXT, is_main INT, place INT, country TEXT, PRIMARY KEY (key, position))
        WITHOUT ROWID;
    CREATE TABLE settlements (country TEXT PRIMARY KEY, count INT);
    CREATE TABLE deletion (hash INTEGER PRIMARY KEY, keys TEXT);
"""
_COUNT_SETTLEMENTS = """
    INSERT INTO settlements SELECT country, count(*) FROM place WHERE feature LIKE 'P.%' GROUP BY country"""
_PARTS = 16
_PART = 2**32 // _PARTS

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
    places, names = _rows(source.entries())
    try:
        with staging(path, name=path.name.partition(".")[0]) as folder:
            with closing(sqlite3.connect(folder / "new")) as database:
                database.executescript(_TABLES)
                described = json.dumps(asdict(replace(info, count=len(places))))
                database.execute("INSERT INTO source VALUES (?)", (described,))
                database.executemany("INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", places)
                database.execute(_COUNT_SETTLEMENTS)
                database.executemany("INSERT INTO spelling VALUES (?, ?, ?, ?, ?, ?)", _positioned(names))
                database.execute("CREATE INDEX spelling_country ON spelling (country, key)")
                database.executemany("INSERT INTO deletion VALUES (?, ?)", _deletions(names))
                database.commit()
            move(folder / "new", path)
    except (OSError, sqlite3.Error) as error:
        if isinstance(error, PermissionError) and path.exists():
            return  # another process made the same index and uses it, which Windows guards
        raise CacheError(path, f"cannot be written ({getattr(error, 'strerror', None) or error})") from error


def _rows(entries: Iterable[Entry]) -> tuple[list[Row], list[_Name]]:
    """Return the rows of `place`, and the names of all places in their order."""
    places: list[Row] = []
    names: list[_Name] = []
    for number, entry in enumerate(entries):
        place = entry.place
        prior = log_prior(place.feature_class, place.feature_code, place.population) + entry.weight
        feature = f"{place.feature_class}.{place.feature_code}"
        parents = "\n".join(filter(None, map(parent_form, entry.parents)))
        fields = json.dumps(place, ensure_ascii=False, separators=(",", ":"))
        point = (place.latitude, place.longitude)
        places.append((number, prior, *point, place.geonameid or 0, place.country, feature, parents, fields))
        seen: set[str] = set()
        for name in entry.names:
            normal = normal_form(name)
            if normal and normal not in seen:
                names.append(_Name(spelling_key(normal), -prior, number, normal, not seen, place.country))
                seen.add(normal)
    names.sort()
    return places, names


def _positioned(names: Iterable[_Name]) -> Iterator[Row]:
    """Yield the rows of `spelling`."""
    for key, group in groupby(names, key=attrgetter("key")):
        for position, name in enumerate(group):
            yield key, position, name.normal, name.is_main, name.place, name.country


def _deletions(names: Iterable[_Name]) -> Iterator[tuple[int, str]]:
    """Yield the rows of `deletion`, by hash; two edits are looked for in main names, one in others."""
    import numpy as np

    keys = [(key, any(name.is_main for name in group)) for key, group in groupby(names, key=attrgetter("key"))]
    hashes, numbers = array("I"), array("I")
    for number, (key, is_main) in enumerate(keys):
        shorter = {name_hash(text) for text in deletions(key, 2 if is_main else 1)}
        hashes.extend(shorter)
        numbers.extend([number] * len(shorter))
    found, number_of = np.frombuffer(hashes, dtype=np.uint32), np.frombuffer(numbers, dtype=np.uint32)
    for part in range(_PARTS):  # the whole would take a gigabyte as Python objects
        chosen = np.flatnonzero(found // _PART == part)
        chosen = chosen[np.argsort(found[chosen], kind="stable")]
        values, starts = np.unique(found[chosen], return_index=True)
        texts = [keys[number][0] for number in number_of[chosen].tolist()]
        bounds = pairwise([*starts.tolist(), len(texts)])
        yield from zip(values.tolist(), ["\n".join(texts[start:end]) for start, end in bounds], strict=True)
