"""Errors of use as one sentence in terms of the command line: options instead of Python parameters."""

from __future__ import annotations

import json
import re
from collections import Counter
from shlex import quote
from typing import TYPE_CHECKING, Any

from typer.core import TyperCommand

from gazetteer.errors import DownloadError
from mapper.errors import EmptySelectionError, MapperError, ParameterError, UnknownNameError
from mapper.options import Conditions, flag, typed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from typer.exceptions import TyperException

__all__ = ["OnceCommand", "in_options", "misuse", "sentence"]

_PARAMETER = re.compile(r"`(\w+)`")
_MAPPING = re.compile(r"`(\w+)=(\{.*\})`")
"""A parameter with its value, names and texts as Python and JSON write them: `columns={"place": "Ort"}`."""
_LISTED = {
    "actor": "`mapper actors`",
    "draft": "`mapper draft --list`",
    "tile service": "the package xyzservices",
}
"""The command that lists the names of a kind; by default `mapper list --json`."""


def sentence(error: Exception) -> str:
    """Return what went wrong and how to fix it.

    >>> sentence(ParameterError("to", "2024", "a date that is not before 2025, where `from_` begins"))
    "--to: cannot read '2024'; give a date that is not before 2025, where --from begins"
    """
    if isinstance(error, EmptySelectionError):
        known = f"; the nearest known: {', '.join(error.nearest)}" if error.nearest else ""
        return (
            f"no event is left: {typed(error.condition)} matches none of the {error.before:,} events that "
            f"were left till then (--allow-empty goes on anyway){known}"
        )
    if isinstance(error, UnknownNameError) and not error.nearest:
        listed = _LISTED.get(error.kind, "`mapper list --json`")
        return f"{error.problem}; {_several(error.kind, error.name) or f'see {listed} for those it has'}"
    if isinstance(error, DownloadError) and error.exists:
        file = error.url.rpartition("/")[2]
        return (
            f"{error} Or fetch that file with a browser, on any machine, and give its path: mapper gazetteer add {file}"
        )
    if not isinstance(error, MapperError):
        return str(error)
    if isinstance(error, ParameterError):
        remedy = _several(error.parameter, error.value) or in_options(error.remedy)
        return f"{flag(error.parameter)}: {'; '.join(filter(None, (error.problem, remedy)))}"
    return "; ".join(filter(None, (error.problem, in_options(error.remedy))))


def _several(name: str, value: str) -> str:
    """Return how to give several values if they were joined by commas, else `""`.

    >>> _several("country", "ML, NG")
    'give several as --country ML --country NG'
    """
    parts = [part.strip() for part in value.split(",") if part.strip()]
    if getattr(Conditions(), name, "") != () or len(parts) < 2:  # the filter takes one value, or has only one
        return ""
    return f"give several as {' '.join(f'{flag(name)} {quote(part)}' for part in parts)}"


_PLAIN = {"is not a valid int": "is not a whole number", "is not a valid float": "is not a number"}
"""Typer's words that name Python types → our words."""


_OPTIONS_MEANT = {
    "--from": ("--after", "--begin", "--date", "--period", "--since", "--start", "--year"),
    "--to": ("--before", "--date", "--end", "--period", "--till", "--until", "--year"),
    "--admin1": ("--department", "--governorate", "--province", "--region", "--state"),
    "--admin2": ("--cercle", "--county", "--district"),
    "--text": ("--admin3", "--commune", "--search"),
    "--lang": ("--french", "--language", "--locale"),
    "--output": ("--file", "--out", "--save"),
    "--colour-by": ("--by",),
    "--measure": ("--size", "--size-by"),
    "--title": ("--heading", "--name"),
}
"""Option → names that users may type for it."""
_COMMANDS_MEANT = {
    "check": ("errors", "lint", "report", "validate", "verify"),
    "export": ("convert", "save", "write"),
    "init": ("create", "new"),
    "list": ("events", "find", "ls", "search"),
    "map": ("draw", "plot", "render"),
    "place": ("geocode", "locate", "places"),
    "summary": ("count", "counts", "stats", "total", "totals"),
}
"""Command → names that users may type for it."""
_NO_COMMAND = re.compile(r"No such command '([^']*)'")


def _meant(word: str, names: dict[str, tuple[str, ...]]) -> list[str]:
    return [name for name, others in names.items() if word in others]


def _no_option(option: str, possible: Sequence[str], context: Any) -> str:
    """Return a sentence: the command has no such option, and which of its options may be meant."""
    from mapper.model.text import nearest

    has = {name for parameter in context.command.params for name in parameter.opts} if context else set()
    near = [name for name in _meant(option, _OPTIONS_MEANT) if name in has] or nearest(option, possible)
    return f"there is no option {option}" + (f"; is {' or '.join(near)} meant?" if near else "")


def misuse(error: TyperException) -> str:
    """Return a sentence from Typer's error: what was typed wrongly, and which help describes the right use."""
    words = error.format_message()
    if option := getattr(error, "option_name", ""):
        words = _no_option(option, getattr(error, "possibilities", None) or (), getattr(error, "ctx", None))
    if (found := _NO_COMMAND.search(words)) and (near := _meant(found[1], _COMMANDS_MEANT)):
        words = f"{found[0]}. Did you mean {near[0]!r}?"
    for typers, ours in _PLAIN.items():
        words = words.replace(typers, ours)
    context = getattr(error, "ctx", None)
    told = f"`{context.command_path if context else 'mapper'} --help`"
    return words and f"{words.rstrip('.')}{'' if words.endswith('?') else ';'} see {told}"


def in_options(text: str) -> str:
    """Return a text of ours with parameters replaced by options.

    >>> in_options("leave `form` out")
    'leave --format out'
    >>> in_options('correct them with `columns={"date": "Datum", "place": "Ort"}`')
    'correct them with --map "date=Datum,place=Ort"'
    """
    text = _MAPPING.sub(lambda found: f'{flag(found[1])} "{_pairs(found[2])}"', text)
    return _PARAMETER.sub(lambda found: flag(found[1]), text)


def _pairs(mapping: str) -> str:
    return ",".join(f"{name}={value}" for name, value in json.loads(mapping).items())


class OnceCommand(TyperCommand):
    """A command that refuses a single-valued option given twice: Typer would silently forget the first."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse the arguments; fail if an option with one value is given more than once."""
        _, _, order = self.make_parser(ctx).parse_args(args=list(args))
        for option, times in Counter(order).items():
            is_single = option.param_type_name == "option" and not getattr(option, "multiple", False)
            if times > 1 and is_single and not getattr(option, "is_flag", False) and not ctx.resilient_parsing:
                ctx.fail(f"{option.opts[0]} is given {times} times, and has one value")
        return super().parse_args(ctx, args)
