"""Write made-up rows as GDELT's daily files have them: `python -m benchmarks.scale.gdelt FOLDER ROWS FILES`.

61 columns parted by tabs, without a header; countries by FIPS code; places by Zipf's law, with coordinates. The same
seed gives the same rows on every machine.
"""

import argparse
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv as pc

from benchmarks.rows.world import choose, texts
from benchmarks.scale.make import coded
from mapper.readers.formats import HEADLESS

COLUMNS = next(header for header in HEADLESS if len(header) == 61)
FIPS = {"NG": "Niger", "NI": "Nigeria", "SU": "Sudan", "CD": "Chad", "UP": "Ukraine", "IZ": "Iraq", "RS": "Russia"}
"""FIPS calls Niger what ISO calls Nigeria."""
PLACES, ACTORS = 20_000, 300


def write(folder, rows, files, *, seed=7):
    rng = np.random.default_rng(seed)
    country = rng.integers(0, len(FIPS), PLACES)
    world = {
        "FullName": texts([f"Town {number}, {[*FIPS.values()][code]}" for number, code in enumerate(country)]),
        "CountryCode": texts([*FIPS])[country],
        "ADM1Code": texts([f"{[*FIPS][code]}{number % 30:02}" for number, code in enumerate(country)]),
        "ADM2Code": texts([f"{number % 900}" for number in range(PLACES)]),
        "Lat": rng.uniform(-5, 50, PLACES).round(4),
        "Long": rng.uniform(-17, 50, PLACES).round(4),
        "FeatureID": texts([f"{-number - 1000000}" for number in range(PLACES)]),
        "Type": rng.choice([1, 4, 4, 4, 4, 5], PLACES),
    }
    folder.mkdir(parents=True, exist_ok=True)
    options = pc.WriteOptions(include_header=False, delimiter="\t", quoting_style="none")
    size = rows // files
    for number in range(files):
        day = np.datetime64("2024-01-01") + number
        table = part(rng, world, size, number * size, day)
        pc.write_csv(table, folder / f"{str(day).replace('-', '')}.export.CSV", options)


def part(rng, world, size, first, day):
    """Return rows with ids from `first` on, of the thirty days up to one."""
    days = (day - rng.integers(0, 30, size)).astype("datetime64[D]")
    year, month = days.astype("datetime64[Y]").astype(int) + 1970, days.astype("datetime64[M]").astype(int) % 12 + 1
    dated = year * 10_000 + month * 100 + (days - days.astype("datetime64[M]")).astype(int) + 1
    root = rng.integers(1, 21, size)
    columns = {name: pa.array(np.full(size, "", dtype=object), pa.string()) for name in COLUMNS}
    columns |= {
        "GLOBALEVENTID": np.arange(1_000_000_000 + first, 1_000_000_000 + first + size),
        "SQLDATE": dated,
        "MonthYear": dated // 100,
        "Year": year,
        "FractionDate": (year + month / 12).round(4),
        "IsRootEvent": rng.integers(0, 2, size),
        "EventCode": coded([f"{one:02}0" for one in range(1, 21)], root - 1),
        "EventBaseCode": coded([f"{one:02}0" for one in range(1, 21)], root - 1),
        "EventRootCode": coded([f"{one:02}" for one in range(1, 21)], root - 1),
        "QuadClass": (root - 1) // 5 + 1,
        "GoldsteinScale": rng.uniform(-10, 10, size).round(1),
        **{name: rng.geometric(0.3, size) for name in ("NumMentions", "NumSources", "NumArticles")},
        "AvgTone": rng.normal(-3, 3, size).round(6),
        "DATEADDED": pa.array(np.full(size, f"{str(day).replace('-', '')}001500", dtype=object), pa.string()),
        "SOURCEURL": pa.array(
            [f"https://www.example.org/news/world/africa/{first + row}/report" for row in range(size)]
        ),
    }
    for side in ("Actor1", "Actor2"):
        who = choose(rng, size, ACTORS, 1)
        columns[f"{side}Name"] = coded([f"ACTOR {number}" for number in range(ACTORS)], who)
        columns[f"{side}Code"] = coded([f"A{number:03}REB" for number in range(ACTORS)], who)
        columns[f"{side}Type1Code"] = coded(["REB", "GOV", "CVL"], who % 3)
    for of in ("Actor1Geo", "Actor2Geo", "ActionGeo"):
        where = choose(rng, size, PLACES, 0.8)
        for name, values in world.items():
            column = f"{of}_{name}"
            columns[column] = coded(values, where) if values.dtype == object else values[where]
    return pa.table(columns).select(list(COLUMNS))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("rows", type=int)
    parser.add_argument("files", type=int)
    asked = parser.parse_args()
    write(asked.folder, asked.rows, asked.files)


if __name__ == "__main__":
    main()
