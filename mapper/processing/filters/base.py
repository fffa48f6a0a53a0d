"""The test that a condition of a filter becomes, and the look-up of names."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from mapper.errors import UnknownNameError
from mapper.model.dossier import Dossier
from mapper.model.text import nearest

__all__ = ["Test", "known_name"]

Test = Callable[[Dossier, pd.DataFrame], "np.ndarray | pd.Series"]
"""A function from a dossier and some of its events to a mask of the events that meet a condition."""

FEW = 8
"""With at most so many known names, all are listed if none is similar."""


def known_name(kind: str, asked: str, key: str, known: dict[str, str]) -> str:
    """Return the name that `known` has under a key.

    Raises UnknownNameError with the nearest names if it has none; `kind` and `asked` are for the message.

    >>> known_name("type", "Battles", "battles", {"battles": "Battles"})
    'Battles'
    """
    if key in known:
        return known[key]
    near = nearest(key, known) or (sorted(known) if len(known) <= FEW else [])
    raise UnknownNameError(kind, asked, [known[found] for found in near])
