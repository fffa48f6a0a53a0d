"""Data that the rules of one report share, computed once: the claims as text, and their disagreements."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING

import pandas as pd

from mapper.claims.disagreement import disagreements
from mapper.model.dossier import Dossier
from mapper.model.schema import CLAIM_COLUMNS

if TYPE_CHECKING:
    from gazetteer import Gazetteer

__all__ = ["Material"]


class Material:
    """Data of a dossier that several rules need."""

    def __init__(self, dossier: Dossier, gazetteer: Gazetteer | None = None) -> None:
        self._dossier, self._gazetteer = dossier, gazetteer

    def evidence(self, claims: Iterable[str] = (), *cells: object) -> tuple[str, ...]:
        """Return the evidence of a finding: the text of these claims, sorted by id, and of the given cells.

        A change in any of them changes the result; a change anywhere else does not.

        >>> import mapper
        >>> Material(mapper.read("seeds")).evidence([], "Gao", 84)
        ('Gao', '84')
        """
        texts = [text for claim in set(claims) for text in self._texts.get(claim, ())]
        return (*sorted(texts), *(str(cell) for cell in cells))

    @cached_property
    def disagreements(self) -> pd.DataFrame:
        """Where claims cannot all be true, as `mapper.claims.disagreement.disagreements` returns it."""
        dossier = self._dossier
        tables = {"events": dossier.events, "sources": dossier.sources, "actors": dossier.actors}
        return disagreements(dossier.claims, **tables, gazetteer=self._gazetteer)

    @cached_property
    def _texts(self) -> dict[str, list[str]]:
        """Claim id → the text of each row with this id, all columns joined."""
        claims = self._dossier.claims
        found: dict[str, list[str]] = {}
        columns = (claims[name].astype("str") for name in CLAIM_COLUMNS)
        for claim, *cells in zip(claims["claim_id"], *columns, strict=True):
            found.setdefault(claim, []).append("\x1f".join(cells))
        return found
