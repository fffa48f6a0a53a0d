"""Toponyms that name several places: "Gao and Kidal", "Kyiv/Kiev"."""

from __future__ import annotations

from gazetteer.countries import country_or_blank
from gazetteer.names.wordings import SEVERAL

__all__ = ["names_in"]


def names_in(toponym: str) -> list[str]:
    """Return the names of a toponym that has several, whatever parts them; a single name comes back alone.

    A comma parts names in a list only: "Ansongo, Gao" and "Gao, Mali" are one place in another, as brackets are.

    >>> names_in("Ansongo, Gao and Kidal"), names_in("Gao, Mali")
    (['Ansongo', 'Gao', 'Kidal'], ['Gao, Mali'])
    """
    if "(" in toponym:
        return [toponym]
    names = [name for name in SEVERAL.split(toponym.strip()) if name]
    parts = [part.strip() for name in names for part in name.split(",")]
    is_list = len(names) > 1 or len(parts) > 2
    return parts if is_list and all(parts) and not any(map(country_or_blank, parts)) else names
