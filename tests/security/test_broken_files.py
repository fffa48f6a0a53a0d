"""Whatever a file holds, the answer is a sentence with its name and a remedy: never a traceback, nothing half read."""

from __future__ import annotations

import json
import unicodedata
import zipfile
from itertools import product
from pathlib import Path

import pytest

from tests.conftest import RunMapper
from tests.security import broken
from tests.soak import sample

pytestmark = [pytest.mark.slow, pytest.mark.posix]

NO_TABLE = "no column event_id, and none that says when or where"
SENTENCES: dict[str, str] = {
    "truncated.csv.gz": "damaged or cut short",
    "half.csv.gz": "damaged or cut short",
    "noise.csv.gz": "damaged or cut short",
    "truncated.zip": "damaged or cut short",
    "header-only.zip": "damaged or cut short",
    "empty.zip": "holds 0 tables and one is wanted",
    "two-tables.zip": "holds 2 tables and one is wanted",
    "checksum.zip": "damaged or cut short",
    "method.zip": "damaged or cut short",
    "encrypted.zip": "is protected by a password; unpack it first",
    "nested.zip": "an archive in an archive; unpack the outer one",
    "nested.csv.gz": "an archive in an archive; unpack the outer one",
    "spreadsheet.xlsx": "a spreadsheet that cannot be read",
    "empty.csv": "empty; it needs a header row",
    "blank.csv": "empty; it needs a header row",
    "nul.csv": NO_TABLE,
    "picture.csv": "not a text file",
    "utf16-odd.csv": "says it is utf-16 but is not at byte 6; save it as UTF-8",
    "utf32-bad.csv": "says it is utf-32 but is not at byte 4; save it as UTF-8",
    "no-columns.csv": NO_TABLE,
    "wide.csv": "has 100,000 columns and at most 2,000 are read",
    "cut.geojson": "not valid JSON",
    "deep.json": "not valid JSON",
    "deep-object.json": "not valid JSON",
    "huge-number.json": "not valid JSON",
    "cut.parquet": "a damaged Parquet file",
    "text.parquet": "the column 'notes' holds text that is not UTF-8",
    "cut.sqlite.gpkg": "a SQLite database that is no GeoPackage",
    "page.html": "a web page, not a table",
    "long-line.txt": NO_TABLE,
    "not-a-dump.txt": NO_TABLE,
    "poisoned.txt": NO_TABLE,
    "folder.csv": "no events.csv in this folder",
    "loop.csv": "cannot be read (Too many levels of symbolic links)",
    "dangling.csv": "no such file; check the path",
    "device.csv": "not a plain file",
}
"""What the commands say of those that are no events at all."""

PLACES: dict[str, str] = {
    "truncated.csv.gz": "damaged or cut short",
    "truncated.zip": "damaged or cut short",
    "two-tables.zip": "holds 2 tables and one is wanted",
    "long-line.txt": "has a line of over 200,000 bytes (line 2)",
    "not-a-dump.txt": "has 1 columns instead of 19 in line 1",
    "poisoned.txt": "has no valid place in line 1",
    "places.csv": "'91' is not between -90 and 90",
    "deep.json": "not valid JSON",
    "shapes.geojson": "not a JSON object",
    "folder.csv": "no plain file",
    "device.csv": "no plain file",
    "dangling.csv": "no such file",
}
"""What `gazetteer add` says of those that might have been tables of places or dumps."""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return {path.name: path for path in broken.write_all(tmp_path_factory.mktemp("broken"))}


def harmless(text: str) -> bool:
    """Nothing in it steers a terminal, and no line of it is longer than a reader bears."""
    lines = text.splitlines()
    steering = {c for c in text if unicodedata.category(c) in {"Cc", "Cf", "Cs"} and c != "\n"}
    return not steering and all(len(line) < 1000 for line in lines) and "Traceback" not in text


