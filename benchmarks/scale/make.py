"""Write made-up events without notes as Parquet partitions: `python -m benchmarks.scale.make FOLDER ROWS PARTS`.

Typed columns under the names of the dossier: 5,000 places that fall by Zipf's law, ten years of days, 40 actors, five
types. The same seed gives the same rows on every machine.
"""

import argparse
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.rows.world import choose, days, texts

PLACES, ACTORS = 5000, 40
TYPES = ("Battles", "Violence against civilians", "Explosions/Remote violence", "Riots", "Protests")
COUNTRIES = ("ML", "NE", "BF", "NG", "TD", "SD", "SO", "ET")


def write(folder, rows, parts, *, seed=7):
    rng = np.random.default_rng(seed)
    world = {
        "place": texts([f"Town {number}" for number in range(PLACES)]),
        "country": texts(COUNTRIES)[rng.integers(0, len(COUNTRIES), PLACES)],
        "longitude": rng.uniform(-17, 50, PLACES).round(4),
        "latitude": rng.uniform(-5, 25, PLACES).round(4),
    }
    folder.mkdir(parents=True, exist_ok=True)
    size = rows // parts
    for number in range(parts):
        pq.write_table(part(rng, world, size, number * size), folder / f"part-{number:03}.parquet")


def part(rng, world, size, first):
    """Return rows with ids from `first` on."""
    place = choose(rng, size, PLACES, 0.8)
    one = choose(rng, size, ACTORS, 1)
    actor = texts([f"Group {number}" for number in range(ACTORS)])
    dead = rng.geometric(0.5, size) - 1
    columns = {
        "event_id": [f"e{number}" for number in range(first, first + size)],
        "event_date": days(rng, size, "2015-01-01", "2025-01-01"),
        **{name: coded(world[name], place) for name in ("place", "country")},
        **{name: world[name][place] for name in ("longitude", "latitude")},
        "geo_precision": rng.choice(np.array([1, 2, 3], dtype=np.int8), size, p=[0.7, 0.25, 0.05]),
        "event_type": coded(texts(TYPES), rng.integers(0, len(TYPES), size)),
        "actor1": coded(actor, one),
        "actor2": coded(actor, (one + 1 + rng.integers(0, 3, size)) % ACTORS),
        "fatalities_low": dead,
        "fatalities_best": dead,
        "fatalities_high": dead + 1,
    }
    return pa.table(columns)


def coded(names, numbers):
    return pa.DictionaryArray.from_arrays(pa.array(numbers.astype(np.int32)), pa.array(names))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("rows", type=int)
    parser.add_argument("parts", type=int)
    asked = parser.parse_args()
    write(asked.folder, asked.rows, asked.parts)


if __name__ == "__main__":
    main()
