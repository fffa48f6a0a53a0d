"""The reading of a toponym: the name in it, and the meaning of its other words."""

from __future__ import annotations

from dataclasses import dataclass

from gazetteer.model import Relation
from gazetteer.names.kinds import Kind

__all__ = ["Reading"]


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a toponym: the names in it, and the meaning of its other words.

    Attributes
    ----------
    name, other
        The name, and the other end if the place is between two.
    relation
        How the place lies to the name.
    kind
        The kind of feature that the words name.
    within
        The area that the toponym itself names: "Moura (Mopti)", "Kidal, Mali"; "Mopti, Mali" if it names two.
    km, bearing
        Distance in kilometres and direction in degrees from north.
    vague
        A part of a country or region ("northern Mali"), which has no point.
    of_area
        Vague if the name is that of an area: "north of Mali" is a part of Mali, "north of Gao" is beside the town.
    part
        The name may be that of a larger place: "X-Y" read as a part of X.
    joined
        Only a hyphen suggests that it is a part: "X-Y", unlike "X-Peul" and "northern X", which have a word for it.
    inside
        The name is that of the place that contains a thing of this kind: "a camp in X".
    beside
        It lies at a distance from what `within` names ("X, 5 km from Y"), so it is no area.
    """

    name: str
    other: str = ""
    relation: Relation = "at"
    kind: Kind | None = None
    within: str = ""
    km: float | None = None
    bearing: float | None = None
    vague: bool = False
    of_area: bool = False
    part: bool = False
    joined: bool = False
    inside: bool = False
    beside: bool = False

    @property
    def is_only_name(self) -> bool:
        """Say whether it may mean any place of the name."""
        is_told = self.vague or self.names_nature or self.names_settlement or self.km is not None
        return not (self.part or self.beside or is_told)

    @property
    def names_settlement(self) -> bool:
        """Say whether the name is one of a village, town or quarter: no country of that name is meant."""
        return self.kind is not None and self.kind.features[0].startswith("P") and not self.inside

    @property
    def names_nature(self) -> bool:
        """Say whether the name is one of a river, lake, mountain or forest: nothing else of that name is meant."""
        return self.kind is not None and self.kind.is_nature and not self.inside

    def means(self, feature: str) -> bool:
        """Say whether the words can mean a feature ("P.PPL") of the name.

        >>> from gazetteer.names.kinds import KINDS
        >>> Reading("Chad", kind=KINDS["lake"]).means("A.PCLI"), Reading("Chad").means("A.PCLI")
        (False, True)
        """
        if self.part:
            return feature.startswith("P.")
        if self.vague:
            return feature.startswith("A.")
        is_spot = self.beside or self.names_settlement or self.km is not None
        if is_spot and feature.startswith("A." if self.beside else "A.PCL"):
            return False  # "km 5, Mali" is 5 km from no country
        return not (self.names_nature and feature.startswith(("A.", "P.")))
