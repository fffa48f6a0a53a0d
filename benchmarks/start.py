"""Measure how long the command line takes to answer at once: `python -m benchmarks.start [--rounds 9]`.

Prints seconds on the clock and of processor time, medians, from an index that is built.
"""

import argparse
import statistics
import sys
from pathlib import Path

from benchmarks.processes import run

COMMANDS = (["--version"], ["--help"], ["map", "--help"], ["place", "Kidal"])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=9)
    rounds = parser.parse_args().rounds
    program = Path(sys.executable).with_name("mapper")
    print("| command | seconds | processor, s | peak, MB |\n|---|--:|--:|--:|")
    for command in COMMANDS:
        turns = [run([program, *command]) for _ in range(rounds + 1)][1:]
        seconds, processor, peak = (statistics.median(values) for values in zip(*turns, strict=True))
        print(f"| `mapper {' '.join(command)}` | {seconds:.2f} | {processor:.2f} | {peak:.0f} |", flush=True)


if __name__ == "__main__":
    main()
