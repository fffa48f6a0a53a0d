"""The tree of errors: one root, leaves that carry their data.

    GazetteerError
    ├── TableError (ValueError)          a table of places has faults: all of them at once
    ├── DumpError (ValueError)           a file is not a usable GeoNames dump
    ├── UnknownCountryError (LookupError)  neither an ISO code nor a known country name
    ├── CacheError (OSError)             the cache folder or an index in it cannot be used
    ├── DownloadError (OSError)          a dump could not be fetched
    └── OnlineError (OSError)            the online geocoder did not answer usefully
        └── QuotaExceededError           … because it was asked too often

Each message is one sentence or two: what, where, and how to mend it.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

__all__ = [
    "CacheError",
    "DownloadError",
    "DumpError",
    "Fault",
    "GazetteerError",
    "OnlineError",
    "QuotaExceededError",
    "TableError",
    "UnknownCountryError",
]


_SHOWN = 80  # characters of a value


class Fault(NamedTuple):
    """One thing wrong in a table.

    >>> print(Fault("places.csv", 3, "latitude", "91", "is not between -90 and 90"))
    places.csv, line 3, latitude: '91' is not between -90 and 90
    """

    file: str
    line: int
    field: str
    value: str
    reason: str

    def __str__(self) -> str:
        value = self.value if len(self.value) <= _SHOWN else self.value[:_SHOWN] + "…"
        return f"{self.file}, line {self.line}, {self.field}: {value!r} {self.reason}"


class GazetteerError(Exception):
    """Root of every error this package raises on purpose.

    >>> issubclass(TableError, GazetteerError) and issubclass(TableError, ValueError)
    True
    """


class TableError(GazetteerError, ValueError):
    """A table of places has faults; `faults` holds them all.

    >>> str(TableError([Fault("p.csv", 2, "name", "", "is empty")]))
    "p.csv, line 2, name: '' is empty"
    """

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = tuple(faults)
        shown = [str(fault) for fault in faults[:20]]
        if len(faults) > len(shown):
            shown.append(f"… and {len(faults) - len(shown)} more faults")
        super().__init__("\n".join(shown))


class DumpError(GazetteerError, ValueError):
    """A file is not a usable GeoNames dump.

    >>> str(DumpError(Path("ML.zip"), "is truncated", remedy="download it again"))
    'ML.zip is truncated: download it again.'
    """

    def __init__(self, path: Path, reason: str, *, remedy: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(f"{path.name} {reason}: {remedy}.")


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


class CacheError(GazetteerError, OSError):
    """The cache folder, or an index in it, cannot be used.

    >>> CacheError(Path("/nowhere"), "cannot be written").path.name
    'nowhere'
    """

    def __init__(self, path: Path, reason: str) -> None:
        self.path = path
        super().__init__(f"{path} {reason}: choose another folder with the environment variable CONFLICT_MAPPER_CACHE.")


class DownloadError(GazetteerError, OSError):
    """A dump could not be fetched.

    >>> str(DownloadError("https://example.org/ML.zip", "the server answered 404"))
    'https://example.org/ML.zip could not be downloaded: the server answered 404.'
    """

    def __init__(self, url: str, reason: str) -> None:
        self.url = url
        self.reason = reason
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
