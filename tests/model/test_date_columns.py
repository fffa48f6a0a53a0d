"""Dates in the styles that real exports have; day and month are told apart by evidence or not at all."""

from __future__ import annotations

import pandas as pd
import pytest

from mapper.model.dates import DAY_FIRST, MONTH_FIRST, YEAR_FIRST, DateColumn, read_column, read_columns


def column(*texts: str, documented: str = "") -> DateColumn:
    return read_column(pd.Series(texts, dtype="str"), documented=documented)


def iso(*texts: str, documented: str = "") -> list[str]:
    """The dates in ISO 8601; what is no date is empty."""
    read = column(*texts, documented=documented)
    return read.standard().mask(read.bad, "").tolist()


def reasons(*texts: str, documented: str = "") -> list[str]:
    """The code of what is wrong with each date; empty where nothing is."""
    read = column(*texts, documented=documented)
    codes = pd.Series("", index=range(len(texts)))
    for fault, rows in read.faults():
        codes = codes.mask(rows, fault.code)
    return codes.tolist()


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
    ("text", "code"),
    [
        ("soon", "no-date"), ("June", "no-year"), ("13", "no-date"), ("Friday", "relative"), ("0", "no-date"),
        ("2025-02-30", "no-such-day"), ("32/01/2025", "no-such-day"), ("45821", "serial"), ("1749772800000", "epoch"),
        ("12-13 June", "no-year"), ("by June 2025", "open-end"), ("yesterday", "relative"),
    ],
)  # fmt: skip
def test_what_is_no_date_says_why(text, code):
    assert column(text).bad.tolist() == [True]
    assert reasons(text) == [code]


def test_half_specified_dates_and_blanks_stay():
    assert iso("2025", "2025-06", "", "  ") == ["2025", "2025-06", "", ""]
    assert not column("", " ").bad.any()


def test_an_order_that_one_date_proves_holds_for_all():
    assert iso("04/05/2025", "13/05/2025") == ["2025-05-04", "2025-05-13"]
    assert iso("04/05/2025", "05/13/2025") == ["2025-04-05", "2025-05-13"]


@pytest.mark.parametrize("text", ["12/05/2025", "05/12/2025", "01/02/2025", "12.05.2025", "12-11-2025"])
def test_a_date_that_has_two_readings_proves_no_order(text):
    assert reasons(text) == ["day-or-month"]
    assert reasons(text, "04/05/2025") == ["day-or-month", "day-or-month"]


def test_thirteen_is_no_month():
    assert iso("12/05/2025", "13/05/2025") == ["2025-05-12", "2025-05-13"]
    assert iso("12/05/2025", "05/13/2025") == ["2025-12-05", "2025-05-13"]


def test_the_proof_may_stand_in_the_other_column():
    first, last = read_columns([pd.Series(["04/05/2025"]), pd.Series(["05/13/2025"])])
    assert first.standard().tolist() == ["2025-04-05"]
    assert last.standard().tolist() == ["2025-05-13"]


def test_an_order_that_nothing_proves_is_reported_and_not_guessed():
    texts = ("04/05/2025", "06/06/2025", "13 June 2025")
    assert iso(*texts) == ["", "2025-06-06", "2025-06-13"]
    assert reasons(*texts) == ["day-or-month", "", ""]


def test_dates_that_contradict_each_other_decide_nothing():
    texts = ("13/05/2025", "05/13/2025", "04/05/2025")
    assert iso(*texts, documented=DAY_FIRST) == ["2025-05-13", "2025-05-13", ""]
    assert reasons(*texts, documented=DAY_FIRST) == ["", "", "day-or-month"]


def test_what_a_format_documents_holds_unless_a_date_disproves_it():
    assert iso("04/05/2025", documented=MONTH_FIRST) == ["2025-04-05"]
    assert iso("04/05/2025", documented=DAY_FIRST) == ["2025-05-04"]
    assert iso("04/05/2025", "13/05/2025", documented=MONTH_FIRST) == ["2025-05-04", "2025-05-13"]


def test_two_digit_years_do_not_move_with_the_clock():
    assert iso("13-Jun-70", "13-Jun-99", "13-Jun-25") == ["1970-06-13", "1999-06-13", "2025-06-13"]


def test_the_century_of_a_year_that_no_event_of_a_data_set_has_is_not_guessed():
    assert iso("13-Jun-69", "13-Jun-31") == ["", ""]
    assert reasons("13-Jun-69", "13-Jun-31") == ["short-year", "short-year"]


def test_years_of_two_digits_in_front_are_proven_by_the_column_or_undecided():
    assert iso("25-06-13", "25-12-31") == ["2025-06-13", "2025-12-31"]
    assert iso("25-06-13", "99-06-13") == ["2025-06-13", "1999-06-13"]
    assert reasons("25-06-13", "25-06-20") == ["day-or-month", "day-or-month"]
    assert iso("25-06-13", "25-06-20", documented=YEAR_FIRST) == ["2025-06-13", "2025-06-20"]
    assert iso("25/06/13", documented=DAY_FIRST) == ["2013-06-25"]


def test_a_column_of_nothing_but_counts_is_a_column_of_dates():
    assert iso("45821", "45822.75", "") == ["2025-06-13", "2025-06-14", ""]
    assert iso("1749772800000", "1749859200000") == ["2025-06-13", "2025-06-14"]
    assert iso("1749772800", "1749859200") == ["2025-06-13", "2025-06-14"]


def test_a_count_among_dates_is_named_and_not_read():
    assert iso("45821", "13 June 2025") == ["", "2025-06-13"]
    assert reasons("1749772800000", "juin 2025") == ["epoch", ""]


def test_words_that_say_more_than_the_days_stay_and_order_does_not():
    assert iso("early June 2025", "Q2 2025", "10–12 May 2025") == ["early June 2025", "Q2 2025", "10–12 May 2025"]
    assert iso("04/05/2025 - 06/05/2025", "13/05/2025") == ["2025-05-04/2025-05-06", "2025-05-13"]


def test_years_first_are_never_read_as_day_first():
    assert iso("2025-06-04", "2025/06/04", "13/05/2025", documented=DAY_FIRST)[:2] == ["2025-06-04", "2025-06-04"]


def test_a_date_in_words_proves_no_order():
    assert iso("13 June 2025", "04/05/2025") == ["2025-06-13", ""]
