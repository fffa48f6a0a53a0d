"""Versions, repetitions and rows per actor, in any mixture and order: rows are conserved and the newest wins."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mapper.readers.dossier.join import joined_events
from mapper.readers.events.columns import read_events
from mapper.readers.events.duplicates import newest_rows
from mapper.readers.formats import translated
from mapper.readers.tables.opening import read_table
from tests.soak import sample

COLUMNS = ["event_id_cnty", "event_date", "actor1", "actor2", "fatalities", "timestamp"]
ROW = st.tuples(
    st.sampled_from(["MLI1", "MLI2", "MLI3", ""]),
    st.sampled_from(["2025-06-13", "2025-06-14"]),
    st.sampled_from(["Red", "Blue", "Green", ""]),
    st.sampled_from(["Red", "White", ""]),
    st.sampled_from(["1", "2"]),
    st.sampled_from(["10", "20", "", "soon"]),
)


def acled(rows):
    return "\n".join(",".join(row) for row in [COLUMNS, *rows]).encode()


@pytest.mark.slow
@settings(max_examples=sample(10, soak=1000))
@given(st.lists(ROW, max_size=12))
def test_any_acled_rows_are_conserved(rows):
    reading = translated(read_table(acled(rows), "a.csv"))
    typed = read_events(reading.table, merged=reading.merged, age=reading.age)
    counts = typed.counts
    assert typed.age is not None
    assert counts.read == len(rows) == counts.used + counts.duplicates + counts.rejected
    assert counts.rejected == len(typed.rejects) == sum(row[0] == "" for row in rows)
    assert sorted(typed.events["event_id"]) == sorted({row[0] for row in rows} - {""})
    assert len(typed.lines()) == len(typed.events) == len(typed.age)
    for event in typed.events.itertuples():
        own = [row for row in rows if row[0] == event.event_id]
        newest = max(int(row[5]) if row[5].isdecimal() else 0 for row in own)
        assert event.timestamp in ({str(newest)} if newest else {"", "soon"})


@pytest.mark.slow
@settings(max_examples=sample(10, soak=1000))
@given(st.lists(st.lists(ROW, max_size=6), min_size=1, max_size=3))
def test_any_files_of_acled_are_conserved_together(files):
    tables = []
    for rows in files:
        reading = translated(read_table(acled(rows), "a.csv"))
        tables.append(read_events(reading.table, merged=reading.merged, age=reading.age))
    events, rejects, counts = joined_events(tables)
    assert counts.read == sum(map(len, files)) == counts.used + counts.duplicates + counts.rejected
    assert counts.rejected == len(rejects) + sum(len(table.rejects) for table in tables)
    assert events["event_id"].is_unique


def test_rows_without_an_id_all_stay_for_the_reader_to_reject():
    rows = pd.DataFrame({"id": ["", ""], "x": ["1", "1"]})
    assert newest_rows(rows["id"], pd.Series([1.0, 2.0]), rows).rows.tolist() == [True, True]


def test_rows_that_differ_without_a_newest_are_undecided():
    rows = pd.DataFrame({"id": ["a", "a", "b"], "x": ["1", "2", "3"]})
    kept = newest_rows(rows["id"], pd.Series([float("nan")] * 3), rows)
    assert kept.rows.tolist() == [False, True, True]
    assert kept.undecided.tolist() == [False, True, False]


def test_an_age_that_one_of_three_files_does_not_know_is_the_oldest():
    def table(stamp: str, figure: str):
        reading = translated(read_table(acled([("MLI1", "2025-06-13", "Red", "", figure, stamp)]), "a.csv"))
        return read_events(reading.table, merged=reading.merged, age=reading.age)

    events, _, counts = joined_events([table("", "1"), table("20", "2"), table("10", "3")])
    assert events["fatalities_best"].tolist() == [2]
    assert (counts.used, counts.duplicates, counts.rejected) == (1, 2, 0)


def test_a_record_that_a_person_keeps_goes_before_a_data_set_s():
    reading = translated(read_table(acled([("MLI1", "2025-06-13", "Red", "", "9", "20")]), "acled.csv"))
    published = read_events(reading.table, age=reading.age)
    own = read_events(read_table(b"event_id,fatalities\nMLI1,4\n", "own.csv"))
    for order in ([own, published], [published, own]):
        events, rejects, _ = joined_events(order)
        assert events["fatalities_best"].tolist() == [4]
        assert [(row.file, row.line) for row in rejects.itertuples()] == [("acled.csv", 2)]
