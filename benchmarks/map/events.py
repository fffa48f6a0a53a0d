"""Seeded conflict events for benchmarks: the same number, places and seed give the same rows.

    python benchmarks/map/events.py 1000000 events.parquet [--places 5000] [--seed 7] [--no-notes]

Shaped like a regional data set: 40 actors and 6 types of very unequal size, places in 60 clusters, a fifth of the
events with coordinates of their own near their place, 2012 to 2025 with rising intensity, notes of 200 to 300 letters.
"""

import argparse

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

CONSONANTS, VOWELS = list("bdfgklmnrstwz"), ["a", "e", "i", "o", "ou"]
SYLLABLES = [consonant + vowel for consonant in CONSONANTS for vowel in VOWELS]
TYPES = [
    "Battles", "Violence against civilians", "Explosions/Remote violence", "Strategic developments", "Protests",
    "Riots",
]  # fmt: skip
TYPE_SHARES = [0.34, 0.28, 0.14, 0.12, 0.09, 0.03]
VERBS = ["attacked", "clashed with", "ambushed", "fired at", "raided a position of", "exchanged fire with"]
ACTORS, SOURCES, VOCABULARY, CLUSTERS, WORDS = 40, 80, 6000, 60, 34
FIRST, LAST = np.datetime64("2012-01-01"), np.datetime64("2026-01-01")


def unequal(size, power):
    """Shares that fall with the rank (Zipf)."""
    weight = 1 / np.arange(1, size + 1) ** power
    return weight / weight.sum()


def names(rng, size, lengths=(2, 5)):
    found = {}
    while len(found) < size:
        word = "".join(rng.choice(SYLLABLES, rng.integers(*lengths)))
        found.setdefault(word if word not in found else f"{word}{len(found)}")
    return np.array(list(found), dtype=object)


def make(size, *, places=5000, seed=7, notes=True):
    rng = np.random.default_rng(seed)
    towns = np.array([name.capitalize() for name in names(rng, places)], dtype=object)
    actors = np.array([f"Group {name.capitalize()}" for name in names(rng, ACTORS)] + [""], dtype=object)
    cluster = rng.choice(CLUSTERS, places, p=rng.dirichlet(np.full(CLUSTERS, 0.6)))
    centre = np.c_[rng.uniform(-11, 15, CLUSTERS), rng.uniform(10.5, 17.5, CLUSTERS)]
    points = (centre[cluster] + rng.normal(0, 0.6, (places, 2))).round(4)
    days = np.arange((LAST - FIRST).astype(int))
    day = np.sort(rng.choice(days, size, p=(days + 400.0) ** 1.6 / ((days + 400.0) ** 1.6).sum()))
    place = rng.choice(places, size, p=unequal(places, 0.8))
    at = points[place]
    own = rng.random(size) < 0.2
    at[own] = (at[own] + rng.normal(0, 0.03, (own.sum(), 2))).round(4)
    first = rng.choice(ACTORS, size, p=unequal(ACTORS, 1.05))
    second = np.where(rng.random(size) < 0.12, ACTORS, (first + 1 + rng.choice(ACTORS - 1, size)) % ACTORS)
    kind = rng.choice(len(TYPES), size, p=TYPE_SHARES)
    killed = np.where((kind > 2) | (rng.random(size) < 0.45), 0, rng.geometric(0.28, size))
    sources = np.array([f"Radio {name.capitalize()}" for name in names(rng, SOURCES)], dtype=object)
    source = sources[rng.choice(SOURCES, size, p=unequal(SOURCES, 1))]
    dates = FIRST + day
    columns = {
        "event_id": [f"BEN{i + 1}" for i in range(size)], "event_date": pa.array(dates.astype("datetime64[D]")),
        "place": towns[place], "latitude": at[:, 1], "longitude": at[:, 0], "actor1": actors[first],
        "actor2": actors[second], "event_type": np.array(TYPES, dtype=object)[kind], "fatalities": killed,
        "source": source,
        "notes": written(rng, dates, actors[first], actors[second], towns[place]) if notes else [""] * size,
    }  # fmt: skip
    return pa.table(columns)


def written(rng, dates, first, second, place):
    vocabulary = names(rng, VOCABULARY, (1, 4))
    verbs, lengths = rng.choice(VERBS, len(dates)), rng.integers(200, 301, len(dates))
    shares, texts = unequal(VOCABULARY, 1), []
    for i, date in enumerate(dates.astype(str)):
        if i % 100_000 == 0:
            words = vocabulary[rng.choice(VOCABULARY, (min(100_000, len(dates) - i), WORDS), p=shares)]
        text = (
            f"On {date}, {first[i]} {verbs[i]} {second[i] or 'civilians'} in {place[i]}. {' '.join(words[i % 100_000])}"
        )
        texts.append(text[: lengths[i]] + ".")
    return texts


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("size", type=int)
    parser.add_argument("target")
    parser.add_argument("--places", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--no-notes", action="store_true")
    asked = parser.parse_args()
    table = make(asked.size, places=asked.places, seed=asked.seed, notes=not asked.no_notes)
    pq.write_table(table, asked.target, compression="zstd")


if __name__ == "__main__":
    main()
