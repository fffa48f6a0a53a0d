"""The user's options: how to read, which events to select, how to draw.

Each field is one parameter of the Python functions and one option of the command line, which takes type, placeholder
and help from here. Nothing heavy is imported, so that `mapper --help` is quick.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from numbers import Integral
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple

from mapper.arguments import check_file, check_kind, check_kinds, in_tuple
from mapper.errors import ParameterError
from mapper.vocabulary import terms

__all__ = [
    "ANY_FIELD",
    "ColourBy",
    "Conditions",
    "Context",
    "Drawing",
    "Engine",
    "EngineName",
    "Language",
    "Measure",
    "Notes",
    "Option",
    "ReadOptions",
    "check_html",
    "check_language",
    "flag",
    "typed",
]

ColourBy = Literal["auto", "actor", "kind", "month", "type"]
Language = Literal["en", "fr"]
Measure = Literal["events", "killed"]
Notes = Literal["full", "none"]
EngineName = Literal["memory", "files", "dask"]
Context = Literal["include", "only", "leave-out"]
Names = tuple[str, ...]

_MOST_KM = 20_000  # half the Earth's circumference

ANY_FIELD = "any"
"""The value of `disputed` that means any field."""


class Option(NamedTuple):
    """How the command line presents a field: its help, a placeholder for its value, and what values a shell offers.

    `values` names a kind of values that `mapper/cli/completion.py` can list.
    """

    words: str
    placeholder: str = ""
    values: str = ""


_FLAGS = {
    "columns": "--map",
    "finding_id": "--accept",
    "form": "--format",
    "language": "--lang",
    "sources": "SOURCE",
    "target": "-o",
}


def flag(parameter: str) -> str:
    """Return the command-line option of a parameter of the Python functions.

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
            text = f"{one:g}" if isinstance(one, float) else str(one)
            words += [flag(name)] if one is True else [flag(name), _quoted(text)]
    return " ".join(words)


