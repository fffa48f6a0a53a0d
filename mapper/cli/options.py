"""Options that several commands have, and how the fields of `mapper.options` become options.

The help shows them in panels: a command's own options first, then those for reading, filtering and drawing, then those
for quiet and verbose output.
"""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Callable, Mapping
from functools import wraps
from pathlib import Path
from typing import Annotated, Any, NamedTuple, get_args, get_type_hints

import typer

from mapper.cli.completion import completer
from mapper.cli.console import TALK
from mapper.cli.display import showing_steps
from mapper.errors import ParameterError
from mapper.options import Conditions, Drawing, Engine, ReadOptions, flag

__all__ = ["AsJson", "Lenient", "Sources", "Strict", "examples", "kind_of_value", "with_options"]


def kind_of_value(words: str) -> Callable[[str], str]:
    """Return a parser that keeps text unchanged; the help shows `words` instead of a Python type.

    >>> kind_of_value("file or folder").__name__, kind_of_value("file or folder")("seeds")
    ('file or folder', 'seeds')
    """

    def parse(text: str) -> str:
        return text

    parse.__name__ = words
    return parse


def examples(*commands: str, note: str = "") -> str:
    """Return the end of a command's help: one example per line."""
    lines = [f"Example{'s' if len(commands) > 1 else ''}:", *(f"  {command}" for command in commands)]
    return "\n".join(filter(None, (*lines, note)))


_READING, _MESSAGES = "Reading", "Messages"
_PANELS: Mapping[type, str] = {ReadOptions: _READING, Conditions: "Filters", Drawing: "Drawing", Engine: "Many files"}

Sources = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="SOURCE...",
        parser=kind_of_value("file or folder"),
        help="Dossier folders; CSV, Excel, GeoJSON, KML, GeoPackage, .gz, .zip; - is standard input. Default: ./seeds",
    ),
]
Strict = Annotated[
    bool, typer.Option("--strict", help="Make any fault in the sources fatal.", rich_help_panel=_READING)
]
Lenient = Annotated[
    bool,
    typer.Option("--lenient", help="Succeed even if rows of the sources were rejected.", rich_help_panel=_READING),
]
_Quiet = Annotated[bool, typer.Option("-q", "--quiet", help="Say only what went wrong.", rich_help_panel=_MESSAGES)]
_Verbose = Annotated[
    bool,
    typer.Option(
        "-v",
        "--verbose",
        help="Also list each row and value that was not used, and say how long each step took.",
        rich_help_panel=_MESSAGES,
    ),
]
_Debug = Annotated[
    bool,
    typer.Option("--debug", help="Also say where in the program an error arose.", rich_help_panel=_MESSAGES),
]
_TALK: Mapping[str, Any] = {"quiet": _Quiet, "verbose": _Verbose, "debug": _Debug}
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]


def with_options(command: Callable[..., None]) -> Callable[..., None]:
    """Replace each parameter of a command that is a dataclass of `mapper.options` by one option for each field.

    The command receives the dataclass, built from the options typed. The options for quiet and verbose output are added
    too; the command does not see them.
    """
    signature = inspect.signature(command, eval_str=True)
    groups: dict[str, type] = {
        name: parameter.annotation
        for name, parameter in signature.parameters.items()
        if parameter.annotation in _PANELS
    }
    options = {group: _parameters(kind) for group, kind in groups.items()}

    @wraps(command)
    def run(**typed: Any) -> None:
        TALK.set(**{name: typed.pop(name) for name in _TALK})
        for group, kind in groups.items():
            values = {option.name: typed.pop(option.name) for option in options[group]}
            typed[group] = _made(kind, values)
        with showing_steps():
            command(**typed)

    parameters: list[inspect.Parameter] = []
    for name, parameter in signature.parameters.items():
        parameters += options.get(name) or [parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY)]
    parameters += [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=False, annotation=annotation)
        for name, annotation in _TALK.items()
    ]
    run.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return run


class _Typed(NamedTuple):
    """The type of the option for a field whose type Typer cannot read, and how to convert its value."""

    kind: Any
    read: Callable[[Any], Any]


def _pairs(texts: list[str] | None) -> dict[str, str]:
    """Read `FIELD=COLUMN,…`."""
    mapping: dict[str, str] = {}
    for pair in (part for text in texts or () for part in text.split(",")):
        field, equals, column = pair.partition("=")
        if not (field.strip() and equals and column.strip()):
            raise ParameterError("columns", pair, "FIELD=COLUMN, as in date=Datum,place=Ort")
        if mapping.setdefault(field.strip(), column.strip()) != column.strip():
            raise ParameterError("columns", pair, f"{field.strip()} only once; it is {mapping[field.strip()]} too")
    return mapping


_OTHER_TYPES: Mapping[Any, _Typed] = {
    tuple[str, ...]: _Typed(list[str] | None, lambda texts: tuple(texts or ())),
    Mapping[str, str] | None: _Typed(list[str] | None, _pairs),
    str | Path | None: _Typed(str | None, lambda text: text),
}
"""Field types that Typer cannot read by itself → their option type."""


def _parameters(kind: type) -> list[inspect.Parameter]:
    """Return one option for each field, declared for Typer."""
    described, parameters = get_type_hints(kind, include_extras=True), []
    for field in dataclasses.fields(kind):
        field_type, option = get_args(described[field.name])
        typed = _OTHER_TYPES.get(field_type)
        declared = typer.Option(
            flag(field.name),
            metavar=option.placeholder or None,
            help=option.words,
            rich_help_panel=_PANELS[kind],
            autocompletion=completer(option.values) if option.values else None,
        )
        annotation: Any = Annotated[typed.kind if typed else field_type, declared]
        default = None if typed else field.default
        parameters.append(
            inspect.Parameter(field.name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)
        )
    return parameters


def _made(kind: type, values: Mapping[str, Any]) -> Any:
    """Return the dataclass, built from the values of its options."""
    other = {name: _OTHER_TYPES.get(field_type) for name, field_type in get_type_hints(kind).items()}
    return kind(**{name: form.read(value) if (form := other[name]) else value for name, value in values.items()})
