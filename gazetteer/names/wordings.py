"""The wordings of toponyms as regular expressions: each part that is meant is a named group. English and French."""

from __future__ import annotations

import re

__all__ = [
    "ARTICLE",
    "BEARINGS",
    "BESIDE",
    "BETWEEN",
    "BRACKETED_OFFSET",
    "COMPOUND",
    "FEATURE_NEAR",
    "INSIDE",
    "KM_PER_MILE",
    "NUMBERED",
    "OF",
    "OFFSET",
    "PART",
    "ROAD_AFTER",
    "ROAD_BEFORE",
    "SEPARATORS",
    "SEVERAL",
    "TENS",
    "VICINITY",
    "VICINITY_AFTER",
    "WITHIN",
]

BEARINGS = {
    "north": 0, "northeast": 45, "east": 90, "southeast": 135, "south": 180, "southwest": 225, "west": 270,
    "northwest": 315, "nord": 0, "nord-est": 45, "est": 90, "sud-est": 135, "sud": 180, "sud-ouest": 225,
    "ouest": 270, "nord-ouest": 315, "n": 0, "ne": 45, "e": 90, "se": 135, "s": 180, "sw": 225, "w": 270, "nw": 315,
    "so": 225, "o": 270, "no": 315,
}  # fmt: skip
_EN = r"(?P<dir>(?:north|south)[ -]?(?:east|west)|north|south|east|west|[NS]\.?[EW]\.?|[NESW]\.?)"
_FR = r"(?P<dir>(?:nord|sud)[ -]?(?:est|ouest)|nord|sud|est|ouest|[NS]\.?[EO]\.?|[NESO]\.?)"
TENS = {
    "dizaine": 10, "quinzaine": 15, "vingtaine": 20, "trentaine": 30, "quarantaine": 40, "cinquantaine": 50, "ten": 10,
    "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
}  # fmt: skip
_KM = (
    r"(?:about |some |around |roughly |approximately |approx\.? |environ |une |~ ?)?"
    rf"(?P<km>\d+(?:[.,]\d+)?|{'|'.join(TENS)}) ?(?:de )?"
    r"(?P<unit>km|kms|kilomet(?:er|re)s?|kilomètres?|mi|miles?)"
)
KM_PER_MILE = 1.609344
_DE = r"de la |de l['’]|du |des |de |d['’]"
_OF_FR = rf"(?:{_DE})"
_NEAR = (
    r"near|nearby|close to|around|(?:just )?outside(?: of)?"
    r"|(?:(?:in|on|at) )?(?:the )?(?:(?:north|south)?(?:east|west|north|south)?(?:ern)? ?)"
    r"(?:vicinity|outskirts|surroundings|area|suburbs) of"
    r"|not far from|approaches to|the approaches to|routes (?:in)?to|roads (?:in)?to"
    r"|(?:près|à proximité|proche|aux environs|aux alentours|alentours|environs|autour"
    r"|(?:à |dans )?(?:la |les )?(?:périphérie|banlieue|faubourgs)) (?:de la|de l['’]|des|de|du|d['’])"
)
# A border is a line as a road is: between two countries, or along one.
_ROAD = r"road|route|axis|highway|axe|track|piste|border|frontier|frontière"
# "RN16", "the M4", "km 101"
_ROAD_NAME = r"(?:the |la |l['’]|at |au )?(?:[A-Z]{1,3}[ -]?\d+|km \d+|(?:national )?(?:road|route) \d+),? "
_ON = r"(?:(?:km|pk) ?\d+,? (?:of|de) )?(?:(?:(?:km|pk) ?\d+,? )?(?:on|along|sur) )?(?:the |la |le |l['’])?"


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


BETWEEN = (
    _pattern(
        rf"^(?:{_ROAD_NAME})?{_ON}(?:(?P<road>{_ROAD})s? )?"
        r"(?:between|entre|linking|reliant) (?P<a>.+?) (?:and|et) (?P<b>.+)$"
    ),
    _pattern(rf"^(?:the )?(?P<road>{_ROAD}) (?:from |de )?(?P<a>.+?) (?:to|à|vers) (?P<b>.+)$"),
    _pattern(r"^(?P<road>from) (?P<a>.+?) to (?P<b>.+)$"),
)
ROAD_AFTER = _pattern(rf"^{_ON}(?P<names>.+?) (?:{_ROAD})$")
ROAD_BEFORE = _pattern(rf"^{_ON}(?:{_ROAD}) (?P<names>.+)$")
OFFSET = (
    _pattern(rf"^(?:at )?{_KM} (?:to the )?{_EN} (?:of|from) (?P<name>.+)$"),
    _pattern(rf"^(?:à )?{_KM} (?:au |à l['’]|vers le )?{_FR} {_OF_FR}(?P<name>.+)$"),
    _pattern(rf"^(?:at |à )?{_KM} (?:from|away from|outside|{_DE}) ?(?P<name>.+)$"),
)
BESIDE = (
    _pattern(rf"^(?:just |to the )?{_EN} of (?P<name>.+)$"),
    _pattern(rf"^(?:au |à l['’]|le |l['’])?{_FR} {_OF_FR}(?P<name>.+)$"),
)
PART = (
    _pattern(
        r"^(?:(?:north|south)[ -]?(?:east|west)(?:ern)?|(?:north|south|east|west)(?:ern)?|central|centre of)"
        r" (?!(?:outskirts|suburbs|vicinity|surroundings|area) of )(?P<name>.+)$"
    ),
    _pattern(rf"^(?:le )?centre {_OF_FR}(?P<name>.+)$"),
)
VICINITY = _pattern(rf"^(?:{_NEAR}) ?(?P<name>.+)$")
VICINITY_AFTER = _pattern(r"^(?P<name>.+?) (?:area|vicinity|surroundings|outskirts|environs|direction|sector|front)$")
FEATURE_NEAR = _pattern(rf"^(?:the |le |la )?(?P<kind>.+?) (?:{_NEAR}) ?(?P<name>.+)$")
ARTICLE = _pattern(r"^(?:(?:the|le|la|les) |l['’])(?P<name>.+)$")
SEPARATORS = _pattern(r"\s*[–—/]\s*|\s+-\s+|\s+to\s+")
WITHIN = _pattern(r"^(?P<name>[^,(]+?)(?:, *| *\()(?P<within>[^,()]+(?:, *[^,()]+)?)\)?$")
SEVERAL = _pattern(r".* (?:and|et|&|or|ou) .*")
BRACKETED_OFFSET = _pattern(r"^(?P<name>[^,(]+?)(?:, *| *\()(?P<offset>[^,()]*\d[^,()]*)\)?$")
NUMBERED = _pattern(rf"^(?P<kind>[^\W\d]+) (?:no\.? ?|n° ?)?\d+(?:, *| of | in | {_OF_FR})(?P<name>[^,()]+)$")
INSIDE = _pattern(r"^(?P<what>.+?) (?:in|inside|at|à|dans) (?P<name>.+)$")
COMPOUND = _pattern(r"^(?P<name>[^\W\d]{4,})(?:-.+| \d+)$")
OF = _pattern(rf" (?:of |{_DE})")
