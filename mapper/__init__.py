"""Read conflict-event records, place them honestly, and draw, export or check them.

>>> import mapper
>>> dossier = mapper.read("seeds")
>>> june = mapper.filter(dossier, month=["2025-06"])
>>> "kidal-region-2025-06-13" in set(june.events["event_id"])
True

The functions are loaded on first use, so that `import mapper` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from mapper.version import __version__

if TYPE_CHECKING:
    from mapper import errors, report
    from mapper.api import count, export, filter, read
    from mapper.cube.partitioned import PartitionedDossier
    from mapper.errors import MapperError
    from mapper.maps import map_html, to_map, write_map
    from mapper.model.dossier import Dossier

__all__ = [
    "Dossier",
    "MapperError",
    "PartitionedDossier",
    "__version__",
    "count",
    "errors",
    "export",
    "filter",
    "map_html",
    "read",
    "report",
    "to_map",
    "write_map",
]

_HOME = {
    "Dossier": "mapper.model.dossier",
    "MapperError": "mapper.errors",
    "PartitionedDossier": "mapper.cube.partitioned",
    "count": "mapper.api",
    "export": "mapper.api",
    "filter": "mapper.api",
    "map_html": "mapper.maps",
    "read": "mapper.api",
    "to_map": "mapper.maps",
    "write_map": "mapper.maps",
}


_MODULES = ("errors", "report")


def __getattr__(name: str) -> Any:
    if name in _HOME:
        return getattr(import_module(_HOME[name]), name)
    if name in _MODULES:
        return import_module(f"mapper.{name}")
    raise AttributeError(f"module 'mapper' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*__all__, *(name for name in globals() if name.startswith("__"))})
