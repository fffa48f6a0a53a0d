"""Whether a link is safe to offer: by its syntax alone, nothing is fetched."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

__all__ = ["link_fault"]

_BLANKS: Final = re.compile(r"[\s\x00-\x1f\x7f-\x9f\\<>\"`]")


def link_fault(link: str) -> str:
    """Say what is unsafe about a link; `""` for a plain http or https address.

    >>> link_fault("https://example.org/a?b=1"), link_fault("javascript:alert(1)")
    ('', 'is not an http or https address')
    >>> link_fault("https://example.org@evil.example/")
    'hides its host behind a user name'
    """
    try:
        parts = urlsplit(link)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return "cannot be read as an address"
    if parts.scheme.lower() not in {"http", "https"}:
        return "is not an http or https address"
    if not host:
        return "names no host"
    if "@" in parts.netloc:
        return "hides its host behind a user name"
    return "has blanks, control characters, quotation marks or backslashes in it" if _BLANKS.search(link) else ""
