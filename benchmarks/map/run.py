"""Measure the map file against its peers: writing, size, and use in a browser without a GPU.

    python -m benchmarks.map.run --peers /path/to/venv/bin/python [--sizes 1000,10000,100000,1000000] [--work DIR]

Needs an environment of its own for the peers (`pip install folium geopandas lonboard mapclassify matplotlib pyarrow`),
npm (it gets the peers' scripts, which their pages load from a network, so that they come from disk), and Chromium.
Writing is the whole process, from Parquet to a file, medians of up to seven; ours must be installed as the peers are,
by `make map` or pip, which compile it. Prints tables for benchmarks/README.md.
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from benchmarks.map.browser import Cdn, measure
from benchmarks.processes import run

HERE = Path(__file__).parent
OURS = {"ours": [], "ours, --notes none": ["--notes", "none"]}
PEERS = [
    "folium CircleMarker",
    "folium GeoJson",
    "geopandas explore",
    "folium FastMarkerCluster",
    "lonboard",
    "lonboard, no notes",
]
LARGEST = {"folium CircleMarker": 100_000, "folium GeoJson": 100_000, "geopandas explore": 100_000}
"""What is larger is left out: the pages do not open, and some do not get written."""
MOST_RUNS, LONG_ENOUGH = 7, 20
"""A page is written so many times, or until that took so many seconds; the median counts."""
MOST_SECONDS = 300


def command(name, source, target, peers):
    if name in OURS:
        return [Path(sys.executable).with_name("mapper"), "map", source, "-o", target, *OURS[name]]
    return [peers, HERE / "peers.py", name, source, target]


def write(name, source, target, peers):
    runs = []
    while len(runs) < MOST_RUNS and (not runs or sum(took.seconds for took in runs) < LONG_ENOUGH):
        done = run(command(name, source, target, peers), most_seconds=MOST_SECONDS)
        if done is None:
            return None
        runs.append(done)
    return {
        "write": statistics.median(took.seconds for took in runs),
        "peak": max(took.peak for took in runs),
        "bytes": Path(target).stat().st_size,
    }


def row(name, size, written, seen):
    if written is None:
        return f"| {name} | – | – | – | not written in {MOST_SECONDS} s | | | | |"
    cells = [
        f"{written['write']:.2f}",
        f"{written['peak']:.0f}",
        f"{written['bytes'] / 1e6:.1f}",
        f"{written['bytes'] / size:.0f}",
    ]
    if "failed" in seen:
        return f"| {name} | {' | '.join(cells)} | {seen['failed']} | | | |"
    timed = [f"{seen[key]:.0f}" if key in seen else "–" for key in ("open", "toggle", "pan", "memory")]
    return f"| {name} | {' | '.join(cells + timed)} |"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--peers", required=True)
    parser.add_argument("--sizes", default="1000,10000,100000,1000000")
    parser.add_argument("--work", default=tempfile.mkdtemp())
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    asked = parser.parse_args()
    work = Path(asked.work)
    work.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        cdn = Cdn(work)
        for size in map(int, asked.sizes.split(",")):
            source = work / f"{size}.parquet"
            subprocess.run([sys.executable, HERE / "events.py", str(size), source], check=True)
            print(f"\n### {size:,} events\n")
            print("| | write, s | peak, MB | file, MB | bytes an event | open, ms | toggle, ms | pan, ms | page, MB |")
            print("|---|--:|--:|--:|--:|--:|--:|--:|--:|")
            for name in [*OURS, *PEERS]:
                if size > LARGEST.get(name, size):
                    continue
                target = work / f"{size}-{name.replace(' ', '-')}.html"
                written = write(name, source, target, asked.peers)
                peer = "ours" if name in OURS else name.partition(",")[0]
                seen = measure(playwright, target, peer, cdn, asked.chromium) if written else {}
                print(row(name, size, written, seen), flush=True)


if __name__ == "__main__":
    main()
