"""How often the resolver is right, on a table of names with true coordinates.

    python benchmarks/gazetteer/accuracy.py NAMES.csv [--dump DUMP]… [--no-shipped] [--no-towns] [--together] [--told]

NAMES.csv has the columns `place_name` (or `name`), `latitude`, `longitude` and, if known,
`country_iso2` (or `country`), `admin1`, `admin2`, `admin3`, `near`. `--together` takes the table as one dossier.
`--told` prints only a line for each of what may be told (nothing, the country, each division too): how many are
answered, right within 10 km, wrong (over 25 km) of the answered, mean confidence less the share right, and how many
answers that were right with less told are so no more; and a table of how often answers of each confidence are right.

Printed: how many names are found, and right within 10 and 25 km, when a best guess is forced; what
is right, wrong (over 25 km) and refused at the default threshold; the largest coverage at 97 %
precision; a table of how often answers of each confidence are right; and names per second.
Coverage is the share of all names that are resolved.
"""

from __future__ import annotations

import argparse
import csv
import math
import time
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from geopy.distance import geodesic

from gazetteer import Gazetteer, Query, Resolution
from gazetteer.resolve import DEFAULT_THRESHOLD

NEAR_KM, RIGHT_KM = 10.0, 25.0
PRECISION = 0.97

Scored = tuple[float, float]  # confidence, kilometres off


