"""Words that stand for a missing value (NA, N/A, NULL, None, -): their cells become empty, and are counted.

Programs and people write them instead of leaving a cell empty; no actor is called NA. The words are data
(`mapper/data/languages/`, the tables `missing`); the column decides whether a cell means a missing value.
"""

from __future__ import annotations

import re
import string
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache, lru_cache
from typing import Final

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from gazetteer.countries import country_or_blank, country_rows
from mapper.model.lexicon import as_written, folded
from mapper.model.schema import FATALITY_COLUMNS
from mapper.model.text import fold, plural
from mapper.readers.tables.table import Table

__all__ = [
    "has_missing_words",
    "missing_notice",
    "with_words_as_text",
    "without_codes",
    "without_missing_words",
    "without_unknown",
]

_AS_TEXT: Final = "'"
"""The prefix that marks a word for a missing value as literal text, as in a spreadsheet."""
_NAMIBIA: Final = "NA"
_BY_PROGRAMS: Final = "None"
_NAMIBIA_IN_FULL: Final = frozenset({"Namibia", "Namibie", "NAM"})
_CONTINENTS: Final = frozenset({"AF", "AN", "AS", "EU", "OC", "SA"})
_COUNTRY_NAMES: Final = frozenset({"country", "iso", "iso2", "iso3", "pays", "pais", "país", "land", "adm0", "admin0"})
"""Words in the names of columns of countries."""
_NAMING: Final = (
    "actor1",
    "actor2",
    "assoc_actor_1",
    "assoc_actor_2",
    "place",
    "admin1",
    "admin2",
    "admin3",
    "country",
)
_MAY_BE_UNKNOWN: Final = (*_NAMING, "event_date", "end_date", "fatalities", *FATALITY_COLUMNS)
_CODE: Final = re.compile(r"-9+(\.0+)?|-88|-77|[?¿]+")
"""Codes of data sets, and marks that are no name."""
_DIGIT: Final = re.compile(r"\d")
"""Dates and figures have digits, words for unknown none."""
_LATIN: Final = frozenset(string.ascii_lowercase)
"""First letters of words that people write without accents."""


def without_missing_words(table: Table, *, figures: Iterable[str] = ()) -> Table:
    r"""Return the table with words for missing replaced by empty cells; `missing` has the words and their counts.

    - `NA` is Namibia among codes of countries, and where another cell of its row names Namibia.
    - `none` is zero in the columns `figures` and among whole numbers, and an id among ids. For `None`, which programs
    write, this holds only if it means missing in no other column.
    - `'NA` is the text `NA`.

    >>> from mapper.readers.tables.opening import read_table
    >>> read = without_missing_words(read_table(b"country,actor\nNA,NA\nZA,Group A\n", "a.csv"))
    >>> read.frame.to_dict("list"), dict(read.missing)
    ({'country': ['NA', 'ZA'], 'actor': ['', 'Group A']}, {'actor': {'NA': 1}})
    """
    found = {str(name): words for name, column in table.frame.items() if (words := _words_in(column, _words()))}
    blank = {name: {word for word in words if word not in {_NAMIBIA, *_zero()}} for name, words in found.items()}
    counted = {name for name in found if name in figures or _is_of_whole_numbers(table.frame[name])}
    by_program = any(_BY_PROGRAMS in words and name not in counted for name, words in found.items())
    kept: dict[str, pd.Series] = {}
    for name, words in found.items():
        if _NAMIBIA in words:
            blank[name].add(_NAMIBIA)
            kept[name] = _namibia(table.frame, name, found)
        zero = words & _zero()
        if name in counted:
            zero &= {_BY_PROGRAMS} if by_program else set()
        blank[name] |= zero if name != "event_id" else set()
    return _without_marks(_blanked(table, blank, kept))


