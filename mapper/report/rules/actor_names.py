"""Find names that may mean the same actor, and cells that name several actors."""

from __future__ import annotations

import csv
import io
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise

import numpy as np
import pandas as pd

from gazetteer.names.normalise import normal_form
from mapper.model.actors.initials import short_for
from mapper.model.actors.known import known_actor
from mapper.model.coded import categorical
from mapper.model.involved import involved, role_columns
from mapper.model.schema import ACTOR_COLUMNS, DATA_SET, LIST_SEPARATOR, names_in_cell
from mapper.processing.actors.sides import MAY_PART, KnownNames, named_together
from mapper.report.findings import Finding
from mapper.report.rules.rule import Rule, first_ids
from mapper.report.words import Message

__all__ = ["ActorsAlike", "SeveralActorsInACell", "SidesNotStated", "alike_pairs"]

_ARTICLES = ("the ", "le ", "la ", "les ", "l ", "el ", "al ")
"""Articles, which comparing names ignores."""
_LONG_WORD = 6
"""The fewest letters of a word in which one wrong letter is taken for a typing error; shorter words that differ by a
letter are different."""


class ActorsAlike(Rule):
    """Two names of actors that differ only in signs, accents, an article or one letter of a long word.

    In hand-made tables also a name and its abbreviation, and two names that the table of known actors has for one.
    """

    name = "actors-alike"

    def findings(self) -> Iterator[Finding]:
        """Find the pairs, the commoner name first; two rows that a person wrote into actors.csv are no pair."""
        sizes = _sizes(self.dossier.events)
        records = self.dossier.actors.astype("str").to_dict("records")
        rows = {row["name"]: {str(column): cell for column, cell in row.items()} for row in records}
        listed_apart = {name for name, row in rows.items() if row["actor_id"] != name or row["aliases"]}
        for (one, other), why in self._pairs(sizes).items():
            if {one, other} <= listed_apart:
                continue
            names = (other, one) if other in listed_apart or sizes[other] > sizes[one] else (one, other)
            counts = {"n": sizes[names[0]], "m": sizes[names[1]]}
            yield self.finding(
                "",
                "actor",
                Message("actors-alike", one=names[0], other=names[1], **counts, **{"short": "", "actor": ""} | why),
                cells=names,
                about=LIST_SEPARATOR.join(sorted(names)),
                line=_line(rows[names[0]] if names[0] in listed_apart else {}, *names),
            )

    def _pairs(self, sizes: dict[str, int]) -> dict[tuple[str, str], dict[str, str]]:
        """Return the pairs, each once, with the further arguments of the message: an abbreviation, a known actor."""
        events = self.dossier.events
        own = _sizes(events[(events[DATA_SET] == "").to_numpy()]) if DATA_SET in events else sizes
        found: dict[tuple[str, str], dict[str, str]] = {pair: {} for pair in alike_pairs(sizes)}
        for short, name in short_for(sizes):
            found.setdefault(_in_order(short, name), {"short": short})
        for one, other, actor in _known_pairs(sizes):
            found.setdefault(_in_order(one, other), {"actor": actor})
        return {pair: why for pair, why in found.items() if not why or not own.keys().isdisjoint(pair)}


class SeveralActorsInACell(Rule):
    """A cell of one side that names several actors but is read as one."""

    name = "several-actors-in-a-cell"

    def findings(self) -> Iterator[Finding]:
        """Find the cells, each distinct text once."""
        known = KnownNames(self.dossier, named=True)
        for role in ("actor1", "actor2"):
            for text, count in _texts(self.dossier.events[role]):
                names = names_in_cell(text) if ";" in text else known.parts(text)
                strangers = tuple(name for name in names if name not in known)
                if len(names) < 2 or (";" not in text and len(strangers) == len(names)):
                    continue
                yield self.finding(
                    "",
                    role,
                    Message(
                        "several-actors",
                        cell=text,
                        n=count,
                        names=tuple(names),
                        strangers=strangers,
                        events=first_ids(self.dossier.events[(self.dossier.events[role] == text).to_numpy()]),
                    ),
                    cells=(text,),
                    about=text,
                    column=f"assoc_{role[:-1]}_{role[-1]}",
                    other_side="actor2" if role == "actor1" else "actor1",
                    others=LIST_SEPARATOR.join(names[1:]),
                )


