"""The index of one layer: names to places, with the neighbourhood of each spelling.

For every spelling key the index holds the key's hash and the hashes of the key with one letter
left out (SymSpell's idea: Wolf Garbe, https://github.com/wolfgarbe/SymSpell). A misspelt name
shares one of these with what was meant, so no list is ever walked.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from math import nan
from pathlib import Path
from typing import Any, NamedTuple

from gazetteer.features import log_prior
from gazetteer.hashtable import HashTable, build_table, name_hash
from gazetteer.model import Layer, Place
from gazetteer.normalise import normal_form, spelling_key
from gazetteer.storage import Storage, write_storage

__all__ = ["Entry", "LayerIndex", "build_index", "deletions", "is_name", "parent_form"]

#: Raised whenever an index written earlier would no longer do: it is part of every index's file name.
FORMAT = 1
_PARENTS = 3
_LONGEST_CODE = 4  # ICAO's codes of airports; IATA's have three letters
#: Shorter keys have half the world as neighbours, longer ones are not names.
_FUZZY_LENGTHS = range(4, 41)


class Entry(NamedTuple):
    """A place on its way into an index, with all its names (the first is the main one) and parents.

    >>> Entry(Place("user:1", "Gao"), ("Gao",)).parents
    ()
    """

    place: Place
    names: tuple[str, ...]
    parents: tuple[str, ...] = ()


def deletions(key: str) -> list[str]:
    """Return `key` with each of its letters left out in turn; nothing for very short or long keys.

    >>> deletions("kidal")
    ['idal', 'kdal', 'kial', 'kidl', 'kida']
    """
    if len(key) not in _FUZZY_LENGTHS or not key.isascii():
        return []
    return [key[:at] + key[at + 1 :] for at in range(len(key))]


def is_name(alternate: str) -> bool:
    """Say whether an alternate name of GeoNames is a name, not an airport's code or a web address.

    >>> [is_name(text) for text in ("Tombouctou", "GAQ", "https://en.wikipedia.org/wiki/Gao")]
    [True, False, False]
    """
    return not (len(alternate) <= _LONGEST_CODE and alternate.isascii() and alternate.isupper()) and (
        "://" not in alternate
    )


class _Numbering(dict[str, int]):
    """Numbers for texts, given out in the order they come; "" is 0."""

    def __init__(self) -> None:
        super().__init__({"": 0})

    def __missing__(self, text: str) -> int:
        self[text] = number = len(self)
        return number


class _Builder:
    """Collects entries, then lays them out as flat arrays."""

    def __init__(self) -> None:
        self.rows = bytearray()
        self.row_start = array("I", [0])
        self.latitude, self.longitude, self.prior = array("f"), array("f"), array("f")
        self.geonameid, self.parents = array("I"), array("I")
        self.country, self.feature = array("H"), array("H")
        self.countries, self.features, self.parent_names = _Numbering(), _Numbering(), _Numbering()
        self.spellings: list[tuple[str, float, int, int, int]] = []

    def add(self, entry: Entry) -> None:
        place = entry.place
        number = len(self.latitude)
        self.rows += json.dumps(place, ensure_ascii=False, separators=(",", ":")).encode()
        self.row_start.append(len(self.rows))
        self.latitude.append(nan if place.latitude is None else place.latitude)
        self.longitude.append(nan if place.longitude is None else place.longitude)
        prior = log_prior(place.feature_class, place.feature_code, place.population)
        self.prior.append(prior)
        self.geonameid.append(place.geonameid or 0)
        self.country.append(self.countries[place.country])
        self.feature.append(self.features[f"{place.feature_class}.{place.feature_code}"])
        parents = [self.parent_names[parent_form(name)] for name in entry.parents if name][:_PARENTS]
        self.parents.extend(parents + [0] * (_PARENTS - len(parents)))
        seen: set[str] = set()
        for name in entry.names:
            normal = normal_form(name)
            if normal and normal not in seen:
                self.spellings.append((spelling_key(normal), -prior, number, name_hash(normal), not seen))
                seen.add(normal)

    def arrays(self) -> dict[str, tuple[str, bytes]]:
        self.spellings.sort()
        keys, key_start, spelling_start = bytearray(), array("I", [0]), array("I")
        distinct: list[str] = []
        for at, spelling in enumerate(self.spellings):
            if not distinct or spelling[0] != distinct[-1]:
                distinct.append(spelling[0])
                keys += spelling[0].encode()
                key_start.append(len(keys))
                spelling_start.append(at)
        spelling_start.append(len(self.spellings))
        flat = {
            "rows": ("B", bytes(self.rows)),
            "keys": ("B", bytes(keys)),
            **{name: (a.typecode, a.tobytes()) for name, a in self._columns(key_start, spelling_start)},
        }
        exact = build_table(map(name_hash, distinct), range(len(distinct)))
        flat |= {f"exact_{name}": data for name, data in exact.items()}
        near = build_table(
            (name_hash(shorter) for key in distinct for shorter in deletions(key)),
            (number for number, key in enumerate(distinct) for _ in deletions(key)),
        )
        return flat | {f"near_{name}": data for name, data in near.items()}

    def _columns(self, key_start: array[int], spelling_start: array[int]) -> Iterator[tuple[str, array[Any]]]:
        yield from (("row_start", self.row_start), ("key_start", key_start))
        yield from (("latitude", self.latitude), ("longitude", self.longitude), ("prior", self.prior))
        yield from (("geonameid", self.geonameid), ("parents", self.parents))
        yield from (("country", self.country), ("feature", self.feature))
        yield "spelling_start", spelling_start
        yield "spelling_place", array("I", [spelling[2] for spelling in self.spellings])
        yield "spelling_hash", array("I", [spelling[3] for spelling in self.spellings])
        yield "spelling_main", array("B", [spelling[4] for spelling in self.spellings])


def parent_form(name: str) -> str:
    """Return the normal form of a division's name without the words that say what division it is.

    >>> parent_form("Région de Kidal") == parent_form("Kidal Region") == "kidal"
    True
    """
    words = [word for word in normal_form(name).split() if word not in _DIVISION_WORDS]
    return " ".join(words)


_DIVISION_WORDS = frozenset(
    {"region", "province", "cercle", "departement", "department", "district", "commune", "wilaya", "governorate"}
    | {"state", "of", "the", "de", "du", "des", "la", "le", "d", "l"}
)


def build_index(path: Path, layer: Layer, entries: Iterable[Entry]) -> int:
    """Write the index of a layer to `path` and return how many places it holds.

    `layer.count` is filled in. Nothing is left behind when it fails.
    """
    builder = _Builder()
    for entry in entries:
        builder.add(entry)
    count = len(builder.latitude)
    header = {
        "layer": {**asdict(layer), "count": count},
        "countries": list(builder.countries),
        "features": list(builder.features),
        "parents": list(builder.parent_names),
    }
    write_storage(path, header, builder.arrays())
    return count


class LayerIndex:
    """A layer's index, opened. Places and keys are known by number; `place` makes a `Place` of one."""

    def __init__(self, path: Path) -> None:
        store = self._store = Storage(path)
        self.layer = Layer(**store.header["layer"])
        self.countries: list[str] = store.header["countries"]
        self.features: list[str] = store.header["features"]
        self.parents: list[str] = store.header["parents"]
        self.latitude, self.longitude, self.prior = store["latitude"], store["longitude"], store["prior"]
        self.geonameid, self.country, self.feature = store["geonameid"], store["country"], store["feature"]
        self.place_parents = store["parents"]
        self.spelling_start, self.spelling_place = store["spelling_start"], store["spelling_place"]
        self.spelling_hash, self.spelling_main = store["spelling_hash"], store["spelling_main"]
        self._rows, self._row_start = store["rows"], store["row_start"]
        self._keys, self._key_start = store["keys"], store["key_start"]
        self._exact = HashTable({name: store[f"exact_{name}"] for name in ("hash", "value", "first")})
        self._near = HashTable({name: store[f"near_{name}"] for name in ("hash", "value", "first")})
        self._by_country: dict[int, dict[str, int]] = {}

    def __len__(self) -> int:
        return len(self.latitude)

    def key(self, number: int) -> str:
        """Return the spelling key with this number."""
        return str(self._keys[self._key_start[number] : self._key_start[number + 1]], "utf-8")

    def place(self, number: int) -> Place:
        """Return the place with this number."""
        fields = json.loads(bytes(self._rows[self._row_start[number] : self._row_start[number + 1]]))
        fields[13] = tuple(fields[13])
        return Place._make(fields)

    def exact(self, key: str) -> int | None:
        """Return the number of exactly this key, or None."""
        for number in self._exact.get(name_hash(key)):
            if self.key(number) == key:
                return number
        return None

    def neighbours(self, key: str) -> dict[str, int]:
        """Return the keys one edit away (and some of those two away) with their numbers."""
        shorter = deletions(key)
        if not shorter:
            return {}
        hashed = name_hash(key)
        numbers = set(self._near.get(hashed))
        for text in shorter:
            hashed = name_hash(text)
            numbers.update(self._exact.get(hashed))
            numbers.update(self._near.get(hashed))
        return {self.key(number): number for number in numbers}

    def keys_of_country(self, country: str) -> dict[str, int]:
        """Return all keys of a country's places with their numbers; kept once computed."""
        if country not in self.countries:
            return {}
        code = self.countries.index(country)
        if code not in self._by_country:
            starts, places, countries = self.spelling_start, self.spelling_place, self.country
            self._by_country[code] = {
                self.key(number): number
                for number in range(len(starts) - 1)
                if any(countries[places[at]] == code for at in range(starts[number], starts[number + 1]))
            }
        return self._by_country[code]

    def close(self) -> None:
        """Release the index file."""
        self._store.close()
