"""The filter options, once for every command that has them."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mapper.cli.console import open_gazetteer, plural, say, sources_or_seeds
from mapper.errors import FilterValueError
from mapper.model.text import terminal_safe

if TYPE_CHECKING:
    from mapper.model.dossier import Dossier
    from mapper.processing.filters import Conditions

__all__ = ["Columns", "Form", "Sources", "Strict", "filtered", "read_all", "with_filters"]


Sources = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="SOURCE",
        help="Dossier folders, CSV, GeoJSON or Parquet files, also .gz and .zip; - is standard input. Default: ./seeds",
    ),
]
Strict = Annotated[bool, typer.Option("--strict", help="Make any fault in the sources fatal.")]
Form = Annotated[
    str,
    typer.Option(
        "--format",
        metavar="NAME",
        help="Read files as dossier, acled, acled-aggregated, ucdp or table, whatever their columns suggest.",
    ),
]
Columns = Annotated[
    list[str] | None,
    typer.Option(
        "--map",
        metavar="FIELD=COLUMN,…",
        help="Name the columns of other tables: date=Datum,place=Ort; dates=dmy or mdy is the order of day and month.",
    ),
]
_READING: dict[str, tuple[Any, Any]] = {"form": (Form, ""), "columns": (Columns, None)}
"""The options on how to read, which come with the filters: type and default of each."""


_Names = list[str] | None
_OPTIONS: dict[str, tuple[Any, str, str]] = {
    "actor": (_Names, "NAME", "Events of this actor, on either side, by name, alias or id. Repeat for any of several."),
    "with_successors": (bool, "", "With --actor: also the actors that came after it, one after the other."),
    "not_actor": (_Names, "NAME", "Leave out events of this actor."),
    "from_": (str, "DATE", "Events on or after 2025, 2025-05 or 2025-05-30."),
    "to": (str, "DATE", "Events on or before, inclusive; 2025-06 means its last day."),
    "month": (_Names, "YYYY-MM", "Events of this month. Repeat for any of several."),
    "type": (_Names, "NAME", "Events of this type or sub-type."),
    "country": (_Names, "ML", "Events in this country, by ISO code or English name."),
    "admin1": (_Names, "NAME", "Events in this first-level area."),
    "place": (_Names, "NAME", "Events at the place so called in the record."),
    "bbox": (str, "W,S,E,N", "Events inside this box, in degrees."),
    "min_fatalities": (int | None, "N", "Events with at least N reported dead."),
    "max_geo_precision": (int | None, "N", "Events placed at least this exactly (1 exact to 7)."),
    "source": (_Names, "ID", "Events that this source reports."),
    "text": (str, "WORDS", "Events whose text, place or actors hold all these words."),
}
"""The filters: type, placeholder and help of each; named as in `mapper.processing.filters.Conditions`."""
_DEFAULTS: dict[Any, Any] = {str: "", bool: False}
"""What a filter of this type is when it is not given; of any other type it is None."""


def with_filters(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the filter options; it receives them together, as `options`."""
    signature = inspect.signature(command, eval_str=True)
    own = [p for name, p in signature.parameters.items() if name != "options"]
    added = [*(_reading_parameter(name) for name in _READING), *(_parameter(name) for name in _OPTIONS)]

    @wraps(command)
    def run(**arguments: Any) -> None:
        options = {name: arguments.pop(name) for name in (*_READING, *_OPTIONS)}
        command(**arguments, options=options)

    own = [p.replace(kind=inspect.Parameter.KEYWORD_ONLY) for p in own]
    run.__signature__ = signature.replace(parameters=[*own, *added])  # type: ignore[attr-defined]
    run.__annotations__ = {p.name: p.annotation for p in (*own, *added)}
    return run


def _reading_parameter(name: str) -> inspect.Parameter:
    kind, default = _READING[name]
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=kind)


def _parameter(name: str) -> inspect.Parameter:
    kind, placeholder, words = _OPTIONS[name]
    flag = f"--{name.rstrip('_').replace('_', '-')}"
    option: Any = Annotated[kind, typer.Option(flag, metavar=placeholder or None, help=words)]
    default = _DEFAULTS.get(kind)
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=option)


def filtered(
    sources: list[str] | None, options: dict[str, Any], *, strict: bool = False, allow_empty: bool = True
) -> tuple[Dossier, Dossier]:
    """Read the sources and return the whole dossier and the filtered one; say what was left out for want of a date."""
    from mapper.processing.filters import select, undated_left_out

    conditions = _conditions({name: value for name, value in options.items() if name in _OPTIONS})
    whole = read_all(sources, strict=strict, **{name: options[name] for name in _READING})
    chosen = select(whole, conditions, allow_empty=allow_empty)
    if left_out := undated_left_out(whole, conditions):
        say(f"{plural(left_out, 'undated event')} left out by the date filter")
    return whole, chosen


def read_all(
    sources: list[str] | None, *, strict: bool = False, form: str = "", columns: list[str] | None = None
) -> Dossier:
    """Read the sources, and say which columns were guessed.

    Raises FilterValueError where `--map` is not of the form FIELD=COLUMN.
    """
    import mapper

    names, mapping = sources_or_seeds(sources), _mapping(columns or [])
    with open_gazetteer() as places:
        dossier = mapper.read(*names, strict=strict, form=form, columns=mapping, gazetteer=places)
    for notice in dossier.notices:
        say(terminal_safe(notice))
    return dossier


def _mapping(pairs: list[str]) -> dict[str, str]:
    mapping = {}
    for pair in (part for text in pairs for part in text.split(",")):
        field, equals, column = pair.partition("=")
        if not (field.strip() and equals and column.strip()):
            raise FilterValueError("--map", pair, "FIELD=COLUMN, as in date=Datum,place=Ort")
        mapping[field.strip()] = column.strip()
    return mapping


def _conditions(options: dict[str, Any]) -> Conditions:
    from mapper.processing.filters import Conditions

    several = {name for name, (kind, _, _) in _OPTIONS.items() if kind == _Names}
    values: dict[str, Any] = {name: tuple(v or ()) if name in several else v for name, v in options.items()}
    return Conditions(**values)
