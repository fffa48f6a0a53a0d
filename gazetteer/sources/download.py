"""Download GeoNames' country dumps; an interrupted download is resumed."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from gazetteer.countries import country_code
from gazetteer.errors import DownloadError, UnknownCountryError

if TYPE_CHECKING:
    from http.client import HTTPResponse

__all__ = ["GEONAMES", "Progress", "download_dump"]

#: Where GeoNames offers its dumps, CC BY 4.0.
GEONAMES = "https://download.geonames.org/export/dump/"
_USER_AGENT = "conflict-event-mapper gazetteer"
_CHUNK = 2**16
_MOST_BYTES = 2**29
"""The largest country's dump, that of the United States, has about 70 million bytes."""
_LEAST_RATE = 200.0
"""The average bytes a second below which a server counts as not answering."""

_PARTIAL, _NOT_SATISFIABLE = 206, 416
_NOT_FOUND = 404
_ANSWERS = {_NOT_FOUND: "there is no dump of this country", 403: "access is refused"}

Progress = Callable[[int, int | None], None]


def download_dump(
    country: str, folder: Path, *, server: str = GEONAMES, progress: Progress | None = None, timeout: float = 30.0
) -> Path:
    """Fetch the dump of a country (code or name) into `folder` and return its path.

    What arrived before a break stays in a `.part` file, and the next call asks only for the rest, if the server still
    has the same file. `progress` is called with the bytes so far and the bytes in all
    (None if the server does not say). `timeout` is in seconds, for each answer of the server.

    Raises
    ------
    UnknownCountryError
        No such country.
    DownloadError
        No connection, another answer than the file, or the download broke off: the message says which.

    >>> download_dump("Atlantis", Path())
    Traceback (most recent call last):
    gazetteer.errors.UnknownCountryError: 'Atlantis' is no country we know: ...
    """
    from http.client import HTTPException
    from urllib.error import HTTPError

    code = country_code(country)
    if not code:
        raise UnknownCountryError(country)
    url = f"{server}{code}.zip"
    folder.mkdir(parents=True, exist_ok=True)
    target, part, mark = folder / f"{code}.zip", folder / f"{code}.zip.part", folder / f"{code}.zip.mark"
    try:
        with _request(url, part, mark, timeout) as response:
            if response.status != _PARTIAL:  # the server sends the whole file: the part was of another version
                part.unlink(missing_ok=True)
            version = response.headers.get("ETag") or response.headers.get("Last-Modified") or ""
            mark.write_text(version, encoding="latin-1", errors="replace")
            total = _receive(response, part, url, progress, timeout)
    except (OSError, HTTPException) as error:
        if (
            getattr(error, "code", None) == _NOT_SATISFIABLE
        ):  # the part is longer than the file: it was of another version
            part.unlink(missing_ok=True)
        if isinstance(error, HTTPError):
            error.close()
        raise _explained(url, error, timeout) from error
    done = part.stat().st_size
    if total is not None and done != total:
        raise DownloadError(url, f"it broke off after {done:,} of {total:,} bytes; run it again to go on")
    part.replace(target)
    mark.unlink(missing_ok=True)
    return target


def _explained(url: str, error: Exception, timeout: float) -> DownloadError:
    """Return the error that explains a failure."""
    if isinstance(error, DownloadError):
        return error
    code, reason = getattr(error, "code", None), getattr(error, "reason", error)
    if code == _NOT_SATISFIABLE:
        return DownloadError(url, "the file has changed on the server; run it again")
    if code is not None:
        reason = f"the server answered {code} ({_ANSWERS.get(code, 'try again later')})"
        return DownloadError(url, reason, exists=code != _NOT_FOUND)
    if isinstance(error, TimeoutError) or isinstance(reason, TimeoutError):
        return DownloadError(url, f"the server did not answer within {timeout:g} seconds; run it again")
    return DownloadError(url, f"there is no connection to the server ({reason})")


def _request(url: str, part: Path, mark: Path, timeout: float) -> HTTPResponse:
    from gazetteer.sources.web import open_address

    headers = {"User-Agent": _USER_AGENT}
    if part.exists() and mark.exists() and (known := mark.read_text(encoding="latin-1")):
        headers |= {"Range": f"bytes={part.stat().st_size}-", "If-Range": known}
    return open_address(url, headers=headers, timeout=timeout)


def _receive(response: HTTPResponse, part: Path, url: str, progress: Progress | None, timeout: float) -> int | None:
    """Append the response to `part`, and return the length of the whole file if the server states it.

    Raises DownloadError if the file is too large, and then keeps nothing, or if the server is too slow.
    """
    length = response.headers.get("Content-Length", "").strip()
    start, received = time.monotonic(), 0
    with part.open("ab") as file:
        done = file.tell()
        total = done + int(length) if length.isascii() and length.isdigit() else None
        while chunk := response.read1(_CHUNK):
            file.write(chunk)
            done += len(chunk)
            received += len(chunk)
            if done > _MOST_BYTES:
                file.truncate(0)
                raise DownloadError(url, "it is far larger than a dump of a country")
            seconds = time.monotonic() - start
            if seconds > timeout and received < seconds * _LEAST_RATE:
                raise DownloadError(url, "the server sends it too slowly; run it again to go on")
            if progress:
                progress(done, total)
    return total
