"""A small file gives the same counts and the same words, whether it is read in one piece or counted by an engine."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import RunMapper
from tests.soak import sample

ROOT = Path(__file__).parents[2]

HEADER = "event_id,event_date,latitude,longitude,place,country,admin1,event_type,actor1,actor2,fatalities,notes"
CSV = {
    "odd": """
a,2025-06-01,16.27,-0.04,Gao,ML,Gao,Battles,JNIM; FAMA,Civilians,1,a market
b,2024-06-01,999,5,Kidal,ML,,Riots,JNIM,,2,the market
c,,abc,def,Nowhere at all,ML,,Riots,jnim,,dozens,night
d,2025-07,,,,ML,,Protests,,,,
e,2025-07-03,99,200,,,,Protests,,,5,Kidal
f,2025-07-03,95 N,x,,,,Protests,X,,5,Kidal
g,2025-06-30,0,0,,,,Protests,X,,5,night
h,2025-06-30,17,1,,NE,,Riots,X,FAMA,5,market night
""",
    "undated": """
a,,16.27,-0.04,Gao,ML,,Battles,JNIM,,1,
b,when?,,,Kidal,ML,Kidal,Riots,JNIM,FAMA,,
""",
    "unlocated": """
a,2025-06-01,,,Djenné,ML,,Battles,JNIM,,1,market
b,2025-06-02,,,Gao; Kidal,ML,,Riots,FAMA,,2,Djenné
c,2025-06-03,,,,ML,Mopti,Riots,FAMA,,2,
""",
    "rejected": """
a,2025-06-01,16.27,-0.04,Gao,ML,,Battles,JNIM,,1,
,,,,,,,,,,,
a,2025-06-01,16.27,-0.04,Gao,ML,,Battles,JNIM,,1,
a,2025-06-09,18.4,1.4,Kidal,ML,,Battles,JNIM,,1,other
""",
}
OTHER = {
    "french.csv": """identifiant;date;lieu;pays;type;acteur 1;morts;latitude;longitude
a;1er juin 2025;Gao;Mali;Combats;JNIM;une dizaine;16,27;-0,04
b;le 3 juillet 2024;Ménaka;Mali;Émeutes;FAMA;3;;
c;juin 2025;;Mali;Émeutes;FAMA;;;
""",
    "counts.csv": "event_date,country,admin1,event_type,events,fatalities\n"
    "2025-06,ML,Gao,Battles,5,12\n2025-07,ML,,Riots,2,\n",
    "precision.csv": "event_id,event_date,latitude,longitude,geo_precision,event_type\n"
    "a,2025-06-01,16.27,-0.04,,Battles\nb,2025-06-02,16.27,-0.04,roughly,Battles\nc,2025-06-02,16.27,-0.04,6,Battles\n",
    "ged.csv": """id,date_start,type_of_violence,side_a,side_b,country,latitude,longitude,where_prec,low,best,high
1,2024-03-04,1,Army,Reds,Mali,15.2,0.3,1,8,8,5
2,2024-03-05,1,Army,Reds,Mali,15.2,0.3,1,2,3,3
""",
    "points.geojson": json.dumps({
        "type": "FeatureCollection",
        "features": [
            {"type": "Feature", "geometry": point, "properties": {"event_date": f"2025-06-0{day}", "event_type": kind}}
            for day, (kind, point) in enumerate(
                [("Battles", {"type": "Point", "coordinates": [-0.04, 16.27]}), ("Riots", None)], start=1
            )
        ],
    }),
}  # fmt: skip
FILTERS = [
    [], ["--type", "Riots", "--from", "2025-07"], ["--text", "market"], ["--text", "Mopti"], ["--from", "2099"],
    ["--text", "zzz"], ["--country", "ML"], ["--actor", "JNIM", "--to", "2024"], ["--type", "Battles", "--text", "zzz"],
    ["--min-fatalities", "2", "--type", "Riots"], ["--bbox", "-1,15,2,17"], ["--place", "Gao"], ["--month", "2025-06"],
    ["--around", "Gao", "--within-km", "90"], ["--around", "Gao region", "--within-km", "90"],
    ["--context", "leave-out"], ["--not-actor", "JNIM"], ["--max-geo-precision", "2"], ["--type", "Rots"],
]  # fmt: skip
EMPTY = "mapper: no event is left: "


def sources(folder: Path) -> list[Path]:
    found = []
    for name, rows in CSV.items():
        found.append(folder / f"{name}.csv")
        found[-1].write_text(HEADER + rows, "utf-8")
    for name, text in OTHER.items():
        found.append(folder / name)
        found[-1].write_text(text, "utf-8")
    found.append(folder / "packed.csv.gz")
    found[-1].write_bytes(gzip.compress((HEADER + CSV["odd"]).encode()))
    return found


def told(stderr: str) -> list[str]:
    """Return what was said, but for what only counts say, and what they do not know."""
    own = ("Counts by place and month", "Sources disagree on ", "The sources have events from ", "Indexing ")
    lines = [line for line in stderr.splitlines() if not line.startswith(own)]
    # Of several conditions, that which left no event is named; of counts, all of them.
    return [EMPTY if line.startswith(EMPTY) else line for line in lines]


@pytest.mark.soak
@pytest.mark.enable_socket  # which a library tries as it is loaded, and would warn of
@pytest.mark.parametrize("number", range(len(CSV) + len(OTHER) + 1))
def test_counts_and_words_are_those_of_the_file_read_in_one_piece(
    number: int, tmp_path: Path, run_mapper: RunMapper
) -> None:
    source = sources(tmp_path)[number]
    for options in sample(FILTERS[number % 4 :: 4], soak=FILTERS):
        for command in (["summary", source, "--json"], ["map", source, "-o", tmp_path / "map.html"]):
            whole, counted = (run_mapper(*command, *options, *engine) for engine in ([], ["--engine", "files"]))
            assert counted.returncode == whole.returncode, (command, options, counted.stderr)
            assert told(counted.stderr) == told(whole.stderr), (command, options)
            assert counted.stdout == whole.stdout, (command, options)


@pytest.mark.slow
@pytest.mark.posix
def test_dask_says_the_same(tmp_path: Path, run_mapper: RunMapper) -> None:
    source = sources(tmp_path)[0]
    for options in (["--type", "Riots", "--from", "2025-07"], ["--text", "market"]):
        here = run_mapper("summary", source, *options, "--engine", "files")
        program = [
            sys.executable,
            "-m",
            "mapper",
            "summary",
            str(source),
            *options,
            "--engine",
            "dask",
            "--workers",
            "1",
        ]
        dask = subprocess.run(program, capture_output=True, check=False, cwd=ROOT, encoding="utf-8", timeout=300)
        assert (dask.stdout, told(dask.stderr)) == (here.stdout, told(here.stderr))
