"""The index of one layer: names to places, with the neighbourhood of each spelling.

For every spelling key the index holds the key's hash and the hashes of the key with one or two letters
left out (SymSpell's idea: Wolf Garbe, https://github.com/wolfgarbe/SymSpell). A misspelt name
shares one of these with what was meant, so no list is ever walked.
"""

from __future__ import annotations

import json
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from itertools import accumulate
from math import nan
from pathlib import Path
from typing import Any, NamedTuple, Protocol
from zlib import crc32

from gazetteer.features import log_prior
from gazetteer.hashtable import HashTable, build_table, name_hash
from gazetteer.model import Layer, Place
from gazetteer.normalise import normal_form, spelling_key
from gazetteer.storage import Storage, write_storage

__all__ = ["Entry", "LayerIndex", "Source", "build_index", "deletions", "is_name", "neighbourhood", "parent_form"]

#: Raised whenever an index written earlier would no longer do: it is part of every index's file name.
FORMAT = 5
_PARENTS = 3
_LONGEST_CODE = 4  # ICAO's codes of airports; IATA's have three letters
# A key of three letters has half the world within one edit, one of six within two.
_LEAST_FUZZY, _LEAST_TWO_EDITS = 4, 7
_PREFIX = 10  # letters whose edits are looked for: what follows is compared, not indexed
_LONGEST_CODE = 4  # ICAO's codes of airports; IATA's have three letters
#: Shorter keys have half the world as neighbours, longer ones are not names.
_FUZZY_LENGTHS = range(4, 41)


def neighbourhood(key: str) -> list[int]:
    """Return the hashes of `deletions`, by which a key's neighbours are found in any layer.

    >>> len(neighbourhood("kidal"))
    6
    """
    return [name_hash(text) for text in deletions(key, 2)]


class Source(Protocol):
    """What a layer is made of: its name, what changes when its content does, its description and its places."""

    @property
    def name(self) -> str:
        """The layer's name."""
        ...

    def digest(self) -> str:
        """Return a text that changes when the content does."""
        ...

    def layer(self) -> Layer:
        """Return the layer's description; the count is filled in when it is indexed."""
        ...

    def entries(self) -> Iterator[Entry]:
        """Yield the places."""
        ...


class Entry(NamedTuple):
    """A place on its way into an index, with all its names (the first is the main one) and parents.

    `weight` adds to what its kind and population say of how likely it is meant (natural logarithm).

    >>> Entry(Place("user:1", "Gao"), ("Gao",)).parents
    ()
    """

    place: Place
    names: tuple[str, ...]
    parents: tuple[str, ...] = ()
    weight: float = 0.0


def deletions(key: str, edits: int) -> set[str]:
    """Return what is left of a key's beginning when up to `edits` of its letters are left out.

    Two keys that are at most `edits` apart share one of these; keys that are too short for that
    many edits to be told from another name get fewer.

    >>> sorted(deletions("kidal", 1))
    ['idal', 'kdal', 'kial', 'kida', 'kidal', 'kidl']
    """
    if len(key) < _LEAST_FUZZY or not key.isascii():
        return set()
    start = key[:_PREFIX]
    found = {start}
    twice = edits > 1 and len(key) >= _LEAST_TWO_EDITS
    for at in range(len(start)):
        once = start[:at] + start[at + 1 :]
        found.add(once)
        if twice:
            found.update([once[:then] + once[then + 1 :] for then in range(at, len(once))])
    return found


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
        self.spellings: list[tuple[str, float, int, str, bool]] = []

    def add(self, entry: Entry) -> None:
        place = entry.place
        number = len(self.latitude)
        self.rows += json.dumps(place, ensure_ascii=False, separators=(",", ":")).encode()
        self.row_start.append(len(self.rows))
        self.latitude.append(nan if place.latitude is None else place.latitude)
        self.longitude.append(nan if place.longitude is None else place.longitude)
        prior = log_prior(place.feature_class, place.feature_code, place.population) + entry.weight
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
                self.spellings.append((spelling_key(normal), -prior, number, normal, not seen))
                seen.add(normal)

    def arrays(self) -> dict[str, tuple[str, bytes]]:
        self.spellings.sort()
        keys, key_start, spelling_start = bytearray(), array("I", [0]), array("I")
        distinct: list[str] = []
        main = {spelling[0] for spelling in self.spellings if spelling[4]}
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
        flat |= self._keys_by_country(spelling_start)
        exact = build_table(map(name_hash, distinct), range(len(distinct)))
        flat |= {f"exact_{name}": data for name, data in exact.items()}
        hashes, numbers = array("I"), array("I")
        for number, key in enumerate(distinct):
            shorter = deletions(key, 2 if key in main else 1)
            hashes.extend([crc32(text.encode()) for text in shorter])
            numbers.extend([number] * len(shorter))
        near = build_table(hashes, numbers)
        return flat | {f"near_{name}": data for name, data in near.items()}

    def _keys_by_country(self, spelling_start: array[int]) -> dict[str, tuple[str, bytes]]:
        """Return, for each country in the order of their numbers, the numbers of its keys: ascending, so A to Z."""
        keys: list[set[int]] = [set() for _ in self.countries]
        for number in range(len(spelling_start) - 1):
            for at in range(spelling_start[number], spelling_start[number + 1]):
                keys[self.country[self.spellings[at][2]]].add(number)
        start, flat = array("I", [0]), array("I")
        for numbers in keys:
            flat.extend(sorted(numbers))
            start.append(len(flat))
        return {"country_keys": ("I", flat.tobytes()), "country_start": ("I", start.tobytes())}

    def _columns(self, key_start: array[int], spelling_start: array[int]) -> Iterator[tuple[str, array[Any]]]:
        yield from (("row_start", self.row_start), ("key_start", key_start))
        yield from (("latitude", self.latitude), ("longitude", self.longitude), ("prior", self.prior))
        yield from (("geonameid", self.geonameid), ("parents", self.parents))
        yield from (("country", self.country), ("feature", self.feature))
        yield "spelling_start", spelling_start
        yield "spelling_place", array("I", [spelling[2] for spelling in self.spellings])
        texts = [spelling[3].encode() for spelling in self.spellings]
        yield "texts", array("B", b"".join(texts))
        yield "text_start", array("I", accumulate(map(len, texts), initial=0))
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


def build_index(path: Path, source: Source) -> None:
    """Write the index of a source to `path`; nothing is left behind when it fails."""
    layer = source.layer()
    builder = _Builder()
    for entry in source.entries():
        builder.add(entry)
    header = {
        "layer": {**asdict(layer), "count": len(builder.latitude)},
        "countries": list(builder.countries),
        "features": list(builder.features),
        "parents": list(builder.parent_names),
    }
    write_storage(path, header, builder.arrays())


class LayerIndex:
    """A layer's index, opened. Places and keys are known by number; `place` makes a `Place` of one."""

    def __init__(self, path: Path) -> None:
        store = self._store = Storage(path)
        self.layer = Layer(**store.header["layer"])
        self.family = self.layer.name.partition("-")[0]  # "user-villages" is one of the user's layers
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
