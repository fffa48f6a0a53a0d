"""Select events: `mapper.filter`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeVar, cast

from mapper.arguments import Names
from mapper.errors import ParameterError
from mapper.model.dossier import Dossier
from mapper.options import Conditions, Context
from mapper.processing.filters import select

if TYPE_CHECKING:
    from mapper.cube.partitioned import PartitionedDossier

__all__ = ["filter"]

AnyDossier = TypeVar("AnyDossier", bound="Dossier | PartitionedDossier")


def filter(
    dossier: AnyDossier,
    *,
    actor: Names = (),
    with_successors: bool = False,
    not_actor: Names = (),
    from_: str | dt.date = "",
    to: str | dt.date = "",
    month: Names = (),
    type: Names = (),  # noqa: A002 - the column and the option are called so
    country: Names = (),
    admin1: Names = (),
    admin2: Names = (),
    place: Names = (),
    bbox: str | Sequence[float] = "",
    around: str = "",
    within_km: float | None = None,
    min_fatalities: int | None = None,
    max_geo_precision: int | None = None,
    context: Context | None = None,
    source: Names = (),
    disputed: Names = (),
    text: str = "",
) -> AnyDossier:
    """Return the dossier with only the events that meet all conditions.

    A condition that is not given restricts nothing. If several values are given for one, an event has to meet any.

    Parameters
    ----------
    dossier : Dossier or PartitionedDossier
        What `read` gave.
    actor : str or iterable of str, default ()
        Events of this actor, on either side, by name, alias or id: `"JNIM"`, `["JNIM", "FLA"]`.
    with_successors : bool, default False
        With `actor`: also all its successors.
    not_actor : str or iterable of str, default ()
        Leave out the events of this actor.
    from_, to : str or date, default ""
        Events whose period overlaps these days, both included: `"2025"`, `"2025-06"` (the whole month), `"2025-06-13"`.
        Undated events are left out.
    month : str or iterable of str, default ()
        Events whose period overlaps this month: `"2025-06"`, `["2024-06", "2025-06"]`.
    type : str or iterable of str, default ()
        Events of this type or sub-type: `"Battles"`.
    country : str or iterable of str, default ()
        Events in this country, by ISO 3166-1 code or English name: `"ML"`, `"Mali"`.
    admin1 : str or iterable of str, default ()
        Events in this first-level area: `"Gao"`.
    admin2 : str or iterable of str, default ()
        Events in this second-level area, with or without the word for its kind: `"Ansongo"`, `"cercle d'Ansongo"`.
    place : str or iterable of str, default ()
        Events at this place, by the record's name for it or another of its names in the gazetteer: `"Timbuktu"` also
        finds "Tombouctou". For events with coordinates of their own, only the record's name counts.
    bbox : str or sequence of four float, default ""
        Events inside this bounding box: west, south, east, north in degrees (WGS 84), `(-12, 10, 4, 25)` or
        `"-12,10,4,25"`. If west is above east, the box crosses 180°. An event with several possible places is inside
        if any of them is.
    around : str, default ""
        With `within_km`: events around this place, given as coordinates or as a name that the gazetteer resolves:
        `"Gao"`, `"Beni, CD"`, `"16.27, -0.04"` (latitude first).
    within_km : float, optional
        With `around`: events whose point is at most so many kilometres away. Events known only by an area, or with
        several possible places, are left out: their distance is unknown.
    min_fatalities : int, optional
        Events with at least so many reported dead: by the best figure, else the lowest, never the highest.
    max_geo_precision : int, optional
        Events placed at least this exactly, from 1 (the exact place) to 7 (UCDP's scale).
    context : {"include", "only", "leave-out"}, optional
        Whether political and contextual events are included, the only ones, or left out. They have the tag `political`
        or `context`; in ACLED, which has no tags, the type Strategic developments.
    source : str or iterable of str, default ()
        Events that this source reports, by its id.
    disputed : str or iterable of str, default ()
        Events on which sources disagree in this field of their claims: `"fatalities"`; `"any"` means any field.
    text : str, default ""
        Events that contain all these words, and phrases in quotation marks, in title, notes, place and divisions,
        types, tags, own columns or actors; case and accents are ignored.

    Raises
    ------
    UnknownNameError
        The dossier does not have an actor, type or source of this name; the error has the nearest names.
    ParameterError
        A value that cannot be read.

    Examples
    --------
    >>> import mapper
    >>> dossier = mapper.read("seeds")
    >>> len(mapper.filter(dossier, actor="FLA", month="2025-06").events)
    2
    >>> len(mapper.filter(dossier, bbox=(30, 30, 45, 40)).events)
    1
    >>> len(mapper.filter(dossier, around="Gao", within_km=50).events)
    1
    """
    conditions = Conditions.of(
        actor=actor,
        with_successors=with_successors,
        not_actor=not_actor,
        from_=from_,
        to=to,
        month=month,
        type=type,
        country=country,
        admin1=admin1,
        admin2=admin2,
        place=place,
        bbox=bbox,
        around=around,
        within_km=within_km,
        min_fatalities=min_fatalities,
        max_geo_precision=max_geo_precision,
        context=context,
        source=source,
        disputed=disputed,
        text=text,
    )
    if not isinstance(dossier, Dossier) and not hasattr(dossier, "narrowed"):
        raise ParameterError("dossier", str(dossier)[:80], "what `read` gave")
    found = select(dossier, conditions) if isinstance(dossier, Dossier) else dossier.narrowed(conditions)
    return cast("AnyDossier", found)
