"""Arguments of the gazetteer: what is missing is not told, and anything of another kind is said in a sentence."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from gazetteer import ArgumentError, Gazetteer, GazetteerError, Query


@pytest.mark.parametrize("missing", [None, float("nan"), np.float32("nan"), pd.NaT, pd.NA], ids=repr)
def test_what_is_missing_in_a_frame_is_not_told(world, missing):
    rows = pd.DataFrame(
        {"name": ["Gao", "Gao", missing], "country": ["ML", missing, "ML"], "near": missing}, dtype=object
    )
    cells: list[Any] = rows.to_dict("records")
    queries = [Query(**row) for row in cells]
    assert queries == [Query("Gao", "ML"), Query("Gao"), Query("", "ML")]
    with_country, without, nameless = world.resolve(queries)
    assert with_country.place.country == without.place.country == "ML"
    assert nameless.status == "not_found"  # as `mapper place --batch` answers an empty cell


@pytest.mark.parametrize(
    ("queries", "shown"), [(["Gao"], "'Gao'"), ("Gao", "'Gao'"), (None, "None"), ([("Gao", "ML")], r"\('Gao', 'ML'\)")]
)
def test_what_is_no_query_is_named(world, queries, shown):
    with pytest.raises(ArgumentError, match=f"queries: cannot read {shown}; give a list of queries, such as "):
        world.resolve(queries)


@pytest.mark.parametrize("threshold", [2, -1, "x", float("nan")])
def test_a_threshold_is_from_0_to_1(world, threshold):
    with pytest.raises(ArgumentError, match=r"threshold: cannot read .*; give a number from 0 to 1"):
        world.resolve([Query("Gao")], threshold=threshold)
    assert world.resolve([Query("Gao", "ML")], threshold=np.float64(0))[0].status == "resolved"


def test_a_text_is_asked_for_where_a_number_stands():
    of_frame: Any = ("Gao", 466)
    with pytest.raises(ArgumentError, match="country: cannot read 466; give text"):
        Query(*of_frame)
    assert issubclass(ArgumentError, ValueError)
    assert issubclass(ArgumentError, GazetteerError)


@pytest.mark.parametrize("argument", ["files", "dumps"])
def test_one_file_is_no_list_of_files(argument):
    options: dict[str, Any] = {argument: "villages.csv"}
    with pytest.raises(ArgumentError, match=f"{argument}: cannot read 'villages.csv'; give a list of files"):
        Gazetteer.open(**options)
