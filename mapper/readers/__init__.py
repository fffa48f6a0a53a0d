"""From files to a `Dossier`: open, recognise, type, check; every row is used, a duplicate, or rejected.

`read_sources` is loaded on first use: what reads bytes and clean tables (`mapper.direct`) needs no pandas.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mapper.readers.dossier.sources import read_sources

__all__ = ["read_sources"]


def __getattr__(name: str) -> Any:
    if name == "read_sources":
        from mapper.readers.dossier.sources import read_sources

        return read_sources
    raise AttributeError(f"module 'mapper.readers' has no attribute {name!r}")
