"""Open a page of counts, and compare what it counts under 50 random filters with DuckDB's counts of the partitions.

    python -m benchmarks.scale.page FOLDER PAGE --peers /tmp/peers/bin/python

The partitions are those of `benchmarks.scale.make`, so that names are the ids of actors.
"""

import argparse
import random
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

import pandas as pd
from playwright.sync_api import sync_playwright

from tests import machine
from tests.browser.pages import open_map

SQL = """
COPY (
  SELECT strftime(event_date, '%Y-%m') AS month, event_type, actor1, actor2, count(*) AS events
  FROM read_parquet('{folder}/*.parquet') GROUP BY ALL
) TO '{target}' (FORMAT parquet)
"""


def counted(folder, python):
    """Return DuckDB's counts of all that the filters ask for."""
    with tempfile.TemporaryDirectory() as made:
        target = f"{made}/counts.parquet"
        code = "import duckdb, sys; duckdb.sql(sys.argv[1])"
        subprocess.run([python, "-c", code, SQL.format(folder=folder, target=target)], check=True)
        return pd.read_parquet(target)


def random_state(rows, chance):
    """Return a filter of one to three conditions, as the page takes it."""
    actors, months, types = (sorted(rows[name].unique()) for name in ("actor1", "month", "event_type"))
    made = {
        "actors": lambda: chance.sample(actors, chance.randint(1, 3)),
        "months": lambda: chance.sample(months, chance.randint(1, 12)),
        "types": lambda: chance.sample(types, chance.randint(1, 2)),
    }
    return {name: made[name]() for name in chance.sample(sorted(made), chance.randint(1, 3))}


def meeting(rows, state):
    """Return how many events meet a filter."""
    kept = pd.Series(True, index=rows.index)
    if "actors" in state:
        kept &= rows["actor1"].isin(state["actors"]) | rows["actor2"].isin(state["actors"])
    if "months" in state:
        kept &= rows["month"].isin(state["months"])
    if "types" in state:
        kept &= rows["event_type"].isin(state["types"])
    return int(rows.loc[kept, "events"].sum())


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("page", type=Path)
    parser.add_argument("--peers", required=True)
    asked = parser.parse_args()
    rows, chance = counted(asked.folder, asked.peers), random.Random(50)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=machine.chromium(), args=["--no-sandbox"])
        took = []
        for _ in range(5):
            begun = time.perf_counter()
            opened = open_map(browser, asked.page)
            took.append(time.perf_counter() - begun)
        states = [random_state(rows, chance) for _ in range(50)]
        same = sum(opened.state(**state) == meeting(rows, state) for state in states)
        total = opened.state()
        browser.close()
    print(f"opens in {statistics.median(took):.1f} s (median of five: {', '.join(f'{one:.1f}' for one in took)})")
    print(f"{same} of {len(states)} filters as DuckDB; {total:,} events, {int(rows['events'].sum()):,} in the files")


if __name__ == "__main__":
    main()
