"""Know an actor by any of its names, what it is part of, and who a claimant is.

Aliases are only names here: successors are separate actors and stay so.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from mapper.claims.values import ACTOR_FIELDS, Names, Value, read_value
from mapper.model.folding import fold_name

__all__ = ["ActorNames"]


@dataclass(frozen=True, slots=True)
class ActorNames:
    """Folded name, short name, alias or id of an actor → its name; and name → the name of what it is part of.

    >>> table = pd.DataFrame({"actor_id": ["w"], "name": ["White Army"], "short_name": ["WA"],
    ...     "aliases": ["Whites"], "parent": [""]})
    >>> ActorNames.of(table).canonical("the whites")
    'White Army'
    """

    by_fold: dict[str, str] = field(default_factory=dict)
    parents: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, actors: pd.DataFrame | None) -> ActorNames:
        """Read the actors table; none gives an empty one, which knows every name only as itself."""
        if actors is None or actors.empty:
            return cls()
        by_fold: dict[str, str] = {}
        rows = actors.fillna("").to_dict("records")
        for column in ("name", "actor_id", "short_name", "aliases"):
            for row in rows:
                for alias in str(row.get(column, "")).split(";"):
                    by_fold.setdefault(_without_article(alias), row["name"])
        by_fold.pop("", None)
        parents = {row["name"]: by_fold.get(_without_article(str(row.get("parent", ""))), "") for row in rows}
        return cls(by_fold, parents)

    def canonical(self, text: str) -> str:
        """The actor's name, or the text as it stands where no actor is called that.

        >>> ActorNames().canonical(" Whites ")
        'Whites'
        """
        return self.by_fold.get(_without_article(text), text.strip())

    def knows(self, text: str) -> bool:
        """Whether an actor is called that."""
        return _without_article(text) in self.by_fold

    def value(self, claim_field: str, text: str) -> Value:
        """As `read_value`, with each actor under its own name."""
        value = read_value(claim_field, text)
        if claim_field in ACTOR_FIELDS and isinstance(value, Names):
            return Names(frozenset(fold_name(self.canonical(name)) for name in value.folded))
        return value

    def within(self, name: str, other: str) -> bool:
        """Whether an actor is another or, at any depth, part of it.

        >>> ActorNames({}, {"5th Brigade": "Army", "Army": ""}).within("5th Brigade", "Army")
        True
        """
        seen: set[str] = set()
        while name and name not in seen:
            if name == other:
                return True
            seen.add(name)
            name = self.parents.get(name, "")
        return False

    def depth(self, name: str) -> int:
        """How many actors this one is part of, one inside the other.

        >>> ActorNames({}, {"5th Brigade": "Army", "Army": ""}).depth("5th Brigade")
        1
        """
        above: list[str] = []
        while (name := self.parents.get(name, "")) and name not in above:
            above.append(name)
        return len(above)


def _without_article(text: str) -> str:
    return fold_name(text).removeprefix("the ")
