"""Short words of names: St, Ste and Mt are Saint, Sainte and Mount."""

from __future__ import annotations

import re

__all__ = ["spelt_out"]

_SHORT = re.compile(r"\b(?P<word>st|ste|sta|sto|mt)(?:\. ?|\.?(?P<hyphen>-)| )(?=[^\W\d])", re.IGNORECASE)
_FULL = {"st": ["Saint"], "ste": ["Sainte"], "sta": ["Santa"], "sto": ["Santo"], "mt": ["Mount", "Mont"]}


def spelt_out(toponym: str) -> list[str]:
    """Return a toponym with the first short word in full, in each way it may be meant; nothing where it has none.

    >>> spelt_out("Ste-Suzanne"), spelt_out("Mt. Elgon"), spelt_out("Main St")
    (['Sainte-Suzanne'], ['Mount Elgon', 'Mont Elgon'], [])
    """
    short = _SHORT.search(toponym)
    if not short:
        return []
    before, after = toponym[: short.start()], f"{short['hyphen'] or ' '}{toponym[short.end() :]}"
    return [f"{before}{full}{after}" for full in _FULL[short["word"].lower()]]
