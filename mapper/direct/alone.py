"""Let Arrow work without pandas: it imports pandas, 0.2 s, as soon as it is given a value of Python's.

Arrow asks once whether pandas is there, to know its types when it meets them. On the direct way it will not meet any.
"""

from __future__ import annotations

import sys

import pyarrow as pa

__all__ = ["leave_pandas", "take_pandas_back"]


class _NoPandas:
    """Answers an import of pandas as Python does where it is not installed."""

    @staticmethod
    def find_spec(name: str, *_: object) -> None:
        """Refuse pandas, and leave every other name to the other finders."""
        if name == "pandas":
            raise ModuleNotFoundError(name)


def leave_pandas() -> bool:
    """Have Arrow ask for pandas now, and find none; False, and nothing is done, if pandas has been imported already.

    Until `take_pandas_back`, Arrow does not know what pandas gives it.

    >>> if leave_pandas():
    ...     take_pandas_back()
    """
    if "pandas" in sys.modules:
        return False
    finder = _NoPandas()
    sys.meta_path.insert(0, finder)
    try:
        pa.scalar(0)
    finally:
        sys.meta_path.remove(finder)
    return True


def take_pandas_back() -> None:
    """Have Arrow know pandas again: it looks for it anew when it makes one of its tables."""
    pa.table({}).to_pandas()
