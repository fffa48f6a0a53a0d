"""The tree of errors: one root, leaves that carry their data.

    GazetteerError
    ├── FileError (OSError)              a file of the user's cannot be opened, or is not what it seems
    │   ├── MissingFileError (FileNotFoundError)  there is none of that name
    │   └── DumpError (ValueError)       it is not a usable GeoNames dump
    ├── TableError (ValueError)          a file is no table, or the table has faults: all of them at once
    ├── UnknownCountryError (LookupError)  neither an ISO code nor a known country name
    ├── ArgumentError (ValueError)       an argument of a function is not of the kind that it takes
    ├── CacheError (OSError)             the cache folder or an index in it cannot be used
    ├── DownloadError (OSError)          a dump could not be fetched
    ├── CoordinatesError (ValueError)    a text is no position, or can be read as several
    └── OnlineError (OSError)            the online geocoder did not answer usefully
        └── QuotaExceededError           … because it was asked too often

Each message is one sentence or two: what, where, and how to mend it.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Literal, NamedTuple

__all__ = [
    "ArgumentError",
    "CacheError",
    "CoordinatesError",
    "DownloadError",
    "DumpError",
    "Fault",
    "FileError",
    "GazetteerError",
    "MissingFileError",
    "OnlineError",
    "QuotaExceededError",
    "TableError",
    "UnknownCountryError",
    "shortened",
    "unit_of",
]


_SHOWN = 60  # characters of a value


class Fault(NamedTuple):
    """One thing wrong with one value or row of a table.

    Attributes
    ----------
    file, line
        Where: the file as the user named it, and the line the row begins on (1 is the header; 0 the file itself).
    field, value
        The column and its cell as written; "" if the whole row or file is wrong.
    reason, remedy
        Why it cannot be used, and how to mend it.

    >>> print(Fault("events.csv", 3, "event_date", "2025-13", "not a calendar date", "write YYYY-MM-DD"))
    events.csv, line 3, event_date: '2025-13' is not a calendar date; write YYYY-MM-DD
    >>> len(str(Fault("events.csv", 1, "a column of that name" * 1000, "", "empty", "fill it"))) < 300
    True
    """

    file: str
    line: int
    field: str
    value: str
    reason: str
    remedy: str

    def __str__(self) -> str:
        line = f"{unit_of(self.file)} {self.line}" if self.line else ""
        where = ", ".join(filter(None, (self.file, line, shortened(self.field))))
        what = f"{shortened(self.value)!r} is {self.reason}" if self.value else self.reason
        return f"{where}: {what}; {self.remedy}"


_FEATURES = (".geojson", ".kml", ".kmz", ".gpx", ".gpkg", ".shp", ".fgb")
_RECORDS = (".json", ".parquet")


def unit_of(file: str) -> Literal["line", "feature", "record"]:
    """Return the unit in which the rows of a file are counted, by its name: text files have lines, others do not.

    >>> unit_of("events.csv"), unit_of("events.geojson.gz"), unit_of("events.json")
    ('line', 'feature', 'record')
    """
    name = file.lower().removesuffix(".gz").removesuffix(".zip")
    return "feature" if name.endswith(_FEATURES) else "record" if name.endswith(_RECORDS) else "line"


def shortened(text: str) -> str:
    """Return a text of a file for a message, cut if it is long.

    >>> len(shortened("a" * 5000)) < 200
    True
    """
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


class GazetteerError(Exception):
    """Root of every error that this package raises on purpose.

    >>> issubclass(TableError, GazetteerError) and issubclass(TableError, ValueError)
    True
    """


class FileError(GazetteerError, OSError):
    """A file that the user gave cannot be opened, or its bytes are not what they seem; `name` is as the user gave it.

    >>> str(FileError("villages.zip", "protected by a password", remedy="unpack it first"))
    'villages.zip: protected by a password; unpack it first'
    """

    def __init__(self, name: str, reason: str, *, remedy: str) -> None:
        self.name, self.reason, self.remedy = name, reason, remedy
        super().__init__(f"{name}: {reason}; {remedy}")


class MissingFileError(FileError, FileNotFoundError):
    """There is no file of that name."""


class TableError(GazetteerError, ValueError):
    """A file is no table, or the table has faults that keep it from being used; `faults` holds them all.

    `sentences` words them, one for each kind of fault. The message has one line for each sentence.

    >>> str(TableError([Fault("p.csv", 2, "name", "", "empty", "write the place's name")]))
    "p.csv, line 2, name: empty; write the place's name"
    """

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        alike: dict[tuple[str, ...], list[Fault]] = {}
        for fault in self.faults:
            alike.setdefault((fault.file, fault.field, fault.reason, fault.remedy), []).append(fault)
        said = [str(first) + _on_other_lines(others) for first, *others in alike.values()]
        more = len(said) - _SENTENCES
        self.sentences = (*said[:_SENTENCES], *([f"… and {more} more kinds of faults"] if more > 0 else ()))
        super().__init__("\n".join(self.sentences))


_SENTENCES = 20
_LINES = 5  # that are named of faults of one kind


def _on_other_lines(faults: list[Fault]) -> str:
    """Return in brackets the other lines with a fault of the same kind."""
    lines = list(dict.fromkeys(fault.line for fault in faults))
    if not lines:
        return ""
    unit = unit_of(faults[0].file)
    shown = ", ".join(map(str, lines[:_LINES])) + (f" and {len(lines) - _LINES} more" if len(lines) > _LINES else "")
    return f" (also {'on' if unit == 'line' else 'in'} {unit}{'s' if len(lines) > 1 else ''} {shown})"


class DumpError(FileError, ValueError):
    """A file is not a usable GeoNames dump.

    >>> str(DumpError("ML.zip", "holds no places", remedy="fetch it again"))
    'ML.zip: holds no places; fetch it again'
    """


class UnknownCountryError(GazetteerError, LookupError):
    """A country was named that is neither an ISO code nor a known name.

    >>> str(UnknownCountryError("Atlantis"))
    "'Atlantis' is no country we know: use an ISO 3166 code such as ML, or an English or French name."
    """

    def __init__(self, country: str) -> None:
        self.country = country
        super().__init__(
            f"{country!r} is no country we know: use an ISO 3166 code such as ML, or an English or French name."
        )


class ArgumentError(GazetteerError, ValueError):
    """An argument is not of the kind that a function takes.

    >>> str(ArgumentError("threshold", 2, "a number from 0 to 1"))
    'threshold: cannot read 2; give a number from 0 to 1'
    """

    def __init__(self, argument: str, value: object, wanted: str) -> None:
        self.argument, self.value, self.wanted = argument, value, wanted
        super().__init__(f"{argument}: cannot read {shortened(repr(value))}; give {wanted}")


class CacheError(GazetteerError, OSError):
    """The cache folder, or an index in it, cannot be used.

    >>> CacheError(Path("/nowhere"), "cannot be written").path.name
    'nowhere'
    """

    def __init__(self, path: Path, reason: str) -> None:
        self.path = path
        super().__init__(f"{path} {reason}: choose another folder with the environment variable CONFLICT_MAPPER_CACHE.")


class CoordinatesError(GazetteerError, ValueError):
    """A text is no position, or can be read as several.

    `code` is `no-degrees`, `no-position`, `several-positions`, `band-or-south` (UTM whose S has two meanings) or
    `no-zone` (a square of MGRS without the zone that it is in).

    >>> CoordinatesError("no-position").code
    'no-position'
    """

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(f"The text is not read as coordinates: {code}.")


class DownloadError(GazetteerError, OSError):
    """A dump could not be fetched. `exists` is False where the server says that it has none at that address.

    >>> str(DownloadError("https://example.org/ML.zip", "the server answered 404"))
    'https://example.org/ML.zip could not be downloaded: the server answered 404.'
    """

    def __init__(self, url: str, reason: str, *, exists: bool = True) -> None:
        self.url, self.reason, self.exists = url, reason, exists
        super().__init__(f"{url} could not be downloaded: {reason}.")


class OnlineError(GazetteerError, OSError):
    """The online geocoder did not answer usefully.

    >>> OnlineError("timed out").reason
    'timed out'
    """

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(f"The online geocoder did not answer: {reason}.")


class QuotaExceededError(OnlineError):
    """The online geocoder asks us to wait; `retry_after` is in seconds, or None if it did not say.

    >>> QuotaExceededError(retry_after=30).retry_after
    30
    """

    def __init__(self, *, retry_after: int | None) -> None:
        self.retry_after = retry_after
        when = "later" if retry_after is None else f"in {retry_after} seconds"
        super().__init__(f"too many requests; try again {when}")
