"""The address and the order of the single events behind a page of counts: the page finds them by position.

`mapper.cube.singles` writes their files; `mapper/viewer/src/data/details` reads them.
"""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import urlsplit

import numpy as np

from mapper.errors import ParameterError

if TYPE_CHECKING:
    from mapper.render.mapdata import MapData
    from mapper.render.sites import Sites

__all__ = ["Address", "Layout", "details_at", "layout_of"]

_PLAIN: Final = re.compile(r"(?!\.\.?$)[A-Za-z0-9._~-]+")
"""A path segment that is the same as a folder name and in a URL, and never leads upwards."""
_HOST: Final = re.compile(r"[A-Za-z0-9.-]+(:[0-9]{1,5})?")
_WANTED: Final = (
    "a folder beside the page, such as details or data/details, or its https address on the site that will have the "
    "page, in plain letters, without .., ? and #"
)


class Address(NamedTuple):
    """The address of single events, as it was typed.

    Attributes
    ----------
    url
        The address without a `/` at its end, relative to the page or with `https://`.
    origin
        The origin that the page's policy lets it connect to: `'self'` or `https://example.org`.
    folder
        The folder to write, relative to the page's folder.
    """

    url: str
    origin: str
    folder: str


def details_at(address: str) -> Address:
    """Read the address of single events.

    Raises ParameterError unless it is a folder beside the page or an https address.

    >>> details_at("data/events/").folder, details_at("https://example.org/maps/details").origin
    ('data/events', 'https://example.org')
    >>> details_at("../details")
    Traceback (most recent call last):
    ...
    mapper.errors.ParameterError: details: cannot read '../details'; give a folder beside the page, such as ...
    """
    url = address.removesuffix("/")
    scheme, host, path, query, fragment = urlsplit(url) if url.isascii() and url.isprintable() else ("", "", "", "", "")
    names = path.split("/")
    if scheme == "https" and _HOST.fullmatch(host) and names[0] == "":
        names = names[1:]
    elif scheme or host:
        names = []
    if "?" in url or "#" in url or query or fragment or not names or not all(map(_PLAIN.fullmatch, names)):
        raise ParameterError("details", address, _WANTED)
    if scheme:
        return Address(url, f"https://{host.lower()}", names[-1])
    return Address(url, "'self'", path)


class Layout(NamedTuple):
    """The order in which the events behind the rows of a page are in the files.

    Attributes
    ----------
    order
        Row numbers sorted by first site, rows without a site last; within a site the newest first, undated rows last.
    sizes
        How many events each row stands for, in that order.
    check
        A checksum of sizes and sites, by which the page recognises its own files.
    """

    order: np.ndarray
    sizes: np.ndarray
    check: int


def layout_of(data: MapData, sites: Sites) -> Layout:
    """Return the order of the events; the page computes the same order from its columns.

    >>> import mapper
    >>> from mapper.render.mapdata import map_data
    >>> from mapper.render.sites import collect_sites
    >>> data = map_data(mapper.read("seeds"))
    >>> layout = layout_of(data, collect_sites(data))
    >>> sorted(layout.order.tolist()) == list(range(45)), int(layout.sizes.sum())
    (True, 45)
    """
    starts = np.cumsum(sites.counts) - sites.counts
    first = np.full(len(data), len(sites), dtype=np.int64)
    located = sites.counts > 0
    first[located] = sites.links[starts[located]]
    newest = np.concatenate([np.arange(data.dated)[::-1], np.arange(data.dated, len(data))])
    order = newest[np.argsort(first[newest], kind="stable")]
    counts = np.ones(len(data), dtype=np.int64) if data.counts is None else data.counts
    sizes = counts[order]
    check = zlib.crc32(first[order].astype("<u4").tobytes(), zlib.crc32(sizes.astype("<u4").tobytes()))
    return Layout(order, sizes, check)
