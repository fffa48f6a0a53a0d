"""The names that columns of events have in other tables, from `mapper/data/headers.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection
from functools import cache
from importlib.resources import files
from typing import Any, Final

from mapper.model.dates import DAY_FIRST, MONTH_FIRST
from mapper.model.lexicon import folded
from mapper.readers.formats.numbered import numbered
from mapper.vocabulary import by_term

__all__ = [
    "SPELLINGS",
    "angle_part",
    "begins_with_a_date",
    "has_words",
    "header_data",
    "is_kind_of_actor",
    "is_kind_of_place",
    "is_kind_of_record",
    "is_no_field",
    "is_one_of",
    "is_part_of_the_world",
    "is_sum_or_rate",
    "known_names",
    "known_parts",
    "lightly",
    "names_a_person",
    "order_in",
    "other_calendar",
    "strictly",
    "tells_who_fled",
]

_DAY = r"(?:dd?|jj|tt|дд|day|jour|d[ií]a|tag)"
_MONTH = r"(?:mm?|мм|month|mois|m[eê]s|monat)"
_YEAR = r"(?:y{2,4}|a{2,4}|j{2,4}|[гр]{2,4}|year|ann[eé]e|a[nñ]o|jahr)"
_ORDERS: Final = {
    DAY_FIRST: rf"(?<![^\W_]){_DAY}\W?{_MONTH}\W?{_YEAR}(?![^\W_])",
    MONTH_FIRST: rf"(?<![^\W_]){_MONTH}\W?{_DAY}\W?{_YEAR}(?![^\W_])",
}
"""How headings write the order of day and month, in some languages."""
_NAMES_OF: Final = frozenset({"name", "names", "nom", "noms", "nombre", "nombres", "nome", "nomes"})
_OF_PERSONS: Final = re.compile(
    r"(?:^|[\W_])(?:age|edad|idade|sexe?|sexo|gender|genre|genero|возраст|вік|yas)(?:$|[\W_])"
)
_BRACKETS: Final = re.compile(r"[(\[][^()\[\]]*[)\]]")
_OF_AREAS: Final = ("country", "admin1", "admin2", "admin3", "place")


@cache
def known_names() -> dict[str, tuple[str, ...]]:
    """Return field → the names that other tables have for it, the likeliest first.

    >>> known_names()["longitude"][:3]
    ('longitude', 'lon', 'gps_lon')
    """
    return {field: tuple(names) for field, names in header_data()["names"].items()}


@cache
def known_parts(of: str = "event_date") -> dict[str, tuple[str, ...]]:
    """Return the names of columns that hold parts: of a date, or of a point in UTM (`utm`) or MGRS (`grid`).

    >>> known_parts()["day"][:2], known_parts("end_date")["year"][0], known_parts("utm")["utm_zone"][0]
    (('day', 'day_of_month'), 'end_year', 'utm_zone')
    """
    return {part: tuple(names) for part, names in header_data()["parts"][of].items()}


@cache
def angle_part(name: str) -> str:
    """Return the part of a latitude or longitude that a column's name states; `""` for none.

    >>> angle_part("Lat deg"), angle_part("Longitude (minutes)"), angle_part("lonSec"), angle_part("N/S")
    ('lat_degrees', 'lon_minutes', 'lon_seconds', 'lat_hemisphere')
    >>> angle_part("Latitude"), angle_part("latd"), angle_part("Flight direction")
    ('', 'lat_degrees', '')
    """
    known = header_data()["angles"]
    words = _words(name)
    for axis in ("lat", "lon"):
        for unit in ("degrees", "minutes", "seconds", "hemisphere"):
            for called in map(folded, known[axis]):
                if any(words in ([called, word], [word, called], [called + word]) for word in map(folded, known[unit])):
                    return f"{axis}_{unit}"
    return str(known["without_axis"].get("_".join(words), ""))


def has_words(name: str, *lists: str) -> bool:
    """Tell whether a column's name has a word from each of these lists of `headers.toml`.

    >>> has_words("Killed (men)", "the_dead", "some_of_the_dead"), has_words("Killed", "the_dead", "the_injured")
    (True, False)
    >>> has_words("createdAt", "of_rows_and_persons"), has_words("EpiWeek", "weeks"), has_words("weekday", "weeks")
    (True, True, False)
    """
    words = _words(name)
    return not any(_folded_names(each).isdisjoint(words) for each in lists)


def is_sum_or_rate(name: str, names: Collection[str]) -> bool:
    """Tell whether a count is cumulative or a rate, by its name or by one of `names` beside it.

    >>> is_sum_or_rate("Deaths (cumulative)", []), is_sum_or_rate("Killed (%)", []), is_sum_or_rate("Total killed", [])
    (True, True, False)
    >>> is_sum_or_rate("total_deaths", ["date", "total_deaths", "new_deaths"])
    True
    """
    words = _words(name)
    if "%" in name or any(f" {said} " in f" {' '.join(words)} " for said in _folded_names("sums_and_rates")):
        return True
    rest = [word for word in words if word not in _folded_names("totals")]
    each_time = _folded_names("each_time")
    new = ([word for word in other if word not in each_time] for other in map(_words, names) if each_time & {*other})
    return len(rest) < len(words) and rest in new


def begins_with_a_date(name: str) -> bool:
    """Tell whether a column's name begins with a word for a date, as most names of one do: `fecha_femicidio`.

    >>> begins_with_a_date("Date of the raid"), begins_with_a_date("Court date")
    (True, False)
    """
    return not _folded_names("date_words").isdisjoint(_words(name)[:1])


def is_kind_of_actor(text: str) -> bool:
    """Tell whether a text is a kind of actor, not an actor.

    >>> is_kind_of_actor("Political militias"), is_kind_of_actor("NSA"), is_kind_of_actor("JNIM")
    (True, True, False)
    """
    plain = folded(text).replace("-", " ").replace("_", " ")
    return plain in _folded_names("kinds_of_actors") or plain in _kinds_of_the_vocabulary()


@cache
def _kinds_of_the_vocabulary() -> frozenset[str]:
    kinds = by_term("actor_kinds")
    return frozenset(folded(name) for kind, term in kinds.items() for name in (kind, *term.get("acled_names", ())))


def tells_who_fled(name: str, attributes: Collection[str] = ()) -> bool:
    """Tell whether a column counts people who fled or came back, by its name or the attributes of its HXL tag.

    >>> [tells_who_fled(name) for name in ("numPresentIdpInd", "IDPs", "Killed")], tells_who_fled("Ménages", ["idps"])
    ([True, True, False], True)
    """
    as_written = re.findall(r"[^\W\d_]+", folded(name))
    return not _folded_names("who_fled").isdisjoint([*as_written, *_words(name), *attributes])


def is_kind_of_place(text: str) -> bool:
    """Tell whether a text is a kind of place, not a place.

    >>> is_kind_of_place("isolated_dwelling"), is_kind_of_place("Gao")
    (True, False)
    """
    return folded(text).replace("_", " ") in _folded_names("kinds_of_places")


def is_kind_of_record(text: str) -> bool:
    """Tell whether a text says what a record of a map is, and not what happened.

    >>> is_kind_of_record("boundary"), is_kind_of_record("Airstrike")
    (True, False)
    """
    return folded(text).strip() in _folded_names("kinds_of_records")


def is_one_of(name: str, kind: str) -> bool:
    """Tell whether a column's name is in one of the lists of `headers.toml`, which say what such columns hold.

    >>> is_one_of("Lugar del hecho", "places_of_any_size"), is_one_of("village", "places_of_any_size")
    (True, False)
    >>> is_one_of("Target", "hit"), is_one_of("Victim", "hit"), is_one_of("Estado", "areas_or_conditions")
    (True, False, True)
    """
    return strictly(name) in _folded_names(kind)


def is_part_of_the_world(text: str) -> bool:
    """Tell whether a text names a part of the world, as `Middle East & North Africa` does.

    >>> is_part_of_the_world("Middle East & North Africa"), is_part_of_the_world("North Kivu")
    (True, False)
    """
    words = set(re.findall(r"[^\W_]+", folded(text)))
    return words <= _folded_names("continents") | _folded_names("beside_continents") and not words.isdisjoint(
        _folded_names("continents")
    )


def names_a_person(name: str, names: list[str]) -> bool:
    """Tell whether a column has the names of single victims (beside their ages), who are not a side of an event.

    >>> names_a_person("Victim", ["Victim", "Age"]), names_a_person("Victim", ["Victim", "Place"])
    (True, False)
    """
    words = set(folded(name).replace("_", " ").split())
    if not any(word.startswith(("victim", "vitim")) for word in words):
        return False
    return bool(words & _NAMES_OF) or any(_OF_PERSONS.search(folded(other)) for other in names)


def is_no_field(name: str) -> bool:
    """Tell whether a column is none of the fields although a part of its name is.

    >>> is_no_field("Event group"), is_no_field("Armed group")
    (True, False)
    """
    return "_".join(_words(name)) in {"_".join(_words(other)) for other in header_data()["other_things"]}


def order_in(name: str) -> str:
    """Return the order of day and month that a column's name states; `""` for none.

    >>> order_in("Date (MM-DD-YYYY)"), order_in("Date jj/mm/aaaa"), order_in("Date (month/day/year)"), order_in("Date")
    ('month first', 'day first', 'month first', '')
    """
    return next((order for order, written in _ORDERS.items() if re.search(written, name, re.IGNORECASE)), "")


@cache
def other_calendar(name: str) -> str:
    """Return the mark of the calendar that a column's name states; `""` for the Gregorian.

    >>> other_calendar("Date (E.C.)"), other_calendar("Hijri date"), other_calendar("Date (GC)"), other_calendar("EC")
    ('EC', 'AH', '', '')
    >>> other_calendar("Islamic group")
    ''
    """
    known = header_data()["calendars"]
    words = _words(name)
    if len(words) > 1 and _folded_names("date_words").isdisjoint(words):
        return ""
    told = [*words, "".join(words[-2:])]
    marked = told if begins_with_a_date(name) else [word for word in told if len(word) > len("EC")]
    return next((mark for mark, called in known.items() if not set(marked).isdisjoint(map(folded, called))), "")


def lightly(name: str) -> str:
    """Return a name in small letters, with `_` for blanks.

    >>> lightly("Event Date ")
    'event_date'
    """
    return name.strip().lower().replace(" ", "_")


@cache
def strictly(name: str) -> str:
    """Return a name without case, accents, punctuation and filler words.

    >>> strictly("Date de l'incident"), strictly("ADM1_FR"), strictly("admin1Name"), strictly("Perpetrator Name")
    ('date', 'adm1', 'admin1', 'perpetrator')
    """
    words = _words(name)
    passed = _folded_names("passed_over")
    return "_".join(word for word in words if word not in passed) or "_".join(words)


@cache
def _without_brackets(name: str) -> str:
    """Return a name without its brackets; `""` if they name the area of a location.

    >>> _without_brackets("Governorate (ADM1)"), _without_brackets("Perpetrator(s)"), _without_brackets("Place (state)")
    ('governorate', 'perpetrator', '')
    """
    if not re.search(r"[(\[]", name) or _area_of_location(name):
        return ""
    return strictly(_BRACKETS.sub("", name))


@cache
def _axis(name: str) -> str:
    """Return the axis that a longer name of a column of coordinates ends with, as forms write it; `""` for any other.

    >>> _axis("_location_latitude"), _axis("event lon"), _axis("belong")
    ('latitude', 'lon', '')
    """
    found = re.search(r"[\W_](lat|lon|lng|long|latitude|longitude)$", folded(name))
    return found[1] if found and "centroid" not in folded(name) else ""


@cache
def _first_of_several(name: str) -> str:
    """Return the name of the first of several numbered columns without its number; `""` for any other.

    >>> _first_of_several("Suspected perpetrator 1"), _first_of_several("latitude_1"), _first_of_several("place_2")
    ('perpetrator', 'latitude', '')
    """
    stem, number = numbered(name)
    return strictly(stem) if number == 1 and len(stem) > len("xy") else ""


@cache
def _area_of_location(name: str) -> str:
    """Return the kind of area or place in a name such as "location (admin1)"; `""` for any other.

    >>> _area_of_location("Location_City"), _area_of_location("Province (location)"), _area_of_location("Location type")
    ('city', 'province', '')
    >>> _area_of_location("Location of death (state)"), _area_of_location("Place of birth (state)")
    ('state', '')
    """
    words, where = strictly(name).split("_"), _folded_names("where")
    bracketed = [(strictly(text[1:-1]).split("_"), words[0]) for text in _BRACKETS.findall(name)]
    for rest, said in ((words[1:], words[0]), (words[:-1], words[-1]), *bracketed):
        if said in where and "_".join(rest) in _areas() and not has_words(name, "of_rows_and_persons"):
            return "_".join(rest)
    return ""


@cache
def _either_way(name: str) -> str:
    """Return the name of the field that both sides of a name with a slash mean; `""` for any other.

    >>> _either_way("Governorate / Province"), _either_way("Camp/Village"), _either_way("Killed/Injured")
    ('admin1', '', '')
    """
    parts = [strictly(part) for part in re.split(r"[/|]", name)]
    if len(parts) < 2:
        return ""
    fields = [field for field, known in _strict_names().items() if known.issuperset(parts)]
    return strictly(known_names()[fields[0]][0]) if fields else ""


@cache
def _place_with_areas(name: str) -> str:
    """Return the kind of place that a name says first, before the areas that it lies in; `""` for any other name.

    >>> _place_with_areas("Cidade, UF"), _place_with_areas("City / State"), _place_with_areas("Country, City")
    ('cidade', 'city', '')
    """
    place, *areas = (strictly(part) for part in re.split(r"\s*[,;/|]\s*|\s+[-–]\s+", name))
    is_place = place in _strict_names()["place"] and bool(areas)
    return place if is_place and _areas().issuperset(areas) else ""


@cache
def _strict_names() -> dict[str, frozenset[str]]:
    return {field: frozenset(map(strictly, names)) for field, names in known_names().items()}


@cache
def _areas() -> frozenset[str]:
    return frozenset(strictly(name) for field in _OF_AREAS for name in known_names()[field])


SPELLINGS: Final = (
    (lightly, lightly), (strictly, strictly), (_without_brackets, strictly), (_axis, lightly),
    (_first_of_several, strictly), (_area_of_location, strictly),
    (_either_way, strictly), (_place_with_areas, strictly),
)  # fmt: skip
"""How names of columns are compared with the known ones: exactly, then ever more loosely."""


def _words(name: str) -> list[str]:
    """Return the words of a name, small and without accents, also where only capitals tell them apart."""
    apart = re.sub(r"(?<=[a-z0-9])(?=[A-Z][a-z])|(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", name)
    return re.findall(r"[^\W_]+", folded(apart))


@cache
def _folded_names(key: str) -> frozenset[str]:
    return frozenset(map(folded, header_data()[key]))


@cache
def header_data() -> dict[str, Any]:
    """Return what `mapper/data/headers.toml` says.

    >>> sorted(header_data())[:3]
    ['angles', 'areas_or_conditions', 'beside_continents']
    """
    return tomllib.loads(files("mapper").joinpath("data", "headers.toml").read_text("utf-8"))
