"""Several names in one cell."""

from __future__ import annotations

from mapper.model.schema import LIST_SEPARATOR

__all__ = ["listed", "tidy_list"]


def listed(cell: str) -> list[str]:
    """Return the names in a cell, split at `;`, without those that are blank.

    >>> listed("Radio Kidal;; ORTM ")
    ['Radio Kidal', 'ORTM']
    """
    return [name for name in (part.strip() for part in cell.split(LIST_SEPARATOR.strip())) if name]


def tidy_list(cell: str) -> str:
    """Return the names in a cell as the tool writes them.

    >>> tidy_list("Radio Kidal;ORTM")
    'Radio Kidal; ORTM'
    """
    return LIST_SEPARATOR.join(listed(cell))
