"""A day that is not the weekday printed with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

from gazetteer import words
from mapper.claims.printed import period_message
from mapper.claims.values import DATE_FIELDS, read_value
from mapper.model.dates import Period, read_date
from mapper.model.dates.prose import perhaps_dated, weekday_dates, weekdays_in
from mapper.model.schema import HOLDING
from mapper.model.unread import UnreadError
from mapper.report.findings import Finding
from mapper.report.rules.rule import Rule
from mapper.report.words import Message

__all__ = ["Weekday"]

_NAMES: Final = tuple(
    words.Message("bilingual", en=english, fr=french)
    for english, french in (
        ("Monday", "lundi"), ("Tuesday", "mardi"), ("Wednesday", "mercredi"), ("Thursday", "jeudi"),
        ("Friday", "vendredi"), ("Saturday", "samedi"), ("Sunday", "dimanche"),
    )
)  # fmt: skip
_AS_WRITTEN: Final = ("date_text", "event_date_in_file")


class Weekday(Rule):
    """A day that is not the weekday printed with it.

    In a claim of a date, the weekday in its value or quote is checked, if they name only one; in an event, the weekday
    of its date, and a weekday directly before a full date in its title or notes.
    """

    name = "weekday"

    def findings(self) -> Iterator[Finding]:
        """Find wrong weekdays in claims (medium), and in dates and texts of events (low)."""
        events = self.dossier.events
        claims = self.dossier.claims[self.dossier.claims["field"].isin(list(DATE_FIELDS))]
        for row in claims.to_dict("records"):
            yield from self._in_claim({str(name): str(cell) for name, cell in row.items()})
        for column in (name for name in _AS_WRITTEN if name in events):
            wrong = {text: days for text in events[column].unique() if (days := _wrong_days(str(text)))}
            for event, text in zip(events["event_id"], events[column], strict=True):
                for day in wrong.get(text, ()):
                    message = _not_that_day(*day, Message("in-date"))
                    yield self._written(str(event), "event_date", message, about=str(text), cell=str(text))
        for column in ("title", "notes"):
            named = events.loc[events[column].str.contains(perhaps_dated(), regex=True), ["event_id", column]]
            for event, text in named.itertuples(index=False):
                yield from self._in_text(str(event), column, str(text))

    def _in_claim(self, row: dict[str, str]) -> Iterator[Finding]:
        value = read_value(row["field"], row["value"])
        if not isinstance(value, Period) or value.precision != "day" or row["stance"] not in HOLDING:
            return
        numbers = {number for _, number in value.weekdays} or weekdays_in(row["quote"])
        if len(numbers) == 1 and value.first.weekday() not in numbers:
            message = _not_that_day(value.first, numbers.pop(), Message("in-claim", claim=row["claim_id"]))
            yield self.finding(row["event_id"], row["field"], message, claims=[row["claim_id"]], case="claim")

    def _in_text(self, event: str, column: str, text: str) -> Iterator[Finding]:
        for written, period in weekday_dates(text):
            for day in _wrong(period):
                message = _not_that_day(*day, Message(f"in-{column}"))
                yield self._written(event, column, message, about=written, cell=text)

    def _written(self, event: str, field: str, message: Message, *, about: str, cell: str) -> Finding:
        return self.finding(event, field, message, cells=[cell], about=about, severity="low", case="text")


def _wrong_days(text: str) -> list[tuple[dt.date, int]]:
    """The days of a date that are written with a wrong weekday, and that weekday."""
    if not weekdays_in(text):
        return []
    try:
        return _wrong(read_date(text))
    except UnreadError:
        return []


def _wrong(period: Period) -> list[tuple[dt.date, int]]:
    return [(day, number) for day, number in period.weekdays if day.weekday() != number]


def _not_that_day(day: dt.date, number: int, where: Message) -> Message:
    printed, true = _NAMES[number], _NAMES[day.weekday()]
    return Message("wrong-weekday", day=period_message(day, day), true=true, where=where, printed=printed)
