"""Words for a kind of place that stand with a name: "X town", "village of X", "région de X"."""

from __future__ import annotations

from dataclasses import replace

from gazetteer.names.kinds import KINDS, Kind, without_adjectives
from gazetteer.names.normalise import normal_form
from gazetteer.names.nouns import noun_of
from gazetteer.names.reading import Reading
from gazetteer.names.toponym.wordings import ARTICLE, JOINING, NAME_IN, OF, SETTLED

__all__ = ["core", "division_in", "last_kind", "of_kind", "with_kind"]

_MOST_ADJECTIVES = 3


def of_kind(text: str) -> list[Reading]:
    """Read "X town", "X-ville", "village of X", "région de X", "the northern town of X", "hôpital général de X".

    >>> [reading.name for reading in of_kind("region of Gao")]
    ['Gao']
    """
    words = SETTLED.sub(r"\g<name> \g<kind>", text).split()
    for length in (3, 2, 1):
        kind = _kind_of(words[-length:])
        if kind and len(words) > length and normal_form(words[-length - 1]) not in JOINING:  # "région du Centre"
            named = dict.fromkeys(map(" ".join, (words[:-length], without_adjectives(words[:-length]))))
            return [Reading(name, relation=kind.relation, kind=kind) for name in named]
    for match in reversed([*OF.finditer(text)]):  # "mine d'or d'Inata"
        before = without_adjectives(text[: match.start()].split())
        for length in (3, 2, 1):
            kind = _kind_of(before[-length:])
            if kind and len(before) - length <= _MOST_ADJECTIVES:
                rest = text[match.end() :]
                of_it = Reading(core(rest) if OF.search(rest) else rest, relation=kind.relation, kind=kind)
                return [*(division_in(" ".join(before), rest) if len(before) > length else ()), of_it]
    kind = _kind_of(words[:1]) if len(words) > 1 else None
    if kind is None or (kind.is_large and not words[0].islower()):  # "Ciudad Bolívar" is a name, "ciudad de X" is not
        return []
    return [Reading(" ".join(words[1:]), relation=kind.relation, kind=kind)]


def last_kind(words: list[str]) -> Kind | None:
    """Return the kind that the last words name: "the UN peacekeepers' camp" is a base.

    >>> last_kind(["a", "refugee", "camp"]).name
    'camp'
    """
    return next(filter(None, (_kind_of(words[-length:]) for length in (3, 2, 1))), None)


def with_kind(name: str, reading: Reading) -> Reading:
    """Return the reading with this name and the kind that stands with it ("near the village of X").

    >>> with_kind("the village of Moura", Reading("", relation="near")).name
    'Moura'
    """
    parted = NAME_IN.match(name)
    if parted:
        return replace(with_kind(parted["name"], reading), within=parted["within"])
    article = ARTICLE.match(name)
    bare = article["name"] if article else name
    for inner in of_kind(bare):
        relation = inner.relation if reading.relation == "at" else reading.relation
        return replace(reading, name=inner.name, kind=inner.kind, relation=relation)
    return replace(reading, name=bare)


def core(name: str) -> str:
    """Return a name without the word for its kind ("the town of Gao"), except for water and woods ("Lake Chad").

    >>> core("the town of Gao"), core("Lake Chad")
    ('Gao', 'Lake Chad')
    """
    reading = with_kind(name, Reading(""))
    return name if reading.names_nature else reading.name


def division_in(what: str, within: str) -> list[Reading]:
    """Read "Bannu district" in a wider area as the district, and "rural district" as nothing.

    >>> [reading.name for reading in division_in("Bannu district", "Khyber Pakhtunkhwa")]
    ['Bannu district', 'Bannu']
    """
    named = [] if noun_of(what) else of_kind(what)
    if not (named and named[0].kind and named[0].kind.is_division):
        return []
    return [replace(reading, within=within) for reading in (Reading(what), *named)]


def _kind_of(words: list[str]) -> Kind | None:
    return KINDS.get(normal_form(" ".join(words)))
