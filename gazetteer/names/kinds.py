"""The words for the kind of place that a name means: "X town", "camp de X", "X forest"."""

from __future__ import annotations

from dataclasses import dataclass

from gazetteer.model import Relation
from gazetteer.names.describing import describing_words
from gazetteer.names.normalise import normal_form

__all__ = ["KINDS", "Kind", "without_adjectives"]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of feature. `features` are the GeoNames classes ("P") or codes ("A.ADM1") it covers.

    `name` is its code: `kind-settlement` in the catalogue of sentences says it in words.

    `stand_in_precision` and `stand_in_km` apply if the gazetteer only knows a settlement of the name: the settlement
    then stands in for the forest, camp or division, with this UCDP precision and radius. `of_towns` says that things of
    this kind are mostly named after the town that they are in or around. `is_small` says that the word is not used for
    a city, `is_large` that it is not used for a hamlet. `is_nature` says that nothing stands in: Lake Chad is not in
    Chad as a camp is in its town, nor is a forest near every village of its name.
    """

    name: str
    features: tuple[str, ...]
    relation: Relation
    stand_in_precision: int
    stand_in_km: float
    is_small: bool = False
    is_large: bool = False
    of_towns: bool = False
    is_nature: bool = False

    @property
    def is_division(self) -> bool:
        """Whether it is a division of a country.

        >>> KINDS["state"].is_division, KINDS["town"].is_division
        (True, False)
        """
        return self.features[0].startswith("A.ADM")

    def covers(self, feature: str) -> bool:
        """Say whether a feature ("P.PPL") is of this kind.

        >>> KINDS["region"].covers("A.ADM1"), KINDS["region"].covers("P.PPL")
        (True, False)
        """
        return feature.startswith(self.features)


_MILITARY = ("S.CMP", "S.INSM", "S.MILB", "S.AIRB", "L.MILB", "L.RES")
_BUILDINGS = ("S.HSP", "S.SCH", "S.UNIV", "S.MSQE", "S.CH", "S.PRN", "S.STDM", "S.PP", "S.RSTN", "S.BUSTN", "S.MKT")
_MINES = ("S.MN", "S.OILF", "S.GASF", "L.MN", "L.OILF", "L.GASF")
_KINDS = {
    "settlement": Kind("settlement", ("P",), "at", 1, 5),
    "town": Kind("settlement", ("P",), "at", 1, 5, is_large=True),
    "village": Kind("settlement", ("P",), "at", 1, 5, is_small=True),
    "quarter": Kind("quarter", ("P.PPLX",), "at", 2, 10),
    "base": Kind("base", _MILITARY, "at", 2, 10),
    "camp": Kind("camp", _MILITARY, "at", 2, 10, of_towns=True),
    "region": Kind("region", ("A.ADM1", "L.RGN"), "in", 4, 150),
    "governorate": Kind("governorate", ("A.ADM1",), "in", 4, 150),
    "province": Kind("province", ("A.ADM1", "A.ADM2"), "in", 3, 75),
    "district": Kind("district", ("A.ADM2", "A.ADM3", "A.ADMD"), "in", 3, 50, of_towns=True),
    "commune": Kind("commune", ("A.ADM3", "A.ADM4", "A.ADM2"), "in", 3, 25, of_towns=True),
    "zone": Kind("district", ("A.ADM2", "A.ADM3"), "in", 3, 75),
    "lower division": Kind("commune", ("A.ADM3", "A.ADM4", "A.ADM2"), "in", 3, 25),
    "river": Kind("river", ("H.STM", "H.WAD", "H.CNL", "H.WTC"), "at", 5, 25, is_nature=True),
    "lake": Kind("lake", ("H.LK", "H.RSV", "H.PND", "H.LGN"), "at", 2, 25, is_nature=True),
    "well": Kind("well", ("H.WLL", "H.WTRH", "H.SPNG"), "at", 2, 10),
    "dam": Kind("dam", ("S.DAM", "H.RSV"), "at", 2, 10),
    "coast": Kind("coast", ("H",), "near", 5, 50, of_towns=True),
    "hill": Kind("land", ("T",), "at", 2, 25),
    "mountain": Kind("land", ("T",), "at", 2, 25, is_nature=True),
    "forest": Kind("forest", ("V", "L.PRK", "L.RES"), "in", 5, 25, is_nature=True),
    "mine": Kind("mine", _MINES, "at", 2, 10),
    "bridge": Kind("crossing", ("S.BDG", "H.FORD", "S.FY"), "near", 2, 10),
    "crossing": Kind("crossing", ("S.BDR", "S.BDG", "H.FORD", "S.FY"), "near", 2, 10, of_towns=True),
    "airport": Kind("airport", ("S.AIR",), "at", 2, 15, of_towns=True),
    "facility": Kind("facility", (*_BUILDINGS, "H.HBR"), "at", 2, 5, of_towns=True),
    "spot": Kind("facility", ("S", "R"), "at", 2, 5),
}
"""Kinds by their names in `data/describing_words.csv`."""

#: Kind of feature by the normal form of the word that says so.
KINDS: dict[str, Kind] = {word.form: _KINDS[word.kind] for word in describing_words() if word.kind}

_ADJECTIVES = frozenset(
    {"general", "generale", "central", "centrale", "main", "principal", "principale", "provincial", "provinciale"}
    | {"regional", "regionale", "national", "nationale", "municipal", "municipale", "university", "universitaire"}
    | {"teaching", "referral", "public", "publique", "civil", "civile"}
)
"""Words that distinguish a building from others of its kind, and are not part of its town's name."""


def without_adjectives(words: list[str]) -> list[str]:
    """Return words without the adjectives at their end; one word stays.

    >>> without_adjectives(["Hôpital", "général"]), without_adjectives(["Central"])
    (['Hôpital'], ['Central'])
    """
    end = len(words)
    while end > 1 and normal_form(words[end - 1]) in _ADJECTIVES:
        end -= 1
    return words[:end]
