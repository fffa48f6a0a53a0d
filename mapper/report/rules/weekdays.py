"""A day that is not the weekday printed with it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Final

from mapper.claims.values import DATE_FIELDS, read_value
from mapper.model.periods import Period
from mapper.model.schema import NEGATIVE
from mapper.model.text import fold
from mapper.report.findings import Finding
from mapper.report.rules.rule import Rule

__all__ = ["Weekday"]

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


class Weekday(Rule):
    """A day that is not the weekday printed with it.

    In a claim of a date, the weekday of its value or quote, if these name just one; in an event's title and notes, a
    weekday directly before a full date.
    """

    name = "weekday"

    def findings(self) -> Iterator[Finding]:
        """Find them in claims (medium) and in texts of events (low)."""
        claims = self.dossier.claims[self.dossier.claims["field"].isin(list(DATE_FIELDS))]
        for row in claims.to_dict("records"):
            yield from self._in_claim({str(name): str(cell) for name, cell in row.items()})
        for column in ("title", "notes"):
            texts = self.dossier.events[column]
            named = self.dossier.events.loc[texts.str.contains(_PERHAPS_DATED, regex=True), ["event_id", column]]
            for event, text in named.itertuples(index=False):
                yield from self._in_text(str(event), column, str(text))

    def _in_claim(self, row: dict[str, str]) -> Iterator[Finding]:
        value = read_value(row["field"], row["value"])
        if not isinstance(value, Period) or value.precision != "day" or row["stance"] in NEGATIVE:
            return
        named = set(_WEEKDAY.findall(fold(row["value"]))) or set(_WEEKDAY.findall(fold(row["quote"])))
        numbers = {_NUMBER_OF[name] for name in named}
        if len(numbers) == 1 and value.first.weekday() not in numbers:
            explanation = _not_that_day(value.first, numbers.pop(), f"claim {row['claim_id']}")
            yield self.finding(row["event_id"], row["field"], explanation, claims=[row["claim_id"]], case="claim")

    def _in_text(self, event: str, column: str, text: str) -> Iterator[Finding]:
        for word, written in re.findall(_DATED, text):
            value = read_value("event_date", written)
            number = _NUMBER_OF[word.lower()]
            if isinstance(value, Period) and value.first.weekday() != number:
                yield self.finding(
                    event,
                    column,
                    _not_that_day(value.first, number, f"the {column}"),
                    cells=[text],
                    about=f"{word} {written}",
                    severity="low",
                    case="text",
                )


def _not_that_day(day: dt.date, number: int, where: str) -> str:
    printed, true = (_WEEKDAYS[n][0].capitalize() for n in (number, day.weekday()))
    return f"{day.isoformat()} was a {true}, but {where} has {printed} for it."
