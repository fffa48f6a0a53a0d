"""Countries as the tool writes them: ISO 3166-1 alpha-2."""

from __future__ import annotations

from gazetteer import UnknownCountryError, country_code

__all__ = ["country_or_blank"]


def country_or_blank(name: str) -> str:
    """Return the ISO 3166-1 alpha-2 code of a country given by code or name; `""` where it is not known.

    >>> country_or_blank("Central African Republic"), country_or_blank("Atlantis")
    ('CF', '')
    """
    try:
        return country_code(name)
    except UnknownCountryError:
        return ""