class SidesNotStated(Rule):
    """Two actors named in one cell that does not say who is against whom: they may be opponents or allies."""

    name = "sides-not-stated"

    def findings(self) -> Iterator[Finding]:
        """Find the cells, each distinct text once."""
        events = self.dossier.events
        together = events[named_together(events).to_numpy()]
        if together.empty:
            return
        for text, rows in together.groupby(together["actor1_in_file"].astype("str"), sort=True):
            names = tuple(map(str, rows[["actor1", "actor2"]].iloc[0]))
            yield self.finding(
                "",
                "actor1",
                Message("sides-not-stated", cell=str(text), n=len(rows), names=names, events=first_ids(rows)),
                cells=(text,),
                about=str(text),
                one=names[0],
                other=names[1],
            )


def _texts(column: pd.Series) -> list[tuple[str, int]]:
    """Return the distinct texts of a column that may name several actors, and how many rows have each."""
    coded = categorical(column)
    sizes = np.bincount(coded.codes, minlength=len(coded.categories)).tolist()
    return [(text, size) for text, size in zip(coded.categories.tolist(), sizes, strict=True) if MAY_PART.search(text)]


def _sizes(events: pd.DataFrame) -> dict[str, int]:
    """Return in how many events each actor takes part."""
    pairs = involved(role_columns(events))
    return {name: size for name, size in zip(pairs.names, pairs.sizes().tolist(), strict=True) if ";" not in name}


def _known_pairs(names: Iterable[str]) -> list[tuple[str, str, str]]:
    """Return pairs of successive names that mean the same known actor, with the known actor's own name."""
    groups: dict[str, list[str]] = defaultdict(list)
    for name in sorted(names):
        groups[known_actor(name).name].append(name)
    groups.pop("", None)
    return [(*pair, actor) for actor, group in groups.items() for pair in pairwise(group)]


def _in_order(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one <= other else (other, one)


def alike_pairs(names: Iterable[str]) -> list[tuple[str, str]]:
    """Return pairs of names that may be one; of several alike names, each is paired with the next.

    >>> alike_pairs(["JNIM", "J.N.I.M.", "Dozo"])
    [('J.N.I.M.', 'JNIM')]
    """
    groups: dict[str, list[str]] = defaultdict(list)
    for name in sorted(names):
        for key in _keys(name):
            groups[key].append(name)
    pairs = [pair for group in groups.values() for pair in pairwise(group) if _may_be_one(*pair)]
    return list(dict.fromkeys(pairs))


def _keys(name: str) -> set[str]:
    """Return the keys of a name; names that may be one share a key.

    The keys are the letters without spaces, and the words with one letter of a long word left out.
    """
    bare = _bare(name)
    keys = {bare.replace(" ", "")}
    if not any(char.isdigit() for char in bare):
        words = bare.split()
        for number, word in enumerate(words):
            if len(word) >= _LONG_WORD:
                shorter = {word} | {word[:i] + word[i + 1 :] for i in range(1, len(word))}
                keys |= {" ".join([*words[:number], part + "\0", *words[number + 1 :]]) for part in shorter}
    return keys - {""}


def _bare(name: str) -> str:
    """Return a name without signs, accents, case and article; the letters of an abbreviation are joined."""
    bare = normal_form(name)
    article = next((word for word in _ARTICLES if bare.startswith(word)), "")
    return bare.removeprefix(article)


def _may_be_one(one: str, other: str) -> bool:
    """Tell whether two names that share a key differ only in one letter, signs or an article."""
    words = (_bare(one).split(), _bare(other).split())
    if "".join(words[0]) == "".join(words[1]):
        return True
    differing = [pair for pair in zip(*words, strict=False) if pair[0] != pair[1]]
    if len(words[0]) != len(words[1]) or len(differing) != 1:
        return False
    [(first, second)] = differing
    letters = Counter(first) - Counter(second), Counter(second) - Counter(first)
    return abs(len(first) - len(second)) <= 1 and all(sum(count.values()) <= 1 for count in letters)


def _line(row: dict[str, str], name: str, alias: str) -> str:
    """Return the row of actors.csv that makes a name an alias of an actor."""
    written = {"actor_id": name, "name": name} | {key: cell for key, cell in row.items() if cell}
    aliases = [*names_in_cell(written.get("aliases", "")), alias.replace(";", ",")]
    written["aliases"] = LIST_SEPARATOR.join(dict.fromkeys(aliases))
    text = io.StringIO()
    csv.writer(text, lineterminator="").writerow(written.get(column, "") for column in ACTOR_COLUMNS)
    return text.getvalue()
