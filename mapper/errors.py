"""Every error the mapper raises on purpose.

    MapperError
     ├─ SourceError            (also OSError)     a source cannot be opened or is not what its name says
     │   └─ SourceMissingError (also FileNotFoundError)   there is none of that name
     ├─ FormatError            (also ValueError)  a table has no columns that make it an event table
     ├─ StrictError            (also ValueError)  `--strict` and the sources have faults
     ├─ UnknownNameError       (also LookupError) an actor, type or source that the dossier does not have
     ├─ FilterValueError       (also ValueError)  a filter's value cannot be read
     ├─ EmptySelectionError    (also LookupError) a filter that leaves no event
     ├─ OutputError            (also OSError)     a file cannot be written
     └─ BundleMissingError     (also RuntimeError) the viewer bundle was not built

Each message is one sentence that names what, where and how to mend it, so the command line prints it as it is.

>>> issubclass(UnknownNameError, LookupError) and issubclass(UnknownNameError, MapperError)
True
"""

from __future__ import annotations

from collections.abc import Sequence

from gazetteer.errors import Fault

__all__ = [
    "BundleMissingError",
    "EmptySelectionError",
    "Fault",
    "FilterValueError",
    "FormatError",
    "MapperError",
    "OutputError",
    "SourceError",
    "SourceMissingError",
    "StrictError",
    "UnknownNameError",
]


class MapperError(Exception):
    """Root of every error the mapper raises on purpose."""


class SourceError(MapperError, OSError):
    """A source cannot be opened, or its bytes are not what they claim to be."""


class SourceMissingError(SourceError, FileNotFoundError):
    """There is no file or folder of that name."""


class FormatError(MapperError, ValueError):
    """A table was read but has no columns that make it an event table."""


class StrictError(MapperError, ValueError):
    """Faults were found and the caller asked that any fault be fatal.

    >>> StrictError([Fault("a.csv", 2, "place", "", "empty", "fill it in")]).faults[0].line
    2
    """

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        count = len(self.faults)
        super().__init__(
            f"{count} fault{'' if count == 1 else 's'} and --strict was asked for; the first: {self.faults[0]}"
        )


class UnknownNameError(MapperError, LookupError):
    """A name that the dossier does not have, with the nearest ones that it has.

    >>> str(UnknownNameError("actor", "Wagnr", ["Wagner Group"]))
    "no actor called 'Wagnr'; the nearest known: Wagner Group"
    """

    def __init__(self, kind: str, name: str, nearest: Sequence[str]) -> None:
        self.kind, self.name, self.nearest = kind, name, tuple(nearest)
        listing = "mapper actors" if kind == "actor" else "mapper list --json"
        hint = f"the nearest known: {', '.join(self.nearest)}" if nearest else f"see `{listing}` for those it has"
        super().__init__(f"no {kind} called {name!r}; {hint}")


class FilterValueError(MapperError, ValueError):
    """The value of a filter cannot be read.

    >>> str(FilterValueError("--from", "2025-13", "a date such as 2025, 2025-06 or 2025-06-15"))
    "--from: cannot read '2025-13'; give a date such as 2025, 2025-06 or 2025-06-15"
    """

    def __init__(self, option: str, value: str, wanted: str) -> None:
        self.option, self.value, self.wanted = option, value, wanted
        super().__init__(f"{option}: cannot read {value!r}; give {wanted}")


class EmptySelectionError(MapperError, LookupError):
    """A filter left no event; `condition` is the one that emptied it.

    >>> EmptySelectionError("--month 1999-01", 12).condition
    '--month 1999-01'
    """

    def __init__(self, condition: str, before: int) -> None:
        self.condition, self.before = condition, before
        super().__init__(
            f"no event is left: {condition} matches none of the {before} before it (--allow-empty goes on anyway)"
        )


class OutputError(MapperError, OSError):
    """A file cannot be written; an older file of that name is left as it was."""


class BundleMissingError(MapperError, RuntimeError):
    """The browser part of the map was not built into this installation."""
