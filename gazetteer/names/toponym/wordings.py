"""The wordings of toponyms as regular expressions: each part meant is a named group.

English, French, Spanish and Portuguese.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = [
    "AND_OR",
    "ARTICLE",
    "BEARINGS",
    "BESIDE",
    "BETWEEN",
    "BRACKETED_OFFSET",
    "BRACKETS",
    "CENTRE",
    "COMPOUND",
    "DIVISION_IN",
    "FAR_AROUND",
    "FEATURE_NEAR",
    "INSIDE",
    "JOINING",
    "KM_PER_MILE",
    "NAME_IN",
    "NUMBERED",
    "OF",
    "OFFSET",
    "OFFSET_AFTER",
    "PART",
    "ROAD",
    "ROAD_AFTER",
    "ROAD_BEFORE",
    "ROAD_MARK",
    "SEPARATORS",
    "SETTLED",
    "SEVERAL",
    "SIDE_AFTER",
    "SIDE_IN_BRACKETS",
    "SOMEWHERE",
    "TELLING_WORDS",
    "TENS",
    "VICINITY",
    "VICINITY_AFTER",
    "WIDER_BEFORE",
    "WITHIN",
]

_EN_BEARINGS = {
    "north": 0, "north-north-east": 22.5, "north-east": 45, "east-north-east": 67.5, "east": 90,
    "east-south-east": 112.5, "south-east": 135, "south-south-east": 157.5, "south": 180, "south-south-west": 202.5,
    "south-west": 225, "west-south-west": 247.5, "west": 270, "west-north-west": 292.5, "north-west": 315,
    "north-north-west": 337.5,
    "n": 0, "nne": 22.5, "ne": 45, "ene": 67.5, "e": 90, "ese": 112.5, "se": 135, "sse": 157.5,
    "s": 180, "ssw": 202.5, "sw": 225, "wsw": 247.5, "w": 270, "wnw": 292.5, "nw": 315, "nnw": 337.5,
}  # fmt: skip
_FR_BEARINGS = {
    "nord": 0, "nord-nord-est": 22.5, "nord-est": 45, "est-nord-est": 67.5, "est": 90, "est-sud-est": 112.5,
    "sud-est": 135, "sud-sud-est": 157.5, "sud": 180, "sud-sud-ouest": 202.5, "sud-ouest": 225,
    "ouest-sud-ouest": 247.5, "ouest": 270, "ouest-nord-ouest": 292.5, "nord-ouest": 315, "nord-nord-ouest": 337.5,
    "n": 0, "nne": 22.5, "ne": 45, "ene": 67.5, "e": 90, "ese": 112.5, "se": 135, "sse": 157.5,
    "s": 180, "sso": 202.5, "so": 225, "oso": 247.5, "o": 270, "ono": 292.5, "no": 315, "nno": 337.5,
}  # fmt: skip
_ES_BEARINGS = {
    "norte": 0, "noreste": 45, "nordeste": 45, "nororiente": 45, "este": 90, "oriente": 90, "sureste": 135,
    "sudeste": 135, "suroriente": 135, "sur": 180, "suroeste": 225, "sudoeste": 225, "suroccidente": 225, "oeste": 270,
    "occidente": 270, "noroeste": 315, "noroccidente": 315,
}  # fmt: skip
_PT_BEARINGS = {"leste": 90, "sul": 180}  # the others are Spanish too
_IBERIAN_BEARINGS = _ES_BEARINGS | _PT_BEARINGS
BEARINGS = {
    name.replace("-", ""): degrees for name, degrees in (_EN_BEARINGS | _FR_BEARINGS | _IBERIAN_BEARINGS).items()
}
"""Degrees from north by the name of a direction, without spaces, dots and hyphens."""


def _directions(names: Iterable[str]) -> str:
    """Return a group of all directions, the longest first, however their parts are joined: "north east", "N.E."."""
    longest_first = sorted(names, key=len, reverse=True)
    words = [name.replace("-", "[ -]?") for name in longest_first if len(name) > 3]
    letters = ["".join(rf"{letter}\.?" for letter in name) for name in longest_first if len(name) <= 3]
    return f"(?P<dir>{'|'.join(words + letters)})"


_EN, _FR, _ES = _directions(_EN_BEARINGS), _directions(_FR_BEARINGS), _directions(_IBERIAN_BEARINGS)
TENS = {
    "dizaine": 10, "quinzaine": 15, "vingtaine": 20, "trentaine": 30, "quarantaine": 40, "cinquantaine": 50, "ten": 10,
    "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
}  # fmt: skip
_ROUGHLY = r"about|around|roughly|approximately|approx\.?|circa|ca\.|environ|env\."
_KM = (
    rf"(?:(?:{_ROUGHLY}|some|une|unos|cerca de) |~ ?)?"
    rf"(?P<km>\d+(?:[.,]\d+)?|{'|'.join(TENS)}) ?(?:de )?"
    r"(?P<unit>km|kms|kilomet(?:er|re)s?|kilomètres?|kil[oóô]metros?|mi|miles?|millas?)"
)
KM_PER_MILE = 1.609344
_DE = r"de la |de l['’]|du |des |del |de |d['’]"
# "a village 5 km outside X", "une localité située à 20 km de X"
_SPOT = (
    r"(?:(?:an? |une? |the |la |le )?(?:\w+ )?(?:village|hamlet|place|spot|site|locality|location|point|localité|hameau"
    r"|lieu|endroit)s?,? (?:(?:located|lying|situated|située?s?) )?)?"
)
_OF_FR = rf"(?:{_DE})"
_OF_ES = r"(?:del |de |da |do )"
_NEAR = (
    rf"(?:env\. de|{_ROUGHLY})(?= )"
    r"|(?:somewhere )?(?:near|close to)|nearby|(?:in and )?around|(?:just )?outside(?: of)?"
    r"|(?:(?:in|on|at) )?(?:the )?(?:(?:north|south)?(?:east|west|north|south)?(?:ern)? ?)"
    r"(?:vicinity|outskirts|surroundings|area|suburbs|countryside) of"
    r"|not far from|towards?|vers|(?:the )?approaches to|(?:the )?(?:route|road)s? (?:in)?to"
    r"|(?:in )?(?:the )?direction of"
    r"|(?:en direction|(?:dans )?(?:la zone|le secteur)|zone|secteur) (?:de la|de l['’]|des|de(?! santé)|du|d['’])"
    r"|(?:près|à proximité|proche|aux environs|aux alentours|alentours|environs|autour"
    r"|(?:à |dans )?(?:la |les )?(?:périphérie|banlieue|faubourgs|campagne)) (?:de la|de l['’]|des|de|du|d['’])"
    r"|(?:cerca|(?:en )?(?:las? |los )?(?:afueras|alrededores|inmediaciones|periferia|(?:zona|área) rural)) (?:del|de)"
    r"|(?:perto|próximo|(?:n?os )?arredores|(?:na )?(?:periferia|zona rural)) (?:da|do|de)"
)
# A border is a line as a road is: between two countries, or along one.
_ROAD = r"road|route|axis|highway|axe(?: routier)?|tronçon(?: routier)?|track|piste"
_ROAD += r"|border|frontier|frontière|carretera|autopista|vía|frontera"
_ROAD += r"|estrada|rodovia|fronteira"
# "RN16", "the M4", "km 101"
_ROAD_NAME = (
    r"(?:the |la |l['’]|at |au )?"
    r"(?:[A-Z]{1,3}[ -]?\d+|km \d+|(?:national )?(?:road|route)(?: nationale)? \d+),? "
)
_ON = r"(?:(?:km|pk) ?\d+,? (?:of|de) )?(?:(?:(?:km|pk) ?\d+,? )?(?:on|along|sur|en|na) )?(?:the |la |le |l['’])?"


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


BETWEEN = (
    _pattern(
        rf"^(?:{_ROAD_NAME})?{_ON}(?P<on>(?:(?!(?:between|entre) )[^\W\d]+ ){{0,4}}?)"
        r"(?:half-?way |midway |à mi-chemin )?"
        r"(?:between|entre|linking|reliant) (?P<a>.+?) (?:and|et|y|e) (?P<b>(?!(?:between|entre) ).+)$"
    ),
    _pattern(rf"^{_ON}(?P<road>{_ROAD}) (?:from |de )?(?P<a>.+?) (?:to|à|vers|a) (?P<b>.+)$"),
    _pattern(r"^(?P<road>from) (?P<a>.+?) to (?P<b>.+)$"),
)
ROAD_AFTER = _pattern(rf"^{_ON}(?P<names>.+?) (?:{_ROAD})(?: area| region| zone)?$")
ROAD_BEFORE = _pattern(rf"^{_ON}(?:{_ROAD}) (?!to |(?:{_NEAR}) )(?P<names>.+)$")
OFFSET = (
    _pattern(rf"^{_SPOT}(?:at )?{_KM} (?:to the )?{_EN} (?:of|from) (?P<name>.+)$"),
    _pattern(rf"^{_SPOT}(?:à )?{_KM} (?:au |à l['’]|vers le )?{_FR} {_OF_FR}(?P<name>.+)$"),
    _pattern(rf"^{_SPOT}(?:a )?{_KM} (?:al |ao |a |hacia el )?{_ES} {_OF_ES}(?P<name>.+)$"),
    _pattern(rf"^{_SPOT}(?:at |à |a )?{_KM} (?:from|away from|outside|{_DE}) ?(?P<name>.+)$"),
)
BESIDE = (
    _pattern(rf"^(?:just |to the )?{_EN} of (?P<name>.+)$"),
    _pattern(rf"^(?:juste )?(?:au |à l['’])?{_FR} {_OF_FR}(?P<name>.+)$"),
    _pattern(rf"^(?:al|ao|a) {_ES} {_OF_ES}(?P<name>.+)$"),
)
_UNTOLD_EN = r"(?:unknown|unspecified|undisclosed|unidentified|unnamed|undetermined|various|several|multiple|different)"
_UNTOLD_FR = (
    r"(?:inconnue?|non (?:précisée?|identifiée?|spécifiée?)|indéterminée?|divers(?:es)?|différente?s|plusieurs)"
)
_SPOTS = r"(?:locations?|places?|areas?|sites?|villages?|spots?|points?|lieux?|endroits?|localités?|zones?)"
SOMEWHERE = (
    _pattern(rf"^(?:(?:at |in )?(?:an? )?{_UNTOLD_EN} {_SPOTS}|somewhere)(?:,| in| within| of) (?P<name>.+)$"),
    _pattern(
        rf"^(?:(?:dans )?(?:une? )?(?:{_SPOTS} {_UNTOLD_FR}|{_UNTOLD_FR} {_SPOTS})|quelque part)"
        rf"(?:, | dans | en | au | à | {_OF_FR})(?:la |le |les |l['’])?(?P<name>.+)$"
    ),
)
CENTRE = (
    _pattern(r"^(?:the )?(?:central|(?:cent(?:re|er)|middle|heart) of) (?P<name>.+)$"),
    _pattern(rf"^(?:le |au )?(?:centre(?:[ -]ville)?|cœur|coeur) {_OF_FR}(?P<name>.+)$"),
)
PART = (
    _pattern(
        r"^(?:(?:north|south)[ -]?(?:east|west)(?:ern)?|(?:north|south|east|west)(?:ern)?)"
        r" (?!of |(?:outskirts|suburbs|vicinity|surroundings|area|countryside) of )(?P<name>.+)$"
    ),
    _pattern(rf"^(?:in )?the {_EN} of (?P<name>.+)$"),
    _pattern(rf"^(?:dans )?(?:le |l['’]){_FR} {_OF_FR}(?P<name>.+)$"),
    _pattern(rf"^(?:(?:en )?el|n?o) {_ES} {_OF_ES}(?P<name>.+)$"),
)
VICINITY = _pattern(rf"^(?:{_NEAR}) ?(?P<name>.+)$")
VICINITY_AFTER = _pattern(
    r"^(?P<name>.+?)(?:['’]s)?(?: (?:north|south)?(?:east|west|north|south)ern)?"
    r"(?: (?:area|vicinity|surroundings|outskirts|suburbs?|periphery|environs|countryside|direction|sector|front)"
    r"|,? (?:approximately|approx\.?))$"
)
FAR_AROUND = _pattern(r"\b(?:countryside|campagne|rural|direction|sector|secteur|front)\b")
ROAD = _pattern(rf"^(?:[A-Z]{{1,3}}[ -]?\d+ ?)?(?:(?:national |main )?(?:{_ROAD}))?$")
FEATURE_NEAR = _pattern(rf"^(?:the |le |la )?(?P<kind>.+?) (?:{_NEAR}) ?(?P<name>.+)$")
ARTICLE = _pattern(r"^(?:(?:the|le|la|les) |l['’])(?P<name>.+)$")
SEPARATORS = _pattern(r"\s*[–—/]\s*|\s+-\s+|\s+to\s+")
# "X, located in the northern part of Y", "X, a border community in Y"
_LYING_IN = (
    r"(?:(?:(?-i:an?|une?) [\w' -]+? )?(?:located |situated |lying |située? )?(?:in|within|inside|dans|en|em) (?!and )"
    r"(?:the |la |le |l['’])?(?:(?-i:(?:north|south)?(?:east|west|north|south)?ern) )?"
    rf"(?:(?:part|jurisdiction) of (?:the )?|(?-i:centre|(?:nord|sud)?-?(?:est|ouest)?) {_OF_FR})?)?"
)
WITHIN = _pattern(rf"^(?P<name>[^,(]+?)(?:, *| *\(){_LYING_IN}(?P<within>[^,()]+(?:, *[^,()]+){{0,2}})\)?$")
_OF_OR_IN = rf"(?:(?:of|in) (?:the )?|dans (?:la |le |l['’])?|{_DE})"
BRACKETS = _pattern(rf" \((?P<inside>[^,()]+)\)(?:,|$| {_OF_OR_IN})")
SIDE_IN_BRACKETS = _pattern(r"(?<=,)(?P<area>[^,()]+) \((?P<side>north|south|east|west|nord|sud|est|ouest)\)")
WIDER_BEFORE = _pattern(r"^(?P<within>[^\d:]+?) ?: ?(?P<name>[^\d:][^:]*)$")
_AND_OR = r"\s+(?:and|et|y|e|&|or|ou)\s+"
AND_OR, SEVERAL = _pattern(_AND_OR), _pattern(rf"\s*/\s*|{_AND_OR}")
BRACKETED_OFFSET = _pattern(r"^(?P<name>[^,(]+?)(?:, *| *\()(?P<offset>[^,()]*\d[^,()]*)\)?$")
OFFSET_AFTER = _pattern(rf"^(?P<name>[^,(]+?)(?:, *| *\()(?P<offset>(?:at |à |a )?{_KM} [^,()]+)\)?$")
NUMBERED = _pattern(rf"^(?P<kind>[^\W\d]+) (?:no\.? ?|n° ?)?\d+(?:, *| of | in | {_OF_FR})(?P<name>[^,()]+)$")
INSIDE = _pattern(r"^(?P<what>.+?) (?:in|inside|at|à|dans|en|em) (?P<name>.+)$")
NAME_IN = _pattern(r"^(?P<name>[^,()]+?) (?:in|inside|dans) (?P<within>[^,()]+)$")
ROAD_MARK = _pattern(
    r"^(?:at |au )?(?:pk|km|kilomet(?:er|re)|kilomètre) ?(?P<km>\d+)(?:, *| *\(| de | of )(?P<name>[^,()]+)\)?$"
)
COMPOUND = _pattern(r"^(?P<name>[^\W\d]{4,})(?:-.+| \d+)$")
SETTLED = _pattern(r"^(?P<name>.+?)-(?P<kind>ville|cité|centre|center|town|city)$")
SIDE_AFTER = _pattern(
    r"^(?P<name>[^,()]+?)[ -](?:(?:north|south)[ -]?(?:east|west)?|east|west|(?:nord|sud)(?:-?(?:est|ouest))?|est"
    r"|ouest)$"
)
TELLING_WORDS = frozenset(re.findall(r"\w+", """
    between entre from road roads route routes axis highway axe troncon track piste near nearby close around outside
    vicinity outskirts surroundings area environs far approaches pres proximite proche alentours autour peripherie
    banlieue faubourgs campagne zone secteur middle heart coeur central centre northern southern eastern western
    northeastern northwestern southeastern southwestern border frontier frontiere direction sector front suburbs
    countryside in inside at dans toward towards vers suburb periphery cerca afueras alrededores inmediaciones
    periferia rural carretera autopista via frontera perto proximo arredores estrada rodovia fronteira en em
    about roughly approximately approx circa ca environ env
"""))  # fmt: skip
"""Words in normal form of which one stands in any wording that is no bare name, besides kinds and directions."""
JOINING = frozenset({
    "of", "the", "de", "du", "des", "la", "le", "l", "d", "del", "el", "los", "las", "da", "do", "das", "dos",
})  # fmt: skip
OF = _pattern(rf" (?:of |{_DE}|da |do |das |dos )")
DIVISION_IN = _pattern(rf"^(?P<name>[^,]+) {_OF_OR_IN}(?P<within>[^,]+)$")
