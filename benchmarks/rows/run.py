"""Measure the way from a CSV table to a map, whole processes, against a peer in turns.

    python -m benchmarks.rows.run --peers /path/to/venv/bin/python [--rounds 5] [--work DIR] [acled:1000:GeoJson …]

A trial is `TABLE:ROWS:PEER`; a trial without a peer measures ours alone. The peers need an environment of their own
(`pip install folium geopandas lonboard==0.16.0 pyarrow`). Ours must be installed as the peers are, by `make map` or
pip, which compile it. One run of each warms the disk and does not count. Prints a table for benchmarks/README.md:
medians of seconds, the median of the ratios of each turn, and the largest peak of memory.
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.processes import run

PEERS = {"GeoJson": "folium GeoJson", "lonboard": "lonboard"}
TRIALS = [
    "acled:1000:GeoJson",
    "acled:100000:GeoJson",
    "ucdp:100000:GeoJson",
    "acled:1000000:lonboard",
    "acled:3000000:",
]
TITLES = (
    "| table | ours, s | peer, s | times as fast | processor, s | peer | ours, MB | peer, MB | page, MB | peer, MB |"
)


def measure(trial, peers, rounds, work):
    """Return a row of the table for one trial."""
    kind, size, peer = trial.split(":")
    source = work / f"{kind}-{size}.csv"
    if not source.exists():
        subprocess.run([sys.executable, "-m", f"benchmarks.rows.{kind}", size, source], check=True)
    pages = [work / "ours.html", work / "peer.html"]
    commands = [[Path(sys.executable).with_name("mapper"), "map", source, "-o", pages[0]]]
    if peer:
        commands.append([peers, Path(__file__).with_name("peers.py"), PEERS[peer], kind, source, pages[1]])
    turns = [[run(command, most_seconds=600) for command in commands] for _ in range(rounds + 1)][1:]
    return row(f"{kind.upper()}, {int(size):,} rows; {PEERS.get(peer, '–')}", turns, pages)


def row(title, turns, pages):
    ours, *peers = ([turn[place] for turn in turns] for place in range(len(turns[0])))
    cells = [
        seconds(ours, "seconds"),
        "–",
        "–",
        seconds(ours, "processor"),
        "–",
        peak(ours),
        "–",
        megabytes(pages[0]),
        "–",
    ]
    for peer in peers:
        ratio = statistics.median(its.seconds / own.seconds for own, its in zip(ours, peer, strict=True))
        cells[1::2] = [seconds(peer, "seconds"), seconds(ours, "processor"), peak(ours), megabytes(pages[0])]
        cells[2::2] = [f"{ratio:.2f}", seconds(peer, "processor"), peak(peer), megabytes(pages[1])]
    return f"| {title} | {' | '.join(cells)} |"


def seconds(runs, which):
    return f"{statistics.median(getattr(took, which) for took in runs):.2f}"


def peak(runs):
    return f"{max(took.peak for took in runs):.0f}"


def megabytes(page):
    return f"{page.stat().st_size / 1e6:.1f}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("trials", nargs="*", default=TRIALS)
    parser.add_argument("--peers", required=True)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--work", default=tempfile.mkdtemp(), type=Path)
    asked = parser.parse_args()
    asked.work.mkdir(parents=True, exist_ok=True)
    print(TITLES)
    print("|---" + "|--:" * (TITLES.count("|") - 2) + "|")
    for trial in asked.trials:
        print(measure(trial, asked.peers, asked.rounds, asked.work), flush=True)


if __name__ == "__main__":
    main()
