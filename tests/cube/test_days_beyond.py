"""Who asks for days that no file has events of is told from when to when they have any, as of one file."""

from __future__ import annotations

import pytest

SAID = "The sources have events from 2025-03-04 to 2025-05-20: of other days they say nothing."


@pytest.fixture
def files(tmp_path):
    for name, days in {"one": ("2025-03-04", "2025-04-01"), "two": ("2025-05-20", "2025-05-02")}.items():
        rows = [f"{name}-{number},{day},16.27,-0.04,Gao" for number, day in enumerate(days)]
        (tmp_path / f"{name}.csv").write_text("\n".join(["event_id,event_date,latitude,longitude,place", *rows]))
    return tmp_path / "one.csv", tmp_path / "two.csv"


@pytest.mark.parametrize(
    "command",
    [
        ("map", "-o", "{}/map.html"),
        ("map", "-o", "{}/map.html", "--engine", "files"),
        ("map", "-o", "{}/map.html", "--engine", "files", "--single-events"),
        ("export", "-o", "{}/events.csv"),
        ("export", "-o", "{}/events.csv", "--engine", "files"),
        ("export", "-o", "{}/events.csv", "--engine", "files", "--single-events"),
        ("summary", "--engine", "files"),
        ("summary", "--engine", "files", "--by", "month"),
    ],
    ids=" ".join,
)
def test_days_that_no_source_has_are_told_however_files_are_read(run_mapper, files, tmp_path, command):
    name, *options = (word.format(tmp_path) for word in command)
    assert SAID in run_mapper(name, *files, *options, "--from", "2025-03-20", "--to", "2025-07").stderr
    assert SAID not in run_mapper(name, *files, *options, "--from", "2025-04", "--to", "2025-05-10").stderr
