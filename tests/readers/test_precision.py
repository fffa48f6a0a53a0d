"""How precise a place is: the leading number is the step; what is not understood is never drawn as exact."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import mapper
from mapper.readers.events.precision import geo_precision
from mapper.readers.faults import FaultLog


def steps(*cells: str) -> list[int | None]:
    log = FaultLog("a.csv", lambda: pd.Series(range(len(cells))).to_numpy())
    found, _ = geo_precision(pd.DataFrame({"geo_precision": list(cells)}), log)
    assert found.isna().sum() == len(log.table()) + sum(cell.strip() == "" for cell in cells)
    return [None if pd.isna(step) else int(step) for step in found]


def test_the_leading_number_is_the_step():
    cells = ["(6) Country", "4 - Province", "(2) 25 km precision ", "3: district", "[5] vague", "1", "1.0", " 7 "]
    assert steps(*cells) == [6, 4, 2, 3, 5, 1, 1, 7]


def test_words_of_the_scale_are_its_steps():
    words = ["exact location", "Country", "first order", "Province", "pays seulement", "ADM2", "village", "near"]
    assert steps(*words) == [1, 6, 4, 4, 6, 3, 1, 2]


@pytest.mark.parametrize(
    "cell", ["censored", "approximate", "8", "0", "12", "2-3", "1 km", "5 km around", "1/2", "4.5", "99"]
)
def test_what_is_not_understood_is_a_fault(cell):
    assert steps(cell) == [None]


@given(st.integers(1, 7), st.sampled_from(["({}) {}", "{} - {}", "{}: {}", "[{}] {}", "{} {}", "{}. {}"]),
       st.from_regex(r"[A-Z][a-z]{2,9}( [a-z]{3,9})?", fullmatch=True))  # fmt: skip
def test_a_step_before_any_words_is_read(step, form, words):
    assert steps(form.format(step, words)) == [step]


@pytest.fixture(scope="module")
def drawn(tmp_path_factory):
    text = "event_id,place,country,latitude,longitude,geo_precision\n"
    text += "a,Gao,Mali,16.27,-0.04,censored\nb,Gao,Mali,16.27,-0.04,(4) Region\nc,Gao,Mali,,,approximate\n"
    text += "d,Gao,Mali,16.27,-0.04,\ne,,Mali,16.27,-0.04,(6) Country\n"
    file = tmp_path_factory.mktemp("precision") / "a.csv"
    file.write_text(text, encoding="utf-8")
    return mapper.read(file)


def test_what_is_not_understood_is_not_drawn_as_exact(drawn):
    events = drawn.events.set_index("event_id")
    assert events["location_kind"].to_dict() == {
        "a": "area", "b": "area", "c": "area", "d": "exact", "e": "unlocated",
    }  # fmt: skip
    assert events["geo_precision_in_file"].to_dict()["a"] == "censored"
    assert events["geo_precision"].isna().to_dict() == {"a": True, "b": False, "c": True, "d": True, "e": False}
    assert "not understood" in events.loc["a", "place_reason"]
    assert "ne sont pas compris" in drawn.messages[events.loc["a", "place_reason"]].text("fr")


def test_an_export_says_the_same(drawn, tmp_path):
    mapper.export(drawn, tmp_path / "again.csv")
    again = mapper.read(tmp_path / "again.csv")
    for column in ("location_kind", "geo_precision_in_file"):
        assert again.events[column].tolist() == drawn.events[column].tolist()


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("precision", "approximate", "area"), ("précision", "approximative", "area"), ("accuracy", "region", "area"),
        ("location_precision", "2 (within 25 km)", "near"), ("geo_accuracy", "Level 6: country", "unlocated"),
        ("точность", "приблизительно", "area"), ("precision", "low", "area"), ("accuracy", "4.9", "exact"),
        ("Location Precision", "exact coordinates", "exact"),
    ],
)  # fmt: skip
def test_a_column_of_precision_is_found_by_its_name_and_what_is_not_understood_is_not_exact(tmp_path, name, text, kind):
    source = tmp_path / "a.csv"
    source.write_text(f"date;place;country;lat;lon;{name}\n2025-05-03;Gao;Mali;16.27;-0.04;{text}\n", encoding="utf-8")
    assert mapper.read(source).events["location_kind"].tolist() == [kind]
