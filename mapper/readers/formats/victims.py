"""Tables with a row for each victim: the rows of an event become one, and its dead and injured are counted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import pandas as pd

from mapper.model.lexicon import folded, lexicon
from mapper.model.schema import DATA_SET, EVENT_INPUT_COLUMNS, FATALITY_COLUMNS, LIST_SEPARATOR
from mapper.model.text import plural
from mapper.readers.events.values import numbers
from mapper.readers.formats.base import Translation
from mapper.readers.tables.table import Table, cells

__all__ = ["joined_victims"]

_FIGURES: Final = (*FATALITY_COLUMNS, "fatalities")
_OF_A_PERSON: Final = re.compile(
    r"(?:^|_)(?:victims?|victimes?|victimas?|casualt(?:y|ies)|age|idade|edad|sexe?|sexo|gender|genre|genero|killed_or_injured"
    r"|injury|fate|deceased)(?:_|$)|^(?:full_)?name$|^nom$|^nombre$"
)
"""Words in the names of columns that describe a person."""
_AGE: Final = re.compile(r"(?:^|_)(?:age|idade|edad)(?:_|$)")
_SEX: Final = re.compile(r"(?:^|_)(?:sexe?|sexo|gender|genre|genero)(?:_|$)")


def joined_victims(translation: Translation) -> Translation:
    r"""Return a table with one row for each event if it has one for each victim; data sets are not changed.

    >>> from mapper.readers.tables.opening import read_table
    >>> read = read_table(b"event_id,place,victim\nx,Gao,1\nx,Gao,2\n", "a.csv")
    >>> joined_victims(Translation(read)).merged
    1
    """
    if DATA_SET in translation.table.frame or "event_id" not in translation.table.frame:
        return translation
    table, merged, notices = _one_row_an_event(translation.table)
    return replace(translation, table=table, merged=translation.merged + merged, notices=translation.notices + notices)


def _one_row_an_event(table: Table) -> tuple[Table, int, tuple[str, ...]]:
    """Join the rows of each event in a table with a row for each victim; its columns are the schema's.

    Rows are victims of one event if they share its id and all columns about the event itself, and differ in columns
    that describe a person. A column of killed or injured gives `fatalities` and `injured`. Figures that differ from
    victim to victim, or are 1, are added up, as is any column of 0 and 1; nothing else is counted.

    Returns the table, how many rows were joined to an earlier one, and the notice.
    """
    if not any(_OF_A_PERSON.search(_folded(name)) for name in _own(table.frame)):
        return table, 0, ()
    ids = cells(table.frame, "event_id")
    several = ids.duplicated(keep=False) & (ids != "")
    if not several.any() or not _are_victims(table.frame[several], ids[several]):
        return table, 0, _persons_notice(table)
    groups = ids.mask(ids == "", pd.Series(table.frame.index.astype("str"), index=ids.index) + "\0")
    first = ~groups.duplicated()
    counted = _counted(table.frame, groups, several)
    own = {name: cells(table.frame, name) for name in _personal(table.frame, ids)}
    joined = {name: _added(text, groups, several) if _is_a_yes_or_no(text) else _joined(text, groups)
              for name, text in own.items()}  # fmt: skip
    kept = table.with_rows(first.to_numpy())
    told = {name: column.to_numpy() for name, column in (joined | counted).items()}
    said = f"{table.name}: a row for each victim: {len(ids):,} rows are {plural(len(kept.frame), 'event')}"
    return replace(kept, frame=kept.frame.assign(**told)), int((~first).sum()), (said,)


def _persons_notice(table: Table) -> tuple[str, ...]:
    """Return the notice on a table of persons, with age and sex, in which no rows are known to be one event."""
    names = _own(table.frame)
    persons = [next((name for name in names if kind.search(_folded(name))), "") for kind in (_AGE, _SEX)]
    if not all(persons) or any(name in table.frame for name in _FIGURES):
        return ()
    said = (
        f"a row seems to be a person ({', '.join(persons)}): each counts as an event of its own, of no number of dead"
    )
    return (f"{table.name}: {said}, since no id says which rows tell of one event",)


def _are_victims(frame: pd.DataFrame, ids: pd.Series) -> bool:
    """Tell whether rows of the same id agree on the event, and differ only in columns that describe persons."""
    stated = [name for name in EVENT_INPUT_COLUMNS if name in frame and name not in {"event_id", *_FIGURES}]
    if any(_differs(frame, name, ids) for name in stated):
        return False
    return any(_OF_A_PERSON.search(_folded(name)) for name in _personal(frame, ids))


def _personal(frame: pd.DataFrame, ids: pd.Series) -> list[str]:
    """Return the columns of the user's own whose cells differ within an event."""
    return [name for name in _own(frame) if _differs(frame, name, ids)]


def _own(frame: pd.DataFrame) -> list[str]:
    return [str(name) for name in frame if name not in EVENT_INPUT_COLUMNS]


def _differs(frame: pd.DataFrame, name: str, ids: pd.Series) -> bool:
    """Tell whether the rows of an event differ in a column."""
    return bool(cells(frame, name).groupby(ids).nunique().max() > 1)


def _folded(name: str) -> str:
    return re.sub(r"\W+", "_", folded(name))


def _counted(frame: pd.DataFrame, groups: pd.Series, several: pd.Series) -> dict[str, pd.Series]:
    """Return `victims`, and the dead and injured if a column tells them, one value for each event."""
    victims = groups.groupby(groups, sort=False).size()
    counted = {"victims": victims} if "victims" not in frame else {}
    for name in _FIGURES:
        if name in frame:
            counted[name] = _added(cells(frame, name), groups, several)
    fate = next((name for name in map(str, frame) if _is_fate(cells(frame, name))), None)
    if fate and not any(name in frame for name in _FIGURES):
        words = cells(frame, fate).map(folded)
        for column, kind in (("fatalities", "dead"), ("injured", "injured")):
            if column not in frame:
                counted[column] = words.isin(_fates(kind)).astype("int64").groupby(groups, sort=False).sum()
    return {name: column.astype("str") for name, column in counted.items()}


def _is_fate(column: pd.Series) -> bool:
    """Tell whether all texts of a column say that somebody was killed or injured."""
    words = set(column.map(folded)) - {""}
    return bool(words & _fates("dead")) and words <= _fates("dead") | _fates("injured")


def _fates(kind: str) -> frozenset[str]:
    return frozenset(lexicon("rows", "words")[kind])


def _added(text: pd.Series, groups: pd.Series, several: pd.Series) -> pd.Series:
    """Return a figure of each event: the sum if each row counts one victim, else the figure that all rows state."""
    number = numbers(text)
    of_victims = number[several].isna().all() or bool(number[several].dropna().isin([0, 1]).all())
    differs = bool(text.groupby(groups).nunique().max() > 1)
    if not (of_victims or differs) or number.isna().all():
        return text.groupby(groups, sort=False).first()
    total = number.groupby(groups, sort=False).sum(min_count=1)
    return total.map("{:g}".format, na_action="ignore").fillna("")


def _is_a_yes_or_no(text: pd.Series) -> bool:
    """Tell whether a column has 1 or 0 for each victim, such as injured or not."""
    return set(text.unique()) == {"0", "1"}


def _joined(text: pd.Series, groups: pd.Series) -> pd.Series:
    """Return for each event its distinct texts, joined."""

    def each_once(texts: Sequence[str]) -> str:
        return LIST_SEPARATOR.join(dict.fromkeys(filter(None, texts)))

    joined: pd.Series = text.groupby(groups, sort=False).agg(each_once)
    return joined
