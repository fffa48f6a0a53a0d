"""Measure files that are large in one way: `python -m benchmarks.load [LOAD…]`.

Each command's processor time and memory are printed; `!` marks what is above 60 seconds or 2 GB, or fails.
"""

import argparse
import csv
import itertools
import random
import sys
import tempfile
from pathlib import Path

from benchmarks.processes import run

TOWNS = ("Kidal", "Gao", "Bamako", "Moura", "Tessit", "Mopti", "Boulkessi", "Timbuktu")
COMMANDS = (["check", "--json"], ["list", "--json"], ["actors", "--json"], ["map"], ["export"])
MOST_SECONDS, MOST_MEGABYTES = 60, 2048
CLAIMANTS = ("Army", "a witness", "the UN", "AFP")
VALUES = {
    "fatalities": lambda chance: chance.randint(1, 30),
    "place": lambda chance: f"{chance.choice(('', 'near ', '20 km south of '))}{chance.choice(TOWNS)}",
    "event_date": lambda chance: f"2025-06-{chance.randint(1, 28):02}",
    "actor1": lambda chance: chance.choice(("Army", "Militia")),
}


def events(size, chance, **columns):
    """Yield `size` rows of an event table; `columns` are functions of the row's number."""
    for n in range(size):
        row = {"event_id": f"e{n}", "event_date": f"2025-{n % 6 + 1:02}-{n % 28 + 1:02}", "country": "ML"}
        row |= {"place": chance.choice(TOWNS), "event_type": "Battles", "actor1": "Army", "actor2": "Militia"}
        row |= {"fatalities_best": chance.randint(0, 20)}
        yield row | {name: value(n) for name, value in columns.items()}


def claims(size, of_events, chance):
    """Yield `size` claims of the first `of_events` events."""
    for n in range(size):
        field = chance.choice(list(VALUES))
        row = {"claim_id": f"c{n}", "event_id": f"e{n % of_events}", "field": field, "value": VALUES[field](chance)}
        row |= {"stance": chance.choice(("asserts", "asserts", "denies")), "claimant": chance.choice(CLAIMANTS)}
        yield row | {"source_id": f"s{n % 50}", "locator": f"para {n % 30 + 1}"}


def actors(size):
    """Yield actors with aliases, each with the next as its successor."""
    for n in range(size):
        yield {"actor_id": f"a{n}", "name": f"Group {n}", "aliases": f"G{n}; Group no. {n}", "successor": f"a{n + 1}"}


def write(path, rows):
    """Write rows as CSV, with the columns of the first."""
    first = next(rows)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(first))
        writer.writeheader()
        writer.writerows(itertools.chain([first], rows))


def load_actors(folder, chance):
    write(folder / "actors.csv", actors(10_000))
    write(folder / "events.csv", events(20_000, chance, actor1=lambda n: f"Group {n % 10_000}"))


def load_types(folder, chance):
    write(folder / "events.csv", events(20_000, chance, event_type=lambda n: f"Type {n % 10_000}"))


def load_sources(folder, chance):
    sources = ({"source_id": f"s{n}", "publisher": f"Paper {n}", "published": "2025-06-01"} for n in range(10_000))
    write(folder / "sources.csv", sources)
    write(folder / "events.csv", events(20_000, chance, source_id=lambda n: f"s{n % 10_000}"))


def load_claims(folder, chance):
    write(folder / "events.csv", events(10_000, chance))
    write(folder / "claims.csv", claims(100_000, 10_000, chance))


def load_claims_of_few(folder, chance):
    write(folder / "events.csv", events(100, chance))
    write(folder / "claims.csv", claims(100_000, 100, chance))


def load_one_place(folder, chance):
    write(folder / "events.csv", events(1_000_000, chance, place=lambda _: "Gao"))


def load_places(folder, chance):
    points = {"latitude": lambda n: 12 + n % 1000 / 200, "longitude": lambda n: -8 + n // 1000 / 200}
    write(folder / "events.csv", events(1_000_000, chance, place=lambda n: f"Village {n}", **points))


LOADS = {
    "10,000 actors": load_actors,
    "10,000 types": load_types,
    "10,000 sources": load_sources,
    "100,000 claims": load_claims,
    "100,000 claims of 100 events": load_claims_of_few,
    "one place, a million events": load_one_place,
    "a million places": load_places,
}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("loads", nargs="*", default=list(LOADS), metavar="LOAD", help=", ".join(LOADS))
    program = Path(sys.executable).with_name("mapper")
    print("| load | command | processor, s | peak, MB | |\n|---|---|--:|--:|---|")
    for name in parser.parse_args().loads:
        with tempfile.TemporaryDirectory() as made:
            folder = Path(made, "dossier")
            folder.mkdir()
            LOADS[name](folder, random.Random(1))
            output = {"map": ["-o", Path(made, "map.html")], "export": ["-o", Path(made, "events.gpkg")]}
            for word, *options in COMMANDS:
                took = run([program, word, folder, *options, *output.get(word, ())], most_seconds=300)
                figures = f"{took.processor:.1f} | {took.peak:.0f}" if took else "– | –"
                above = not took or took.processor > MOST_SECONDS or took.peak > MOST_MEGABYTES
                print(f"| {name} | {word} | {figures} | {'!' if above else ''} |", flush=True)


if __name__ == "__main__":
    main()
