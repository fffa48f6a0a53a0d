"""HTML entities in cells, as in `Burkina &amp; Mali` or `S&eacute;gou`, which web programs leave in exports."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from typing import Final

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from mapper.model.text import plural
from mapper.readers.tables.table import Table

__all__ = ["without_entities"]

_CODE: Final = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
"""Only with its semicolon: in an address `&copy=2` is the name of a value."""


def without_entities(table: Table) -> Table:
    r"""Return the table with HTML entities replaced by their characters, and the notice.

    >>> from mapper.readers.tables.opening import read_table
    >>> read = without_entities(read_table(b"place,url\nS&eacute;gou,https://a.org/?x=1&copy=2\n", "a.csv"))
    >>> read.frame.values.tolist(), len(read.notices)
    ([['Ségou', 'https://a.org/?x=1&copy=2']], 1)
    """
    columns: dict[str, pd.Series] = {}
    count, example = 0, ""
    for name, column in table.frame.items():
        distinct = column.cat.categories if isinstance(column.dtype, pd.CategoricalDtype) else column
        texts = pa.array(distinct.astype("str"))  # a column without cells has no type of its own
        maybe = pc.unique(texts.filter(pc.match_substring_regex(texts, "&"))).to_pylist()
        meant = {text: _CODE.sub(lambda code: html.unescape(code[0]), text) for text in maybe}
        meant = {text: other for text, other in meant.items() if other != text}
        if meant:
            coded = column.isin(list(meant))
            columns[str(name)] = column.astype("str").where(~coded, column.astype("str").map(meant)).astype("str")
            count += int(coded.sum())
            example = example or _CODE.findall(next(iter(meant)))[0]
    if not columns:
        return table
    said = f"{table.name}: codes of HTML, such as {example}, read as their characters in {plural(count, 'cell')}"
    return replace(table, frame=table.frame.assign(**columns), notices=(*table.notices, said))
