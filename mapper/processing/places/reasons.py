"""Why an event is where it is, or why it is not on the map: one message for each toponym."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

import pandas as pd

from mapper.model.schema import Step
from mapper.words import Message

if TYPE_CHECKING:
    import gazetteer
    from gazetteer import Gazetteer, Resolution

__all__ = [
    "OWN_IN_DOUBT",
    "OWN_OF_STEP",
    "OWN_UNREAD",
    "UNUSED_COORDINATES",
    "in_english",
    "is_nameless",
    "of_answers",
    "of_nameless",
    "of_parent",
    "reasons_by_toponym",
    "with_unused_coordinates",
]

_OWN, _WHOLE = Message("own-coordinates"), Message("own-coordinates-whole")
OWN_OF_STEP: Final = (Message("own-coordinates-unclear"), _OWN, _OWN, _OWN, _OWN, _OWN, _WHOLE, _WHOLE)
"""The reason for events with coordinates of their own, by `geo_precision`; 0 if that is not stated."""
_UNUSED: Final = Message("coordinates-not-used")
UNUSED_COORDINATES: Final = "latitude_in_file"
_AS_WRITTEN: Final = ("coordinates", UNUSED_COORDINATES, "longitude_in_file")
OWN_IN_DOUBT: Final = Message("own-coordinates-in-doubt")
"""The reason if the record marks the place beside its coordinates as uncertain or approximate."""
OWN_UNREAD: Final = Message("own-coordinates-unread")
"""The reason if the record states a precision that is not understood."""


def of_answers(answers: Sequence[Resolution]) -> gazetteer.Message:
    """Return the reason for events that name these places, given the answer for each place.

    >>> from gazetteer import Query, Resolution
    >>> of_answers([Resolution(Query("Mali"), "resolved", geo_precision=6)]).text()
    'Mali: only the country is known, which has no single point'
    """
    if len(answers) == 1 and answers[0].latitude is not None and answers[0].message:
        return answers[0].message
    reasons = tuple(Message("named", name=answer.query.name, reason=_without_name(answer)) for answer in answers)
    return reasons[0] if len(reasons) == 1 else Message("several", reasons=reasons)


def of_parent(area: str, parent: str, answer: Resolution) -> Message:
    """Return the reason for events in an unknown area that are shown in the area around it.

    >>> from gazetteer import Query, Resolution
    >>> of_parent("Ansongo", "Gao", Resolution(Query("Gao"), "resolved", latitude=16.3)).text()
    'Ansongo is not known here; shown for Gao, which it is in. '
    """
    return Message("in-parent", area=area, parent=parent, reason=answer.message or "")


def reasons_by_toponym(reason: gazetteer.Message) -> dict[str, gazetteer.Message]:
    """Return toponym → its own reason, for an event that names several places; empty for other events.

    >>> from gazetteer import Query, Resolution
    >>> reason = of_answers([Resolution(Query(name), "not_found") for name in ("Gao", "Mali")])
    >>> list(reasons_by_toponym(reason))
    ['Gao', 'Mali']
    """
    reasons = reason["reasons"] if reason.code == "several" else ()
    return {one["name"]: one["reason"] for one in reasons}


def is_nameless(events: pd.DataFrame) -> pd.Series:
    """Tell which events have neither coordinates of their own nor a toponym; separators alone are none.

    >>> events = pd.DataFrame({"place": ["Gao", "; ", ""], "longitude": [None, None, 0.5]})
    >>> is_nameless(events).tolist()
    [False, True, False]
    """
    named = events["place"].astype("str").str.replace(";", "", regex=False).str.strip() != ""
    return events["longitude"].isna() & ~named


def with_unused_coordinates(events: pd.DataFrame) -> pd.Series:
    """Tell which events are nameless and have coordinates that could not be read or used.

    >>> events = pd.DataFrame({"place": ["Gao", "", ""], "longitude": None, "coordinates": ["9 N", "9 N", ""]})
    >>> with_unused_coordinates(events).tolist()
    [False, True, False]
    """
    names = [name for name in _AS_WRITTEN if name in events]
    if not names:
        return pd.Series(data=False, index=events.index)
    return (events[names].astype("str").fillna("") != "").any(axis=1) & is_nameless(events)


def of_nameless(events: pd.DataFrame, places: Gazetteer) -> pd.Series:
    """Return the reasons for events without a toponym; an area alone does not place an event.

    If an event has unused coordinates, these are the reason.
    """
    unused = with_unused_coordinates(events)
    stated = events[["admin1", "country"]].astype("str").apply(lambda column: column.str.strip())
    keys = list(stated.itertuples(index=False, name=None))
    reasons = {(area, country): _advice(area, country, places) for area, country in dict.fromkeys(keys)}
    each = [_UNUSED if no_use else reasons[key] for key, no_use in zip(keys, unused, strict=True)]
    return pd.Series(each, index=events.index, dtype="object")


def in_english(messages: Iterable[gazetteer.Message]) -> list[str]:
    """Return the English sentence of each message, wording each distinct message once."""
    listed = list(messages)
    texts = {message: message.text() for message in dict.fromkeys(listed)}
    return [texts[message] for message in listed]


def _without_name(answer: Resolution) -> gazetteer.Message | str:
    said = answer.message or ""
    if answer.latitude is not None:
        return said
    if answer.status == "resolved":
        return Message("only-country" if answer.geo_precision == Step.COUNTRY else "no-boundary")
    is_untold = answer.message is not None and answer.message.says("country-not-told")
    return Message(
        "ambiguous" if answer.status == "ambiguous" else "not-in-gazetteer",
        reason=said,
        advice=Message("tell-country") if is_untold else "",
    )


def _advice(area: str, country: str, places: Gazetteer) -> Message:
    """Return a spelling of the area that would be drawn, if the gazetteer has a point for one."""
    from gazetteer import Query

    if not area:
        return Message("no-place")
    for answer in places.resolve([Query(name, country=country) for name in (area, f"{area} region")]):
        if answer.place is not None and answer.place.feature_class == "A" and answer.latitude is not None:
            return Message("only-area-drawn", area=area, place=answer.query.name)
    return Message("only-area", area=area)
