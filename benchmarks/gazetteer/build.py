"""How long indexing takes and how large it is; how long one look-up takes from a built index.

    python benchmarks/gazetteer/index/build.py [--dump DUMP]… [--cache DIR]

The index is built in a new folder (or in DIR), from the shipped table, the world's towns and the
dumps given. The look-up is a new process each time; the fastest of five counts, beside `import typer`.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from gazetteer import Gazetteer

LOOK_UP = (
    "from gazetteer import Gazetteer, Query\n"
    "with Gazetteer.open(cache_dir={cache!r}) as places: places.resolve([Query('Kidal')])"
)


def fastest(code: str, runs: int = 5) -> float:
    """Return the least wall time in seconds of a new interpreter that runs `code`."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True)
        times.append(time.perf_counter() - start)
    return min(times)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--dump", type=Path, action="append", default=[])
    parser.add_argument("--cache", type=Path, default=None)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        cache = options.cache or Path(temporary)
        wall, cpu = time.perf_counter(), time.process_time()
        with Gazetteer.open(dumps=options.dump, added=False, cache_dir=cache) as places:
            counts = {source.name: source.count for source in places.sources()}
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        size = sum(path.stat().st_size for path in cache.rglob("*.index"))
        print(
            json.dumps(
                {
                    "places": counts,
                    "build_seconds": round(wall, 1),
                    "build_processor_seconds": round(cpu, 1),
                    "megabytes": round(size / 1e6, 1),
                    "look_up_seconds": round(fastest(LOOK_UP.format(cache=str(cache))), 3),
                    "import_typer_seconds": round(fastest("import typer"), 3),
                },
                indent=2,
            )
        )


if __name__ == "__main__":
    main()
