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

    What is left out restricts nothing. Where several values may be given, an event has to meet one of them.

    Parameters
    ----------
    dossier : Dossier or PartitionedDossier
        What `read` gave.
    actor : str or iterable of str, default ()
        Events of this actor, on either side, by name, alias or id: `"JNIM"`, `["JNIM", "FLA"]`.
    with_successors : bool, default False
        With `actor`: also the actors that came after it, one after the other.
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
        Events at this place, as the record calls it, or by another of its names in the gazetteer: `"Timbuktu"` is
        "Tombouctou" too. Events with coordinates of their own go by the record alone.
    bbox : str or sequence of four float, default ""
        Events inside this box: west, south, east, north in degrees (WGS 84), `(-12, 10, 4, 25)` or `"-12,10,4,25"`. A
        west above the east means a box across 180°. An event that may be at one of several places is inside where one
        of them is.
    around : str, default ""
        With `within_km`: events around this place, by a name that the gazetteer knows for sure or by coordinates:
        `"Gao"`, `"Beni, CD"`, `"16.27, -0.04"` (latitude first).
    within_km : float, optional
        With `around`: events whose point lies at most so many kilometres away. Those known only by an area,
        or that may be at one of several places, are left out: nobody says how far away they were.
    min_fatalities : int, optional
        Events with at least so many reported dead: by the best figure, else by the lowest, never by the highest.
    max_geo_precision : int, optional
        Events placed at least this exactly, from 1 (the exact place) to 7 (UCDP's scale).
    context : {"include", "only", "leave-out"}, optional
        Whether political and contextual events stay, are the only ones, or go: by their tags `political` and
        `context`; in ACLED, which has no tags, by the type Strategic developments.
    source : str or iterable of str, default ()
        Events that this source reports, by its id.
    disputed : str or iterable of str, default ()
        Events on which sources disagree, in this field of their claims: `"fatalities"`; `"any"` is in any field.
    text : str, default ""
        Events whose title, notes, place and divisions, types, tags, own columns or actors hold all these words, and
        phrases in quotation marks, whatever their case and accents.

    Raises
    ------
    UnknownNameError
        An actor, type or source that the dossier does not have; it names the nearest.
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
