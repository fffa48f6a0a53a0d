"""Claimed values: what they can mean, and which can both be true."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapper.claims.values import Answer, Quantity, UnreadWords, compare, precision, read_value
from mapper.claims.wording import in_words, value_phrase
from mapper.model.actors.names import ActorNames
from mapper.model.dates import Period


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("84", 84, 84),
        ("1,500", 1500, 1500),
        ("1 500", 1500, 1500),
        ("10..15", 10, 15),
        ("15-10", 10, 15),
        ("70–80 %", 70, 80),
        ("between 10 and 15", 10, 15),
        (">100", 101, math.inf),
        ("over 100", 101, math.inf),
        (">=100", 100, math.inf),
        ("at least 100", 100, math.inf),
        ("<100", 0, 99),
        ("up to 1,500", 0, 1500),
        ("<1", 0, 0),
        ("dozens", 24, math.inf),
        ("Several", 2, 23),
        ("three", 3, 3),
        ("thirteen", 13, 13),
        ("twenty-one", 21, 21),
        ("one hundred and twenty", 120, 120),
        ("a hundred", 100, 100),
        ("half a dozen", 6, 6),
        ("two dozen", 24, 24),
        ("1.5 million", 1_500_000, 1_500_000),
        ("at least two dozen", 24, math.inf),
        ("more than a dozen", 13, math.inf),
        ("40+", 40, math.inf),
        ("40 or more", 40, math.inf),
        ("ten or fewer", 0, 10),
        ("several dozen", 24, math.inf),
        ("a few hundred", 200, math.inf),
        ("tens of thousands", 20_000, math.inf),
        ("no losses", 0, 0),
        ("twenty-one to thirty", 21, 30),
        ("two to three dozen", 24, 36),
        ("80 to a hundred", 80, 100),
    ],
)
def test_figures_and_open_quantities_are_read_as_intervals(text, low, high):
    assert read_value("fatalities", text) == Quantity(low, high)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "12 trucks",
        "-5",
        "many",
        "unknown",
        "NaN",
        "inf",
        "1e3",
        "10..",
        "..",
        "½",
        "1.200",
        "second",
        "a massacre",
    ],
)
def test_what_is_no_figure_stays_words_with_a_reason(text):
    value = read_value("fatalities", text)
    assert isinstance(value, UnreadWords)
    assert value.reason


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("July 2024", "2024-07-01", "2024-07-31"),
        ("27 July 2024", "2024-07-27", "2024-07-27"),
        ("July 27, 2024", "2024-07-27", "2024-07-27"),
        ("Friday, 13 June 2025", "2025-06-13", "2025-06-13"),
        ("fall 2023", "2023-09-01", "2023-11-30"),
        ("2025-05-16..2025-06-06", "2025-05-16", "2025-06-06"),
        ("2025-05/2025-06", "2025-05-01", "2025-06-30"),
    ],
)
def test_half_specified_dates_are_whole_periods(text, first, last):
    value = read_value("event_date", text)
    assert isinstance(value, Period)
    assert (value.first.isoformat(), value.last.isoformat()) == (first, last)


@pytest.mark.parametrize(
    "text", ["", "Friday", "June 6", "2025-13", "2025-02-30", "0000", "2024-07-27..2024-07-01", "soon"]
)
def test_a_date_without_a_year_or_off_the_calendar_stays_words_with_a_reason(text):
    value = read_value("event_date", text)
    assert isinstance(value, UnreadWords)
    assert value.reason


@pytest.mark.parametrize(
    ("field", "one", "other", "expected"),
    [
        ("fatalities", "dozens", "84", True),
        ("fatalities", "several", "dozens", False),
        ("fatalities", ">100", "84", False),
        ("fatalities", ">100", "101", True),
        ("fatalities", "10..15", "15..20", True),
        ("fatalities", "10..15", "16..20", False),
        ("fatalities", "12 bodies seen", "84", None),
        ("event_date", "soon", "2024-07", None),
        ("event_date", "Friday", "Saturday", None),
        ("motive", "revenge", "3", None),
        ("event_date", "9 février 2018", "2018-02-10", False),
        ("event_date", "9 février 2018", "2018-02", True),
        ("event_date", "circa 2020", "2021-03", True),
        ("event_date", "circa 2020", "2022", False),
        ("fatalities", "une trentaine", "28", True),
        ("fatalities", "plus de 100", "84", False),
        ("event_date", "2024-07", "2024-07-27", True),
        ("event_date", "July 2023", "July 2024", False),
        ("event_date", "2024", "2024-07", True),
        ("event_type", "Crash", "crash", True),
        ("event_type", "crash", "emergency landing", False),
        ("actor1", "A; B", "B; A", True),
        ("actor1", "A", "A; B", False),
        ("place", "13", "14", False),
    ],
)
def test_values_agree_contradict_or_are_not_understood(field, one, other, expected):
    answer = {True: Answer.AGREES, False: Answer.CONTRADICTS, None: Answer.UNREAD}[expected]
    left, right = read_value(field, one), read_value(field, other)
    assert compare(left, right) is answer
    assert compare(right, left) is answer


def test_the_narrower_interval_is_the_more_precise():
    values = [read_value("fatalities", text) for text in ("84", "10..15", "dozens")]
    assert [precision(value) for value in values] == [0, 5, math.inf]


@given(st.text(), st.sampled_from(["fatalities", "event_date", "place"]))
def test_any_text_is_read_and_agrees_with_itself(text, field):
    value = read_value(field, text)
    assert compare(value, value) is Answer.AGREES


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_a_range_holds_its_ends(one, other):
    value = read_value("injured", f"{one}..{other}")
    assert value == Quantity(min(one, other), max(one, other))


def test_signs_are_written_out():
    assert in_words(">=20") == "at least 20"
    assert in_words("dozens") == "dozens"


@pytest.mark.parametrize(
    ("value", "field", "french"),
    [
        ("une trentaine", "fatalities", "une trentaine de tués"),
        ("des centaines", "injured", "des centaines de blessés"),
        ("aucun", "fatalities", "aucun tué"),
        ("none", "fatalities", "aucun tué"),
        ("bilan inconnu", "fatalities", "«\u00a0bilan inconnu\u00a0»"),
        ("84", "fatalities", "84 tués"),
    ],
)
def test_what_became_of_a_number_in_words_is_said_in_good_french(value, field, french):
    assert value_phrase(value, field=field, group="", actors=ActorNames()).text("fr") == french
    said = value_phrase(value, field=field, group="militaires", actors=ActorNames()).text("fr")
    assert said == f"{french} (militaires)"
