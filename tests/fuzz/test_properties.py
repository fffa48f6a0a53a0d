"""What holds for any input whatever, tried on many."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazetteer.names.normalise import normal_form, spelling_key
from mapper.cli.console import json_text
from mapper.errors import MapperError
from mapper.model.dates import read_column, read_date
from mapper.model.dossier import Dossier
from mapper.model.spreadsheet import guarded, unguarded
from mapper.model.text import terminal_safe
from mapper.options import Conditions
from mapper.processing.actors.canonical import canonical
from mapper.processing.filters import select
from mapper.readers import read_sources
from mapper.readers.tables.opening import read_table
from tests.fuzz.targets import source, words
from tests.soak import sample

pytestmark = pytest.mark.slow

MANY = settings(max_examples=sample(10, soak=5000))
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
NAMES = st.lists(TEXT.filter(lambda text: text.strip() == text != "").map(str), min_size=2, max_size=5, unique=True)
DAYS = st.dates(min_value=pd.Timestamp("1900-01-01").date(), max_value=pd.Timestamp("2100-12-31").date())


@pytest.fixture(scope="module")
def seeds() -> Dossier:
    return canonical(read_sources([Path(__file__).parents[2] / "seeds"]))


@MANY
@given(st.binary(max_size=300))
def test_any_bytes_are_a_source_or_refused_in_a_sentence(data: bytes) -> None:
    source(b"event_id,event_date,latitude,longitude,notes\n" + data)


@MANY
@given(TEXT)
def test_any_text_is_a_toponym_a_date_and_a_figure_or_none(text: str) -> None:
    words(text.encode())


@MANY
@given(
    st.lists(st.tuples(TEXT, TEXT), min_size=1, max_size=5), st.sampled_from(",;\t|"), st.sampled_from(["\n", "\r\n"])
)
def test_a_table_that_python_writes_is_read_cell_by_cell(
    cells: list[tuple[str, str]], separator: str, end: str
) -> None:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=separator, lineterminator=end, quoting=csv.QUOTE_ALL)
    writer.writerows([("event_id", "first", "second"), *((f"e{n}", *row) for n, row in enumerate(cells))])
    table = read_table(buffer.getvalue().encode(), "a.csv")
    assert list(zip(table.frame["first"], table.frame["second"], strict=True)) == cells
    assert len(table.rejects) == 0


@MANY
@given(DAYS)
def test_a_day_is_read_the_same_in_every_style_that_leaves_no_doubt(day: object) -> None:
    iso = pd.Timestamp(str(day))
    styles = ("%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%Y/%m/%d", "%Y-%m-%dT%H:%M:%S")
    read = read_column(pd.Series([iso.strftime(style) for style in styles], dtype="str"))
    assert set(read.standard()) == {iso.date().isoformat()}
    assert {read_date(iso.strftime(style)).first for style in styles} == {iso.date()}


@MANY
@given(TEXT)
def test_normal_forms_are_stable(text: str) -> None:
    normal = normal_form(text)
    assert normal_form(normal) == normal
    assert (
        spelling_key(normal) == spelling_key(normal_form(text.upper().lower())) or text.upper().lower() != text.lower()
    )


@MANY
@given(NAMES, st.data())
def test_the_guard_against_formulas_is_undone(names: list[str], data: st.DataObject) -> None:
    starts = st.sampled_from(["", "=", "+", "-", "@", "\t", "\r", "\n", "'", "''=", "'="])
    rows = data.draw(st.lists(st.tuples(*[st.builds(str.__add__, starts, TEXT)] * len(names)), max_size=3))
    table = pd.DataFrame(rows, columns=names, dtype="str")
    assert unguarded(guarded(table)).equals(table)
    cells = guarded(table)
    assert not cells.map(lambda cell: cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))).to_numpy().any()


@MANY
@given(TEXT)
def test_terminal_text_steers_nothing(text: str) -> None:
    safe = terminal_safe(text)
    assert not {unicodedata.category(c) for c in safe} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert terminal_safe(safe) == safe


MONTHS = st.sampled_from(["2024-07", "2025-05", "2025-06", "1999-01"])
CONDITIONS = st.fixed_dictionaries(
    {},
    optional={
        "actor": st.lists(st.sampled_from(["JNIM", "FLA", "Wagner PMC"]), max_size=2).map(tuple),
        "not_actor": st.sampled_from([(), ("FLA",)]),
        "from_": st.sampled_from(["", "2024", "2025-06"]),
        "to": st.sampled_from(["", "2025", "2025-06-15"]),
        "month": st.lists(MONTHS, max_size=2).map(tuple),
        "country": st.sampled_from([(), ("ML",), ("Mali", "SD")]),
        "bbox": st.sampled_from(["", "-10,10,5,25"]),
        "min_fatalities": st.sampled_from([None, 0, 10]),
        "max_geo_precision": st.sampled_from([None, 1, 4]),
        "text": st.sampled_from(["", "convoy", "Évacuate"]),
    },
)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)


@MANY
@given(JSON)
def test_json_is_indented_as_python_indents_it(value: Any) -> None:
    assert json_text(value) == json.dumps(value, ensure_ascii=False, indent=2)


@MANY
@given(CONDITIONS, CONDITIONS)
def test_a_filter_only_leaves_out_and_filters_join(seeds: Dossier, one: dict[str, Any], other: dict[str, Any]) -> None:
    def ids(dossier: Dossier) -> list[str]:
        return list(dossier.events["event_id"])

    first = select(seeds, Conditions(**one))
    assert [name for name in ids(seeds) if name in set(ids(first))] == ids(first)
    assert ids(select(first, Conditions(**one))) == ids(first)
    try:
        both = ids(select(first, Conditions(**other)))
    except MapperError:  # an actor whom the first filter left out
        return
    assert set(both) == set(ids(first)) & set(ids(select(seeds, Conditions(**other))))
    assert first.counts == seeds.counts


@MANY
@given(TEXT)
def test_any_filter_is_answered_or_refused_in_a_sentence(seeds: Dossier, text: str) -> None:
    said = []
    for field in ("actor", "type", "month", "country", "source", "place", "from_", "to", "bbox", "text"):
        value: Any = (text,) if field in {"actor", "type", "month", "country", "source", "place"} else text
        try:
            select(seeds, Conditions(**{field: value}))
        except MapperError as error:
            said.append(str(error))
    assert all(said)
