"""ACLED's codes and terms, old and new, in the words of the current codebook and of this tool's schema."""

from __future__ import annotations

from typing import Final

import pandas as pd

from mapper.readers.tables.table import cells
from mapper.vocabulary import by_term

__all__ = ["GEO_STEPS", "INTER_KINDS", "MOBS", "OLD_TYPES", "TIME_STEPS", "looks_like_acled"]

GEO_STEPS: Final = {str(code): step for step, code in by_term("geo_precisions", "acled").items()}
"""ACLED's geo_precision to UCDP's where_prec: 1 the place itself; 2 a part of a region, drawn at a nearby town, which
is UCDP's "within about 25 km"; 3 a larger region, drawn at its capital or centre, which is UCDP's first-level area."""

TIME_STEPS: Final = {str(code): word for word, code in by_term("date_precisions", "acled").items()}
"""ACLED's time_precision: the day is known, only the week, only the month."""

INTER_KINDS: Final = {
    written.lower(): kind
    for kind, term in by_term("actor_kinds").items()
    for written in (str(term["acled"]), *term["acled_names"])
}
"""Interaction codes, and since 2024 their names in lower case, to the kind of actor."""

OLD_TYPES: Final = {
    **{
        name.lower(): (term["event_type"], term.get("sub_event_type", ""))
        for name, term in by_term("acled_old_types").items()
    },
    **{name.lower(): (name, "") for name in by_term("event_types")},
}
"""Event types in lower case, including those before 2019 → the current event type and sub-event type."""

MOBS: Final = {
    code: name
    for name, kind in by_term("event_types", "mob").items()
    for code, of_code in INTER_KINDS.items()
    if of_code == kind
}
"""The current type of the old type Riots/Protests, by the interaction code of its first actor."""

_TELLING: Final = frozenset({"explosions/remote violence", "strategic developments", "remote violence"})
"""Types of events that only ACLED uses."""
_NAMES: Final = frozenset({"event_date", "location", "geo_precision", "fatalities"})
"""Columns in ACLED's words that, if all are there, are most likely a selection of ACLED's."""


def looks_like_acled(frame: pd.DataFrame) -> bool:
    """Tell by types or headings whether a table without a column that only ACLED has may still have its rows.

    >>> looks_like_acled(pd.DataFrame({"event_type": ["Battles", "Strategic developments"]}))
    True
    >>> looks_like_acled(pd.DataFrame({"event_type": ["Battles", "Ambush"]}))
    False
    """
    types = {str(word).strip().lower() for word in cells(frame, "event_type").unique()} - {""}
    in_its_words = types <= OLD_TYPES.keys() and not _TELLING.isdisjoint(types)
    return in_its_words or set(map(str, frame)) >= _NAMES
