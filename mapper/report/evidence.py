"""What a finding rests on, as text: the rows of its claims and cells of its events."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

import pandas as pd

from mapper.model.schema import CLAIM_COLUMNS

__all__ = ["Evidence"]


class Evidence:
    """The claims of a dossier as text, each with all its columns."""

    def __init__(self, claims: pd.DataFrame) -> None:
        self._claims = claims

    def of(self, claims: Iterable[str] = (), *cells: object) -> tuple[str, ...]:
        """Return the text of these claims, by id, sorted, and then of the given cells.

        A change in any of them changes the result; a change anywhere else does not.

        >>> claims = pd.DataFrame("", index=[0], columns=list(CLAIM_COLUMNS)).assign(claim_id="c1", value="84")
        >>> ["84" in text for text in Evidence(claims).of(["c1"], "Gao")]
        [True, False]
        """
        wanted = set(claims)
        texts = [text for claim in wanted for text in self._texts.get(claim, ())]
        return (*sorted(texts), *(str(cell) for cell in cells))

    @cached_property
    def _texts(self) -> dict[str, list[str]]:
        """Claim id → the text of each row that bears it."""
        found: dict[str, list[str]] = {}
        columns = (self._claims[name].astype("str") for name in CLAIM_COLUMNS)
        for claim, *cells in zip(self._claims["claim_id"], *columns, strict=True):
            found.setdefault(claim, []).append("\x1f".join(cells))
        return found
