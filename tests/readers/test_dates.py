"""Dates in the styles that real exports have; day and month are told apart by evidence or not at all."""

from __future__ import annotations

import pandas as pd
import pytest

from mapper.model.dates import DAY_FIRST, MONTH_FIRST, day_order, to_iso


def iso(*texts: str, documented: str = "") -> list[str]:
    return to_iso([pd.Series(texts, dtype="str")], documented=documented)[0].iso.tolist()


@pytest.mark.parametrize(
    "text",
    [
        "2025-06-13", "2025-06-13 00:00:00.000", "2025-06-13T08:30:00Z", "2025/06/13", "13 June 2025", "13-Jun-25",
        "13-June-2025", "June 13, 2025", "13/06/2025", "13.06.2025", "13/6/25", "6/13/2025 12:00:00 AM", "20250613",
        "13 juin 2025", "13. Juni 2025", "13 de junio de 2025", "Fri, 13 Jun 2025", " 13 June 2025 ",
    ],
)  # fmt: skip
def test_styles_of_real_exports(text):
    assert iso(text) == ["2025-06-13"]


@pytest.mark.parametrize("text", ["1 août 2025", "1er août 2025", "1 Aug 2025", "August 1, 2025", "1. Ago 2025"])
def test_month_names(text):
    assert iso(text) == ["2025-08-01"]


@pytest.mark.parametrize(
    "text", ["soon", "June", "13", "Friday", "2025-02-30", "32/01/2025", "June 2025", "0", "45821"]
)
def test_what_does_not_name_a_day_is_no_date(text):
    dates = to_iso([pd.Series([text])])[0]
    assert dates.iso.tolist() == [""]
    assert dates.bad.tolist() == [True]


def test_half_specified_dates_and_blanks_stay():
    assert iso("2025", "2025-06", "", "  ") == ["2025", "2025-06", "", ""]
    assert not to_iso([pd.Series(["", " "])])[0].bad.any()


def test_an_order_that_one_date_proves_holds_for_all():
    assert iso("04/05/2025", "13/05/2025") == ["2025-05-04", "2025-05-13"]
    assert iso("04/05/2025", "05/13/2025") == ["2025-04-05", "2025-05-13"]


def test_the_proof_may_stand_in_the_other_column():
    first, last = to_iso([pd.Series(["04/05/2025"]), pd.Series(["05/13/2025"])])
    assert first.iso.tolist() == ["2025-04-05"]
    assert last.iso.tolist() == ["2025-05-13"]


def test_an_order_that_nothing_proves_is_reported_and_not_guessed():
    dates = to_iso([pd.Series(["04/05/2025", "06/06/2025", "13 June 2025"])])[0]
    assert dates.iso.tolist() == ["", "2025-06-06", "2025-06-13"]
    assert dates.undecided.tolist() == [True, False, False]
    assert not dates.bad.any()


def test_dates_that_contradict_each_other_decide_nothing():
    dates = to_iso([pd.Series(["13/05/2025", "05/13/2025", "04/05/2025"])], documented=DAY_FIRST)[0]
    assert dates.iso.tolist() == ["2025-05-13", "2025-05-13", ""]
    assert dates.undecided.tolist() == [False, False, True]


def test_what_a_format_documents_holds_unless_a_date_disproves_it():
    assert iso("04/05/2025", documented=MONTH_FIRST) == ["2025-04-05"]
    assert iso("04/05/2025", documented=DAY_FIRST) == ["2025-05-04"]
    assert iso("04/05/2025", "13/05/2025", documented=MONTH_FIRST) == ["2025-05-04", "2025-05-13"]


def test_two_digit_years_do_not_move_with_the_clock():
    assert iso("13-Jun-69", "13-Jun-70", "13-Jun-25") == ["2069-06-13", "1970-06-13", "2025-06-13"]


def test_years_first_are_never_read_as_day_first():
    assert iso("2025-06-04", "2025/06/04", "13/05/2025", documented=DAY_FIRST)[:2] == ["2025-06-04", "2025-06-04"]


def test_order_of_nothing():
    assert day_order([]) == day_order(["13 June 2025"]) == ""
