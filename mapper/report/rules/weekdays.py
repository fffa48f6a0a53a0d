"""A day that is not the weekday printed with it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Final

from mapper.claims.values import DATE_FIELDS, read_value
from mapper.model.dossier import Dossier
from mapper.model.periods import Period
from mapper.model.schema import NEGATIVE
from mapper.model.text import fold
from mapper.report.evidence import evidence_of
from mapper.report.findings import Finding

__all__ = ["weekday"]

_WEEKDAYS: Final = (
    ("monday", "lundi"),
    ("tuesday", "mardi"),
    ("wednesday", "mercredi"),
    ("thursday", "jeudi"),
    ("friday", "vendredi"),
    ("saturday", "samedi"),
    ("sunday", "dimanche"),
)
_NUMBER_OF: Final = {word: number for number, words in enumerate(_WEEKDAYS) for word in words}
_WEEKDAY: Final = re.compile(rf"\b({'|'.join(_NUMBER_OF)})s?\b")
_PERHAPS_DATED: Final = rf"(?i)\b(?:{'|'.join(_NUMBER_OF)})[,:]? +(?:[a-z]{{3,9}} )?[0-9]"
_DATED: Final = (
    rf"(?i)\b({'|'.join(_NUMBER_OF)})[,:]? +"
    r"(\d{4}-\d{2}-\d{2}|\d{1,2} [a-z]+,? \d{4}|[a-z]+ \d{1,2},? \d{4})"
)


def weekday(dossier: Dossier) -> list[Finding]:
    """Report a day that is not the weekday printed with it.

    In a claim of a date, the weekday of its value or quote, if these name just one; in an event's title and notes, a
    weekday directly before a full date.
    """
    claims = dossier.claims[dossier.claims["field"].isin(list(DATE_FIELDS))]
    rows = [{str(k): str(v) for k, v in row.items()} for row in claims.to_dict("records")]
    found = [finding for row in rows if (finding := _claimed_weekday(dossier, row))]
    for column in ("title", "notes"):
        texts = dossier.events[column]
        named = dossier.events.loc[texts.str.contains(_PERHAPS_DATED, regex=True), ["event_id", column]]
        for event, text in named.itertuples(index=False):
            found += _weekday_in_text(str(event), column, str(text))
    return found


def _claimed_weekday(dossier: Dossier, row: dict[str, str]) -> Finding | None:
    value = read_value(row["field"], row["value"])
    if not isinstance(value, Period) or value.precision != "day" or row["stance"] in NEGATIVE:
        return None
    named = set(_WEEKDAY.findall(fold(row["value"]))) or set(_WEEKDAY.findall(fold(row["quote"])))
    numbers = {_NUMBER_OF[name] for name in named}
    if len(numbers) != 1 or value.first.weekday() in numbers:
        return None
    return Finding(
        rule="weekday",
        event_id=row["event_id"],
        field=row["field"],
        severity="medium",
        claims=(row["claim_id"],),
        explanation=_not_that_day(value.first, numbers.pop(), f"claim {row['claim_id']}"),
        remedy="To settle it: check day, month, year and weekday against the source; one of them is a slip.",
        evidence=evidence_of(dossier, [row["claim_id"]]),
    )


def _weekday_in_text(event: str, column: str, text: str) -> Iterator[Finding]:
    for word, written in re.findall(_DATED, text):
        value = read_value("event_date", written)
        number = _NUMBER_OF[word.lower()]
        if isinstance(value, Period) and value.first.weekday() != number:
            yield Finding(
                rule="weekday",
                event_id=event,
                field=column,
                severity="low",
                claims=(),
                explanation=_not_that_day(value.first, number, f"the {column}"),
                remedy="To settle it: correct the weekday or the date in the text.",
                about=f"{word} {written}",
                evidence=(text,),
            )


def _not_that_day(day: dt.date, number: int, where: str) -> str:
    printed, true = (_WEEKDAYS[n][0].capitalize() for n in (number, day.weekday()))
    return f"{day.isoformat()} was a {true}, but {where} has {printed} for it."
