"""The index of one source, opened: an SQLite file that `gazetteer.index.build` writes.

- `place`: what ranking needs of each place, and the whole place as JSON;
- `spelling`: the names of the places by spelling key, those of the likeliest places first;
- `deletion`: the keys, one a line, that give a hash when one or two of their letters are left out
  (`gazetteer.index.keys`), to find similar keys;
- `settlements`: how many settlements of each country the source lists;
- `source`: the description of the source.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from contextlib import ExitStack, closing
from pathlib import Path
from typing import NamedTuple

from gazetteer.errors import CacheError
from gazetteer.model import Place, SourceInfo

__all__ = ["FORMAT", "PlaceRow", "SourceIndex", "Spelling"]

#: Part of every index's file name: raise it when indexes written before can no longer be read.
FORMAT = 9
_MAPPED_BYTES = 1 << 30

_SPELLINGS = """
    SELECT normal, is_main, number, prior, latitude, longitude, geonameid, place.country, feature, parents
    FROM spelling JOIN place ON number = place WHERE key = ? """
_ANYWHERE = _SPELLINGS + "ORDER BY position LIMIT 200"
_IN_COUNTRY = _SPELLINGS + "AND spelling.country IN ('', ?) ORDER BY position"


class PlaceRow(NamedTuple):
    """What ranking needs of a place; `parents` are the `parent_form`s of the divisions it lies in, one a line."""

    number: int
    prior: float
    latitude: float | None
    longitude: float | None
    geonameid: int
    country: str
    feature: str
    parents: str


class Spelling(NamedTuple):
    """A name of a place in normal form, and whether it is the main one."""

    normal: str
    is_main: bool
    place: PlaceRow


class SourceIndex:
    """A source's index, opened.

    Raises
    ------
    CacheError
        The file is not an index, or is damaged.
    """

    def __init__(self, path: Path) -> None:
        # An index that exists is never written to, so SQLite need not lock it.
        address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
        with ExitStack() as stack:
            try:
                database = stack.enter_context(closing(sqlite3.connect(address, uri=True, check_same_thread=False)))
                database.execute(f"PRAGMA mmap_size = {_MAPPED_BYTES}")
                [(info,)] = database.execute("SELECT info FROM source")
            except (sqlite3.Error, ValueError) as error:
                raise CacheError(path, f"cannot be read as an index ({error})") from error
            stack.pop_all()
        self._database = database
        self.info = SourceInfo(**json.loads(info))
        self.family = self.info.name.partition("-")[0]  # "user-villages" is one of the user's own

    def place(self, number: int) -> Place:
        """Return the place with this number."""
        [(fields,)] = self._database.execute("SELECT fields FROM place WHERE number = ?", (number,))
        values = json.loads(fields)
        values[13] = tuple(values[13])
        return Place._make(values)

    def spellings(self, key: str, country: str = "") -> list[Spelling]:
        """Return the names under a spelling key, in a country or, when "", at most 200 anywhere."""
        query, values = (_IN_COUNTRY, (key, country)) if country else (_ANYWHERE, (key,))
        return [Spelling(row[0], row[1], PlaceRow._make(row[2:])) for row in self._database.execute(query, values)]

    def neighbours(self, hashes: Sequence[int]) -> list[str]:
        """Return the keys that share one of the `neighbourhood` hashes of a key, from A to Z.

        They are up to two edits away (one for alternate names and short keys), and some are further.
        """
        query = f"SELECT keys FROM deletion WHERE hash IN ({','.join('?' * len(hashes))})"  # noqa: S608 - only marks
        found: set[str] = set()
        for (keys,) in self._database.execute(query, hashes):
            found.update(keys.split("\n"))
        return sorted(found)

    def initial_keys(self, country: str, initial: str) -> list[str]:
        """Return the keys of a country's places that begin with `initial`, from A to Z."""
        query = "SELECT DISTINCT key FROM spelling WHERE country = ? AND key >= ? AND key < ? ORDER BY key"
        return [key for (key,) in self._database.execute(query, (country, initial, chr(ord(initial) + 1)))]

    def count_settlements(self, country: str) -> int:
        """Return how many settlements of a country the source lists."""
        found = self._database.execute("SELECT count FROM settlements WHERE country = ?", (country,)).fetchone()
        return found[0] if found else 0

    def settlements(self, box: tuple[float, float, float, float], *, most: int) -> list[tuple[float, int]]:
        """Return importance and number of the most important settlements in a box (west, south, east, north)."""
        query = """
            SELECT prior, number FROM place WHERE feature LIKE 'P.%' AND longitude BETWEEN ? AND ?
            AND latitude BETWEEN ? AND ? ORDER BY prior DESC, number LIMIT ?"""
        west, south, east, north = box
        return list(self._database.execute(query, (west, east, south, north, most)))

    def close(self) -> None:
        """Release the index file."""
        self._database.close()
