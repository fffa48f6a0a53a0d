"""The interface of a source to its index: places with all their names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, Protocol

from gazetteer.model import Place, SourceInfo

__all__ = ["Entry", "Source", "is_name"]

_LONGEST_CODE = 4  # ICAO's codes of airports; IATA's have three letters


class Entry(NamedTuple):
    """A place to be indexed, with all its names (the first is the main one) and parents.

    `weight` (natural logarithm) is added to the prior of its kind and population. `outline` is the outline of a
    division, in degrees, as well-known binary.

    >>> Entry(Place("user:1", "Gao"), ("Gao",)).parents
    ()
    """

    place: Place
    names: tuple[str, ...]
    parents: tuple[str, ...] = ()
    weight: float = 0.0
    outline: bytes = b""


class Source(Protocol):
    """A source of places: its name, the digest of its content, its description and its places."""

    @property
    def name(self) -> str:
        """The name that lists show."""
        ...

    def digest(self) -> str:
        """Return a text that changes when the content does."""
        ...

    def info(self) -> SourceInfo:
        """Return the description; the count is filled in when it is indexed."""
        ...

    def entries(self) -> Iterator[Entry]:
        """Yield the places."""
        ...


def is_name(alternate: str) -> bool:
    """Say whether an alternate name in GeoNames is a name, not an airport code or web address.

    >>> [is_name(text) for text in ("Tombouctou", "GAQ", "https://en.wikipedia.org/wiki/Gao")]
    [True, False, False]
    """
    return not (len(alternate) <= _LONGEST_CODE and alternate.isascii() and alternate.isupper()) and (
        "://" not in alternate
    )
