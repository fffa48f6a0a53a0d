"""What each step of `geo_precision` (UCDP's scale, 0 for unknown) means for an event with coordinates of its own."""

from __future__ import annotations

from typing import Final

__all__ = ["KIND_OF_STEP", "NEAR_KM", "OWN_REASON_OF_STEP", "RADIUS_KM_OF_STEP"]

NEAR_KM: Final = 25.0
"""Radius of "near X" where nothing narrower is known: UCDP's where_prec 2 is "within about 25 km" (GED codebook)."""

KIND_OF_STEP: Final = ("exact", "exact", "near", "area", "area", "area", "unlocated", "unlocated")
RADIUS_KM_OF_STEP: Final = (0.0, 0.0, NEAR_KM, 0.0, 0.0, 0.0, 0.0, 0.0)

_OWN: Final = "coordinates of the record"
_WHOLE: Final = "known only to the country, or at sea: the coordinates of the record stand for the whole"
OWN_REASON_OF_STEP: Final = (
    f"{_OWN}, which does not state how precise they are", _OWN, _OWN, _OWN, _OWN, _OWN, _WHOLE, _WHOLE,
)  # fmt: skip
