"""How much the tests of many cases try: a fixed few in `make test`, many more in `make soak`."""

from __future__ import annotations

import os
from typing import TypeVar

VARIABLE = "MAPPER_SOAK"
Amount = TypeVar("Amount")


def sample(few: Amount, *, soak: Amount) -> Amount:
    """Return the first in `make test`, the other in `make soak`, which sets `MAPPER_SOAK`.

    Both are fixed: each run tries the same cases.
    """
    return soak if os.environ.get(VARIABLE, "") not in ("", "0") else few
