"""A data set is the same events whatever kind of file it comes in."""

from __future__ import annotations

import csv
from pathlib import Path

import pandas as pd
import pytest

from mapper.readers import read_sources
from tests.readers.forms import as_answer, as_gpkg, as_ods, as_xlsx

DATA = Path(__file__).parents[1] / "data"


def rows_of(name):
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


@pytest.mark.slow
@pytest.mark.parametrize("write", [as_xlsx, as_ods, as_answer, as_gpkg])
@pytest.mark.parametrize("name", ["ged.csv", "acled.csv"])
def test_events_are_the_same(tmp_path, name, write):
    names, *rows = rows_of(name)
    file = tmp_path / name.replace(".csv", ".dat")
    write(file, names, rows)
    expected, found = read_sources([DATA / name]), read_sources([file])
    assert found.counts == expected.counts
    columns = [
        "event_id", "event_date", "end_date", "date_precision", "place", "country", "admin1", "longitude", "latitude",
        "geo_precision", "event_type", "actor1", "actor2", "fatalities_low", "fatalities_best", "fatalities_high",
        "source", "notes",
    ]  # fmt: skip
    pd.testing.assert_frame_equal(found.events[columns], expected.events[columns], check_categorical=False)
