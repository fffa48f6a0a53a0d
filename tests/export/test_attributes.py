"""The table of properties that every export writes."""

from __future__ import annotations

import pandas as pd
import pytest

from mapper.exports.attributes import aliases, arrow_table, attribute_table
from tests.export.dossiers import dossier, event


def test_what_has_a_heading_is_a_column_of_the_export(example):
    table, _ = attribute_table(example.replace(doubts={}), forbidden=None)
    assert set(aliases()) <= set(table.column_names)


@pytest.mark.parametrize("kind", ["str", "category", "object"])
def test_a_column_without_a_value_is_text(kind):
    field = arrow_table(pd.DataFrame({"a": pd.Series([], dtype=kind)})).schema.field("a")
    assert str(getattr(field.type, "value_type", field.type)) in {"string", "large_string"}


def test_characters_that_a_format_forbids_are_counted_in_every_part():
    some = dossier(
        [event("a", "2025-06-01", notes="x\x01", title="whole")],
        claims=[{"claim_id": "c\x01", "event_id": "a", "field": "place", "value": "G\x01ao", "stance": "asserts"}],
        alternatives=[{"event_id": "a", "place": "K\x01idal"}],
    )
    table, replaced = attribute_table(some, forbidden="[\x01]")
    assert not any("\x01" in str(row) for row in table.to_pylist())
    assert replaced >= 4
    _, fewer = attribute_table(some.replace(alternatives=some.alternatives.iloc[:0]), forbidden="[\x01]")
    assert fewer == replaced - 1
