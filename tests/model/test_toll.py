"""How many died, in words of English and French around a figure; what is not certain is not read."""

import pytest

from mapper.claims.values import read_value
from mapper.model.toll import read_toll
from mapper.model.unread import UnreadError

READ = {
    (12, 12): [
        "12 morts",
        "12 civils tués",
        "12 assaillants tués",
        "12 militants killed",
        "12 killed and 3 wounded",
        "12 killed, 3 injured",
        "12 tués / 3 blessés",
        "3 blessés et 12 morts",
        "12 morts, 3 blessés et 2 disparus",
        "12 (dont 3 enfants)",
        "12 (bilan provisoire)",
        "12 morts (provisoire)",
        "Bilan provisoire : 12",
        "12, provisional toll",
        "douze enfants",
    ],
    (1, 1): ["1 enfant", "1 child", "un mort et 3 blessés", "une femme"],
    (16, 24): ["une vingtaine de civils", "about 20 civilians"],
    (12, float("inf")): ["au moins 12 morts", "at least 12 people killed"],
}
NOT_READ = [
    "12 ?",
    "3 blessés",
    "3 wounded",
    "5 et 3 blessés",
    "12 selon JNIM et 5 selon les FAMa",
    "12 selon JNIM, 5 selon RFI",
    "12 morts selon JNIM et 5 blessés",
    "12 selon JNIM dont trois enfants",
    "12 selon JNIM contre cinq",
    "20 selon",
    "5 morts et 3 morts",
    "12 (JNIM)",
    "7 (non confirmé)",
    "10 morts dont 2 blessés",
    "1 mort 2 blessés",
    "12 véhicules",
    "entre 5 et 7 morts et 3 blessés",
    "3 civils et 2 soldats tués",
    "12 according to JNIM but more to others",
]


@pytest.mark.parametrize(("ends", "text"), [(ends, text) for ends, texts in READ.items() for text in texts])
def test_a_figure_of_the_dead_is_read_with_the_words_around_it(ends, text):
    found = read_toll(text)
    assert (found.low, found.high, found.text) == (*ends, text)
    assert read_value("fatalities", text) == found


@pytest.mark.parametrize("text", NOT_READ)
def test_what_is_not_certain_is_no_figure(text):
    with pytest.raises(UnreadError):
        read_toll(text)


@pytest.mark.parametrize(
    "text",
    ["12 morts selon JNIM", "12 selon l'armée malienne", "12 tués (d'après des témoins)", "12 according to officials"],
)
def test_what_somebody_counted_is_a_claim_and_no_figure_of_the_record(text):
    """A side's own count would be added to the dead without its name."""
    with pytest.raises(UnreadError) as fault:
        read_toll(text)
    assert fault.value.code == "somebodys-figure"
