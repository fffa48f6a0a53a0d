"""Write a made-up table in the 31 columns of ACLED's current export.

    python -m benchmarks.rows.acled 100000 acled.csv [--seed 7]

As in an export: newest first, notes of 250 letters, ids with a prefix for each country, several sources in a cell.
"""

import argparse

import numpy as np
import pyarrow as pa
import pyarrow.csv as pa_csv

from benchmarks.rows.world import COUNTRIES, choose, days, make_world, prose, several, texts

TYPES = (
    # disorder type, event type, sub-event type, share
    ("Political violence", "Battles", "Armed clash", 0.30),
    ("Political violence", "Violence against civilians", "Attack", 0.22),
    ("Political violence", "Violence against civilians", "Abduction/forced disappearance", 0.08),
    ("Political violence", "Explosions/Remote violence", "Air/drone strike", 0.07),
    ("Political violence", "Explosions/Remote violence", "Remote explosive/landmine/IED", 0.06),
    ("Strategic developments", "Strategic developments", "Looting/property destruction", 0.08),
    ("Strategic developments", "Strategic developments", "Arrests", 0.04),
    ("Demonstrations", "Protests", "Peaceful protest", 0.11),
    ("Demonstrations", "Riots", "Mob violence", 0.04),
)
PREFIXES = texts([row[1] for row in COUNTRIES])
ISO_NUMBERS = texts([str(row[2]) for row in COUNTRIES])
PART = 100_000
"""Rows that are made at a time, so that a table of millions needs little memory."""


def write(target, size, *, seed=7):
    rng = np.random.default_rng(seed)
    world = make_world(rng)
    day = np.sort(days(rng, size, "2015-01-01", "2026-01-01"))[::-1]
    parts = (part(rng, world, day[start : start + PART], size - start) for start in range(0, size, PART))
    first = next(parts)
    with pa_csv.CSVWriter(target, first.schema, write_options=pa_csv.WriteOptions(quoting_style="needed")) as writer:
        writer.write_table(first)
        for table in parts:
            writer.write_table(table)


def part(rng, world, day, last_number):
    """Return rows of these days, numbered down from `last_number`."""
    size = len(day)
    town = choose(rng, size, len(world.town), 0.8)
    country = world.town_country[town]
    type_ = rng.choice(len(TYPES), size, p=[row[3] for row in TYPES])
    disorder, event, sub_event = (texts([row[column] for row in TYPES])[type_] for column in range(3))
    first = world.actor_of(rng, country)
    second = world.another_of(rng, first)
    alone = rng.random(size) < 0.2
    actor1, inter1 = world.actor[first], world.actor_kind[first]
    actor2, inter2 = np.where(alone, "", world.actor[second]), np.where(alone, "", world.actor_kind[second])
    place, area = world.town[town], world.town_admin2[town]
    told = zip(day.astype(str), actor1, actor2, place, area, strict=True)
    columns = {
        "event_id_cnty": PREFIXES[country] + np.arange(last_number, last_number - size, -1).astype(str).astype(object),
        "event_date": day.astype(str),
        "year": day.astype("datetime64[Y]").astype(str),
        "time_precision": rng.choice(["1", "2", "3"], size, p=[0.88, 0.1, 0.02]),
        "disorder_type": disorder,
        "event_type": event,
        "sub_event_type": sub_event,
        "actor1": actor1,
        "assoc_actor_1": allies(rng, world, first),
        "inter1": inter1,
        "actor2": actor2,
        "assoc_actor_2": allies(rng, world, second),
        "inter2": inter2,
        "interaction": np.where(alone, inter1, inter1 + "-" + inter2),
        "civilian_targeting": np.where(inter2 == "Civilians", "Civilian targeting", ""),
        "iso": ISO_NUMBERS[country],
        "region": ["Africa"] * size,
        "country": world.country[country],
        "admin1": world.town_admin1[town],
        "admin2": area,
        "admin3": np.where(town % 2, "", area),
        "location": place,
        "latitude": world.latitude[town],
        "longitude": world.longitude[town],
        "geo_precision": rng.choice(["1", "2", "3"], size, p=[0.7, 0.25, 0.05]),
        "source": several(rng, world.outlet, size),
        "source_scale": rng.choice(["National", "Regional", "International", "Other"], size),
        "notes": prose(rng, world, [f"On {d}, {a} fought {b or 'civilians'} in {p} ({z})." for d, a, b, p, z in told]),
        "fatalities": np.where((type_ > 4) | (rng.random(size) < 0.5), 0, rng.geometric(0.3, size)),
        "tags": np.where(disorder == "Demonstrations", "crowd size=no report", ""),
        "timestamp": rng.integers(1_700_000_000, 1_770_000_000, size),
    }
    return pa.table({name: pa.array(column) for name, column in columns.items()})


def allies(rng, world, actor):
    """Return two associated actors for one row in eight."""
    found = np.full(len(actor), "", dtype=object)
    rows = np.flatnonzero(rng.random(len(actor)) < 0.125)
    one = world.another_of(rng, actor[rows])
    found[rows] = world.actor[one] + "; " + world.actor[world.another_of(rng, one)]
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("size", type=int)
    parser.add_argument("target")
    parser.add_argument("--seed", type=int, default=7)
    asked = parser.parse_args()
    write(asked.target, asked.size, seed=asked.seed)


if __name__ == "__main__":
    main()
