"""Confidence is the share of such answers that are right, by one curve for each situation."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from gazetteer import Gazetteer, Query
from gazetteer.ranking.calibration import Situation, calibrated
from gazetteer.resolve import DEFAULT_THRESHOLD

from . import dumps

_ROW = "{id}\t{name}\t{name}\t\t{lat}\t-2.1\tP\tPPL\tML\t\t04\t\t\t\t0\t\t1\tx\t2020-01-01"


@pytest.mark.parametrize("situation", ["listed", "listed-country", "other"])
def test_a_curve_keeps_the_order_of_answers_and_which_of_them_are_given(situation: Situation) -> None:
    probabilities = [step / 1000 for step in range(1001)]
    confidences = [calibrated(probability, situation) for probability in probabilities]
    assert all(before < after for before, after in pairwise(confidences))
    assert confidences[-1] == 1
    for probability, confidence in zip(probabilities, confidences, strict=True):
        assert (confidence >= DEFAULT_THRESHOLD) == (probability >= DEFAULT_THRESHOLD)


def test_a_village_of_a_loaded_list_is_as_sure_as_such_answers_are_right(tmp_path: Path) -> None:
    rows = [_ROW.format(id=1, name="Sabarikoro", lat=15.1), _ROW.format(id=2, name="Ouroboumbolo", lat=14.1)]
    path = dumps.write_txt(tmp_path / "ML.txt", dumps.text(rows))
    with Gazetteer.open(shipped=False, towns=False, dumps=[path], cache_dir=tmp_path) as places:
        answers = places.resolve([Query("Sabarikoro", "ML"), Query("Ouroboumbolo")])
    assert all(0.97 < answer.confidence < 0.995 for answer in answers), [answer.confidence for answer in answers]
