"""Write a made-up table in the 49 columns of UCDP GED.

    python -m benchmarks.rows.ucdp 100000 ged.csv [--seed 7]

As in the data set: sorted by country, dates with a time of day, one to three articles for an event with headlines of
160 letters (250 an event on average), and low, best and high figures.
"""

import argparse

import numpy as np
import pyarrow as pa
import pyarrow.csv as pa_csv

from benchmarks.rows.world import COUNTRIES, REBELS, choose, days, make_world, prose, texts

STATE_NUMBERS = texts([str(row[3]) for row in COUNTRIES])
PREFIXES = texts([row[1] for row in COUNTRIES])
STEPS = [str(step) for step in range(1, 8)]
LONGEST = np.array([0, 0, 3, 6, 20, 200])
"""Days from the first to the last of an event, by `date_prec`."""


def make(size, *, seed=7):
    rng = np.random.default_rng(seed)
    world = make_world(rng)
    town = choose(rng, size, len(world.town), 0.8)
    town = town[np.argsort(world.town_country[town], kind="stable")]
    country = world.town_country[town]
    kind = rng.choice(["1", "2", "3"], size, p=[0.6, 0.15, 0.25])
    rebels, others = world.rebels_of(rng, country), world.rebels_of(rng, country)
    side_a = np.where(kind == "1", "Government of " + world.country[country], world.actor[rebels])
    side_b = np.where(kind == "1", world.actor[rebels], np.where(kind == "2", world.actor[others], "Civilians"))
    conflict = country * REBELS + rebels
    date_prec = rng.choice([1, 2, 3, 4, 5], size, p=[0.8, 0.1, 0.05, 0.04, 0.01])
    first = days(rng, size, "1989-01-01", "2025-01-01")
    last = first + LONGEST[date_prec]
    year = first.astype("datetime64[Y]").astype(str).astype(object)
    number = np.arange(size).astype(str).astype(object)
    place, latitude, longitude = world.town[town], world.latitude[town], world.longitude[town]
    dead = rng.geometric(0.2, (size, 4)) - 1
    best = dead.sum(axis=1)
    columns = {
        "id": np.arange(size) + 100_000,
        "relid": PREFIXES[country] + "-" + year + "-1-" + conflict.astype(str).astype(object) + "-" + number,
        "year": year,
        "active_year": ["1"] * size,
        "code_status": ["Clear"] * size,
        "type_of_violence": kind,
        "conflict_dset_id": conflict,
        "conflict_new_id": conflict + 300,
        "conflict_name": world.country[country] + ": Government",
        "dyad_dset_id": conflict + 500,
        "dyad_new_id": conflict + 900,
        "dyad_name": side_a + " - " + side_b,
        "side_a_dset_id": country,
        "side_a_new_id": country + 50,
        "side_a": side_a,
        "side_b_dset_id": rebels,
        "side_b_new_id": rebels + 1000,
        "side_b": side_b,
        **cited(rng, world, last),
        "where_prec": rng.choice(STEPS, size, p=[0.45, 0.2, 0.15, 0.12, 0.05, 0.02, 0.01]),
        "where_coordinates": place + " town",
        "where_description": "near " + place + " in " + world.town_admin2[town],
        "adm_1": world.town_admin1[town] + " region",
        "adm_2": world.town_admin2[town] + " district",
        "latitude": latitude,
        "longitude": longitude,
        "geom_wkt": [f"POINT ({x} {y})" for x, y in zip(longitude.tolist(), latitude.tolist(), strict=True)],
        "priogrid_gid": (latitude * 2).astype(int) * 720 + 90_000,
        "country": world.country[country],
        "country_id": STATE_NUMBERS[country],
        "region": ["Africa"] * size,
        "event_clarity": rng.choice(["1", "2"], size),
        "date_prec": date_prec,
        "date_start": first.astype(str).astype(object) + " 00:00:00.000",
        "date_end": last.astype(str).astype(object) + " 00:00:00.000",
        **dict(zip(("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown"), dead.T, strict=True)),
        "best": best,
        "high": best + rng.integers(0, 5, size),
        "low": np.maximum(best - rng.integers(0, 3, size), 0),
        "gwnoa": np.where(kind == "1", STATE_NUMBERS[country], ""),
        "gwnob": [""] * size,
    }
    return pa.table({name: pa.array(column) for name, column in columns.items()})


def cited(rng, world, last):
    """Return the columns on sources: how many, the articles, their offices, days and headlines, and who said it."""
    counts = rng.choice([1, 2, 3], len(last), p=[0.6, 0.25, 0.15])
    total = int(counts.sum())
    office = world.outlet[choose(rng, total, len(world.outlet), 1)]
    day = (np.repeat(last, counts) + rng.integers(1, 9, total)).astype(str).astype(object)
    headline = texts(prose(rng, world, ["Clashes reported:"] * total, 160))
    article = '"' + office + "," + day + "," + headline + '"'
    starts = np.cumsum(counts) - counts
    said = rng.choice(["", "army", "residents", "police", "hospital"], len(last))
    return {
        "number_of_sources": counts,
        **{
            name: [";".join(parts) for parts in np.split(column, starts[1:])]
            for name, column in (
                ("source_article", article),
                ("source_office", office),
                ("source_date", day),
                ("source_headline", headline),
            )
        },
        "source_original": said,
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("size", type=int)
    parser.add_argument("target")
    parser.add_argument("--seed", type=int, default=7)
    asked = parser.parse_args()
    options = pa_csv.WriteOptions(quoting_style="needed")
    pa_csv.write_csv(make(asked.size, seed=asked.seed), asked.target, options)


if __name__ == "__main__":
    main()
