"""Names of divisions that begin or end with a side, in English or French: "North Kivu" is Nord-Kivu."""

from __future__ import annotations

from functools import lru_cache

from gazetteer.names.normalise import spelling_key

__all__ = ["side_form"]

_SIDES = {
    "north": "north northern nord septentrional septentrionale",
    "south": "south southern sud meridional meridionale",
    "east": "east eastern est oriental orientale",
    "west": "west western ouest occidental occidentale",
    "centre": "centre center central centrale",
}
_WORDS = {word: side for side, words in _SIDES.items() for word in words.split()}
_WORDS |= {
    f"{ends}{sides}": f"{side} {other}"
    for side in ("north", "south")
    for other in ("east", "west")
    for ends in _SIDES[side].split()
    for sides in _SIDES[other].split()
}


@lru_cache(maxsize=1 << 14)
def side_form(form: str) -> str:
    """Return a key that is the same for a division's names with a side (north, ...) in them; "" for other names.

    `form` is a normal form, without words such as "region".

    >>> side_form("nord kivu"), side_form("southwestern"), side_form("kivu")
    ('north kivu', 'south west', '')
    >>> side_form("kordofan occidental") == side_form("west kordofan")
    True
    """
    words = form.split()
    sides = sorted(side for word in words if word in _WORDS for side in _WORDS[word].split())
    if not sides:
        return ""
    rest = spelling_key(" ".join(word for word in words if word not in _WORDS))
    return " ".join([*sides, rest]).strip()
