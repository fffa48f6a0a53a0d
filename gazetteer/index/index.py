"""The index of one source, opened: names to places, with the neighbourhood of each spelling.

For every spelling key the file holds the key's hash and the hashes of the key with one or two letters left out
(`gazetteer.index.keys`). A look-up reads only the pages of the file that it needs. `gazetteer.index.build` writes it.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Iterable
from pathlib import Path

from gazetteer.index.hashtable import HashTable, name_hash
from gazetteer.index.storage import Storage
from gazetteer.model import Place, SourceInfo

__all__ = ["FORMAT", "PARENTS", "SourceIndex"]

#: Part of every index's file name: raise it when indexes written before can no longer be read.
FORMAT = 8
#: Divisions kept for each place: first and second level, and the former first level.
PARENTS = 3


class SourceIndex:
    """A source's index, opened. Places and keys are known by number; `place` makes a `Place` of one."""

    def __init__(self, path: Path) -> None:
        store = self._store = Storage(path)
        self.info = SourceInfo(**store.header["source"])
        self.family = self.info.name.partition("-")[0]  # "user-villages" is one of the user's own
        self.countries: list[str] = store.header["countries"]
        self.features: list[str] = store.header["features"]
        self.parents: list[str] = store.header["parents"]
        self.latitude, self.longitude, self.prior = store["latitude"], store["longitude"], store["prior"]
        self.geonameid, self.country, self.feature = store["geonameid"], store["country"], store["feature"]
        self.place_parents = store["parents"]
        self.spelling_start, self.spelling_place = store["spelling_start"], store["spelling_place"]
        self.spelling_main = store["spelling_main"]
        self._texts, self._text_start = store["texts"], store["text_start"]
        self._allowed: dict[str, frozenset[int]] = {}
        self._rows, self._row_start = store["rows"], store["row_start"]
        self._keys, self._key_start = store["keys"], store["key_start"]
        self._exact = HashTable({name: store[f"exact_{name}"] for name in ("hash", "value", "first")})
        self._near = HashTable({name: store[f"near_{name}"] for name in ("hash", "value", "first")})
        self._country_keys, self._country_start = store["country_keys"], store["country_start"]

    def __len__(self) -> int:
        return len(self.latitude)

    def key(self, number: int) -> str:
        """Return the spelling key with this number."""
        return str(self._keys[self._key_start[number] : self._key_start[number + 1]], "utf-8")

    def spelling(self, at: int) -> memoryview[int]:
        """Return the normal form of a spelling, in UTF-8."""
        return self._texts[self._text_start[at] : self._text_start[at + 1]]

    def country_numbers(self, country: str) -> frozenset[int]:
        """Return the numbers of a country and of "no country" (what lies in several)."""
        allowed = self._allowed.get(country)
        if allowed is None:
            allowed = frozenset(number for number, code in enumerate(self.countries) if code in ("", country))
            self._allowed[country] = allowed
        return allowed

    def place(self, number: int) -> Place:
        """Return the place with this number."""
        fields = json.loads(str(self._rows[self._row_start[number] : self._row_start[number + 1]], "utf-8"))
        fields[13] = tuple(fields[13])
        return Place._make(fields)

    def settlements(self, box: tuple[float, float, float, float], *, most: int) -> list[tuple[float, int]]:
        """Return importance and number of the most important settlements in a box (west, south, east, north)."""
        import numpy as np  # a look-up of names does without it

        west, south, east, north = box
        latitude, longitude, prior = (np.asarray(column) for column in (self.latitude, self.longitude, self.prior))
        is_settlement = np.array([feature.startswith("P.") for feature in self.features] or [False])
        inside = (south <= latitude) & (latitude <= north) & (west <= longitude) & (longitude <= east)
        found = np.flatnonzero(inside)
        found = found[is_settlement[np.asarray(self.feature)[found]]]
        chosen = found[np.lexsort((found, -prior[found]))[:most]]
        return list(zip(prior[chosen].tolist(), chosen.tolist(), strict=True))

    def exact(self, key: str) -> int | None:
        """Return the number of exactly this key, or None."""
        for number in self._exact.get(name_hash(key)):
            if self.key(number) == key:
                return number
        return None

    def neighbours(self, shorter: Iterable[int]) -> dict[str, int]:
        """Return the keys, with their numbers, that share one of the `neighbourhood` hashes of a key.

        They are up to two edits away (one for alternate names and short keys), and some are further.
        """
        return {self.key(number): number for number in self._near.get_any(shorter)}

    def initial_keys(self, country: str, initial: str) -> dict[str, int]:
        """Return the keys of a country's places that begin with `initial`, with their numbers."""
        if country not in self.countries:
            return {}
        code = self.countries.index(country)
        start, end = self._country_start[code], self._country_start[code + 1]
        numbers = self._country_keys
        first = bisect_left(numbers, initial, start, end, key=self.key)
        found = {}
        for at in range(first, end):
            key = self.key(numbers[at])
            if not key.startswith(initial):
                break
            found[key] = numbers[at]
        return found

    def close(self) -> None:
        """Release the index file."""
        self._store.close()
