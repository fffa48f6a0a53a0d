"""Build the index of a source: entries in, one file of flat arrays out."""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterator
from dataclasses import asdict
from itertools import accumulate
from math import nan
from pathlib import Path
from typing import Any

from gazetteer.features import log_prior
from gazetteer.index.entry import Entry, Source
from gazetteer.index.hashtable import build_table, name_hash
from gazetteer.index.index import PARENTS
from gazetteer.index.keys import deletions, parent_form
from gazetteer.index.storage import write_storage
from gazetteer.names.normalise import normal_form, spelling_key

__all__ = ["build_index"]


def build_index(path: Path, source: Source) -> None:
    """Write the index of a source to `path`; nothing is left behind when it fails."""
    info = source.info()
    builder = _Builder()
    for entry in source.entries():
        builder.add(entry)
    header = {
        "source": {**asdict(info), "count": len(builder.latitude)},
        "countries": list(builder.countries),
        "features": list(builder.features),
        "parents": list(builder.parent_names),
    }
    write_storage(path, header, builder.arrays())


class _Numbering(dict[str, int]):
    """Numbers texts in the order they are first seen; "" is 0."""

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
        parents = [self.parent_names[parent_form(name)] for name in entry.parents if name][:PARENTS]
        self.parents.extend(parents + [0] * (PARENTS - len(parents)))
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
            hashes.extend([name_hash(text) for text in shorter])
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
