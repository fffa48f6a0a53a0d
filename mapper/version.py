"""Which version of the program this is, and what the files that it writes say of it.

The same input gives the same bytes with the same version, so files name the one that wrote them: a reader of an older
map can tell what may have changed since, and whoever finds a mistake, where it was made.

>>> from mapper import __version__ as version
>>> GENERATOR == f"conflict-event-mapper {version}"
True
"""

from __future__ import annotations

from typing import Final

__all__ = ["GENERATOR", "__version__"]

__version__ = "0.1.0"
"""The packaging tools read it here; `RELEASING.md` says when it changes."""

GENERATOR: Final = f"conflict-event-mapper {__version__}"
"""The program and its version, as `<meta name="generator">` of pages and the metadata of exports have it."""
