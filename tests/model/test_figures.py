"""Figures: what each text means, in English and French, and what means nothing."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapper.model.figures import Quantity, read_figure
from mapper.model.unread import UnreadError

EXACT = {
    0: ["0", "zero", "zéro", "none", "nobody", "no casualties", "aucun", "aucune victime"],
    1: ["1", "one", "un", "une"],
    2: ["a couple", "deux"],
    6: ["half a dozen", "six"],
    12: ["12", "twelve", "a dozen", "douze", "one dozen"],
    21: ["twenty-one", "twenty one", "vingt et un", "21"],
    24: ["two dozen"],
    40: ["two score"],
    92: ["quatre-vingt-douze", "ninety-two"],
    100: ["a hundred", "one hundred", "cent", "100 %", "100%"],
    120: ["one hundred and twenty", "cent vingt"],
    200: ["two hundred", "deux cents"],
    1_200: ["1,200", "1 200", "1\u00a0200", "1\u202f200", "1\u2009200", "1'200", "1’200", "twelve hundred", "1200"],
    350_000: ["350,000", "350 000", "350.000.000".removesuffix(".000").replace(".", ","), "trois cent cinquante mille"],
    1_200_000: ["1,200,000", "1.200.000", "1 200 000", "1.2 million", "1,2 million", "1,2 millions"],
    84.5: ["84.5", "84,5"],
}
RANGES = {
    (10, 15): [
        "10..15", "10-15", "10–15", "10 — 15", "10 - 15", "15-10", "10 to 15", "between 10 and 15", "from 10 to 15",
        "10 à 15", "de 10 à 15", "entre 10 et 15", "ten to fifteen", "dix à quinze", "entre dix et quinze", "10…15",
    ],
    (3, 4): ["3 or 4", "3 ou 4", "three or four", "3 o 4", "3 или 4"],
    (24, 36): ["two to three dozen", "two or three dozen", "une trentaine", "about 30"],
    (80, 100): ["80 to a hundred"],
    (10_000, 15_000): ["10,000-15,000", "10 000 à 15 000", "10,000 to 15,000"],
    (70, 80): ["70–80 %"],
    (101, math.inf): [
        ">100", "> 100", "more than 100", "over 100", "above a hundred", "plus de 100", "plus d'une centaine",
    ],
    (100, math.inf): [
        ">=100", "≥100", "at least 100", "100+", "100 +", "100 or more", "100 and more", "no fewer than 100",
        "au moins 100", "au minimum 100", "100 ou plus", "pas moins de cent", "100 au moins",
    ],
    (0, 99): ["<100", "fewer than 100", "less than 100", "under 100", "moins de 100"],
    (0, 100): [
        "<=100", "≤ 100", "up to 100", "at most 100", "100 or fewer", "jusqu'à 100", "au plus 100", "100 ou moins",
    ],
    (12, 18): [
        "~15", "about 15", "around 15", "some 15", "roughly fifteen", "environ 15", "quelque 15", "à peu près 15",
    ],
    (280_000, 350_000): ["nearly 350,000", "almost 350,000", "près de 350 000", "presque 350 000"],
    (80, 120): ["une centaine", "about a hundred", "a hundred or so"],
    (800, 1_200): ["un millier"],
    (24, math.inf): ["dozens", "at least two dozen", "several dozen", "a few dozen", "24+"],
    (20, math.inf): ["tens", "des dizaines", "plusieurs dizaines", "quelques dizaines", "at least a score"],
    (40, math.inf): ["scores"],
    (200, math.inf): ["hundreds", "several hundred", "des centaines", "plusieurs centaines", "many hundreds"],
    (2_000, math.inf): ["thousands", "des milliers"],
    (20_000, math.inf): ["tens of thousands", "des dizaines de milliers"],
    (2, 23): ["several", "Several", "plusieurs"],
    (2, 11): ["a few", "a handful", "une poignée"],
}  # fmt: skip
REFUSED = {
    "no-figure": [
        "", " ", "many", "12 trucks", "12 dead", "-5", "NaN", "inf", "1e3", "10..", "..", "½", "²", "second",
        "first", "premier", "a massacre", "10 and 15", "10 et 15", "12,34,567", "1234,567", "1,20,000",
        "1 20", "a", "plus de", "at least", "dozens dead", "12 13", "trois quatre", "10/15", "about", "twelve x", "+",
        "au moins une personne", "1,200.000", "1'200,000",
    ],
    "point-or-thousands": ["1.200", "12.345", "1.000-2.000", "at least 1.200"],
}  # fmt: skip


def cases(table):
    return [(text, meaning) for meaning, texts in table.items() for text in texts]


@pytest.mark.parametrize(("text", "number"), cases(EXACT))
def test_a_number_is_that_number(text, number):
    quantity = read_figure(text)
    assert (quantity.low, quantity.high, quantity.best, quantity.text) == (number, number, number, text)


@pytest.mark.parametrize(("text", "ends"), cases(RANGES))
def test_ranges_bounds_and_rough_counts_are_intervals(text, ends):
    assert read_figure(text) == Quantity(*ends)


@pytest.mark.parametrize(("text", "code"), cases(REFUSED))
def test_what_is_no_figure_and_why(text, code):
    with pytest.raises(UnreadError) as caught:
        read_figure(text)
    assert caught.value.code == code


def test_a_rough_count_has_a_best_figure_and_a_range_has_none():
    assert [read_figure(text).best for text in ("about 15", "nearly 350,000", "une trentaine")] == [15, 350_000, 30]
    assert [read_figure(text).best for text in ("10-15", "at least 5", "dozens", "several")] == [None] * 4


def test_words_without_a_number_are_marked():
    assert all(read_figure(text).vague for text in ("dozens", "several", "plusieurs dizaines"))
    assert not any(read_figure(text).vague for text in ("at least 5", "~15", "0"))


NUMBERS = st.integers(0, 10**9)
STYLES = {
    "{low}..{high}": "both", "{low}–{high}": "both", "between {low} and {high}": "both", "de {low} à {high}": "both",
    "entre {low} et {high}": "both", "at least {low}": "low", "{low}+": "low", "au moins {low}": "low",
    "up to {high}": "high", "jusqu'à {high}": "high",
}  # fmt: skip
GROUPED = ["{:d}", "{:,d}"]


@given(
    NUMBERS, NUMBERS, st.sampled_from(sorted(STYLES)), st.sampled_from(GROUPED), st.sampled_from([",", " ", "\u202f"])
)
def test_an_interval_is_read_back_from_every_style(one, other, style, grouped, mark):
    low, high = sorted((one, other))
    text = style.format(**{name: grouped.format(n).replace(",", mark) for name, n in (("low", low), ("high", high))})
    kept = STYLES[style]
    wanted = Quantity(0 if kept == "high" else low, math.inf if kept == "low" else high)
    assert read_figure(text) == wanted


ALL_TEXTS = [text for table in (EXACT, RANGES) for text, _ in cases(table)]


@given(st.sampled_from(ALL_TEXTS), st.sampled_from("§!x☠(:=_@#"))
def test_a_text_with_something_left_over_is_refused(text, trash):
    for spoilt in (f"{text} {trash}", f"{trash} {text}", f"{text}{trash}"):
        with pytest.raises(UnreadError):
            read_figure(spoilt)


@given(st.text(max_size=60))
def test_any_text_is_a_quantity_or_refused_with_a_reason(text):
    try:
        quantity = read_figure(text)
    except UnreadError as fault:
        message = str(fault)
    else:
        message = UnreadError("no-figure").reason
        assert 0 <= quantity.low <= quantity.high
        assert quantity.best is None or quantity.low <= quantity.best <= quantity.high
    assert message
