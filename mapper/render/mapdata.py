"""What a map is drawn from, in payload order: columns of Arrow and NumPy, from whatever they were made.

Two ways lead here: `mapper.render.dossierdata` from a dossier, and `mapper.direct` straight from a clean table. This
module and all that draws from it import no pandas, whose import alone takes as long as drawing a thousand events.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pyarrow as pa

from mapper.model.coded import Coded, coded, constant
from mapper.model.involved import Involvements

if TYPE_CHECKING:
    from gazetteer import Message

__all__ = ["Alternative", "ByEvent", "MapData"]

_NO_CARDS: Mapping[str, list[Any]] = MappingProxyType({})


class Alternative(NamedTuple):
    """One of several possible places of the event in position `row`; degrees (WGS 84), kilometres, 0 for unknown."""

    row: int
    place: str
    longitude: float
    latitude: float
    precision: int = 0
    radius_km: float = 0.0
    country: str = ""
    admin1: str = ""


class ByEvent(NamedTuple):
    """What claims and alternatives add to an event's card.

    Attributes
    ----------
    cards
        Columns of the text blocks with one value an event, such as `claims`.
    claimed
        True for each event that a claim is about; None where there is no claim.
    alternatives
        In the order of their rows.
    """

    cards: Mapping[str, list[Any]] = _NO_CARDS
    claimed: np.ndarray | None = None
    alternatives: Sequence[Alternative] = ()


_NOTHING_MORE = ByEvent()


@dataclass(frozen=True, eq=False)
class MapData:
    """Events sorted by first and last day, the undated last, with the actors and sources that they name.

    Attributes
    ----------
    texts
        Every text column of `mapper.model.schema.EVENT_COLUMNS` without nulls: strings or dictionary-encoded strings.
    first_day, last_day
        datetime64[D]; NaT in both for the undated.
    longitude, latitude
        float64, degrees, WGS 84; NaN where there is no point.
    radius_km
        float64, 0 for none.
    precision
        uint8, the step of `geo_precision`, 0 for unknown.
    figures
        The columns of `FATALITY_COLUMNS` as int64, -1 for unknown.
    actors, sources
        The tables of the dossier, row by row; the actors have a colour.
    involvements
        Who takes part in which event.
    events
        int64, how many events each row stands for; None where each stands for one.
    messages
        What words the sentences of ours, reasons of places and credits, in other languages, by their English text.
    """

    texts: Mapping[str, pa.Array]
    first_day: np.ndarray
    last_day: np.ndarray
    longitude: np.ndarray
    latitude: np.ndarray
    radius_km: np.ndarray
    precision: np.ndarray
    figures: Mapping[str, np.ndarray]
    actors: Sequence[Mapping[str, str]]
    sources: Sequence[Mapping[str, str]]
    involvements: Involvements
    events: np.ndarray | None = None
    by_event: ByEvent = _NOTHING_MORE
    title: str = ""
    attributions: Sequence[str] = ()
    filter_words: str = ""
    messages: Mapping[str, Message] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.longitude)

    @cached_property
    def kinds(self) -> Coded:
        """How each event is drawn: the column `location_kind`."""
        return coded(self.texts["location_kind"])

    def worded(self, sentence: str) -> str | dict[str, Any]:
        """Return what the page words a sentence of ours from, in its language; other text as it is."""
        message = self.messages.get(sentence)
        return message.as_json() if message else sentence

    def without_notes(self) -> MapData:
        """Return the same events without their notes."""
        return replace(self, texts={**self.texts, "notes": constant("", len(self))})

    def are(self, *kinds: str) -> np.ndarray:
        """True for each event of one of these kinds of location."""
        return self.kinds.mapped(np.array([text in kinds for text in self.kinds.texts], dtype=bool))
