"""Split sentences about two events: each clause gets its own triggers, days, places and tolls."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from mapper.draft.events.mention import Mention
from mapper.draft.lexicon import shared_pattern
from mapper.draft.reading.grammar import ancestors, in_subtree

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from mapper.draft.reading.triggers import Trigger
    from mapper.draft.reading.when.dates import DateSpan
    from mapper.draft.reading.where.places import PlaceSpan

__all__ = ["own_clause", "owner", "split"]


def split(whole: Mention, dates: list[DateSpan], places: list[PlaceSpan]) -> list[Mention]:
    """Split a sentence about two events: a trigger in its own clause, with its own date or place."""
    if len(whole.triggers) < 2:
        return [whole]
    if at := _boundary(whole, places):
        return _halves(whole, at)
    if at := _earlier(whole) or _succeeding(whole, dates):
        now, before = _halves(whole, at)
        before.new = True
        return [now, before]
    if not any(date.period for date in dates):
        return [whole]
    doc = whole.sentence.doc
    own: dict[int, list[Trigger]] = {}
    rest = []
    for trigger in whole.triggers:
        clause = own_clause(doc[trigger.token], dates)
        if clause is None:
            rest.append(trigger)
        else:
            own.setdefault(clause, []).append(trigger)
    if not own or not rest:
        return [whole]
    parts = [Mention(whole.paragraph, whole.sentence, rest)]
    parts += [Mention(whole.paragraph, whole.sentence, triggers) for triggers in own.values()]
    for toll in whole.tolls:
        part = owner(parts, whole.sentence, toll.figure.start)
        (part or parts[0]).tolls.append(toll)
    return parts


def _boundary(whole: Mention, places: list[PlaceSpan]) -> int:
    """Return where a second clause with its own trigger and place begins, 0 if there is none."""
    triggers = [whole.sentence.doc[trigger.token].idx for trigger in whole.triggers]
    where = [place.start for place in places]
    tolls = [toll.figure.start for toll in whole.tolls]
    for name in ("clause_boundaries", "weak_boundaries"):
        for at in _matches(whole, name):
            parted = _parts(triggers, at) and _parts(where, at)
            if parted and (name == "clause_boundaries" or _parts(tolls, at)):
                return at
    return 0


def _earlier(whole: Mention) -> int:
    """Return where a clause about an earlier event begins, else 0: "a week after insurgents attacked Boulkessi"."""
    triggers = [whole.sentence.doc[trigger.token].idx for trigger in whole.triggers]
    return next((at for at in _matches(whole, "earlier_clauses") if _parts(triggers, at)), 0)


def _succeeding(whole: Mention, dates: list[DateSpan]) -> int:
    """Return where an earlier event with its own day begins, else 0: "Sunday's raid followed one on Friday"."""
    triggers = [whole.sentence.doc[trigger.token].idx for trigger in whole.triggers]
    when = [date.start for date in dates if date.period]
    return next((at for at in _matches(whole, "successions") if _parts(triggers, at) and _parts(when, at)), 0)


def _matches(whole: Mention, name: str) -> Iterator[int]:
    for match in re.finditer(shared_pattern(name), whole.sentence.text):
        yield whole.sentence.start_char + match.start()


def _parts(positions: list[int], at: int) -> bool:
    """Whether some positions are before a character, and some at or after it."""
    return any(one < at for one in positions) and any(one >= at for one in positions)


def _halves(whole: Mention, at: int) -> list[Mention]:
    doc = whole.sentence.doc
    halves = [Mention(whole.paragraph, whole.sentence, [], begins=begin) for begin in (0, at)]
    for trigger in whole.triggers:
        halves[doc[trigger.token].idx >= at].triggers.append(trigger)
    for toll in whole.tolls:
        halves[toll.figure.start >= at].tolls.append(toll)
    return halves


def own_clause(token: Token, dates: list[DateSpan]) -> int | None:
    """Return the token of the date that a trigger's clause describes: "February 2018, when helicopters hit"."""
    for one in ancestors(token):
        if one.dep_ in {"relcl", "acl:relcl", "advcl"}:
            for date in dates:
                if date.start <= one.head.idx < date.end:
                    return one.head.i
    return None


def owner(parts: list[Mention], sentence: Span, where: int) -> Mention | None:
    """Return the part of a sentence that contains a character."""
    if len(parts) == 1:
        return parts[0]
    if parts[-1].begins:
        return parts[where >= parts[-1].begins]
    token = next((one for one in sentence if one.idx <= where < one.idx + len(one)), None)
    if token is None:
        return parts[0]
    for part in parts[1:]:
        head = part.sentence.doc[part.triggers[0].token]
        clause = next((one for one in ancestors(head) if one.dep_ in {"relcl", "acl:relcl", "advcl"}), head)
        if in_subtree(token, clause) or token.i == clause.head.i or in_subtree(clause.head, token):
            return part
    return parts[0]
