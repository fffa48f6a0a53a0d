"""Every error the mapper raises on purpose.

    MapperError
     ├─ SourceError            (also OSError)     a source cannot be opened or is not what its name says
     │   └─ SourceMissingError (also FileNotFoundError)   there is no source of that name
     ├─ FormatError            (also ValueError)  a table has no columns that make it an event table
     ├─ StrictError            (also ValueError)  strict reading was asked for and the sources have faults
     ├─ UnknownNameError       (also LookupError) an actor, type or source that the dossier does not have
     ├─ ParameterError         (also ValueError)  the value of a parameter cannot be read
     ├─ EmptySelectionError    (also LookupError) a filter that leaves no event
     ├─ OutputError            (also OSError)     a file cannot be written
     └─ BundleMissingError     (also RuntimeError) the viewer bundle was not built

Each message is one sentence that names what, where and how to mend it, in the words of the Python interface. The
errors carry their parts, from which the command line makes sentences with its own options (`mapper/cli/mistakes.py`).

>>> issubclass(UnknownNameError, LookupError) and issubclass(UnknownNameError, MapperError)
True
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from gazetteer.errors import Fault

__all__ = [
    "BundleMissingError",
    "EmptySelectionError",
    "Fault",
    "FormatError",
    "MapperError",
    "OutputError",
    "ParameterError",
    "SourceError",
    "SourceMissingError",
    "StrictError",
    "UnknownNameError",
]


class MapperError(Exception):
    """Root of every error the mapper raises on purpose.

    Attributes
    ----------
    problem, remedy
        What is wrong, and how to mend it (`""` if the problem already says so). The remedy has parameters in
        backquotes.

    >>> str(FormatError("a.csv: not an ACLED table", "leave `form` out"))
    'a.csv: not an ACLED table; leave `form` out'
    """

    def __init__(self, problem: str, remedy: str = "") -> None:
        self.problem, self.remedy = problem, remedy
        super().__init__("; ".join(filter(None, (problem, remedy))))

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle the attributes too, whatever the arguments of the class are."""
        return _rebuilt, (type(self), self.args, self.__dict__)


def _rebuilt(kind: type[MapperError], arguments: tuple[Any, ...], parts: Mapping[str, Any]) -> MapperError:
    error = kind.__new__(kind)
    error.args = arguments
    error.__dict__.update(parts)
    return error


class SourceError(MapperError, OSError):
    """A source cannot be opened, or its bytes are not what they claim to be."""


class SourceMissingError(SourceError, FileNotFoundError):
    """There is no file or folder of that name."""


class FormatError(MapperError, ValueError):
    """A table was read but has no columns that make it an event table."""


class StrictError(MapperError, ValueError):
    """Faults were found, and the caller asked for any fault to be fatal.

    >>> StrictError([Fault("a.csv", 2, "place", "", "empty", "fill it in")]).faults[0].line
    2
    """

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        count = len(self.faults)
        super().__init__(
            f"{count} fault{'' if count == 1 else 's'}, and strict reading allows none; the first: {self.faults[0]}"
        )


class UnknownNameError(MapperError, LookupError):
    """A name that the dossier does not have, with the nearest names that it has.

    `kind` says what the name should mean: actor, draft, field of claims, type, source or tile service.

    >>> str(UnknownNameError("actor", "Wagnr", ["Wagner Group"]))
    "no actor called 'Wagnr'; the nearest known: Wagner Group"
    >>> str(UnknownNameError("actor", "Wagnr", []))
    "no actor called 'Wagnr'; `dossier.actors` lists those it has"
    """

    def __init__(self, kind: str, name: str, nearest: Sequence[str]) -> None:
        self.kind, self.name, self.nearest = kind, name, tuple(nearest)
        known = f"the nearest known: {', '.join(self.nearest)}"
        super().__init__(f"no {kind} called {name!r}", known if nearest else f"`{_LISTED[kind]}` lists those it has")


_LISTED = {
    "actor": "dossier.actors",
    "draft": "drafts/events.csv",
    "field of claims": "dossier.claims",
    "source": "dossier.sources",
    "tile service": "xyzservices.providers",
    "type": "dossier.events",
}
"""Where a user of Python finds the names of each kind."""


class ParameterError(MapperError, ValueError):
    """The value of a parameter cannot be read, or is missing (`value` is `""`).

    >>> str(ParameterError("from_", "2025-13", "a date such as 2025, 2025-06 or 2025-06-15"))
    "from_: cannot read '2025-13'; give a date such as 2025, 2025-06 or 2025-06-15"
    """

    def __init__(self, parameter: str, value: str, wanted: str) -> None:
        super().__init__(f"cannot read {value!r}" if value else "", f"give {wanted}")
        self.parameter, self.value, self.wanted = parameter, value, wanted

    def __str__(self) -> str:
        return f"{self.parameter}: {super().__str__()}"


class EmptySelectionError(MapperError, LookupError):
    """A filter left no event; `condition` has the parameters and values of the condition that left none.

    `nearest` are the most similar names, if the dossier does not have the names of the condition.

    >>> str(EmptySelectionError({"place": ("Kidl",)}, 12, ["Kidal"]))
    "no event is left: place=('Kidl',) matches none of the 12 events that were left till then; the nearest known: Kidal"
    """

    def __init__(self, condition: Mapping[str, object], before: int, nearest: Sequence[str] = ()) -> None:
        self.condition, self.before, self.nearest = dict(condition), before, tuple(nearest)
        words = ", ".join(f"{name}={value!r}" for name, value in condition.items())
        known = f"the nearest known: {', '.join(self.nearest)}" if nearest else ""
        super().__init__(
            f"no event is left: {words} matches none of the {before:,} events that were left till then", known
        )


class OutputError(MapperError, OSError):
    """A file cannot be written; an older file of that name is left as it was."""


class BundleMissingError(MapperError, RuntimeError):
    """The browser part of the map was not built into this installation."""
