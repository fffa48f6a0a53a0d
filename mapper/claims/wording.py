"""The parts of the sentences that show a claim: what is claimed, who says it, of whom, and of how many.

What a source wrote (claimants, names, values in words) stays as it is in every language; English puts an article before
some names, French says "selon" of all claimants, so that no verb has to agree with words in another language.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from mapper.claims.printed import date_message, figure_message
from mapper.claims.values import (
    DATE_FIELDS,
    FIGURE_FIELDS,
    NAME_FIELDS,
    PLACE_FIELDS,
    Quantity,
    Value,
    read_value,
)
from mapper.model.actors.names import ActorNames
from mapper.model.schema import names_in_cell
from mapper.model.text import fold_name
from mapper.vocabulary import terms
from mapper.words import Message, worded

__all__ = [
    "clauses", "in_words", "is_plural", "own_words", "said_by", "value_message", "value_phrase", "with_article",
]  # fmt: skip

_DONE: Final = frozenset(
    {
        "fatalities", "injured", "captured", "rescued", "vehicles_destroyed", "vehicles_captured", "vehicles_total",
    }
)  # fmt: skip
"""Fields whose name says what happened to the people or vehicles counted."""
_OF_PEOPLE: Final = frozenset({"fatalities", "injured"})
"""Fields in which words besides a figure ("12 wounded", "no casualties") already say who is counted."""
_OF: Final = re.compile(r"(?:dozens|scores|hundreds|thousands|handful)$")
_OF_IN_FRENCH: Final = re.compile(rf"(?:{'|'.join(terms('number_nouns'))})s?$", re.IGNORECASE)
"""Endings of a French number that take "de" before what is counted."""
_HEAD_ENDS: Final = re.compile(r"[,(]| (?:of|on|to|close|likely|associated|in|for|from|with|near|citing)\b")
_PLURAL: Final = re.compile(r"(?:\b[a-z]+[^sui\W]s|\bForces|\bTroops)$")
_INITIALISM: Final = re.compile(r"[A-Z]{2,3}(?:-[A-Z]{2,3})?")
_COLLECTIVE: Final = re.compile(
    r"\b(?:army|forces|front|group|government|movement|police|council|militia|brigade|nations|staff|union)$",
    re.IGNORECASE,
)


def value_message(text: str, *, field: str = "") -> Message | str:
    """Write a date or a quantity as people print it, and words for an open number; other words stay as printed.

    >>> [value_message(text, field="fatalities").text() for text in (">100", "10..15", "<=1500", "dozens")]
    ['more than 100', '10 to 15', 'at most 1,500', 'dozens']
    >>> value_message("<2022", field="event_date").text("fr")
    'avant 2022'
    """
    if field in DATE_FIELDS:
        return date_message(text) or text
    if field in NAME_FIELDS:
        return text
    open_number = f"open-{fold_name(text)}"
    if open_number in Message.catalogue:
        return Message(open_number, said=text)
    return figure_message(text, grouped=field in FIGURE_FIELDS)


def in_words(text: str, *, field: str = "", language: str = "en") -> str:
    """Return what `value_message` gives, in words.

    >>> in_words(">=20"), in_words("Friday")
    ('at least 20', 'Friday')
    """
    return worded(value_message(text, field=field), language)


def own_words(text: str, value: Value) -> str:
    """Return the folded text of a value if it is words for none or for an open number, else `""`.

    >>> [own_words(text, read_value("fatalities", text)) for text in ("nobody", "No casualties", "84", "eighty-four")]
    ['nobody', 'no casualties', '', '']
    """
    is_own = isinstance(value, Quantity) and (value.vague or value.high == 0)
    return fold_name(text) if is_own else ""


def value_phrase(text: str, *, field: str, group: str, actors: ActorNames) -> Message:
    """Word a value with its unit or group and what happened to them.

    >>> value_phrase(">100", field="fatalities", group="soldiers", actors=ActorNames()).text()
    'more than 100 soldiers killed'
    >>> value_phrase("12", field="vehicles_captured", group="", actors=ActorNames()).text("fr")
    '12 véhicules capturés'
    >>> value_phrase("12 wounded", field="fatalities", group="", actors=ActorNames()).text()
    '“12 wounded”'
    >>> value_phrase("une trentaine", field="fatalities", group="", actors=ActorNames()).text("fr")
    'une trentaine de tués'
    """
    said, value = value_message(text, field=field), read_value(field, text)
    english = worded(said)
    if field not in _DONE and not isinstance(value, Quantity):
        names = tuple(names_in_cell(english)) if ";" in text else (said,)
        what = Message("one-of" if field in PLACE_FIELDS else "all-of", names=names)
        return Message("of-group", what=what, group=group) if group else what
    if field in _OF_PEOPLE and isinstance(said, str):
        return Message("in-own-words", said=said, group=group)
    of_many = isinstance(said, Message) and bool(_OF_IN_FRENCH.search(worded(said, "fr")))
    return Message(
        "counted",
        said=said,
        unit="" if group else _unit(english, field),
        group=_group(english, group, actors),
        done=_done(field, value, of_many=of_many),
    )


def said_by(
    what: Message, claimants: Sequence[str], *, actors: ActorNames, hedge: str = "", inferred: Sequence[str] = ()
) -> Message:
    """Add to a phrase its hedge, who says it, and from whose words the editors infer it.

    A hedge that the phrase already contains is not repeated.

    >>> said_by(Message("all-of", names=("84 killed",)), ["local reports"], actors=ActorNames()).text()
    '84 killed, say local reports'
    >>> said_by(Message("all-of", names=("2025-06-13",)), [], actors=ActorNames(), inferred=["The Daily"]).text()
    '2025-06-13 (inferred by the editors from The Daily)'
    """
    if hedge and fold_name(hedge) not in fold_name(what.text()):
        what = Message("hedged", what=what, hedge=hedge)
    if claimants:
        several = len(claimants) > 1 or is_plural(claimants[0])
        who = tuple(with_article(name, actors) for name in claimants)
        what = Message("say" if several else "says", what=what, who=who)
    if inferred:
        what = Message("inferred-by-editors", what=what, who=tuple(with_article(name, actors) for name in inferred))
    return what


def clauses(messages: Sequence[Message]) -> Message:
    """Return the clauses as one sentence, with semicolons between them."""
    return messages[0] if len(messages) == 1 else Message("clauses", clauses=tuple(messages))


def with_article(name: str, actors: ActorNames) -> Message | str:
    """Put "the" before a description (the rebel army) and an actor's initialism (the UN), not before names.

    >>> with_article("rebel army", ActorNames()).text(), with_article("Reuters", ActorNames())
    ('the rebel army', 'Reuters')
    """
    if fold_name(name).startswith(("the ", "a ", "an ")):
        return name
    organisation = _COLLECTIVE.search(_head(name)) or (actors.knows(name) and _INITIALISM.fullmatch(name))
    return Message("the", name=name) if organisation else name


def is_plural(claimant: str) -> bool:
    """Whether a claimant is several who "say", not one who "says".

    >>> is_plural("local reports"), is_plural("the army")
    (True, False)
    """
    return any(_PLURAL.search(name) for name in _head(claimant).split(" and "))


def _unit(said: str, field: str) -> Message | str:
    """The unit of a field of vehicles, unless the value itself has the word."""
    if not field.startswith("vehicles") or said.endswith("vehicles"):
        return ""
    return Message("of-vehicles" if _OF.search(said) else "vehicles")


def _group(said: str, group: str, actors: ActorNames) -> Message | str:
    """Who or what is counted, in the claim's own words."""
    if not group or said.endswith(group):
        return ""
    names = names_in_cell(group)
    if any(actors.knows(name) and not _is_common_noun(name) for name in names):
        return Message("of", names=tuple(with_article(name, actors) for name in names))
    return Message("of", names=(group,)) if _OF.search(said) else group


def _is_common_noun(name: str) -> bool:
    """Whether an actor is named by its people ("Red soldiers"), not by a name or as one body."""
    return name.rsplit(maxsplit=1)[-1].islower() and not _COLLECTIVE.search(name)


def _done(field: str, value: object, *, of_many: bool) -> Message | str:
    if field not in _DONE:
        return ""
    if of_many:
        return Message(f"done-many-{field}")
    number = (value.high if value.high != float("inf") else value.low) if isinstance(value, Quantity) else 2
    return Message(f"done-{field}", n=number)


def _head(claimant: str) -> str:
    return _HEAD_ENDS.split(claimant, maxsplit=1)[0].strip()
