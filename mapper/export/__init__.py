"""Writing a dossier to the formats of other programs: one function, the format chosen by the target's suffix."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mapper.errors import FormatError
from mapper.export.atomic import publish, staging
from mapper.export.text import ReplacedCharactersWarning

if TYPE_CHECKING:
    from mapper.model.dossier import Dossier

__all__ = ["FORMATS", "ReplacedCharactersWarning", "write"]

FORMATS: Final[dict[str, str]] = {
    ".geojson": "mapper.export.geojson",
    ".gpkg": "mapper.export.gpkg",
    ".qgz": "mapper.export.qgz",
}
"""The module that writes each suffix, imported on first use. Its `write_files(dossier, target)` writes the target and
what belongs beside it, and returns the files in the order in which they are to appear."""


def write(dossier: Dossier, target: Path | str) -> tuple[Path, ...]:
    """Write the dossier to `target` in the format of its suffix, and return all files written, the main one last.

    Missing folders are made. The files are complete when they appear, and an older file stays until then. The same
    dossier gives the same bytes.

    Raises
    ------
    FormatError
        No format has the suffix.
    OutputError
        The system refuses to write; an older file is left as it was.

    Warns
    -----
    ReplacedCharactersWarning
        Some text holds characters that the format cannot carry.

    >>> import mapper, tempfile
    >>> files = write(mapper.read("seeds"), Path(tempfile.mkdtemp()) / "events.geojson")
    >>> [file.name for file in files]
    ['events.qml', 'events.qmd', 'events.geojson']
    """
    target = Path(target)
    write_files = _writer(target)
    with staging(target) as folder:
        return publish(write_files(dossier, folder / target.name), target.parent)


def _writer(target: Path) -> Callable[[Dossier, Path], list[Path]]:
    suffix = target.suffix.lower()
    if suffix not in FORMATS:
        known = ", ".join(FORMATS)
        raise FormatError(f"cannot write {str(target)!r}: no format has the suffix {suffix!r}; use one of {known}")
    writer: Callable[[Dossier, Path], list[Path]] = import_module(FORMATS[suffix]).write_files
    return writer
