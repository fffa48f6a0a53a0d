"""The version of the program, which the files that it writes name.

The same version and input give the same bytes, so files name the version that wrote them: a reader of an older map can
tell what may have changed since, and anyone who finds a mistake can tell which version made it.

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
"""The program and its version, for `<meta name="generator">` of pages and the metadata of exports."""