def read_names(path: Path) -> list[tuple[Query, float, float]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [
            (
                Query(
                    row.get("place_name") or row["name"],
                    row.get("country_iso2") or row.get("country") or "",
                    row.get("admin1") or "",
                    row.get("admin2") or "",
                    row.get("near") or "",
                    row.get("admin3") or "",
                ),
                float(row["latitude"]),
                float(row["longitude"]),
            )
            for row in csv.DictReader(file)
        ]


def kilometres_off(answer: Resolution, latitude: float, longitude: float) -> float | None:
    if answer.latitude is None or answer.longitude is None:
        return None
    return float(geodesic((latitude, longitude), (answer.latitude, answer.longitude)).km)


def coverage_at(scored: list[Scored], count: int) -> float:
    """Return the largest share of all names that can be answered, surest first, with PRECISION of them right."""
    best = wrong = 0
    for rank, (_confidence, km) in enumerate(sorted(scored, reverse=True), start=1):
        wrong += km > RIGHT_KM
        if 1 - wrong / rank >= PRECISION:
            best = rank
    return best / count


def report(scored: list[Scored], count: int, seconds: float) -> None:
    def share(number: int) -> str:
        return f"{number:6d}  {number / count:6.1%}"

    print(f"names                              {count:6d}")
    print("forced best guess")
    print(f"  found                            {share(len(scored))}")
    for limit in (NEAR_KM, RIGHT_KM):
        print(f"  right within {limit:.0f} km               {share(sum(km <= limit for _, km in scored))}")
    taken = [km for confidence, km in scored if confidence >= DEFAULT_THRESHOLD]
    wrong = sum(km > RIGHT_KM for km in taken)
    print(f"at the default threshold ({DEFAULT_THRESHOLD})")
    print(f"  resolved (coverage)              {share(len(taken))}")
    print(f"  right within 25 km               {share(len(taken) - wrong)}")
    print(f"  wrong (over 25 km)               {share(wrong)}   {wrong / max(1, len(taken)):.2%} of the resolved")
    print(f"  refused                          {share(count - len(taken))}")
    print(f"coverage at {PRECISION:.0%} precision                  {coverage_at(scored, count):6.1%}")
    print("confidence   answers   right within 25 km")
    for step in range(10):
        low, high = step / 10, (step + 1) / 10
        here = [km for confidence, km in scored if low <= confidence < high or (step == 9 and confidence >= 1)]
        if here:
            print(f"  {low:.1f}-{high:.1f}   {len(here):7d}   {sum(km <= RIGHT_KM for km in here) / len(here):6.1%}")
    print(f"names per second                   {count / seconds:6.0f}")


TOLD = ("country", "admin1", "admin2", "admin3")
BANDS = (0.7, 0.8, 0.9, 0.95, 0.98)


def report_told(places: Gazetteer, names: list[tuple[Query, float, float]]) -> None:
    """Print a line for each of what may be told, then how often answers of each confidence are right.

    What no name has is not told.
    """
    print("told           answered    right 10 km         wrong   confidence less share right   no longer right")
    before: set[int] = set()
    answered: dict[str, list[Scored]] = {}
    for many in range(len(TOLD) + 1):
        if many and not any(getattr(query, TOLD[many - 1]) for query, _, _ in names):
            continue
        told = TOLD[many - 1] if many else "nothing"
        untold = dict.fromkeys(TOLD[many:], "")
        answers = places.resolve([replace(query, **untold) for query, _, _ in names])
        taken = [
            (number, answer.confidence, kilometres_off(answer, latitude, longitude))
            for number, (answer, (_, latitude, longitude)) in enumerate(zip(answers, names, strict=True))
            if answer.status == "resolved"
        ]
        scored = [(confidence, math.inf if km is None else km) for _, confidence, km in taken]
        right = {number for number, _, km in taken if km is not None and km <= NEAR_KM}
        wrong = sum(km > RIGHT_KM for _, km in scored)
        over = sum(confidence for confidence, _ in scored) / max(1, len(scored)) - 1 + wrong / max(1, len(scored))
        shares = f"{len(scored) / len(names):8.1%}   {len(right):4} {len(right) / len(names):7.1%}"
        shares += f"   {wrong:4} {wrong / max(1, len(scored)):6.2%}   {over:+27.1%}   {len(before - right):15}"
        print(f"{told:12}   {shares}")
        before, answered[told] = right, scored
    report_bands(answered)


def report_bands(answered: dict[str, list[Scored]]) -> None:
    """Print how many answers have each confidence, how sure they are on average, and how many are right."""
    print("confidence     " + "   ".join(f"{told:>22}" for told in answered))
    for low, high in pairwise((*BANDS, math.inf)):
        cells = []
        for scored in answered.values():
            here = [(confidence, km <= RIGHT_KM) for confidence, km in scored if low <= confidence < high]
            sure, right = (sum(column) / max(1, len(here)) for column in zip(*here, strict=True)) if here else (0, 0)
            cells.append(f"{len(here):5}  {sure:5.1%} → {right:6.1%}" if here else "-")
        print(f"from {low:.2f}      " + "   ".join(f"{cell:>22}" for cell in cells))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("names", type=Path)
    parser.add_argument("--dump", type=Path, action="append", default=[], help="a GeoNames dump; repeatable")
    parser.add_argument("--places", type=Path, action="append", default=[], help="a table of your own; repeatable")
    parser.add_argument("--no-shipped", action="store_true", help="leave out the hand-checked table")
    parser.add_argument("--no-towns", action="store_true", help="leave out the world's towns")
    parser.add_argument("--no-country", action="store_true", help="do not tell the country")
    parser.add_argument("--together", action="store_true", help="take the names as those of one dossier")
    parser.add_argument("--told", action="store_true", help="a line for each of what may be told")
    parser.add_argument("--cache", type=Path, default=None, help="the cache folder")
    options = parser.parse_args()

    names = read_names(options.names)
    queries = [Query(query.name) if options.no_country else query for query, _, _ in names]
    with Gazetteer.open(
        shipped=not options.no_shipped,
        towns=not options.no_towns,
        added=False,
        files=options.places,
        dumps=options.dump,
        cache_dir=options.cache,
    ) as places:
        if options.told:
            report_told(places, names)
            return
        places.resolve(queries[:1])
        start = time.perf_counter()
        answers = places.resolve(queries, threshold=0.0, together=options.together)
        seconds = time.perf_counter() - start
    scored = []
    for answer, (_query, latitude, longitude) in zip(answers, names, strict=True):
        km = kilometres_off(answer, latitude, longitude)
        if km is not None:
            scored.append((answer.confidence, km))
    report(scored, len(names), seconds)


if __name__ == "__main__":
    main()
