"""Know an actor by any of its names, what it is part of, and who a claimant is.

Aliases are only names here: successors are separate actors and stay so. An alias that several actors go by, one after
the other, may mean any of them: it stays as written, and is compatible with each.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from mapper.claims.values import ACTOR_FIELDS, Names, Value, read_value
from mapper.model.schema import names_in_cell
from mapper.model.text import fold_name

__all__ = ["ActorNames"]


@dataclass(frozen=True, slots=True)
class ActorNames:
    """Folded name, short name, alias or id of an actor → its name; and name → the name of what it is part of.

    `shared` holds the folded aliases of several actors, with the names of all of them.

    >>> table = pd.DataFrame({"actor_id": ["w"], "name": ["White Army"], "short_name": ["WA"],
    ...     "aliases": ["Whites"], "parent": [""]})
    >>> ActorNames.of(table).canonical("the whites")
    'White Army'
    """

    by_fold: dict[str, str] = field(default_factory=dict)
    parents: dict[str, str] = field(default_factory=dict)
    shared: dict[str, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, actors: pd.DataFrame | None) -> ActorNames:
        """Read the actors table; none gives an empty one, which knows every name only as itself."""
        if actors is None or actors.empty:
            return cls()
        rows = actors.fillna("").to_dict("records")
        by_fold: dict[str, str] = {}
        for column in ("name", "actor_id", "short_name"):
            for row in rows:
                by_fold.setdefault(_without_article(str(row.get(column, ""))), row["name"])
        meant: dict[str, set[str]] = {}
        for row in rows:
            for alias in names_in_cell(str(row.get("aliases", ""))):
                meant.setdefault(_without_article(alias), set()).add(row["name"])
        shared = {alias: frozenset(names) for alias, names in meant.items() if len(names) > 1 and alias not in by_fold}
        by_fold = {alias: min(names) for alias, names in meant.items() if len(names) == 1} | by_fold
        by_fold.pop("", None)
        parents = {row["name"]: by_fold.get(_without_article(str(row.get("parent", ""))), "") for row in rows}
        return cls(by_fold, parents, shared)

    def canonical(self, text: str) -> str:
        """The actor's name, or the text as it stands where no actor, or more than one, is called that.

        >>> ActorNames().canonical(" Whites ")
        'Whites'
        """
        return self.by_fold.get(_without_article(text), text.strip())

    def group_key(self, text: str) -> str:
        """Return what two texts of `unit_or_group` have in common that name the same groups, in any order.

        >>> ActorNames().group_key("Army; Police") == ActorNames().group_key("police;army")
        True
        """
        return ";".join(sorted(fold_name(self.canonical(name)) for name in names_in_cell(text)))

    def knows(self, text: str) -> bool:
        """Whether an actor is called that."""
        folded = _without_article(text)
        return folded in self.by_fold or folded in self.shared

    def value(self, claim_field: str, text: str) -> Value:
        """As `read_value`, with each actor under its own name."""
        value = read_value(claim_field, text)
        if claim_field in ACTOR_FIELDS and isinstance(value, Names):
            return Names(frozenset(fold_name(self.canonical(name)) for name in value.folded))
        return value

    def within(self, name: str, other: str) -> bool:
        """Whether an actor is another or, at any depth, part of it; a shared alias, whether any that it may mean is.

        >>> ActorNames({}, {"5th Brigade": "Army", "Army": ""}).within("5th Brigade", "Army")
        True
        """
        return any(not self._above(one).isdisjoint(self._meanings(other)) for one in self._meanings(name))

    def _meanings(self, name: str) -> frozenset[str]:
        return self.shared.get(_without_article(name), frozenset()) | {name}

    def _above(self, name: str) -> set[str]:
        """The actor and all that it is part of, one inside the other."""
        found: set[str] = set()
        while name and name not in found:
            found.add(name)
            name = self.parents.get(name, "")
        return found

    def depth(self, name: str) -> int:
        """How many actors this one is part of, one inside the other.

        >>> ActorNames({}, {"5th Brigade": "Army", "Army": ""}).depth("5th Brigade")
        1
        """
        return len(self._above(name) - {name})


def _without_article(text: str) -> str:
    return fold_name(text).removeprefix("the ")
