"""What is concluded of points that a record has but says no precision of, as an exported table tells it.

Its rows are read again without the others of the table, from which it was concluded: the reason in `place_reason` is
then all that tells that the points are rough.
"""

from __future__ import annotations

from typing import Final

import pandas as pd

from mapper.model.coded import recoded
from mapper.words import LANGUAGES, Message

__all__ = ["OWN_BY_DIGITS", "OWN_SHARED", "concluded_before"]

OWN_BY_DIGITS: Final = Message("own-coordinates-rough")
"""The reason of events whose precision is concluded from the digits of their own coordinates."""
OWN_SHARED: Final = Message("stand-in-shared")
"""The reason of events whose coordinates others of the area have too, as the whole table shows and a part may not."""


def concluded_before(reasons: pd.Series) -> pd.Series:
    """Return in English, of the reasons in a table that the mapper exported, those that its rows alone do not tell.

    >>> concluded_before(pd.Series([OWN_BY_DIGITS.text("fr"), "no place is stated"])).tolist()
    ['coordinates of the record, too rough to be exact', '']
    """
    told = {reason.text(one): reason.text() for reason in (OWN_BY_DIGITS, OWN_SHARED) for one in LANGUAGES}
    return recoded(reasons, lambda text: told.get(text, ""))
