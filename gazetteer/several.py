"""Toponyms that name several places ("Gao and Kidal", "Kyiv/Kiev"), and areas that are several."""

from __future__ import annotations

from gazetteer.countries import country_or_blank
from gazetteer.divisions import divisions_called
from gazetteer.names.normalise import normal_form
from gazetteer.names.wordings import AND_OR, SEVERAL
from gazetteer.ranking.stated import Stated

__all__ = ["is_one_area", "names_in"]


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


def is_one_area(within: str, country: str) -> bool:
    """Say whether words name one area: "Jammu and Kashmir" and "Mopti, Mali" do, "Gao and Kidal" and "Gao, Kidal" not.

    Of a division in another one the words say so: "North Gojjam Zone, Amhara". `country` is a code, or "".

    >>> [is_one_area(within, "IN") for within in ("Jammu and Kashmir", "Gao and Kidal", "Kulgam district, Jammu", "")]
    [True, False, False, True]
    """
    if not within:  # so it is for most names
        return True
    area, _, above = within.partition(",")
    if AND_OR.search(within) and not (divisions_called(area, country) or country_or_blank(area)):
        return False
    is_lower = Stated.of(area).form != normal_form(area)
    return not above or bool(country_or_blank(above) or (is_lower and divisions_called(above, country)))
