"""`--place` means a place by any of its names; which of them are in the record is told."""

from __future__ import annotations

import json

import pandas as pd
import pytest

import mapper

ROWS = """event_id,event_date,place,country,latitude,longitude
a,2024-06-01,Tombouctou,ML,,
b,2025-06-02,Timbuktu,ML,,
c,2025-06-03,near Timbuktu,ML,,
d,2025-06-04,Gao,ML,,
e,2025-06-05,Tombouctou,ML,16.77,-3.01
f,2025-06-06,Tombouctou; Gao,ML,,
g,2025-06-07,Kidal region,ML,,
"""
ENGINES = [(), ("--engine", "files", "--single-events")]


def _told(names):
    return f"--place takes other names of the same place too, as the gazetteer has it: {names}."


@pytest.fixture
def file(tmp_path):
    (tmp_path / "events.csv").write_text(ROWS)
    return tmp_path / "events.csv"


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    "case",
    [
        (("Timbuktu",), "abf", _told('"Tombouctou", "Tombouctou; Gao"')),
        (("TOMBOUCTOU",), "abef", _told('"Timbuktu"')),
        (("près de Tombouctou",), "c", _told('"near Timbuktu"')),
        (("Timbuktu", "--from", "2025"), "bf", _told('"Tombouctou", "Tombouctou; Gao"')),
        (("Gao",), "df", ""),
        (("Kidal region",), "g", ""),
        (("Timbuktu", "--place", "Tombouctou"), "abef", ""),
    ],
)
def test_a_place_is_found_by_any_of_its_names_however_files_are_read(run_mapper, file, tmp_path, case, engine):
    asked, found, told = case
    done = run_mapper("export", file, "-o", tmp_path / "out.csv", *engine, "--place", *asked)
    assert "".join(pd.read_csv(tmp_path / "out.csv")["event_id"]) == found, done.stderr
    assert told in done.stderr
    assert bool(told) == ("other names" in done.stderr)


@pytest.mark.parametrize("asked", ["Timbuktu", "Tombouctou", "Gao", "Kidal region"])
def test_counts_and_filters_from_python_find_as_many(run_mapper, file, tmp_path, asked):
    chosen = mapper.filter(mapper.read(file), place=asked)
    for engine in ((), ("--engine", "files")):
        done = run_mapper("summary", file, *engine, "--place", asked, "--json")
        assert json.loads(done.stdout)["events"] == len(chosen.events), done.stderr


def test_a_name_that_is_only_like_a_place_is_not_that_place(run_mapper, file):
    done = run_mapper("list", file, "--place", "Timbuktoo-les-Bains")
    assert done.returncode == 1
    assert "no event is left" in done.stderr
