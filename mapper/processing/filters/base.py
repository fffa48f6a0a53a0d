"""What a condition of a filter is made into, and how a name is looked up."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from mapper.errors import UnknownNameError
from mapper.model.dossier import Dossier
from mapper.model.text import nearest

__all__ = ["Test", "known_name"]

Test = Callable[[Dossier, pd.DataFrame], "np.ndarray | pd.Series"]
"""Takes a dossier and some of its events; returns which of these a condition lets through."""

FEW = 8
"""Of so few names all are told where none is near."""


def known_name(kind: str, asked: str, key: str, known: dict[str, str]) -> str:
    """Return the name that `known` has under a key.

    Raises UnknownNameError where it has none, with the nearest; `kind` and `asked` are for the message.

    >>> known_name("type", "Battles", "battles", {"battles": "Battles"})
    'Battles'
    """
    if key in known:
        return known[key]
    near = nearest(key, known) or (sorted(known) if len(known) <= FEW else [])
    raise UnknownNameError(kind, asked, [known[found] for found in near])
