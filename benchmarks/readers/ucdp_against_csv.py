"""Compare what the mapper reads of a UCDP file with the file itself, read with nothing but the standard library.

    python -m benchmarks.readers.ucdp_against_csv FILE.csv[.gz]

Checks that rows read = used + duplicates + rejected, and that the events' ids, first and last days, coordinates and the
sums of low, best and high are the file's: of the file itself, and of its rows as .xlsx, as an answer of UCDP's
interface and as GeoPackage. Exit code 1 where anything differs.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import io
import tempfile
import time
from pathlib import Path

import pandas as pd

from mapper.readers import read_sources
from tests.readers.forms import as_answer, as_gpkg, as_xlsx


def rows_of(path: Path) -> list[dict[str, str]]:
    raw = path.read_bytes()
    text = (gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    return [row for row in rows if not row["id"].startswith("#")]


def expected(rows: list[dict[str, str]]) -> dict[str, object]:
    return {
        "ids": [row["id"] for row in rows],
        "first days": [row["date_start"][:10] for row in rows],
        "last days": [row["date_end"][:10] for row in rows],
        "coordinates": [(float(row["longitude"]), float(row["latitude"])) for row in rows],
        **{name: sum(int(row[name]) for row in rows) for name in ("low", "best", "high")},
    }


def found(events: pd.DataFrame) -> dict[str, object]:
    return {
        "ids": events["event_id"].tolist(),
        "first days": events["event_date"].dt.strftime("%Y-%m-%d").tolist(),
        "last days": events["end_date"].dt.strftime("%Y-%m-%d").tolist(),
        "coordinates": list(zip(events["longitude"], events["latitude"], strict=True)),
        **{name: int(events[f"fatalities_{name}"].sum()) for name in ("low", "best", "high")},
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    path = parser.parse_args().file
    rows = rows_of(path)
    good = equals(path, rows)
    names = list(rows[0])
    with tempfile.TemporaryDirectory() as folder:
        for write in (as_xlsx, as_answer, as_gpkg):
            print(f"\n{write.__name__}:")
            other = Path(folder) / f"{path.name.split('.')[0]}.dat"
            write(other, names, [[row[name] for name in names] for row in rows])
            good &= equals(other, rows)
    return 0 if good else 1


def equals(path: Path, rows: list[dict[str, str]]) -> bool:
    """Read a file, and say what of it equals the rows."""
    start = time.perf_counter()
    dossier = read_sources([path])
    took = time.perf_counter() - start
    counts = dossier.counts
    print(f"{counts} in {took:.2f} s; {len(dossier.faults)} faults, {len(dossier.rejects)} rejects")
    for reject in dossier.rejects.itertuples():
        print(f"  line {reject.line}, {reject.field}: {reject.reason}")
    gone = set(dossier.rejects["value"])
    wanted, got = expected([row for row in rows if row["id"] not in gone]), found(dossier.events)
    good = counts.read == len(rows) == counts.used + counts.duplicates + counts.rejected
    print(f"{'equal' if good else 'DIFFERENT'}: rows {counts.read} of {len(rows)}")
    for name, value in wanted.items():
        same = got[name] == value
        good &= same
        print(f"{'equal' if same else 'DIFFERENT'}: {name}", value if isinstance(value, int) else "")
    return good


if __name__ == "__main__":
    raise SystemExit(main())
