"""Check the kinds of the arguments of the Python functions; a wrong kind raises an error with a plain sentence."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from numbers import Integral, Real
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from gazetteer import Gazetteer
from mapper.errors import ParameterError

__all__ = ["Names", "check_file", "check_gazetteer", "check_kind", "check_kinds", "check_sources", "in_tuple"]

Names = str | Iterable[str]
"""One name, or several."""


def in_tuple(value: object) -> tuple[Any, ...]:
    """Return one value or several as a tuple; text is one value.

    >>> in_tuple("JNIM"), in_tuple(["JNIM", "FLA"]), in_tuple(5)
    (('JNIM',), ('JNIM', 'FLA'), (5,))
    """
    if isinstance(value, Iterable) and not isinstance(value, str | bytes | Mapping):
        return tuple(value)
    return (value,)


def check_kinds(options: object) -> None:
    """Raise ParameterError for the first field of a dataclass whose value is not of the annotated kind, or not in its
    closed list.
    """
    of: Any = type(options)
    for name, (kind, example) in _fields(of).items():
        check_kind(name, getattr(options, name), kind, example)


def check_kind(name: str, value: object, kind: Any, example: str = "") -> None:
    """Raise ParameterError if the value of a parameter is of another kind; `example` is a valid value for the message.

    >>> check_kind("month", (5,), tuple[str, ...], "YYYY-MM")
    Traceback (most recent call last):
    ...
    mapper.errors.ParameterError: month: cannot read '5'; give text (YYYY-MM), or a list of such
    """
    kinds = get_args(kind) if get_origin(kind) in (Union, UnionType) else (kind,)
    if any(_is_of(value, one) for one in kinds):
        return
    [first, *_] = kinds
    if get_origin(first) is Literal:
        raise ParameterError(name, str(value)[:_SHOWN], f"one of {', '.join(get_args(first))}")
    wanted = _WANTED.get(Path if Path in kinds else get_origin(first) or first, "text")
    said = f" ({example})" if example and wanted.startswith("text") else ""
    several = in_tuple(value) if get_origin(first) is tuple else ()
    shown = next((one for one in several if not isinstance(one, str)), value)
    raise ParameterError(name, str(shown)[:_SHOWN] or repr(shown), wanted.replace("text", f"text{said}", 1))


def check_file(name: str, value: object) -> None:
    """Raise ParameterError unless a value is the name of a file.

    >>> check_file("target", 5)
    Traceback (most recent call last):
    ...
    mapper.errors.ParameterError: target: cannot read '5'; give the name of a file
    """
    check_kind(name, value, str | Path)


def check_gazetteer(value: object) -> None:
    """Raise ParameterError unless the gazetteer is None, for the shipped one, or an open gazetteer.

    >>> check_gazetteer("GeoNames")
    Traceback (most recent call last):
    ...
    mapper.errors.ParameterError: gazetteer: cannot read 'GeoNames'; give what `gazetteer.Gazetteer.open()` returns
    """
    if not isinstance(value, Gazetteer | None):
        raise ParameterError("gazetteer", str(value)[:_SHOWN], "what `gazetteer.Gazetteer.open()` returns")


def check_sources(sources: Sequence[object]) -> None:
    """Raise ParameterError if there is no source, or if one is neither the name of a file nor a frame.

    >>> check_sources([])
    Traceback (most recent call last):
    ...
    mapper.errors.ParameterError: sources: give at least one file, dossier folder or frame
    """
    import pandas as pd

    if not sources:
        raise ParameterError("sources", "", "at least one file, dossier folder or frame")
    for source in sources:
        if not isinstance(source, str | Path | pd.DataFrame):
            wanted = "names of files and folders, or frames, each as an argument of its own: read(*names) for a list"
            raise ParameterError("sources", repr(source)[:_SHOWN], wanted)


_SHOWN = 80
_WANTED = {
    Path: "the name of a file",
    Mapping: "a mapping of names to text",
    bool: "True or False",
    int: "a whole number",
    float: "a number",
    str: "text",
    tuple: "text, or a list of such",
}


def _is_of(value: object, kind: Any) -> bool:
    """Tell whether a value is of a kind; a bool is not a number here, and any path is the name of a file."""
    of = get_origin(kind) or kind
    if of is tuple:
        return isinstance(value, tuple) and all(isinstance(one, str) for one in value)
    if of is int:
        return isinstance(value, Integral) and not isinstance(value, bool)
    if of is float:
        return isinstance(value, Real) and not isinstance(value, bool)
    if of is Literal:
        return value in get_args(kind)
    return isinstance(value, os.PathLike if of is Path else of)


@cache
def _fields(options: Any) -> dict[str, tuple[Any, str]]:
    """Return the kind of each field, and its placeholder on the command line."""
    hints = get_type_hints(options, include_extras=True)
    return {
        name: (get_args(hint)[0], get_args(hint)[1].placeholder)
        for name, hint in hints.items()
        if get_origin(hint) is Annotated
    }
