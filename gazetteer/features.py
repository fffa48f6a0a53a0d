"""Priors for ranking, and precision, by GeoNames' feature class and code."""

from __future__ import annotations

from math import log10

__all__ = ["geo_precision", "log_prior", "log_size"]

# How much likelier (natural logarithm) a report means a place of this kind than a village (P.PPL, 0) of the same name:
# events are reported from settlements, and more from capitals of divisions than from others.
_BY_CODE = {
    "A.PCLI": 4.0, "A.PCLD": 3.0, "A.PCL": 3.0, "A.PCLS": 3.0, "A.TERR": 2.0,
    "A.ADM1": -1.0, "A.ADM2": -1.5, "A.ADM3": -1.5, "A.ADM4": -2.0,
    "P.PPLC": 3.0, "P.PPLA": 2.5, "P.PPLA2": 1.5, "P.PPLA3": 1.0, "P.PPLA4": 0.7,
    "P.PPLX": -1.0, "P.PPLQ": -1.0, "P.PPLH": -2.0, "P.PPLW": -1.0,
    "S.CMP": -0.7, "S.INSM": -1.0, "S.OILF": -1.0, "S.MN": -1.5, "L.RGN": -1.0, "L.LCTY": -1.5,
}  # fmt: skip
_BY_CLASS = {"A": -2.0, "P": 0.0, "S": -2.5, "L": -1.8, "H": -2.0, "T": -2.0, "V": -2.2, "R": -2.5, "U": -6.0}
_PER_TENFOLD_POPULATION = 0.6
_VILLAGE = 100

_ADMIN_PRECISION = {"ADM1": 4, "ADM2": 3, "ADM3": 3, "ADM4": 3, "ADMD": 3}
_LINES = ("STM", "STMI", "STMS", "WAD", "WADS", "CNL")
_EXACT_KM = 10.0


def log_prior(feature_class: str, feature_code: str, population: int | None) -> float:
    """Return the log odds that a bare name means a place of this kind and size; 0 for a village.

    >>> log_prior("P", "PPL", None), log_prior("P", "PPLC", 1_000_000) > log_prior("T", "HLL", None)
    (0.0, True)
    """
    prior = _BY_CODE.get(f"{feature_class}.{feature_code}", _BY_CLASS.get(feature_class, -2.0))
    return prior + log_size(population) if feature_class == "P" else prior


def log_size(population: int | None) -> float:
    """Return the log odds of a settlement of this size against one of a hundred people or of unknown size.

    >>> log_size(None), round(log_size(10_000), 2)
    (0.0, 1.2)
    """
    return _PER_TENFOLD_POPULATION * log10(population / _VILLAGE) if population and population > _VILLAGE else 0.0


def geo_precision(feature_class: str, feature_code: str, radius_km: float | None) -> int:
    """Return UCDP's precision (1 exact … 6 country) of an event *at* a place of this kind.

    UCDP GED codebook, variable where_prec. A river or a road is a line (5); lakes, hills, forests and
    settlements that the sources put up to tens of kilometres apart are known within about 25 km (2).

    >>> geo_precision("P", "PPL", 5), geo_precision("A", "ADM1", None), geo_precision("A", "PCLI", None)
    (1, 4, 6)
    """
    if feature_class == "A":
        return 6 if feature_code.startswith("PCL") else _ADMIN_PRECISION.get(feature_code, 3)
    if feature_code in ("RGN", "AREA") or feature_class == "R" or feature_code in _LINES:
        return 5
    if feature_class in ("H", "L", "T", "V") or (radius_km is not None and radius_km > _EXACT_KM):
        return 2
    return 1
