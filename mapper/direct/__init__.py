"""The direct way from a clean table to its map, for tables of the tool's own columns with nothing to say about them.

A table takes this way only if every row has an id of its own, coordinates and nothing that would be a fault; any other
takes the way of `mapper.api`, which finds, says and counts what is wrong. Both draw the same bytes of the same table
(`tests/direct`). Why there are two: docs/design/direct.md.
"""

from __future__ import annotations

from mapper.direct.alone import leave_pandas, take_pandas_back
from mapper.direct.clean import clean_map_data
from mapper.direct.opening import opened_table

__all__ = ["clean_map_data", "leave_pandas", "opened_table", "take_pandas_back"]
