"""Who denies a toll is never shown as asserting it, and a stance that is not understood counts for nothing."""

from pathlib import Path

import pytest

import mapper
from mapper.claims.basis import stated_figures
from mapper.claims.disagreement import disagreements
from mapper.claims.summaries import claim_summaries
from mapper.claims.unread import unread_claims


def dossier_of(folder: Path, *rows: str) -> mapper.Dossier:
    (folder / "events.csv").write_text("event_id,event_date,fatalities_best\ne,2025-04-11,16\n", encoding="utf-8")
    claims = ["claim_id,event_id,field,value,stance,claimant,hedge", *(f"{i},e,{row}" for i, row in enumerate(rows))]
    (folder / "claims.csv").write_text("\n".join(claims), encoding="utf-8")
    return mapper.read(folder)


def sentence(dossier: mapper.Dossier, language: str = "en") -> str:
    said = claim_summaries(dossier).sentences.get("e", {})
    return said["fatalities"].text(language) if said else ""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("written", "stance"),
    [
        *dict.fromkeys(["denied", "Refutes", "refuted", "rejects", "dément", "nie", "réfute"], "denies").items(),
        *dict.fromkeys(["confirmed", "corroborates", "confirme", "corroboré"], "confirms").items(),
        *dict.fromkeys(["disputed", "conteste", "doubts"], "disputes").items(),
        *dict.fromkeys(["says", "claimed", "affirme", ""], "asserts").items(),
    ],
)  # fmt: skip
def test_common_words_for_a_stance_are_read(written, stance, tmp_path):
    dossier = dossier_of(tmp_path, f"fatalities,16,{written},Ministry,")
    assert (dossier.claims["stance"].item() or "asserts") == stance
    assert dossier.faults.empty


def test_a_denial_in_other_words_is_a_denial(tmp_path):
    dossier = dossier_of(tmp_path, "fatalities,16,asserts,Radio,", "fatalities,16,rejette,Ministry,")
    assert sentence(dossier) == "16 killed, says Radio; denied by Ministry"


@pytest.mark.parametrize("stance", ["not confirmed", "maybe", "n’a pas confirmé", "asserts not"])
def test_a_stance_that_is_not_understood_holds_nothing_and_is_told(stance, tmp_path):
    dossier = dossier_of(tmp_path, f"fatalities,16,{stance},Ministry,", "fatalities,40,asserts,Radio,")
    assert dossier.faults["field"].tolist() == ["stance"]
    assert sentence(dossier) == "40 killed, says Radio"
    assert disagreements(dossier.claims).empty
    assert stated_figures(dossier) == {}, "16 is the record's own: nobody is known to say it"
    told = [row["reason"].text() for row in unread_claims(dossier.claims)]
    assert told == [f"stance not understood: “{stance}”"]


def test_one_claimant_asserts_a_figure_only_where_a_stance_of_theirs_is_understood(tmp_path):
    dossier = dossier_of(tmp_path, "fatalities,16,perhaps,Radio,", "fatalities,16,asserts,Daily,")
    assert sentence(dossier) == "16 killed, says Daily"
    alone = dossier_of(tmp_path, "fatalities,16,perhaps,Radio,")
    assert sentence(alone) == ""


@pytest.mark.parametrize("words", ["12 wounded", "not 20 but 30", "84, including 3 officers", "15 killed"])
def test_words_that_are_more_than_a_figure_are_quoted_without_killed(words, tmp_path):
    assert sentence(dossier_of(tmp_path, f'fatalities,"{words}",asserts,Nurse,')) == f"“{words}”, says Nurse"


def test_what_hedges_a_figure_stays_with_it(tmp_path):
    dossier = dossier_of(tmp_path, "fatalities,40,asserts,SAF,allegedly")
    assert sentence(dossier) == "40 killed (“allegedly”), says SAF"


def test_none_is_said_in_each_claimant_s_own_words(tmp_path):
    rows = "fatalities,no casualties,asserts,Mayor,", "fatalities,nobody,asserts,RSF,", "fatalities,40,asserts,SAF,"
    dossier = dossier_of(tmp_path, *rows)
    against = disagreements(dossier.claims)["explanation"].item()
    assert against == "“no casualties” (Mayor) and “nobody” (RSF) against “40” (SAF)"
    two = dossier_of(tmp_path, *rows[:2])
    assert sentence(two) == "“no casualties”, says Mayor; nobody killed, says RSF"
    assert "«\u00a0no casualties\u00a0», selon Mayor" in sentence(two, "fr")


def test_a_denial_without_a_value_is_told_with_what_it_denies(tmp_path):
    rows = "fatalities,more than 400,asserts,Radio,", "fatalities,,denies,RSF,"
    message = disagreements(dossier_of(tmp_path, *rows).claims)["message"].item()
    assert message.text() == "“more than 400” (Radio) against a denial of any of it (RSF)"
    assert message.text("fr") == "«\u00a0plus de 400\u00a0» (Radio) contre un démenti de tout cela (RSF)"