def with_words_as_text(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a table of text with words for missing marked (`'NA`), so that `without_missing_words` reads them as text.

    >>> with_words_as_text(pd.DataFrame({"notes": ["NA", "'NA", "n"]}))["notes"].tolist()
    ["'NA", "''NA", 'n']
    """
    marked: dict[str, pd.Series] = {}
    for name, column in frame.items():
        words, texts = _words_in(column, _words()), _marked_in(column)
        if words or texts:
            doubtful = column.str.strip().isin(words) | column.isin(texts)
            marked[str(name)] = column.mask(doubtful, _AS_TEXT + column)
    return frame.assign(**marked)


def _without_marks(table: Table) -> Table:
    """Return the table with one apostrophe less before words for missing."""
    plain: dict[str, pd.Series] = {}
    for name, column in table.frame.items():
        if marked := _marked_in(column):
            text = column.astype("str")
            text = text.mask(text.isin(marked), text.str.slice(len(_AS_TEXT)))
            plain[str(name)] = text.astype(column.dtype if column.dtype == "str" else "category")
    return replace(table, frame=table.frame.assign(**plain)) if plain else table


def _marked_in(column: pd.Series) -> set[str]:
    """Return the distinct cells of a column that are a word for missing after apostrophes."""
    texts = _texts(column)
    marked = set(texts.filter(pc.starts_with(texts, _AS_TEXT)).unique().to_pylist())
    return {text for text in marked if text.lstrip(_AS_TEXT).strip() in _words()}


def has_missing_words(table: Table, columns: Iterable[str]) -> bool:
    r"""Tell whether one of these columns of the table has a word for missing.

    >>> from mapper.readers.tables.opening import read_table
    >>> has_missing_words(read_table(b"actor1,place_id\nNULL,\n", "a.csv"), ["place_id"])
    False
    """
    return any(_words_in(table.frame[name], _words()) for name in columns if name in table.frame)


def without_codes(
    table: Table, codes: Mapping[str, Iterable[str]], *, kept: Mapping[str, pd.Series] | None = None
) -> Table:
    r"""Return the table with a codebook's codes for missing replaced by empty cells, column by column.

    `kept` is True for cells in which such a code is a value.

    >>> from mapper.readers.tables.opening import read_table
    >>> read = without_codes(read_table(b"nkill,nwound\n-99,3\n", "a.csv"), {"nkill": ("-9", "-99")})
    >>> read.frame.nkill.tolist(), dict(read.missing)
    ([''], {'nkill': {'-99': 1}})
    """
    there = {name: frozenset(words) for name, words in codes.items() if name in table.frame}
    found = {name: _words_in(table.frame[name], words) for name, words in there.items()}
    return _blanked(table, {name: set(words) for name, words in found.items()}, kept or {})


def without_unknown(table: Table) -> Table:
    r"""Return a table in the schema's columns with empty cells for words that mean an unknown actor, place or figure.

    Among names, codes (-9, -99) and question marks say so, too.

    >>> from mapper.readers.tables.opening import read_table
    >>> read = without_unknown(read_table(b"actor1,notes\nUnknown,Unknown\n-99,x\n", "a.csv"))
    >>> read.frame.to_dict("list"), dict(read.missing)
    ({'actor1': ['', ''], 'notes': ['Unknown', 'x']}, {'actor1': {'Unknown': 1, '-99': 1}})
    """
    there = [name for name in _MAY_BE_UNKNOWN if name in table.frame]
    return _blanked(table, {name: _unknown_in(table.frame[name], codes=name in _NAMING) for name in there}, {})


def missing_notice(table: Table) -> tuple[str, ...]:
    r"""Return the notice on how many cells meant a missing value, and by which words.

    >>> from mapper.readers.tables.opening import read_table
    >>> missing_notice(without_missing_words(read_table(b"place,actor\nGao,NULL\n", "a.csv")))
    ('a.csv: 1 cell read as missing: “NULL” (1)',)
    """
    counts: Counter[str] = Counter()
    for words in table.missing.values():
        counts.update(words)
    if not counts:
        return ()
    which = ", ".join(
        f"“{word}” ({number:,})" for word, number in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    )
    return (f"{table.name}: {plural(counts.total(), 'cell')} read as missing: {which}",)


@cache
def _words() -> frozenset[str]:
    return _zero() | {form for word in as_written("missing", "words")["missing"] for form in _forms(word)}


@cache
def _zero() -> frozenset[str]:
    """Return the words that are zero among whole numbers (killed: none), and missing anywhere else."""
    return frozenset(as_written("missing", "words")["zero"])


def _forms(word: str) -> set[str]:
    """Return the ways to write a word for missing: several words also in capitals and without accents."""
    if " " not in word:
        return {word}
    bare = fold(word) if word[0].lower() in _LATIN else word
    return {
        form for text in (word, bare) for form in (text, text.lower(), text.upper(), text.capitalize(), text.title())
    }


@cache
def _unknown() -> frozenset[str]:
    return frozenset(folded(word) for word in as_written("missing", "words")["unknown"])


def _unknown_in(column: pd.Series, *, codes: bool) -> set[str]:
    """Return the distinct cells of a column that mean unknown, without surrounding blanks."""
    texts = _texts(column)
    longest = 2 * max(map(len, _unknown()))  # with each accent a character of its own
    short = pc.utf8_trim_whitespace(texts.filter(pc.less_equal(pc.utf8_length(texts), longest))).unique().to_pylist()
    words = {text for text in short if not _DIGIT.search(text) and folded(text) in _unknown()}
    return words | {text for text in short if codes and _CODE.fullmatch(text)}


def _texts(column: pd.Series) -> pa.Array | pa.ChunkedArray:
    """Return the texts of a column: of a categorical each one once."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        return pa.array(column.cat.categories.astype("str"), pa.large_string())
    return pa.array(column, pa.large_string())


def _words_in(column: pd.Series, words: frozenset[str]) -> set[str]:
    """Return the words that occur as cells of a column, ignoring surrounding blanks."""
    texts = _texts(column)
    values, longest = _value_set(words)
    short = pc.utf8_trim_whitespace(texts.filter(pc.less_equal(pc.binary_length(texts), longest)))
    return set(short.filter(pc.is_in(short, value_set=values)).unique().to_pylist())


@lru_cache(maxsize=64)
def _value_set(words: frozenset[str]) -> tuple[pa.Array, int]:
    """Return the words as an Arrow array, and the most bytes of a cell with one of them."""
    return pa.array(sorted(words), pa.large_string()), 4 + max(len(word.encode("utf-8")) for word in words)


def _blanked(table: Table, blank: Mapping[str, set[str]], kept: Mapping[str, pd.Series]) -> Table:
    columns: dict[str, pd.Series] = {}
    missing = {name: dict(words) for name, words in table.missing.items()}
    for name, words in blank.items():
        if not words:
            continue
        column = table.frame[name]
        text = column.astype("str")
        cell = text.str.strip()
        gone = cell.isin(words) & ~kept[name] if name in kept else cell.isin(words)
        if not gone.any():
            continue
        counts = cell[gone].value_counts()
        written = table.written_as.get(name, name)
        missing[written] = {**missing.get(written, {}), **{str(word): int(n) for word, n in counts.items()}}
        columns[name] = text.mask(gone, "").astype(column.dtype if column.dtype == "str" else "category")
    return replace(table, frame=table.frame.assign(**columns), missing=missing) if columns else table


def _namibia(frame: pd.DataFrame, name: str, found: Mapping[str, set[str]]) -> pd.Series:
    """Return True for the cells of a column in which `NA` is Namibia, or a continent."""
    others = _other_texts(frame[name], found[name])
    nowhere = pd.Series(False, index=frame.index)
    if others and (others <= _iso_codes() or others <= _CONTINENTS):
        return ~nowhere
    if not _named_after_countries(name) or not all(map(country_or_blank, others)):
        return nowhere
    in_full = [other for other in frame if other != name and _named_after_countries(str(other))]
    for other in in_full:
        nowhere |= frame[other].astype("str").str.strip().isin(_NAMIBIA_IN_FULL)
    if others or nowhere.any():
        return nowhere
    alone = not any(_NAMIBIA in words for other, words in found.items() if other != name)
    return pd.Series(alone, index=frame.index)


def _named_after_countries(name: str) -> bool:
    return not _COUNTRY_NAMES.isdisjoint(name.strip().lower().replace("_", " ").split())


def _other_texts(column: pd.Series, words: set[str]) -> set[str]:
    """Return the distinct texts of a column that are not words for missing, without surrounding blanks."""
    return {text.strip() for text in pc.unique(_texts(column)).to_pylist()} - words - {""}


@cache
def _iso_codes() -> frozenset[str]:
    return frozenset(row["iso2"] for row in country_rows())


def _is_of_whole_numbers(column: pd.Series) -> bool:
    others = _other_texts(column, set(_words()))
    return any(text.isdecimal() for text in others) and not any("." in text for text in others)
