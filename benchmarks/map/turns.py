"""Open pages in turns, ours and a peer's of the same events, or ours of two versions: a machine that grows slow is slow
for both.

    python -m benchmarks.map.turns ours=100000-ours.html lonboard=100000-lonboard.html [--rounds 11]
    python -m benchmarks.map.turns ours=before.html ours=now.html --use --view 6/12/0

The files are those that `run.py --work DIR` leaves. Prints the median time to the first complete paint of each, and how
many times as long each takes as the first page. `--use` times a step of panning and a filter as well (not lonboard's),
in the view that `--view` names, since versions of ours may open on another.
"""

import argparse
import statistics
import tempfile

from playwright.sync_api import sync_playwright

from benchmarks.map.browser import FIND, PAINTED, PAN, TOGGLE, Cdn, first_paint, opened

STEPS, WARM = 20, 6
"""Steps of panning and filters in one opening, and how many of them are left out: they compile what the others run."""

GO = f"""async ([zoom, latitude, longitude]) => {{
  {FIND}
  map.setView([latitude, longitude], zoom, {{animate: false}});
  await {PAINTED};
}}"""


def use(page, view):
    """Medians, in milliseconds, of a step of panning and of a filter."""
    if view:
        page.evaluate(GO, [float(number) for number in view.split("/")])
    return {
        name: statistics.median([page.evaluate(script) for _ in range(STEPS)][WARM:])
        for name, script in (("pan", PAN), ("filter", TOGGLE))
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", nargs="+", metavar="PEER=FILE")
    parser.add_argument("--rounds", type=int, default=11)
    parser.add_argument("--use", action="store_true")
    parser.add_argument("--view", metavar="ZOOM/LATITUDE/LONGITUDE")
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    asked = parser.parse_args()
    pages = [page.split("=", 1) for page in asked.pages]
    times = {}
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as work:
        cdn = Cdn(work)
        for number in range(asked.rounds + 1):
            turn = number % len(pages)
            for peer, file in pages[turn:] + pages[:turn]:
                with opened(playwright, file, peer, cdn, asked.chromium) as (_, page):
                    took = {"open": first_paint(page, peer)}
                    if asked.use and peer != "lonboard":
                        took |= use(page, asked.view)
                if number:  # the first round asks npm and the disk
                    for name, one in took.items():
                        times.setdefault(name, {}).setdefault(file, []).append(one)
    for name, files in times.items():
        first = statistics.median(files[pages[0][1]])
        for file, took in files.items():
            middle, least, most = (f(took) for f in (statistics.median, min, max))
            print(f"{name} {file}: {middle:.0f} ms ({least:.0f}-{most:.0f}), {middle / first:.2f} of the first")


if __name__ == "__main__":
    main()
