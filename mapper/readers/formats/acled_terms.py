"""ACLED's codes and terms, old and new, in the words of the current codebook and of this tool's schema."""

from __future__ import annotations

from typing import Final

__all__ = ["GEO_STEPS", "INTER_KINDS", "MOBS", "OLD_TYPES", "TIME_STEPS"]

GEO_STEPS: Final = {"1": "1", "2": "2", "3": "4"}
"""ACLED's geo_precision to UCDP's where_prec: 1 the place itself; 2 a part of a region, drawn at a nearby town, which
is UCDP's "within about 25 km"; 3 a larger region, drawn at its capital or centre, which is UCDP's first-level area."""

TIME_STEPS: Final = {"1": "day", "2": "week", "3": "month"}
"""ACLED's time_precision: the day is known, only the week, only the month."""

INTER_KINDS: Final = {
    "1": "State Forces",
    "2": "Rebel Group",
    "3": "Political Militia",
    "4": "Identity Militia",
    "5": "Rioters",
    "6": "Protesters",
    "7": "Civilians",
    "8": "External/Other Forces",
    "state forces": "State Forces",
    "rebel group": "Rebel Group",
    "rebel groups": "Rebel Group",
    "rebel forces": "Rebel Group",
    "political militia": "Political Militia",
    "political militias": "Political Militia",
    "identity militia": "Identity Militia",
    "identity militias": "Identity Militia",
    "rioters": "Rioters",
    "protesters": "Protesters",
    "civilians": "Civilians",
    "external/other forces": "External/Other Forces",
    "other forces": "External/Other Forces",
}
"""Interaction codes, and since 2024 their names, to the kind of actor."""

OLD_TYPES: Final = {
    "battle-no change of territory": ("Battles", "Armed clash"),
    "battle-government regains territory": ("Battles", "Government regains territory"),
    "battle-non-state actor overtakes territory": ("Battles", "Non-state actor overtakes territory"),
    "remote violence": ("Explosions/Remote violence", ""),
    "headquarters or base established": ("Strategic developments", "Headquarters or base established"),
    "non-violent transfer of territory": ("Strategic developments", "Non-violent transfer of territory"),
    "non-violent activity by a conflict actor": ("Strategic developments", ""),
    "strategic development": ("Strategic developments", ""),
    "strategic developments": ("Strategic developments", ""),
    "violence against civilians": ("Violence against civilians", ""),
    "explosions/remote violence": ("Explosions/Remote violence", ""),
    "battles": ("Battles", ""),
    "protests": ("Protests", ""),
    "riots": ("Riots", ""),
}
"""Event types of the codebooks before 2019, in lower case, to the event type and sub-event type of today."""

MOBS: Final = {"5": "Riots", "rioters": "Riots", "6": "Protests", "protesters": "Protests"}
"""What the old type Riots/Protests is, by the interaction code of its first actor."""
