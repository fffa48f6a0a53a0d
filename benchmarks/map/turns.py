"""Open two pages in turns, ours and a peer's of the same events: a machine that grows slow is slow for both.

    python -m benchmarks.map.turns ours=100000-ours.html lonboard=100000-lonboard.html [--rounds 11]

The files are those that `run.py --work DIR` leaves. Prints the median time to the first complete paint of each, and how
many times as long each takes as the first page.
"""

import argparse
import statistics
import tempfile

from playwright.sync_api import sync_playwright

from benchmarks.map.browser import Cdn, open_once


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("pages", nargs="+", metavar="PEER=FILE")
    parser.add_argument("--rounds", type=int, default=11)
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    asked = parser.parse_args()
    pages = [page.split("=", 1) for page in asked.pages]
    times = {file: [] for _, file in pages}
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as work:
        cdn = Cdn(work)
        for number in range(asked.rounds + 1):
            turn = number % len(pages)
            for peer, file in pages[turn:] + pages[:turn]:
                took = open_once(playwright, file, peer, cdn, asked.chromium)
                if number:  # the first round asks npm and the disk
                    times[file].append(took)
    first = times[pages[0][1]]
    for file, took in times.items():
        share = statistics.median(took) / statistics.median(first)
        print(
            f"{file}: {statistics.median(took):.0f} ms ({min(took):.0f}-{max(took):.0f}), {share:.1f} times the first"
        )


if __name__ == "__main__":
    main()
