"""What kind of claimant says something: a party to the conflict, an official, the UN, a rights group, an outlet.

>>> actors = pd.DataFrame({"actor_id": ["r"], "name": ["Reds"], "short_name": [""], "aliases": [""], "parent": [""]})
>>> claimant_kind("A. Person (Reds)", actors=ActorNames.of(actors))
'party'
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

import pandas as pd

from mapper.claims.actors.names import ActorNames
from mapper.claims.statements import source_names
from mapper.model.text import fold_name
from mapper.vocabulary import terms

__all__ = ["CLAIMANT_KINDS", "claimant_kind", "claimant_kinds"]

CLAIMANT_KINDS: Final = terms("claimant_kinds")

_UN: Final = re.compile(r"\bUN\b|\bUnited Nations\b|\bUN[A-Z]{2,}\b")
_RIGHTS: Final = re.compile(r"\b(?:rights|humanitarian|amnesty|red cross|red crescent)\b", re.IGNORECASE)
_OFFICIAL: Final = re.compile(
    r"\b(?:government|ministry|minister|president|presidency|parliament|embassy|governor|prefect|mayor|officials?"
    r"|council|junta|officers?|spokes(?:man|woman|person))\b",
    re.IGNORECASE,
)
_REPORTS: Final = re.compile(r"\b(?:reports?|rumou?rs?|hearsay)\b", re.IGNORECASE)
_OUTLET: Final = re.compile(
    r"\b(?:news\w*|media|times|post|journal|herald|tribune|radio|television|tv|press|agency|magazine|daily|gazette"
    r"|channels?|articles?)\b",
    re.IGNORECASE,
)


def claimant_kinds(claims: pd.DataFrame, *, sources: pd.DataFrame, actors: pd.DataFrame) -> pd.Series:
    """Return the kind of claimant of each claim, one of `CLAIMANT_KINDS`, on the index of the claims.

    A claim without a claimant is its source's own: an outlet's.
    """
    known = ActorNames.of(actors)
    outlets = {fold_name(name) for names in source_names(sources).items() for name in names}
    names = claims["claimant"].unique()
    kinds = {name: claimant_kind(str(name), actors=known, outlets=outlets) for name in names}
    return claims["claimant"].map({**kinds, "": "outlet"}).astype("str")


def claimant_kind(claimant: str, *, actors: ActorNames, outlets: Collection[str] = ()) -> str:
    """Return the kind of one claimant.

    Parameters
    ----------
    claimant
        As written; what stands in brackets, or after "of the" or "for the", says for whom it speaks.
    actors
        Who is an actor of the dossier: a party, or an official where the name is that of a government.
    outlets
        Folded names and ids of sources.

    >>> claimant_kind("human rights organisations", actors=ActorNames())
    'rights group'
    """
    head = re.split(r", (?:to|citing)\b", claimant, maxsplit=1)[0]
    speaks_for = [head, *re.findall(r"\(([^)]+)\)", head), *re.findall(r"\b(?:of|for) (?:the )?(.+)$", head)]
    names = [name for name in speaks_for if actors.knows(name)]
    everything = " ".join([head, *(actors.canonical(name) for name in names)])
    an_outlet = bool({fold_name(head), fold_name(head).replace(" ", "-")} & set(outlets))
    by_words = (("UN", _UN), ("outlet", None), ("rights group", _RIGHTS), ("official", _OFFICIAL))
    for kind, pattern in by_words:
        if pattern.search(everything) if pattern else an_outlet:
            return kind
    if names:
        return "party"
    if _OUTLET.search(head):
        return "outlet"
    return "reports" if _REPORTS.search(head) else "unknown"
