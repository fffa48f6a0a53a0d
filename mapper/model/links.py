"""The one reader of links: those of a cell, and whether one is safe to offer, by its syntax alone; none is fetched."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

__all__ = ["link_fault", "split_links"]

_BLANKS: Final = re.compile(r"[\s\x00-\x1f\x7f-\x9f\\<>\"`]")
_BETWEEN: Final = re.compile(r"[;,|\s]+(?=[A-Za-z][A-Za-z0-9+.-]*:)|\s*[;|]\s+|\s+[;|]\s*")
"""What separates two links: any separators before an address, or a semicolon or bar with a blank. An address itself may
contain commas, semicolons and bars."""
_AT_AN_END: Final = re.compile(r"^[;,|\s]+|[;,|\s]+$")


def split_links(cell: str) -> list[str]:
    """Return the links of a cell of links, each as written; a part that is no link stays in the list.

    >>> split_links("https://example.org/1, https://example.com/a,b;https://example.net | page 3")
    ['https://example.org/1', 'https://example.com/a,b', 'https://example.net', 'page 3']
    """
    return [part for part in (_AT_AN_END.sub("", part) for part in _BETWEEN.split(cell)) if part]


def link_fault(link: str) -> str:
    """Return a code for what is unsafe about a link; `""` for a plain http or https address.

    >>> link_fault("https://example.org/a?b=1"), link_fault("javascript:alert(1)")
    ('', 'no-http')
    >>> link_fault("https://example.org@evil.example/")
    'hidden-host'
    """
    try:
        parts = urlsplit(link)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return "unreadable"
    if parts.scheme.lower() not in {"http", "https"}:
        return "no-http"
    if not host:
        return "no-host"
    if "@" in parts.netloc:
        return "hidden-host"
    return "blanks" if _BLANKS.search(link) else ""