def _quoted(value: str) -> str:
    return f'"{value}"' if " " in value else value


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """How to read tables whose format and columns are not recognised by themselves."""

    form: Annotated[
        str,
        Option(
            "Read files as dossier, acled, ucdp, gtd, table or another format, whatever their columns suggest.",
            "NAME",
            "formats",
        ),
    ] = ""
    columns: Annotated[
        Mapping[str, str] | None,
        Option(
            "Name the column of a field: date=Datum,place=Ort; country=ML is the country of all rows, "
            "dates=dmy or mdy the order of day and month.",
            "FIELD=COLUMN,…",
        ),
    ] = None
    sheet: Annotated[
        str, Option("The sheet of a spreadsheet, or layer of a vector file, where several may be meant.", "NAME")
    ] = ""
    encoding: Annotated[
        str, Option("How text files are encoded, as in windows-1251 or mac-roman; by default it is recognised.", "NAME")
    ] = ""
    keep: Annotated[Names, Option("Of your own columns, keep these only; none keeps none.", "COLUMN,…")] = ()
    with_drafts: Annotated[
        bool, Option("Read the drafts of a dossier that wait to be checked too; they are marked DRAFT everywhere.")
    ] = False

    def __post_init__(self) -> None:
        check_kinds(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """Which events to select; an empty field restricts nothing, and several values in one field mean any of them.

    Raises ParameterError for a number that no event can meet.

    >>> Conditions(actor=("JNIM",)).given()
    {'actor': ('JNIM',)}
    >>> Conditions(max_geo_precision=9)
    Traceback (most recent call last):
    ...
    mapper.errors.ParameterError: max_geo_precision: cannot read '9'; give a step from 1 (the exact place) to 7
    """

    actor: Annotated[
        Names,
        Option(
            "Events of this actor, on either side, by name, alias or id. Repeat for any of several.", "NAME", "actors"
        ),
    ] = ()
    with_successors: Annotated[
        bool, Option("With --actor: also the actors that came after it, one after the other.")
    ] = False
    not_actor: Annotated[Names, Option("Leave out events of this actor.", "NAME", "actors")] = ()
    from_: Annotated[str, Option("Events on or after 2025, 2025-05 or 2025-05-30.", "DATE")] = ""
    to: Annotated[str, Option("Events on or before 2025, 2025-05 or 2025-05-30, that day included.", "DATE")] = ""
    month: Annotated[Names, Option("Events of this month. Repeat for any of several.", "YYYY-MM", "months")] = ()
    type: Annotated[Names, Option("Events of this type or sub-type.", "NAME", "types")] = ()
    country: Annotated[Names, Option("Events in this country, by ISO code or English name.", "ML", "countries")] = ()
    admin1: Annotated[Names, Option("Events in this first-level area.", "NAME", "areas")] = ()
    admin2: Annotated[
        Names, Option("Events in this second-level area: a district, cercle, county.", "NAME", "districts")
    ] = ()
    place: Annotated[Names, Option("Events at this place, by any name that the gazetteer has.", "NAME", "places")] = ()
    bbox: Annotated[str, Option("Events inside this box, in degrees; W above E is a box across 180°.", "W,S,E,N")] = ""
    around: Annotated[
        str, Option("With --within-km: events around this place, by its name or its coordinates.", "PLACE", "places")
    ] = ""
    within_km: Annotated[
        float | None,
        Option("With --around: at most so many kilometres away. Events without a known point are left out.", "N"),
    ] = None
    min_fatalities: Annotated[
        int | None, Option("Events with at least N dead, by the best figure, else the lowest.", "N")
    ] = None
    max_geo_precision: Annotated[
        int | None, Option("Events placed at least this exactly (1 exact to 7).", "1…7", "precisions")
    ] = None
    context: Annotated[
        Context | None,
        Option(
            "Leave out political and contextual events, or show only those: by their tags, in ACLED by the type "
            "Strategic developments.",
            "only|leave-out",
        ),
    ] = None
    source: Annotated[Names, Option("Events that this source reports.", "ID", "sources")] = ()
    disputed: Annotated[
        Names,
        Option(
            "Events on whose FIELD sources disagree: fatalities, place, actor1, …; any is any of them.",
            "FIELD",
            "fields",
        ),
    ] = ()
    text: Annotated[str, Option("Events whose text, place or actors hold all these words.", "WORDS")] = ""

    def __post_init__(self) -> None:
        check_kinds(self)
        step, dead = self.max_geo_precision, self.min_fatalities
        steps = len(terms("geo_precisions"))
        if step is not None and not 1 <= step <= steps:
            wanted = f"a step from 1 (the exact place) to {steps}"
            raise ParameterError("max_geo_precision", str(step), wanted)
        if dead is not None and dead < 0:
            raise ParameterError("min_fatalities", str(dead), "a number of dead, 0 or more")
        km = self.within_km
        if self.around and km is None:
            raise ParameterError("around", self.around, "it with `within_km`, kilometres")
        if km is not None and not self.around:
            raise ParameterError("within_km", f"{km:g}", "it with `around`, a place")
        if km is not None and not 0 < km <= _MOST_KM:
            raise ParameterError("within_km", f"{km:g}", f"kilometres, above 0 and at most {_MOST_KM:,}")

    @classmethod
    def of(cls, **asked: Any) -> Conditions:
        """Return conditions from the arguments of a function: one name or several, days as dates, a box as numbers.

        >>> Conditions.of(actor="JNIM", bbox=(-12, 10, 4, 25)).given()
        {'actor': ('JNIM',), 'bbox': '-12,10,4,25'}
        """
        several = {field.name for field in fields(cls) if field.default == ()}
        tidy: dict[str, Any] = {name: in_tuple(value) if name in several else value for name, value in asked.items()}
        tidy |= {name: str(asked[name]) for name in ("from_", "to") if name in asked}
        if not isinstance(asked.get("bbox", ""), str):
            tidy["bbox"] = ",".join(map(str, in_tuple(asked["bbox"])))
        return cls(**tidy)

    def given(self) -> dict[str, Any]:
        """Return the conditions that restrict anything, in their order here."""
        values = ((one.name, getattr(self, one.name)) for one in fields(self))
        return {name: value for name, value in values if value or (value is not False and isinstance(value, Integral))}

    def only(self, names: Collection[str]) -> Conditions:
        """Return these of the conditions.

        >>> Conditions(from_="2025", text="Gao").only(["text"]).given()
        {'text': 'Gao'}
        """
        return Conditions(**{name: value for name, value in self.given().items() if name in names})

    def without(self, names: Collection[str]) -> Conditions:
        """Return the other conditions."""
        return self.only(self.given().keys() - set(names))


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """Where the sources are read: all of them at once in memory, or each file by itself into counts.

    Raises ParameterError for an unknown engine, and for an option of another engine.

    >>> Engine(scheduler="tcp://host:8786")
    Traceback (most recent call last):
    ...
    mapper.errors.ParameterError: scheduler: cannot read 'tcp://host:8786'; give it with `engine` dask
    """

    engine: Annotated[
        EngineName,
        Option(
            "Read all sources at once; or each file by itself, here or by Dask, into counts by place and month, which "
            "need little memory."
        ),
    ] = "memory"
    scheduler: Annotated[
        str, Option("With --engine dask: the scheduler, as tcp://host:8786; else processes on this machine.", "ADDRESS")
    ] = ""
    workers: Annotated[int, Option("With --engine dask: processes on this machine; 0 is one a core.", "N")] = 0

    def __post_init__(self) -> None:
        check_kinds(self)
        for name in ("scheduler", "workers"):
            if self.engine != "dask" and getattr(self, name):
                raise ParameterError(name, str(getattr(self, name)), "it with `engine` dask")
        if self.workers < 0:
            raise ParameterError("workers", str(self.workers), "a number of processes, 0 or more")

    @property
    def counts(self) -> bool:
        """Whether sources become counts instead of events."""
        return self.engine != "memory"


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """How a map is drawn.

    Raises ParameterError for an unknown value.

    >>> Drawing(language="de")
    Traceback (most recent call last):
    ...
    mapper.errors.ParameterError: language: cannot read 'de'; give one of en, fr
    """

    colour_by: Annotated[ColourBy, Option("What colour stands for.")] = "auto"
    measure: Annotated[Measure, Option("What sizes and counts stand for at first.")] = "events"
    language: Annotated[Language, Option("Language of the page's own words.")] = "en"
    title: Annotated[str, Option("The heading of the page.", "WORDS")] = ""
    notes: Annotated[Notes, Option("Put the events' notes into the file, or not.")] = "full"
    tiles: Annotated[
        str, Option("Online tiles under the events, by name in xyzservices: OpenStreetMap.Mapnik.", "NAME", "tiles")
    ] = ""
    boundaries: Annotated[
        str | Path | None, Option("Areas of your own (GeoJSON, GeoPackage) to draw and to count in.", "FILE")
    ] = None
    basemap: Annotated[
        str | Path | None,
        Option(
            "A base map of your own (PMTiles) whose part around the events goes into the file: streets, villages.",
            "FILE",
        ),
    ] = None
    max_mb: Annotated[
        int, Option("Megabytes that --basemap may add to the file, and that a page of counts may have.", "N")
    ] = 25
    colours: Annotated[
        str | Path | None, Option("Colours of your choice: CSV with the columns actor and colour (#rrggbb).", "FILE")
    ] = None
    details: Annotated[
        str,
        Option(
            "With --engine: also write the single events into this folder beside the page, or into one for this https "
            "address of the page's own site; cards read them there once the page is served over http. The events of "
            "the largest count have to fit in memory.",
            "URL",
        ),
    ] = ""

    def __post_init__(self) -> None:
        check_kinds(self)
        if self.max_mb < 1:
            raise ParameterError("max_mb", str(self.max_mb), "a number of megabytes, 1 or more")
        if self.basemap and self.tiles:
            raise ParameterError("basemap", str(self.basemap), "either a base map for the file or online tiles")


def check_language(language: str) -> None:
    """Raise ParameterError for a language without a catalogue.

    >>> check_language("de")
    Traceback (most recent call last):
    ...
    mapper.errors.ParameterError: language: cannot read 'de'; give one of en, fr
    """
    check_kind("language", language, Language)


def check_html(target: str | Path) -> None:
    """Raise ParameterError if the file of a map has the suffix of another kind of file.

    >>> check_html("map.png")
    Traceback (most recent call last):
    ...
    mapper.errors.ParameterError: target: cannot read 'map.png'; give a name that ends in .html, since a map is a page
    """
    check_file("target", target)
    if Path(target).suffix.lower() not in {"", ".html", ".htm", ".xhtml"}:
        raise ParameterError("target", str(target), "a name that ends in .html, since a map is a page")
