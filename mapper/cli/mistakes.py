"""A user's mistake as one sentence in the words of the command line: options where Python has parameters."""

from __future__ import annotations

import re

from mapper.errors import EmptySelectionError, MapperError, ParameterError, UnknownNameError
from mapper.options import flag, typed

__all__ = ["in_options", "sentence"]

_PARAMETER = re.compile(r"`(\w+)`")
_LISTED = {"actor": "mapper actors"}
"""The command that lists the names of a kind; `mapper list --json` has all others."""


def sentence(error: Exception) -> str:
    """Return what went wrong and how to mend it.

    >>> sentence(ParameterError("to", "2024", "a date that is not before 2025, where `from_` begins"))
    "--to: cannot read '2024'; give a date that is not before 2025, where --from begins"
    """
    if isinstance(error, EmptySelectionError):
        return (
            f"no event is left: {typed(error.condition)} matches none of the {error.before} before it "
            "(--allow-empty goes on anyway)"
        )
    if isinstance(error, UnknownNameError) and not error.nearest:
        return f"{error.problem}; see `{_LISTED.get(error.kind, 'mapper list --json')}` for those it has"
    if not isinstance(error, MapperError):
        return str(error)
    told = "; ".join(filter(None, (error.problem, in_options(error.remedy))))
    return f"{flag(error.parameter)}: {told}" if isinstance(error, ParameterError) else told


def in_options(text: str) -> str:
    """Return a text of ours with options in place of the parameters that it names.

    >>> in_options("leave `form` out")
    'leave --format out'
    """
    return _PARAMETER.sub(lambda found: flag(found[1]), text)
