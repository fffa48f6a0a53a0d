"""The words that say what kind of thing a name names: "X town", "camp de X", "X forest"."""

from __future__ import annotations

from dataclasses import dataclass

from gazetteer.model import Relation

__all__ = ["KINDS", "Kind"]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of feature. `features` are the GeoNames classes ("P") or codes ("A.ADM1") it covers.

    `stand_in_precision` and `stand_in_km` hold when the gazetteer only knows a settlement of the
    name: then the settlement stands in for the forest, camp or division, with this UCDP precision
    and radius.
    """

    name: str
    features: tuple[str, ...]
    relation: Relation
    stand_in_precision: int
    stand_in_km: float

    def covers(self, feature: str) -> bool:
        """Say whether a feature ("P.PPL") is of this kind.

        >>> KINDS["region"].covers("A.ADM1"), KINDS["region"].covers("P.PPL")
        (True, False)
        """
        return feature.startswith(self.features)


_SETTLEMENT = Kind("settlement", ("P",), "at", 1, 5)
_CAMP = Kind("camp or base", ("S.CMP", "S.INSM", "S.MILB", "S.AIRB", "L.MILB", "L.RES"), "at", 2, 10)
_REGION = Kind("region", ("A.ADM1", "L.RGN"), "in", 4, 150)
_PROVINCE = Kind("province", ("A.ADM1", "A.ADM2"), "in", 3, 75)
_DISTRICT = Kind("district", ("A.ADM2", "A.ADM3", "A.ADMD"), "in", 3, 50)
_COMMUNE = Kind("commune", ("A.ADM3", "A.ADM4", "A.ADM2"), "in", 3, 25)
_WATER = Kind("water", ("H",), "at", 2, 25)
_RELIEF = Kind("hill, dune or island", ("T",), "at", 2, 25)
_WOOD = Kind("forest or park", ("V", "L.PRK", "L.RES"), "in", 5, 25)
_WORKS = Kind("mine or field", ("S.MN", "S.OILF", "S.GASF", "L.MN", "L.OILF", "L.GASF"), "at", 2, 10)
_AIRPORT = Kind("airport", ("S.AIR",), "at", 1, 5)

_WORDS: dict[Kind, str] = {
    _SETTLEMENT: "town,city,village,hamlet,settlement,locality,ville,hameau,localite,capital,the city,the town",
    _CAMP: "camp,base,military camp,military base,army camp,army base,camp militaire,base militaire,outpost,garrison",
    _REGION: "region,state,wilaya,governorate,admin1,etat,gouvernorat",
    _PROVINCE: "province,department,departement,county",
    _DISTRICT: "cercle,district,circle,prefecture,prefecture de",
    _COMMUNE: "commune,municipality,arrondissement,subdistrict,sub district,rural commune,commune rurale",
    _WATER: "river,wadi,oued,lake,well,waterhole,dam,pond,stream,lac,riviere,fleuve,mare,puits,barrage",
    _RELIEF: "hill,hills,mountain,mountains,dune,dunes,plateau,island,valley,colline,collines,montagne,ile,vallee",
    _WOOD: "forest,park,national park,reserve,forest reserve,foret,parc,parc national,bois",
    _WORKS: "mine,gold mine,mining site,gold site,oil field,oilfield,gas field,mine d or,site minier,champ petrolier",
    _AIRPORT: "airport,airfield,airstrip,air base,airbase,aeroport,base aerienne",
}

#: Kind of feature by the normal form of the word that says so.
KINDS: dict[str, Kind] = {word: kind for kind, words in _WORDS.items() for word in words.split(",")}