NAMES = [*broken.CONTENTS, *broken.SPECIAL]
READING = (
    ["check", "--html", "check.html"], ["list", "--json"], ["actors"], ["map", "-o", "map.html"],
    ["export", "-o", "events.geojson"],
)  # fmt: skip
"""The commands that read events, all in the same way: in `make test` each file goes through one of them."""


@pytest.mark.soak
@pytest.mark.parametrize(
    ("number", "name"), sample([*enumerate(NAMES)], soak=[*product(range(len(READING)), NAMES)]), ids=str
)
def test_every_command_ends_in_a_sentence(
    run_mapper: RunMapper, files: dict[str, Path], number: int, name: str, tmp_path: Path
) -> None:
    file, target = files[name], tmp_path / "target"
    word, *options = READING[number % len(READING)]
    reading = [word, file, *(target / option if "." in option else option for option in options)]
    for command in (reading, ["place", "--batch", file], ["gazetteer", "add", file]):
        done = run_mapper(*command)
        assert done.returncode in (0, 1, 2), command
        assert harmless(done.stderr), (command, done.stderr)
        if name in SENTENCES and command[0] not in ("place", "gazetteer"):
            assert (done.returncode, done.stdout) == (2 if name == "dangling.csv" else 1, ""), command
            assert SENTENCES[name] in done.stderr
            assert done.stderr.startswith("mapper: ")
            assert name in done.stderr
            assert len(done.stderr.splitlines()) == 1
        if command[0] == "gazetteer":
            assert done.returncode == 1, done.stdout
            assert PLACES.get(name, name) in done.stderr
    assert name not in SENTENCES or not target.exists()


BROKEN_TABLES = list(
    product(
        ["events", "claims", "sources", "actors", "resolved", "decisions"],
        ["truncated.csv.gz", "nul.csv", "utf16-odd.csv", "quote.csv", "deep.json", "blank.csv"],
    )
)


@pytest.mark.soak
@pytest.mark.parametrize(("table", "content"), sample(BROKEN_TABLES[::5], soak=BROKEN_TABLES))
def test_a_dossier_with_one_broken_table_is_a_sentence_that_names_the_table(
    run_mapper: RunMapper, tmp_path: Path, table: str, content: str
) -> None:
    (tmp_path / "events.csv").write_bytes(broken.ROWS)
    (tmp_path / f"{table}.csv").write_bytes(broken.CONTENTS[content])
    done = run_mapper("check", tmp_path)
    assert harmless(done.stderr)
    if not (table in ("events", "decisions") and content in ("quote.csv", "nul.csv", "deep.json")):
        assert (done.returncode, done.stdout) == (1, "")
        assert f"{table}.csv" in done.stderr
    assert run_mapper("list", tmp_path).returncode in (0, 1)


def test_a_row_of_a_hundred_thousand_cells_is_a_reject(run_mapper: RunMapper, tmp_path: Path) -> None:
    file = tmp_path / "events.csv"
    file.write_bytes(b"event_id,event_date\na,2025\nb" + b",x" * 100_000 + b"\n")
    done = run_mapper("check", file, "--json")
    assert done.returncode == 1
    assert json.loads(done.stdout)["rejected"][0]["line"] == 3
    assert "the row has 100001 cells and the header 2" in done.stdout


@pytest.mark.parametrize("name", ["../../outside.csv", "/etc/outside.csv", "..\\outside.csv"])
def test_what_an_archive_calls_its_member_leads_nowhere(run_mapper: RunMapper, tmp_path: Path, name: str) -> None:
    folder = tmp_path / "a" / "b"
    folder.mkdir(parents=True)
    with zipfile.ZipFile(folder / "slip.zip", "w") as archive:
        archive.writestr(name, broken.ROWS)
    before = set(tmp_path.rglob("*"))
    assert run_mapper("list", folder / "slip.zip").returncode == 0
    assert set(tmp_path.rglob("*")) == before
