"""The codebooks of other data sets (`mapper/data/codebooks/`): which columns they have, and what their codes mean."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

__all__ = ["Code", "Codebook", "codebooks"]


@dataclass(frozen=True, slots=True)
class Code:
    """A column of codes, and the term of the schema for each code."""

    column: str
    terms: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Codebook:
    """The name of a data set, how it is recognised, and the fields of its columns.

    Attributes
    ----------
    name, title, data_set, credit
        The name of the format and of the data set; the citation that it asks for.
    needs
        The columns by which it is recognised, in lower case with `_` for blanks.
    columns
        For each field of the schema the columns that may have it; the first that is not empty counts.
    dates
        For `event_date` and `end_date` the columns of the date as `text`, or of its `year`, `month` and `day`.
    codes
        For fields that are coded, the column and what its codes mean.
    missing
        Codes and words that stand for a missing value, in any of the columns.
    part
        The column that numbers the rows of one event, which are its places; `""` if each event is one row.
    places
        Columns of places, the finest first: if one is empty, the coordinates stand for the area of the next.
    fips
        The ISO 3166-1 code for each code of FIPS 10-4, where the data set has these for countries.
    headers
        The columns of files that are published without a header.
    angles
        The columns of an angle (degrees, minutes, seconds, hemisphere), which occur once for the latitude and once for
        the longitude, under names with an addition.
    countries
        The ISO 3166-1 code for each code of the data set's own.
    no_event
        A column, and its codes of rows that state that there was no event.
    """

    name: str
    title: str
    data_set: str
    credit: str
    needs: frozenset[str]
    columns: Mapping[str, tuple[str, ...]]
    dates: Mapping[str, Mapping[str, tuple[str, ...]]]
    codes: Mapping[str, Code] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    part: str = ""
    places: tuple[str, ...] = ()
    fips: Mapping[str, str] = field(default_factory=dict)
    headers: tuple[tuple[str, ...], ...] = ()
    angles: tuple[str, ...] = ()
    countries: Mapping[str, str] = field(default_factory=dict)
    no_event: tuple[str, frozenset[str]] = ("", frozenset())


@cache
def codebooks() -> tuple[Codebook, ...]:
    """Return the codebooks, in the order of their names.

    >>> [book.name for book in codebooks()][:3]
    ['airwars', 'awsd', 'gdelt']
    """
    folder = Path(__file__).parents[2] / "data" / "codebooks"
    return tuple(_book(tomllib.loads(file.read_text(encoding="utf-8"))) for file in sorted(folder.glob("*.toml")))


def _book(said: dict[str, Any]) -> Codebook:
    codes = {name: Code(code["column"], dict(code["terms"])) for name, code in said.get("codes", {}).items()}
    dates = {name: {part: _names(columns) for part, columns in parts.items()} for name, parts in said["dates"].items()}
    none = said.get("no_event", {})
    return Codebook(
        **{name: said[name] for name in ("name", "title", "data_set", "credit")},
        needs=frozenset(said["needs"]),
        columns={name: tuple(columns) for name, columns in said["columns"].items()},
        dates=dates,
        codes=codes,
        missing=tuple(said["missing"]),
        part=said.get("part", ""),
        places=tuple(said.get("places", ())),
        fips=dict(pair.split("=") for pair in said.get("fips", "").split()),
        angles=tuple(said.get("angles", ())),
        countries=dict(pair.split("=") for pair in said.get("countries", "").split()),
        no_event=(none.get("column", ""), frozenset(none.get("codes", ()))),
        headers=tuple(tuple(header.split()) for header in said.get("headers", ())),
    )


def _names(columns: str | list[str]) -> tuple[str, ...]:
    return (columns,) if isinstance(columns, str) else tuple(columns)
