"""What a user may choose: how to read, which events to select, how to draw.

Each field is one parameter of the Python functions and one option of the command line, which takes type, placeholder
and help from here. Nothing heavy is imported, so that `mapper --help` is quick.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple, get_args

from mapper.errors import ParameterError

__all__ = ["ColourBy", "Conditions", "Drawing", "Language", "Notes", "Option", "ReadOptions", "flag", "typed"]

ColourBy = Literal["actor", "month", "type"]
Language = Literal["en", "fr"]
Notes = Literal["full", "none"]
Names = tuple[str, ...]


class Option(NamedTuple):
    """How the command line presents a field: its help, and what stands for its value there."""

    words: str
    placeholder: str = ""


_FLAGS = {"columns": "--map", "finding_id": "--accept", "form": "--format", "language": "--lang", "sources": "SOURCE"}


def flag(parameter: str) -> str:
    """Return what the command line calls a parameter of the Python functions.

    >>> flag("min_fatalities"), flag("from_"), flag("language")
    ('--min-fatalities', '--from', '--lang')
    """
    return _FLAGS.get(parameter) or f"--{parameter.rstrip('_').replace('_', '-')}"


def typed(values: Mapping[str, object]) -> str:
    """Return parameters and their values as they would be typed on the command line.

    >>> typed({"place": ("Gao", "Kidal region"), "to": "2025", "with_successors": True})
    '--place Gao --place "Kidal region" --to 2025 --with-successors'
    """
    words = []
    for name, value in values.items():
        for one in value if isinstance(value, tuple) else (value,):
            words += [flag(name)] if one is True else [flag(name), _quoted(str(one))]
    return " ".join(words)


def _quoted(value: str) -> str:
    return f'"{value}"' if " " in value else value


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """How to read tables that do not say it themselves."""

    form: Annotated[
        str,
        Option(
            "Read files as dossier, acled, acled-aggregated, ucdp or table, whatever their columns suggest.", "NAME"
        ),
    ] = ""
    columns: Annotated[
        Mapping[str, str] | None,
        Option(
            "Name the columns of other tables: date=Datum,place=Ort; dates=dmy or mdy is the order of day and month.",
            "FIELD=COLUMN,…",
        ),
    ] = None
    sheet: Annotated[
        str, Option("The sheet of a spreadsheet, or layer of a vector file, where several may be meant.", "NAME")
    ] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """Which events to select; everything left out is unrestricted, and several values of one field mean any of them.

    >>> Conditions(actor=("JNIM",)).given()
    {'actor': ('JNIM',)}
    """

    actor: Annotated[
        Names, Option("Events of this actor, on either side, by name, alias or id. Repeat for any of several.", "NAME")
    ] = ()
    with_successors: Annotated[
        bool, Option("With --actor: also the actors that came after it, one after the other.")
    ] = False
    not_actor: Annotated[Names, Option("Leave out events of this actor.", "NAME")] = ()
    from_: Annotated[str, Option("Events on or after 2025, 2025-05 or 2025-05-30.", "DATE")] = ""
    to: Annotated[str, Option("Events on or before, inclusive; 2025-06 means its last day.", "DATE")] = ""
    month: Annotated[Names, Option("Events of this month. Repeat for any of several.", "YYYY-MM")] = ()
    type: Annotated[Names, Option("Events of this type or sub-type.", "NAME")] = ()
    country: Annotated[Names, Option("Events in this country, by ISO code or English name.", "ML")] = ()
    admin1: Annotated[Names, Option("Events in this first-level area.", "NAME")] = ()
    place: Annotated[Names, Option("Events at the place so called in the record.", "NAME")] = ()
    bbox: Annotated[str, Option("Events inside this box, in degrees.", "W,S,E,N")] = ""
    min_fatalities: Annotated[int | None, Option("Events with at least N reported dead.", "N")] = None
    max_geo_precision: Annotated[int | None, Option("Events placed at least this exactly (1 exact to 7).", "N")] = None
    source: Annotated[Names, Option("Events that this source reports.", "ID")] = ()
    text: Annotated[str, Option("Events whose text, place or actors hold all these words.", "WORDS")] = ""

    def given(self) -> dict[str, Any]:
        """Return the conditions that restrict anything, in their order here."""
        values = ((one.name, getattr(self, one.name)) for one in fields(self))
        return {name: value for name, value in values if value not in (None, (), "") and value is not False}


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """How a map is drawn.

    Raises ParameterError for a word that is none of those to choose from.

    >>> Drawing(language="de")
    Traceback (most recent call last):
    ...
    mapper.errors.ParameterError: language: cannot read 'de'; give one of en, fr
    """

    colour_by: Annotated[ColourBy, Option("What colour stands for at first.")] = "actor"
    language: Annotated[Language, Option("Language of the page's own words.")] = "en"
    title: Annotated[str, Option("The heading of the page.")] = ""
    notes: Annotated[Notes, Option("Put the events' notes into the file, or not.")] = "full"
    tiles: Annotated[str, Option("Online tiles under the events, by name in xyzservices: OpenStreetMap.Mapnik.")] = ""
    boundaries: Annotated[
        str | Path | None, Option("Areas of your own (GeoJSON, GeoPackage) to draw and to count in.")
    ] = None

    def __post_init__(self) -> None:
        for name, choices in (("colour_by", ColourBy), ("language", Language), ("notes", Notes)):
            words = get_args(choices)
            if getattr(self, name) not in words:
                raise ParameterError(name, str(getattr(self, name)), f"one of {', '.join(words)}")
