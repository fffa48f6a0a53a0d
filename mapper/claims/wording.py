"""English for the sentences that show a claim: who says it, of whom, and of how many.

>>> enumerated(["Army", "Rebels", "The Daily"])
'Army, Rebels and The Daily'
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from mapper.claims.names import ActorNames
from mapper.claims.values import PLACE_FIELDS, Quantity, in_words, read_value
from mapper.model.text import fold_name

__all__ = ["attribution", "enumerated", "is_plural", "value_phrase", "with_article"]

_DONE: Final = {
    "fatalities": ("", "killed"),
    "injured": ("", "injured"),
    "captured": ("", "captured"),
    "rescued": ("", "rescued"),
    "vehicles_destroyed": ("vehicles", "destroyed"),
    "vehicles_captured": ("vehicles", "captured"),
    "vehicles_total": ("vehicles", "in all"),
}
"""Field → the unit where none is given, and what became of them."""
_OF: Final = re.compile(r"(?:dozens|scores|hundreds|thousands|handful)$")
_HEAD_ENDS: Final = re.compile(r"[,(]| (?:of|to|close|likely|associated|in|for|from|with|near|citing)\b")
_PLURAL: Final = re.compile(r"(?:\b[a-z]+[^sui\W]s|\bForces|\bTroops)$")
_INITIALISM: Final = re.compile(r"[A-Z]{2,3}(?:-[A-Z]{2,3})?")
_COLLECTIVE: Final = re.compile(
    r"\b(?:army|forces|front|group|government|movement|police|council|militia|brigade|nations|staff|union)$",
    re.IGNORECASE,
)


def value_phrase(text: str, *, field: str, group: str, actors: ActorNames) -> str:
    """Say a value with the unit or group and what became of them.

    >>> value_phrase(">100", field="fatalities", group="soldiers", actors=ActorNames())
    'more than 100 soldiers killed'
    >>> value_phrase("12", field="vehicles_captured", group="trucks", actors=ActorNames())
    '12 trucks captured'
    """
    unit, done = _DONE.get(field, ("", ""))
    said = in_words(text, field=field)
    if done or isinstance(read_value(field, text), Quantity):
        return " ".join(part for part in (said, _counted(said, group or unit, actors), done) if part)
    names = [name.strip() for name in said.split(";")]
    return " or ".join(names) if field in PLACE_FIELDS else enumerated(names)


def attribution(claimants: Sequence[str], *, actors: ActorNames) -> str:
    """Say who says it.

    >>> attribution(["local reports"], actors=ActorNames())
    ', say local reports'
    """
    if not claimants:
        return ""
    verb = "say" if len(claimants) > 1 or is_plural(claimants[0]) else "says"
    return f", {verb} {enumerated([with_article(name, actors) for name in claimants])}"


def with_article(name: str, actors: ActorNames) -> str:
    """Put "the" before a description (the rebel army) and an actor's initialism (the UN), not before names.

    >>> with_article("rebel army", ActorNames()), with_article("Reuters", ActorNames())
    ('the rebel army', 'Reuters')
    """
    if fold_name(name).startswith(("the ", "a ", "an ")):
        return name
    organisation = _COLLECTIVE.search(_head(name)) or (actors.knows(name) and _INITIALISM.fullmatch(name))
    return f"the {name}" if organisation else name


def enumerated(names: Sequence[str]) -> str:
    """Join names as a sentence does; nothing for none."""
    return " and ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)


def is_plural(claimant: str) -> bool:
    """Whether a claimant is several who "say", not one who "says".

    >>> is_plural("local reports"), is_plural("the army")
    (True, False)
    """
    return bool(_PLURAL.search(_head(claimant)))


def _counted(said: str, group: str, actors: ActorNames) -> str:
    if not group or said.endswith(group):
        return ""
    names = [name.strip() for name in group.split(";")]
    if any(actors.knows(name) for name in names):
        return "of " + enumerated([with_article(name, actors) for name in names])
    return f"of {group}" if _OF.search(said) else group


def _head(claimant: str) -> str:
    return _HEAD_ENDS.split(claimant, maxsplit=1)[0].strip()
