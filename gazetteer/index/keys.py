"""The neighbourhood of a spelling key, for finding the right name of a misspelt one.

Wolf Garbe's SymSpell (https://github.com/wolfgarbe/SymSpell): letters are left out of both the query and the known
names, and the results are compared.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from zlib import crc32

from gazetteer.names.describing import left_out_of_divisions
from gazetteer.names.normalise import normal_form

__all__ = ["deletions", "division_form", "name_hash", "neighbourhood", "parent_form"]

# One edit from a key of three letters, or two from one of six, half the names of the world are found.
_LEAST_FUZZY, _LEAST_TWO_EDITS = 4, 7
_PREFIX = 10  # only edits among the first letters are indexed; the rest is compared later


def name_hash(text: str) -> int:
    """Return a 32-bit hash of `text` that is the same in every process and on every machine.

    >>> name_hash("kidal")
    433200545
    """
    return crc32(text.encode())


def deletions(key: str, edits: int) -> set[str]:
    """Return the variants of a key's beginning with up to `edits` letters left out.

    Two keys at most `edits` apart share a variant. Short keys get fewer edits, since too many other names are as near.

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


def neighbourhood(key: str) -> list[int]:
    """Return the hashes of `deletions`, under which every index files a key's neighbours.

    >>> len(neighbourhood("kidal"))
    6
    """
    return [name_hash(text) for text in deletions(key, 2)]


@lru_cache(maxsize=1 << 14)
def parent_form(name: str) -> str:
    """Return the normal form of a division's name without words such as "region" or "state of".

    >>> parent_form("Région de Kidal"), parent_form("Cercle d'Ansongo"), parent_form("L'viv oblast")
    ('kidal', 'ansongo', 'lviv')
    """
    left_out = left_out_of_divisions("anywhere")
    return " ".join(word for word in _words(name) if word not in left_out and word not in _SMALL_WORDS)


def _words(name: str) -> list[str]:
    return normal_form(_ELIDED.sub(r"\1 ", name)).split()


@lru_cache(maxsize=1 << 14)
def division_form(name: str) -> str:
    """Return `parent_form` without a word that is one only at an end, as "raion" is.

    >>> division_form("Bakhmut raion"), division_form("zone de santé de Beni"), division_form("Raion")
    ('bakhmut', 'beni', 'raion')
    """
    words, left_out = parent_form(name).split(), _left_out_at_an_end()
    for length in range(min(_MOST_WORDS, len(words) - 1), 0, -1):
        if " ".join(words[-length:]) in left_out:
            return " ".join(words[:-length])
        if " ".join(words[:length]) in left_out:
            return " ".join(words[length:])
    return " ".join(words)


@cache
def _left_out_at_an_end() -> frozenset[str]:
    return frozenset(map(parent_form, left_out_of_divisions("at an end")))


_ELIDED = re.compile(r"(?<=\s)([dl])['’](?=\w)")  # "cercle d'Ansongo", but not "L'viv"
_MOST_WORDS = 3  # of what tells the kind of a division: "local government area"
_SMALL_WORDS = frozenset({"of", "the", "de", "du", "des", "la", "le", "d", "l"})
