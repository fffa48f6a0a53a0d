"""How fast a batch is resolved, against rapidfuzz's `extractOne` over the same names, in one run.

    python benchmarks/gazetteer/speed.py [--names 100000] [--sample 200] [--cache DIR]

Names are drawn from the world's towns with a fixed seed; a fifth of them is misspelt by one or two
edits. `extractOne` runs on a sample of the same names. Right means: the best guess bears the name
that was meant (normal form), which is all that `extractOne` can know.
"""

from __future__ import annotations

import argparse
import json
import random
import string
import time
from pathlib import Path

from rapidfuzz import fuzz, process

from gazetteer import Gazetteer, Query, normal_form
from gazetteer.sources.towns import Towns

SEED = 20250601


def misspell(name: str, rng: random.Random) -> str:
    """Return `name` with one or two random edits: a letter left out, put in, changed, or two swapped."""
    letters = list(name)
    for _ in range(rng.choice((1, 2))):
        at = rng.randrange(len(letters))
        edit = rng.choice(("drop", "add", "change", "swap"))
        if edit == "drop" and len(letters) > 2:
            del letters[at]
        elif edit == "add":
            letters.insert(at, rng.choice(string.ascii_lowercase))
        elif edit == "swap" and at + 1 < len(letters):
            letters[at], letters[at + 1] = letters[at + 1], letters[at]
        else:
            letters[at] = rng.choice(string.ascii_lowercase)
    return "".join(letters)


def draw(choices: list[str], count: int) -> list[tuple[str, str]]:
    """Return (as written, as meant) pairs."""
    rng = random.Random(SEED)
    meant = [rng.choice(choices) for _ in range(count)]
    return [(misspell(name, rng) if rng.random() < 0.2 else name, name) for name in meant]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--names", type=int, default=100_000)
    parser.add_argument("--sample", type=int, default=200)
    parser.add_argument("--cache", type=Path, default=None)
    options = parser.parse_args()

    choices = sorted({entry.place.name for entry in Towns().entries()})
    pairs = draw(choices, options.names)
    with Gazetteer.open(cache_dir=options.cache) as places:
        queries = [Query(written) for written, _ in pairs]
        wall, start = time.perf_counter(), time.process_time()
        answers = places.resolve(queries, threshold=0.0)
        ours, ours_wall = len(queries) / (time.process_time() - start), len(queries) / (time.perf_counter() - wall)
        indexed = sum(source.count for source in places.sources())
    hits = [
        bool(answer.candidates) and normal_form(answer.candidates[0].place.name) == normal_form(meant)
        for answer, (_, meant) in zip(answers, pairs, strict=True)
    ]
    sample = pairs[: options.sample]
    wall, start = time.perf_counter(), time.process_time()
    best = [process.extractOne(name, choices, scorer=fuzz.ratio, score_cutoff=85) for name, _ in sample]
    theirs, theirs_wall = len(sample) / (time.process_time() - start), len(sample) / (time.perf_counter() - wall)
    theirs_right = sum(
        found is not None and normal_form(found[0]) == normal_form(meant)
        for found, (_, meant) in zip(best, sample, strict=True)
    )
    print(
        json.dumps(
            {
                "places_in_index": indexed,
                "names": len(pairs),
                "names_per_processor_second": round(ours),
                "right": round(sum(hits) / len(hits), 4),
                "right_of_the_sample": round(sum(hits[: len(sample)]) / len(sample), 4),
                "extractOne_choices": len(choices),
                "extractOne_names_per_processor_second": round(theirs, 1),
                "extractOne_right": round(theirs_right / len(sample), 4),
                "times_faster_by_processor_time": round(ours / theirs),
                "times_faster_by_wall_time": round(ours_wall / theirs_wall),
            },
            indent=2,
        )
    )


if __name__ == "__main__":
    main()
