"""The areas that a name is stated to lie in (its division, what follows a comma), and whether a candidate does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gazetteer.countries import countries_called
from gazetteer.divisions import Division, divisions_called, is_one_area
from gazetteer.index.keys import parent_form
from gazetteer.index.search import Match

__all__ = ["Stated", "weigh"]

_FITS, _DIFFERS, _ELSEWHERE = 2.5, -2.5, -9.0


@dataclass(frozen=True, slots=True)
class Stated:
    """An area as written, its reduced form, and the divisions and countries known by that name.

    Where `known` is empty, a candidate fits only if one of its own divisions has the name.
    """

    written: str
    form: str
    known: frozenset[Division] = frozenset()

    @classmethod
    def of(cls, written: str, country: str = "", *, countries: Sequence[str] = ()) -> Stated:
        """Look up an area: among the divisions of `country` (a code) or, when "", of the world and `countries`.

        >>> sorted(Stated.of("Congo").known), Stated.of("Idaho", "ML").known
        ([('CD', ''), ('CG', '')], frozenset())
        """
        known = divisions_called(written, country)
        if not country:
            known |= {(code, "") for code in (*countries_called(written), *countries)}
        return cls(written, parent_form(written), known)

    def fits(self, match: Match) -> bool | None:
        """Say whether a place lies in it; None where that is not known."""
        country, parents = match.row.country, match.row.parents.splitlines()
        if self.form in parents and (not self.known or any(area[0] == country for area in self.known)):
            return True
        if not self.known or not country:
            return None
        here = [area for area in self.known if area[0] == country]
        if not here or any(name == "" for _, name in here):
            return bool(here)
        lies_in = [division for parent in parents for division in divisions_called(parent, country)]
        return any(is_one_area(area, division) for area in here for division in lies_in) if lies_in else None


def weigh(matches: Sequence[Match], stated: Sequence[Stated]) -> tuple[list[float], list[str], tuple[str, ...]]:
    """Weigh candidates by the areas they are stated to lie in.

    Returns three things: a log likelihood for each candidate; for each the stated area that it is known to lie outside
    of ("" if none); and the areas that could not be used, since they are neither known nor a division of any candidate.

    >>> weigh([], [])
    ([], [], ())
    """
    scores, elsewhere, unused = [0.0] * len(matches), [""] * len(matches), []
    for area in stated:
        verdicts = [area.fits(match) for match in matches]
        if matches and not area.known and True not in verdicts:
            unused.append(area.written)
            continue
        for at, (verdict, match) in enumerate(zip(verdicts, matches, strict=True)):
            if verdict is None and not area.known and match.row.parents:
                scores[at] += _DIFFERS  # another candidate lies in a division of this name, this one does not
            elif verdict is not None:
                scores[at] += _FITS if verdict else _ELSEWHERE
                elsewhere[at] = elsewhere[at] or ("" if verdict else area.written)
    return scores, elsewhere, tuple(unused)
