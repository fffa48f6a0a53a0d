"""Read the fields of a table's columns from its HXL tags, whatever the headings and their language.

Tags are in the row below the header, or are the header. Their meaning is data (`mapper/data/hxl.toml`).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final, NamedTuple

__all__ = [
    "Tag",
    "attributes_of",
    "is_part_of_the_dead",
    "parts_tagged",
    "tag_of",
    "tagged",
    "tells_of_something_else",
]

_TAG: Final = re.compile(r"#\s*(\w+)((?:\s*\+\s*\w+)*)")
_OF_LANGUAGES_AND_LISTS: Final = re.compile(r"[iv]_\w+")
_NAME: Final = re.compile(r"\+\s*name\b", re.IGNORECASE)
_COUNTED_EXACTLY: Final = ("fatalities", "event_date", "end_date")
"""Fields that an unknown attribute turns into something else: a part of the dead, or the date of a report."""


class Tag(NamedTuple):
    """A hashtag and its attributes, without those that tell nothing about the column's content."""

    hashtag: str
    attributes: frozenset[str]


@cache
def tag_of(text: str) -> Tag | None:
    """Return the tag that a text is; None for any other text.

    >>> tag_of("#Affected +f"), tag_of("#adm1+name+i_fr"), tag_of("Killed")
    (Tag(hashtag='#affected', attributes=frozenset({'f'})), Tag(hashtag='#adm1', attributes=frozenset()), None)
    """
    found = _TAG.fullmatch(text.strip().lower())
    if not found:
        return None
    attributes = re.findall(r"\w+", found[2])
    telling = (word for word in attributes if word not in _data()["neutral"])
    return Tag(f"#{found[1]}", frozenset(word for word in telling if not _OF_LANGUAGES_AND_LISTS.fullmatch(word)))


def tagged(names: Iterable[str], tags: Mapping[str, str]) -> dict[str, list[str]]:
    """Return field → the columns with a tag for it, the likeliest first.

    `tags` are the tags of the columns, if the table has any; a column's name may itself be a tag.

    >>> tagged(["F1", "F2", "#geo+lat"], {"F1": "#date+reported", "F2": "#date+occurred"})
    {'event_date': ['F2'], 'latitude': ['#geo+lat']}
    """
    return _matching("fields", names, tags)


def parts_tagged(names: Iterable[str], tags: Mapping[str, str]) -> dict[str, str]:
    """Return the columns tagged as the year, the month and the day of an event.

    >>> parts_tagged(["Any", "Mese"], {"Any": "#date+year", "Mese": "#date+month"})
    {'year': 'Any', 'month': 'Mese'}
    """
    return {part: columns[0] for part, columns in _matching("parts", names, tags).items()}


def tells_of_something_else(field: str, name: str, tags: Mapping[str, str], *, weakly: bool = False) -> bool:
    """Tell whether a column's tag contradicts the field that its name suggests: `#affected+injured`.

    With `weakly`, a tag such as `#date+reported` does not contradict.

    >>> tags = {"Tués": "#affected+killed+f", "Date": "#date+reported"}
    >>> tells_of_something_else("fatalities", "Tués", tags), tells_of_something_else("event_date", "Date", tags)
    (True, True)
    >>> tells_of_something_else("event_date", "Date", tags, weakly=True)
    False
    """
    tag = _tag(name, tags)
    if tag is None or not tag.attributes or tag in _known()["fields"].get(field, ()):
        return False
    if weakly and not tag.attributes.isdisjoint(_data()["weaker"]):
        return False
    if not field.startswith(_COUNTED_EXACTLY) and tag.attributes.isdisjoint(_data()["otherwise"]):
        return False
    of_a_part = any(tag in known for known in _known()["parts"].values())
    return not of_a_part and tag.hashtag in {other.hashtag for other in _known()["fields"].get(field, ())}


def is_part_of_the_dead(name: str, tags: Mapping[str, str]) -> bool:
    """Tell whether a column counts only some of the dead according to its tag: women, civilians, children.

    >>> tags = {"a": "#affected+killed+f", "b": "#affected+killed", "c": "#affected+injured"}
    >>> [name for name in tags if is_part_of_the_dead(name, tags)]
    ['a']
    """
    tag = _tag(name, tags)
    known = [tag for field in ("fatalities", "fatalities_low", "fatalities_high") for tag in _known()["fields"][field]]
    return tag is not None and tag not in known and any(tag.attributes > other.attributes for other in known)


def attributes_of(name: str, tags: Mapping[str, str]) -> frozenset[str]:
    """Return the attributes of a column's tag; none without a tag.

    >>> sorted(attributes_of("PDI", {"PDI": "#affected+idps+ind"})), sorted(attributes_of("PDI", {}))
    (['idps', 'ind'], [])
    """
    tag = _tag(name, tags)
    return tag.attributes if tag else frozenset()


def _matching(kind: str, names: Iterable[str], tags: Mapping[str, str]) -> dict[str, list[str]]:
    named_first = sorted(names, key=lambda name: _NAME.search(tags.get(name) or name) is None)
    of_columns = {name: tag for name in named_first if (tag := _tag(name, tags)) is not None}
    found = {
        field: [name for wanted in known for name, tag in of_columns.items() if tag == wanted]
        for field, known in _known()[kind].items()
    }
    return {field: columns for field, columns in found.items() if columns}


def _tag(name: str, tags: Mapping[str, str]) -> Tag | None:
    return tag_of(tags.get(name) or name)


@cache
def _known() -> dict[str, dict[str, list[Tag]]]:
    """Return the tags of each field and of each part of a date, the likeliest first."""
    return {
        kind: {field: [tag for text in texts if (tag := tag_of(text))] for field, texts in _data()[kind].items()}
        for kind in ("fields", "parts")
    }


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("mapper").joinpath("data", "hxl.toml").read_text("utf-8"))
