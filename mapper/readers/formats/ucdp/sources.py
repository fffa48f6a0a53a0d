"""The articles and original sources that UCDP names for an event, as the event's sources."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from mapper.model.coded import Lists, in_arrow, lists_in, named_parts
from mapper.model.schema import SOURCE_COLUMNS
from mapper.readers.tables.table import cells

__all__ = ["article_sources"]

_BEFORE_TITLE = r"(?s)^(?P<publisher>.*?), *(?P<published>\d{4}-\d{2}-\d{2}) *, *"
_UNEVEN = r"  |[^\PZ ]|[\t-\r\x1c-\x1f\x{85}]"
"""Spaces other than single plain ones, in the words of Arrow's regular expressions."""


def article_sources(frame: pd.DataFrame) -> tuple[pd.Series, pd.DataFrame]:
    """Return the source ids of each row, joined by `"; "`, and the table of the sources.

    Each article of `source_article` is a source with publisher, day and headline; each name in `source_original`, the
    article's own source, is one too. The text itself is the id.

    >>> frame = pd.DataFrame({"source_article": ['"Radio Kidal,2026-01-08,Two killed"'], "source_original": ["police"]})
    >>> ids, sources = article_sources(frame)
    >>> ids[0], sources.title.tolist()
    ('Radio Kidal, 2026-01-08, Two killed; police', ['Two killed', ''])
    """
    published, said = _articles(_spaced(cells(frame, "source_article"))), lists_in(cells(frame, "source_original"))
    article, articles = pd.factorize(pd.Series(published.names, dtype="str"))
    original, originals = pd.factorize(_spaced(pd.Series(said.names, dtype="str")))
    sources = pd.concat([_described(articles), pd.DataFrame({"source_id": originals, "publisher": originals})])
    number, ids = pd.factorize(sources["source_id"])
    row = np.concatenate([published.cells(), said.cells()])
    named = pd.DataFrame({"row": row, "source": number[np.concatenate([article, original + len(articles)])]})
    named = named.drop_duplicates().sort_values("row", kind="stable")
    lists = Lists(np.bincount(named["row"], minlength=len(frame)), in_arrow(ids[named["source"]]))
    sources = sources.drop_duplicates("source_id", ignore_index=True).fillna("").astype("str")
    return lists.joined(frame.index), sources.reindex(columns=list(SOURCE_COLUMNS), fill_value="")


def _spaced(column: pd.Series) -> pd.Series:
    """Return texts with single spaces for spaces and line breaks of any kind."""
    texts = column.str.strip()
    uneven = pc.match_substring_regex(pa.array(texts, pa.large_string()), _UNEVEN).to_numpy(zero_copy_only=False)
    return texts.mask(uneven, texts[uneven].map(lambda text: " ".join(text.split())))


def _articles(texts: pd.Series) -> Lists:
    """Split each cell at the `;` between articles, which newer versions put into quotes."""
    whole = pa.array(texts, pa.large_string())
    quoted = pc.split_pattern_regex(pc.utf8_trim(whole, '" '), '" *; *"')
    return named_parts(pc.if_else(pc.starts_with(whole, '"'), quoted, pc.split_pattern(whole, ";")), around=";")


def _described(articles: pd.Index) -> pd.DataFrame:
    """Return publisher, day and headline of each article; the whole text as publisher if it has another form.

    The id is all three joined, without the character that separates ids.
    """
    texts = pa.array(articles, pa.large_string())
    found = pc.extract_regex(texts, _BEFORE_TITLE)
    titles = pc.if_else(found.is_valid(), pc.replace_substring_regex(texts, _BEFORE_TITLE, ""), None)
    parts = {name: pc.struct_field(found, name) for name in ("publisher", "published")} | {"title": titles}
    columns = {name: pc.utf8_trim_whitespace(part) for name, part in parts.items()}
    columns["publisher"] = pc.coalesce(columns["publisher"], texts)
    stated = [pc.if_else(pc.not_equal(column, ""), column, None) for column in columns.values()]
    ids = pc.binary_join_element_wise(*stated, pa.scalar(", ", pa.large_string()), null_handling="skip")
    return pd.DataFrame({"source_id": pc.replace_substring(ids, ";", ","), **columns}, dtype="str")
