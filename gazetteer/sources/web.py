"""Ask a server for something, with bounds on where it leads, how much it sends and how long that takes."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

if TYPE_CHECKING:
    from http.client import HTTPMessage, HTTPResponse

__all__ = ["open_address", "read_within"]

_CHUNK = 2**16


class _SameHost(HTTPRedirectHandler):
    """Follows a server to another of its own addresses, never to another host or from https to http."""

    def redirect_request(  # noqa: PLR0917 - as urllib calls it
        self, req: Request, fp: Any, code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Request | None:
        old, new = urlsplit(req.full_url), urlsplit(newurl)
        if new.scheme not in (old.scheme, "https") or new.hostname != old.hostname:
            fp.close()
            raise URLError("it leads to another host, which is not asked")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def open_address(url: str, *, headers: Mapping[str, str], timeout: float) -> HTTPResponse:
    """Return the answer of an http or https address; `timeout` is in seconds, for the connection and each piece.

    Raises OSError (as `urllib.error` has it) where there is none, or where the server leads to another host.

    >>> open_address("file:///etc/hostname", headers={}, timeout=1)
    Traceback (most recent call last):
    urllib.error.URLError: <urlopen error only http and https addresses are fetched>
    """
    if not url.startswith(("https://", "http://")):
        raise URLError("only http and https addresses are fetched")
    response: HTTPResponse = build_opener(_SameHost).open(Request(url, headers=dict(headers)), timeout=timeout)  # noqa: S310 - see above
    return response


def read_within(response: HTTPResponse, *, most: int, seconds: float) -> bytes:
    """Return the body of an answer.

    Raises TimeoutError where it takes longer, OSError where it has more bytes.
    """
    end, body = time.monotonic() + seconds, bytearray()
    while chunk := response.read1(_CHUNK):
        body += chunk
        if len(body) > most:
            raise URLError(f"it sends more than {most:,} bytes")
        if time.monotonic() > end:
            raise TimeoutError("timed out")
    return bytes(body)
