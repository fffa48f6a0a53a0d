"""What kind of claimant says something: a party to the conflict, an official, the UN, a rights group, an outlet.

>>> actors = pd.DataFrame({"actor_id": ["r"], "name": ["Reds"], "short_name": [""], "aliases": [""], "parent": [""]})
>>> claimant_kind("A. Person (Reds)", actors=ActorNames(actors))
'party'
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from functools import cache

import pandas as pd

from mapper.claims.statements import source_names
from mapper.model.actors.known import known_actor
from mapper.model.actors.names import ActorNames
from mapper.model.lexicon import as_written, folded, lexicon
from mapper.model.text import fold_name

__all__ = ["claimant_kind", "claimant_kinds", "outlets_in"]


def claimant_kinds(claims: pd.DataFrame, *, sources: pd.DataFrame, actors: pd.DataFrame) -> pd.Series:
    """Return the kind of claimant of each claim, a term of `claimant_kinds`, on the index of the claims.

    A claim without a claimant is its source's own: an outlet's.
    """
    known, outlets = ActorNames(actors), outlets_in(source_names(sources))
    names = claims["claimant"].unique()
    kinds = {name: claimant_kind(str(name), actors=known, outlets=outlets) for name in names}
    return claims["claimant"].map({**kinds, "": "outlet"}).astype("str")


def outlets_in(named: Mapping[str, str]) -> frozenset[str]:
    """Return the folded ids and names of sources, given what `source_names` calls them.

    >>> sorted(outlets_in({"a": "The Daily"}))
    ['a', 'the daily']
    """
    return frozenset(fold_name(name) for names in named.items() for name in names)


def claimant_kind(claimant: str, *, actors: ActorNames, outlets: Collection[str] = ()) -> str:
    """Return the kind of one claimant.

    Parameters
    ----------
    claimant
        As written. The text in brackets, after "of" or before "spokesman" names whom the claimant speaks for.
    actors
        The actors of the dossier. A claimant who speaks for one is a party, or an official if the text names an office.
    outlets
        Folded names and ids of sources.

    >>> claimant_kind("human rights organisations", actors=ActorNames())
    'rights group'
    """
    head, names = _head(claimant), []
    for name in _speaks_for(head):
        if actors.knows(name):
            names.append(actors.canonical(name))
        elif known_actor(name).kind:
            names.append(name)
    everything = " ".join([head, *names])
    is_outlet = bool({fold_name(head), fold_name(head).replace(" ", "-")} & set(outlets))
    if _says(everything, "un"):
        return "UN"
    if _names(head, "rights") or (_says(everything, "rights") and not is_outlet):
        return "rights group"
    if is_outlet:
        return "outlet"
    return "party" if names and not _says(everything, "offices") else _kind_by_words(everything)


def _kind_by_words(head: str) -> str:
    """The kind of claimant that the words of a name suggest; `unknown` if none does."""
    kinds = (("official", "offices"), ("official", "officials"), ("reports", "nobody"), ("outlet", "outlets"))
    return next((kind for kind, words in (*kinds, ("reports", "reports")) if _says(head, words)), "unknown")


def _head(claimant: str) -> str:
    """The claimant without the person or report that it cites: "the army" of "the army, citing residents"."""
    citing = "|".join(map(re.escape, as_written("claimants", "words")["citing"]))
    return re.split(rf", (?:{citing})\b", claimant, maxsplit=1, flags=re.IGNORECASE)[0]


def _speaks_for(head: str) -> Iterator[str]:
    """Yield the parts of a claimant that may name an actor: the whole, in brackets, after "of", before "spokesman"."""
    bare = _bare(head)
    yield bare
    yield from re.findall(r"\(([^)]+)\)", head)
    for found in _of().finditer(head):
        yield _bare(head[found.end() :])
    words = bare.split()
    for length in range(1, len(words)):
        if folded(words[length]) in lexicon("claimants", "words")["speaks"]:
            yield " ".join(words[:length])


def _bare(text: str) -> str:
    """The text without an article."""
    articles = "|".join(_alone(word) for word in lexicon("claimants", "words")["articles"])
    return re.sub(rf"^(?:{articles})", "", text.strip().replace("’", "'"), flags=re.IGNORECASE)


@cache
def _of() -> re.Pattern[str]:
    words = "|".join(_alone(word) for word in lexicon("claimants", "words")["of"])
    return re.compile(rf"\b(?:{words})", re.IGNORECASE)


def _alone(word: str) -> str:
    """A pattern for a word and the space after it; after an apostrophe there is none."""
    return re.escape(word).replace("'", "['’]") if word.endswith("'") else rf"{re.escape(word)}\s+"


def _says(text: str, kind: str) -> bool:
    """Whether a text has a word for a kind of claimant, or the name of one."""
    return bool(_pattern("words", kind).search(folded(text))) or _names(text, kind)


def _names(text: str, kind: str) -> bool:
    """Whether a text names an organisation of a kind; acronyms only count in their own case."""
    acronyms = {name for name in as_written("claimants", "names").get(kind, ()) if name.isupper()}
    return not acronyms.isdisjoint(re.findall(r"\w+", text)) or bool(_pattern("names", kind).search(folded(text)))


@cache
def _pattern(table: str, kind: str) -> re.Pattern[str]:
    """A pattern for the folded words or names of a kind; acronyms among the names are left out."""
    written = as_written("claimants", table).get(kind, ())
    words = {folded(word) for word in written if table == "words" or not word.isupper()}
    longest = sorted(words, key=lambda word: (-len(word), word))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)" if longest else r"(?!)")
