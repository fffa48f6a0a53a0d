"""What a finding rests on, as text: the rows of its claims and cells of its events."""

from __future__ import annotations

from collections.abc import Iterable

from mapper.model.dossier import Dossier
from mapper.model.schema import CLAIM_COLUMNS

__all__ = ["evidence_of"]


def evidence_of(dossier: Dossier, claims: Iterable[str] = (), *cells: object) -> tuple[str, ...]:
    """Return the text of these claims, each with all its columns, sorted, and then of the given cells.

    A change in any of them changes the result; a change anywhere else does not.
    """
    wanted = list(claims)
    return (*(_texts(dossier, wanted) if wanted else ()), *(str(cell) for cell in cells))


def _texts(dossier: Dossier, claims: list[str]) -> list[str]:
    rows = dossier.claims[dossier.claims["claim_id"].isin(claims)]
    return sorted("\x1f".join(str(row[name]) for name in CLAIM_COLUMNS) for row in rows.to_dict("records"))
