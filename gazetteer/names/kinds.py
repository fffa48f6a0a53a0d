"""The words that say what kind of thing a name names: "X town", "camp de X", "X forest"."""

from __future__ import annotations

from dataclasses import dataclass

from gazetteer.model import Relation
from gazetteer.names.normalise import normal_form

__all__ = ["KINDS", "Kind", "without_adjectives"]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of feature. `features` are the GeoNames classes ("P") or codes ("A.ADM1") it covers.

    `name` is its code: `kind-settlement` in the catalogue of sentences says it in words.

    `stand_in_precision` and `stand_in_km` hold when the gazetteer only knows a settlement of the
    name: then the settlement stands in for the forest, camp or division, with this UCDP precision
    and radius; `of_towns` says that things of this kind are mostly called after the town they are in or
    around. `is_small` says that the word is not used of a city, `is_large` that it is not used of a hamlet.
    `is_nature` says that nothing stands in: Lake Chad does not lie in Chad as a camp lies in its town, nor a
    forest by any village of its name.
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
_WORDS: dict[Kind, str] = {
    Kind("settlement", ("P",), "at", 1, 5): (
        "settlement,locality,localite,localities,localites,kibbutz,moshav,downtown,center,centre,city center,"
        "city centre,town center,town centre,centre ville"
    ),
    Kind("settlement", ("P",), "at", 1, 5, is_large=True): "town,city,ville,capital,towns,cities,villes,ciudad",
    Kind("quarter", ("P.PPLX",), "at", 2, 10, of_towns=True): (
        "neighbourhood,neighborhood,quarter,suburb,slum,shanty town,quartier,faubourg,bidonville,barrio,colonia"
    ),
    Kind("settlement", ("P",), "at", 1, 5, is_small=True): "village,hamlet,hameau,villages,hamlets,hameaux",
    Kind("base", _MILITARY, "at", 2, 10): (
        "camp,base,military,military camp,military base,army camp,army base,camp militaire,base militaire,outpost,"
        "garrison,military post,poste militaire,barracks,gendarmerie"
    ),
    Kind("camp", _MILITARY, "at", 2, 10, of_towns=True): (
        "refugee camp,refugees camp,idp camp,idps camp,displacement camp,displaced persons camp,camp de refugies,"
        "camp de deplaces,camp de deplaces internes,camp for displaced people"
    ),
    Kind("region", ("A.ADM1", "L.RGN"), "in", 4, 150): (
        "region,state,wilaya,etat,oblast,krai,estado,область,обл,краи,республика,республіка,ولاية"
    ),
    Kind("governorate", ("A.ADM1",), "in", 4, 150): "governorate,gouvernorat,محافظة",
    Kind("province", ("A.ADM1", "A.ADM2"), "in", 3, 75): (
        "province,department,departement,county,departamento,provincia,استان"
    ),
    Kind("district", ("A.ADM2", "A.ADM3", "A.ADMD"), "in", 3, 50, of_towns=True): (
        "cercle,district,circle,prefecture,raion,rayon,woreda,lga,local government area,upazila,tehsil,township,"
        "territory,territoire,sub prefecture,sous prefecture,municipality,municipio,distrito"
    ),
    Kind("commune", ("A.ADM3", "A.ADM4", "A.ADM2"), "in", 3, 25, of_towns=True): (
        "commune,commune rurale,rural commune,hromada,corregimiento"
    ),
    Kind("commune", ("A.ADM3", "A.ADM4", "A.ADM2"), "in", 3, 25): (
        "kebele,union council,arrondissement,subdistrict,sub district"
    ),
    Kind(
        "river", ("H.STM", "H.WAD", "H.CNL", "H.WTC"), "at", 5, 25, is_nature=True
    ): "river,wadi,oued,stream,riviere,fleuve,marigot,rio",
    Kind("lake", ("H.LK", "H.RSV", "H.PND", "H.LGN"), "at", 2, 25, is_nature=True): "lake,pond,lac,mare,lago",
    Kind("well", ("H.WLL", "H.WTRH", "H.SPNG"), "at", 2, 10): "well,wells,waterhole,water point,puits,forage",
    Kind("dam", ("S.DAM", "H.RSV"), "at", 2, 10): "dam,barrage",
    Kind("land", ("T",), "at", 2, 25): "hill,hills,dune,dunes,plateau,island,colline,collines,ile",
    Kind("land", ("T",), "at", 2, 25, is_nature=True): "mountain,mountains,valley,montagne,montagnes,vallee",
    Kind("forest", ("V", "L.PRK", "L.RES"), "in", 5, 25, is_nature=True): (
        "forest,park,national park,reserve,forest reserve,foret,parc,parc national,bois"
    ),
    Kind("mine", ("S.MN", "S.OILF", "S.GASF", "L.MN", "L.OILF", "L.GASF"), "at", 2, 10): (
        "mine,mines,gold mine,mining site,gold site,oil field,oilfield,gas field,mine dor,site minier,champ petrolier"
    ),
    Kind("crossing", ("S.BDG", "H.FORD", "S.FY"), "near", 2, 10): "bridge,ferry,pont,bac",
    Kind("crossing", ("S.BDR", "S.BDG", "H.FORD", "S.FY"), "near", 2, 10, of_towns=True): (
        "crossing,border crossing,border post,checkpoint,check point,poste frontiere,poste frontalier"
    ),
    Kind("airport", ("S.AIR",), "at", 2, 15, of_towns=True): (
        "airport,airfield,airstrip,air base,airbase,aeroport,base aerienne,international airport,"
        "aeroport international,aeropuerto"
    ),
    Kind(
        "facility",
        (
            *("S.HSP", "S.SCH", "S.UNIV", "S.MSQE", "S.CH", "S.PRN", "S.STDM", "S.PP", "S.RSTN", "S.BUSTN"),
            *("S.MKT", "H.HBR"),
        ),
        *("at", 2, 5),
        of_towns=True,
    ): (
        "hospital,carcel,maternity hospital,clinic,school,university,mosque,church,prison,hopital,clinique,ecole,"
        "universite,mosquee,eglise,stadium,stade,police station,commissariat,railway station,"
        "train station,bus station,gare,gare routiere,port,seaport,harbour,harbor,market,cattle market,"
        "livestock market,weekly market,souk,souq,marche,marche a betail,marche au betail,marche hebdomadaire"
    ),
}

#: Kind of feature by the normal form of the word that says so.
KINDS: dict[str, Kind] = {word: kind for kind, words in _WORDS.items() for word in words.split(",")}

_ADJECTIVES = frozenset(
    {"general", "generale", "central", "centrale", "main", "principal", "principale", "provincial", "provinciale"}
    | {"regional", "regionale", "national", "nationale", "municipal", "municipale", "university", "universitaire"}
    | {"teaching", "referral", "public", "publique", "civil", "civile"}
)
"""Words that tell one building of a kind from others, and are no part of its town's name."""


def without_adjectives(words: list[str]) -> list[str]:
    """Return words without the adjectives at their end; one word stays.

    >>> without_adjectives(["Hôpital", "général"]), without_adjectives(["Central"])
    (['Hôpital'], ['Central'])
    """
    end = len(words)
    while end > 1 and normal_form(words[end - 1]) in _ADJECTIVES:
        end -= 1
    return words[:end]
