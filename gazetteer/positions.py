"""Toponyms that are coordinates: "15.27 N 1.34 W", "16.27, -0.04", "30QXD 12345 67890"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gazetteer.answer import answer_position
from gazetteer.countries import country_message, country_or_blank
from gazetteer.errors import CoordinatesError
from gazetteer.index.index import SourceIndex
from gazetteer.model import Query, Resolution
from gazetteer.names.coordinates import Position, Written, read_written
from gazetteer.words import Message

__all__ = ["Positions"]

_Box = tuple[float, float, float, float]
_DIGITS = re.compile(r"\d.*\d")
_WHOLE_NUMBERS = re.compile(r"[\d\s]+(?:,\s+[\d\s]+)*")
_IN_BRACKETS = re.compile(r"[^()]+\(([^()]+)\)")
# "GPS coordinates: 9.03, 38.75 (Addis Ababa)": what it is before it, and where after it.
_SAID = re.compile(
    r"(?:(?:gps|utm|mgrs|grid(?: ref(?:erence)?)?|coord(?:inate)?s?|coordonnées|position|point)\.?\s+)*"
    r"(?:gps|utm|mgrs|grid(?: ref(?:erence)?)?|coord(?:inate)?s?|coordonnées|position|point)\.?\s*[:=]?\s+(.+)",
    re.IGNORECASE,
)
_NAMED_AFTER = re.compile(r"([^()]+?)\s*\([^()\d]+\)")
_REFUSALS = {"several-positions": "position-several", "band-or-south": "position-band"}
_MARGIN = 1.5  # degrees by which a country may reach beyond its outermost settlements


class Positions:
    """Reads toponyms that are positions; for two bare numbers, the country tells which is the latitude.

    >>> Positions([]).answer(Query("16°16'N 0°03'W")).radius_km
    1.9
    >>> Positions([]).answer(Query("Gao")) is None
    True
    """

    def __init__(self, indexes: Sequence[SourceIndex]) -> None:
        self._indexes = indexes
        self._boxes: dict[str, _Box | None] = {}

    def answer(self, query: Query) -> Resolution | None:
        """Return the answer for a toponym that is a position, or ends in one in brackets; None for any other.

        A position that can be read in several ways is refused, with the reason.
        """
        if not _DIGITS.search(query.name):
            return None
        for text in _texts(query.name.strip()):
            if _WHOLE_NUMBERS.fullmatch(text):
                continue
            try:
                return self._placed(query, text)
            except CoordinatesError as error:
                if error.code in _REFUSALS:
                    return Resolution(query, "ambiguous", message=Message(_REFUSALS[error.code], name=query.name))
        return None

    def _placed(self, query: Query, text: str) -> Resolution:
        first = _read(text)
        if first is None or first.in_order:
            written = first or read_written(text, longitude_first=True)
            return answer_position(query, written, Message("position", name=query.name))
        second = _read(text, longitude_first=True)
        country = country_or_blank(query.country)
        box = self._box(country)
        if second is None or box is None:
            return answer_position(query, first, Message("position-latitude-first", name=query.name))
        inside = [_is_in(box, written.position) for written in (first, second)]
        said = {"name": query.name, "country": country_message(country)}
        if all(inside) and first.position != second.position:
            return Resolution(query, "ambiguous", message=Message("position-either-way", **said))
        if not any(inside):
            return Resolution(query, "ambiguous", message=Message("position-outside", **said))
        if inside[0]:
            return answer_position(query, first, Message("position-latitude-first", name=query.name))
        return answer_position(query, second, Message("position-longitude-first", **said))

    def _box(self, country: str) -> _Box | None:
        """Return west, south, east and north of a country's settlements; None where no source lists any."""
        if country and country not in self._boxes:
            points = [point for index in self._indexes for point in index.town_points([country])]
            longitudes, latitudes = [point[0] for point in points], [point[1] for point in points]
            self._boxes[country] = (
                (min(longitudes), min(latitudes), max(longitudes), max(latitudes)) if points else None
            )
        return self._boxes.get(country)


def _texts(name: str) -> list[str]:
    """Return the texts that may be the position: the toponym, the text in its brackets or before them.

    >>> _texts("GPS: 9.03, 38.75 (Addis Ababa)")[-1]
    '9.03, 38.75'
    """
    bracketed, after = _IN_BRACKETS.fullmatch(name), _NAMED_AFTER.fullmatch(name)
    texts = [name, *(bracketed.groups() if bracketed else ()), *(after.groups() if after else ())]
    return [*texts, *(said[1] for text in texts if (said := _SAID.fullmatch(text)))]


def _read(text: str, *, longitude_first: bool = False) -> Written | None:
    """Read a text with its two numbers in this order; None if they are not a position in this order."""
    try:
        return read_written(text, longitude_first=longitude_first)
    except CoordinatesError as error:
        if error.code in _REFUSALS:
            raise
        return None


def _is_in(box: _Box, position: Position) -> bool:
    west, south, east, north = box
    return (
        west - _MARGIN <= position.longitude <= east + _MARGIN
        and south - _MARGIN <= position.latitude <= north + _MARGIN
    )
