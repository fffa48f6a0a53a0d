"""Count partitions with ours and with DuckDB: seconds, seconds of processor, and the most memory of all processes.

    python -m benchmarks.scale.run FOLDER --peers /tmp/peers/bin/python [--workers 1 2 4]

`peers` is a Python with `duckdb`. Made-up partitions: `python -m benchmarks.scale.make FOLDER 10000000 10`.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PROGRAM = Path(sys.executable).with_name("mapper")


def took(command):
    """Return seconds, seconds of processor, and the most memory in MB of the process and those it started together."""
    begun, peak, before = time.perf_counter(), 0, resource.getrusage(resource.RUSAGE_CHILDREN)
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    while process.poll() is None:
        peak = max(peak, sum(resident(pid) for pid in family(process.pid)))
        time.sleep(1)
    seconds = time.perf_counter() - begun
    said = process.stderr.read()
    if process.returncode:
        raise SystemExit(said)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    worked = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return seconds, worked, peak, next((line for line in said.splitlines() if line.startswith("Counts by")), "")


def family(pid):
    """Return a process and all that come from it (Linux)."""
    try:
        listed = [(task / "children").read_text().split() for task in Path(f"/proc/{pid}/task").iterdir()]
    except OSError:
        return [pid]
    return [pid, *(one for children in listed for child in children for one in family(int(child)))]


def resident(pid):
    """Return memory of a process in MB, of shared pages its part."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) // 1024 for line in lines if line.startswith("Pss:")), 0)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--peers", required=True)
    parser.add_argument("--workers", type=int, nargs="*", default=[0, 2], help="0 is without Dask")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        duck = took([asked.peers, Path(__file__).with_name("duck.py"), asked.folder, f"{made}/duck.parquet"])
        print(f"duckdb: {duck[0]:.1f} s, {duck[1]:.1f} s of processor, {duck[2]:,} MB", flush=True)
        engines = [["dask", "--workers", str(number)] if number else ["files"] for number in asked.workers]
        for engine in engines:
            page = f"{made}/map.html"
            ours = took([PROGRAM, "map", asked.folder, "--engine", *engine, "-o", page])
            size = Path(page).stat().st_size / 1e6
            print(
                f"{' '.join(engine)}: {ours[0]:.1f} s, {ours[1]:.1f} s of processor ({ours[1] / duck[1]:.1f} times "
                f"DuckDB), {ours[2]:,} MB, page {size:.1f} MB; {ours[3]}",
                flush=True,
            )


if __name__ == "__main__":
    main()
