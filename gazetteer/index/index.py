"""The index of one source, opened: an SQLite file that `gazetteer.index.build` writes, and its deletions beside it.

- `place`: the data of each place, in the order of the main names' keys; `place_id` is NULL if it is the source's name
and the geonameid;
- `credit`: the texts of `Place.source`;
- `spelling`: the names of the places, sorted by spelling key, within a key the likeliest places first; `normal` is NULL
if it equals the key;
- `head`: the positions of some keys in `spelling`: a sparse index, at a twentieth of the size;
- `initial`: the keys of a country's places by first letter, one a line, compressed (zlib);
- `outline`: the outlines of divisions, as well-known binary in degrees;
- `settlements`: how many settlements of each country the source lists;
- `source`: the description of the source.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Collection, Sequence
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from gazetteer.errors import CacheError
from gazetteer.index.deletions import DeletionsFile, deletions_of
from gazetteer.model import Place, SourceInfo

__all__ = ["FORMAT", "OutlineRow", "PlaceRow", "SourceIndex", "Spelling"]

#: Part of every index's file name: raise it when indexes written before can no longer be read.
FORMAT = 17
_MAPPED_BYTES = 1 << 30  # of each index: what is mapped and read counts as the process's memory

_SPELLINGS = """
    SELECT ifnull(normal, key), is_main, place.number, prior, latitude, longitude, geonameid, place.country, feature,
    parents, ifnull(population, 0) FROM spelling JOIN place ON place.number = place
    WHERE spelling.number >= ifnull(:first, (SELECT number FROM head WHERE key <= :key ORDER BY key DESC LIMIT 1))
    AND spelling.number < ifnull((SELECT number FROM head WHERE key > :key ORDER BY key LIMIT 1), 1 << 40)
    AND key = :key """
_ANYWHERE = _SPELLINGS + "ORDER BY spelling.number LIMIT 200"
_IN_COUNTRY = _SPELLINGS + "AND spelling.country IN ('', :country) ORDER BY spelling.number"
_KEYS = "SELECT spelling.key, spelling.number FROM json_each(?) JOIN spelling ON spelling.number = value"
_PLACES = """
    SELECT place.number, place_id, name, latitude, longitude, country, ifnull(admin1, ''), ifnull(admin2, ''), feature,
    nullif(geonameid, 0), population, radius_km, text, aliases, ifnull(note, '')
    FROM place JOIN credit ON credit.number = credit WHERE place.number IN """


class PlaceRow(NamedTuple):
    """The fields of a place that ranking needs; `parents` are the `parent_form`s of its divisions, one to a line.

    `population` is 0 if it is unknown.
    """

    number: int
    prior: float
    latitude: float | None
    longitude: float | None
    geonameid: int
    country: str
    feature: str
    parents: str
    population: int


#: A name of a place in normal form, and whether it is the main one.
Spelling: TypeAlias = tuple[str, bool, PlaceRow]


class OutlineRow(NamedTuple):
    """A division with its outline (well-known binary, in degrees); `parents` as in `PlaceRow`."""

    feature: str
    name: str
    aliases: tuple[str, ...]
    admin1: str
    parents: str
    shape: bytes


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
                self._deletions = DeletionsFile(deletions_of(path))
            except (sqlite3.Error, OSError, ValueError, TypeError) as error:
                raise CacheError(path, f"cannot be read as an index ({error})") from error
            stack.pop_all()
        self._database = database
        self._town_cells: dict[str, frozenset[tuple[int, int]]] = {}
        self._held: dict[str, bool] = {}
        self.info = SourceInfo(**json.loads(info))
        self.family = self.info.name.partition("-")[0]  # "user-villages" is a user's own source

    def places(self, numbers: Sequence[int]) -> list[Place]:
        """Return the places with these numbers, in their order."""
        marks = ",".join("?" * len(numbers))
        rows = self._database.execute(f"{_PLACES} ({marks})", numbers)
        found = {number: self._place(*row) for number, *row in rows}
        return [found[number] for number in numbers]

    def _place(self, place_id: str | None, *row: Any) -> Place:
        *before, feature, geonameid, population, radius, source, aliases, note = row
        place_id = place_id or f"{self.family}:{geonameid}"
        aliases = tuple(json.loads(aliases)) if aliases else ()
        kind = feature.split(".", 1)
        return Place._make((place_id, *before, *kind, geonameid, population, radius, source, aliases, note))

    def spellings(self, key: str, country: str = "", *, first: int | None = None) -> list[Spelling]:
        """Return the names under a spelling key, in a country or, when "", at most 200 anywhere.

        `first` is the number of the key's first spelling, if known, which saves a look-up.
        """
        asked = {"key": key, "country": country, "first": first}
        rows = self._database.execute(_IN_COUNTRY if country else _ANYWHERE, asked)
        return [(row[0], row[1], PlaceRow._make(row[2:])) for row in rows]

    def neighbours(self, hashes: Sequence[int]) -> dict[str, int]:
        """Return the keys that share one of a key's `neighbourhood` hashes, from A to Z, and their first spellings.

        They are up to two edits away (one for alternate names and short keys); some are farther.
        """
        numbers = str(sorted(self._deletions.numbers(hashes)))  # which is JSON; read in the order in which they lie
        return dict(sorted(self._database.execute(_KEYS, (numbers,))))

    def initial_keys(self, country: str, initial: str) -> list[str]:
        """Return the keys of a country's places that begin with `initial`, from A to Z."""
        query = "SELECT keys FROM initial WHERE country = ? AND initial = ?"
        found = self._database.execute(query, (country, initial))
        return [key for (keys,) in found for key in zlib.decompress(keys).decode().split("\n")]

    def may_hold(self, country: str) -> bool:
        """Say whether the source has places of a country, or places without a single country."""
        known = self._held.get(country)
        if known is None:
            query = "SELECT EXISTS (SELECT 1 FROM place WHERE country IN ('', ?))"
            known = self._held[country] = bool(self._database.execute(query, (country,)).fetchone()[0])
        return known

    def has_outlines(self) -> bool:
        """Say whether the source holds outlines of divisions."""
        return bool(self._database.execute("SELECT EXISTS (SELECT 1 FROM outline)").fetchone()[0])

    def outlines(self, country: str) -> list[OutlineRow]:
        """Return the divisions of a country whose outlines are known."""
        query = """
            SELECT feature, name, aliases, ifnull(admin1, ''), parents, shape
            FROM outline JOIN place ON place.number = place
            WHERE country IN ('', ?) ORDER BY outline.rowid"""
        found = self._database.execute(query, (country,))
        return [OutlineRow(row[0], row[1], tuple(json.loads(row[2] or "[]")), *row[3:]) for row in found]

    def count_settlements(self, country: str) -> int:
        """Return how many settlements of a country the source lists."""
        found = self._database.execute("SELECT count FROM settlements WHERE country = ?", (country,)).fetchone()
        return found[0] if found else 0

    def countries(self) -> list[str]:
        """Return the codes of the countries of which the source lists settlements."""
        return [country for (country,) in self._database.execute("SELECT country FROM settlements ORDER BY country")]

    def settlements(self, box: tuple[float, float, float, float], *, most: int) -> list[tuple[float, int]]:
        """Return importance and number of the most important settlements in a box (west, south, east, north)."""
        query = """
            SELECT prior, number FROM place WHERE feature LIKE 'P.%' AND longitude BETWEEN ? AND ?
            AND latitude BETWEEN ? AND ? ORDER BY prior DESC, number LIMIT ?"""
        west, south, east, north = box
        return list(self._database.execute(query, (west, east, south, north, most)))

    def town_points(
        self, countries: Collection[str] = (), *, box: tuple[float, float, float, float] | None = None
    ) -> list[tuple[float, float, str]]:
        """Return longitude, latitude and country of the settlements with a point, of some countries or in a box."""
        chosen = f"country IN ({','.join('?' * len(countries))}) AND" if countries else ""
        query = f"""
            SELECT longitude, latitude, country FROM place
            WHERE {chosen} feature LIKE 'P.%' AND longitude BETWEEN ? AND ? AND latitude BETWEEN ? AND ?
            ORDER BY number"""  # noqa: S608 - only marks
        west, south, east, north = box or (-180, -90, 180, 90)
        return list(self._database.execute(query, (*countries, west, east, south, north)))

    def town_cells(self, country: str) -> frozenset[tuple[int, int]]:
        """Return the cells of a degree (counted from 90° S and 180° W) in which settlements of a country lie."""
        if country in self._town_cells:
            return self._town_cells[country]
        query = """
            SELECT DISTINCT CAST(latitude + 90 AS INTEGER), CAST(longitude + 180 AS INTEGER) FROM place
            WHERE country = ? AND feature LIKE 'P.%' AND latitude IS NOT NULL"""
        self._town_cells[country] = frozenset(self._database.execute(query, (country,)))
        return self._town_cells[country]

    def settlements_around(self, country: str, box: tuple[float, float, float, float]) -> list[tuple[str, PlaceRow]]:
        """Return names and rows of a country's settlements in a box (west, south, east, north)."""
        query = """
            SELECT name, number, prior, latitude, longitude, geonameid, country, feature, parents,
            ifnull(population, 0) FROM place
            WHERE country = ? AND feature LIKE 'P.%' AND longitude BETWEEN ? AND ? AND latitude BETWEEN ? AND ?"""
        west, south, east, north = box
        rows = self._database.execute(query, (country, west, east, south, north))
        return [(row[0], PlaceRow._make(row[1:])) for row in rows]

    def divided_settlements(self, country: str) -> list[tuple[float, float, str]]:
        """Return latitude, longitude and parents (one a line) of a country's settlements whose divisions are known."""
        query = """
            SELECT latitude, longitude, parents FROM place
            WHERE country = ? AND feature LIKE 'P.%' AND parents != '' AND latitude IS NOT NULL"""
        return list(self._database.execute(query, (country,)))

    def points_of(self, country: str, features: Sequence[str]) -> list[tuple[float, float, str]]:
        """Return latitude, longitude and parents (one a line) of a country's places of some kinds ("P.PPLA2")."""
        query = f"""
            SELECT latitude, longitude, parents FROM place
            WHERE country = ? AND feature IN ({",".join("?" * len(features))}) AND latitude IS NOT NULL"""  # noqa: S608 - only marks
        return list(self._database.execute(query, (country, *features)))

    def close(self) -> None:
        """Release the index files."""
        self._database.close()
        self._deletions.close()
